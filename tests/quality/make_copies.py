#!/usr/bin/env python3
"""Makes a truth for copy groups: articles, some of them in several versions as crawlers meet them.

  make_copies.py SEED SHARE ARTICLES.jsonl... > gold.jsonl

Of a SHARE of the articles (0 to 1) it writes one to five further versions: crawled again after an edit, or as another
outlet ran them. `copy_group` names the original; every other article is a group of its own. Articles shorter than 60
words are left out, for what a copy is can't be told there, and so are those that share a fifth of their five-word runs with an
earlier article, for such sets have copies of their own. The same arguments give the same output.
"""
import collections
import json
import random
import re
import sys

FURNITURE = ["Share this article", "Read more: What we know so far", "Sign up for our morning newsletter", "Advertisement",
             "Follow us on social media", "Related: five charts that explain the week", "© All rights reserved",
             "This page requires JavaScript", "Subscribe for full access to all stories", "Skip to main content"]
OUTLETS = ["The Harbour Gazette", "Plainfield Courier", "Radio Meridian", "Northern Wire", "Evening Register"]


def paragraphs(body):
    parts = [p.strip() for p in re.split(r"\n\s*\n|\n", body) if p.strip()]
    if len(parts) > 2:
        return parts
    sentences = re.split(r"(?<=[.!?])\s+", " ".join(parts))
    return [" ".join(sentences[i:i + 3]) for i in range(0, len(sentences), 3)]


def sentence(rng, others):
    """Two sentences of another article: what an update brings is news, not a repetition."""
    sentences = re.split(r"(?<=[.!?])\s+", rng.choice(others)["body"])
    start = rng.randrange(max(1, len(sentences) - 1))
    return " ".join(sentences[start:start + 2])[:600]


def edit_words(text, rng, share):
    words = text.split(" ")
    for i in range(len(words)):
        if rng.random() < share:
            action = rng.randrange(3)
            words[i] = "" if action == 0 else words[i] + " also" if action == 1 else rng.choice(words)
    return " ".join(word for word in words if word)


def typography(text, rng):
    swaps = [("\"", "”"), ("'", "’"), (" - ", " — "), (" ", "\u00a0"), ("...", "…")]
    for old, new in rng.sample(swaps, 3):
        text = text.replace(old, new) if old != " " else re.sub(" ", lambda m: new if rng.random() < 0.05 else " ", text)
    return text


def recrawled(article, rng, others):
    """The same page, later."""
    parts = paragraphs(article["body"])
    for _ in range(rng.randint(1, 3)):
        kind = rng.choice(["add", "drop", "words", "furniture", "typography", "correction", "join", "same"])
        if kind == "add":
            parts.insert(rng.randrange(len(parts) + 1), sentence(rng, others))
        elif kind == "drop" and len(parts) > 3:
            del parts[rng.randrange(1, len(parts))]
        elif kind == "words":
            parts = [edit_words(p, rng, 0.02) for p in parts]
        elif kind == "furniture":
            for line in rng.sample(FURNITURE, rng.randint(1, 4)):
                parts.insert(rng.choice([0, len(parts), rng.randrange(len(parts) + 1)]), line)
        elif kind == "typography":
            parts = [typography(p, rng) for p in parts]
        elif kind == "correction":
            parts.append("Correction: an earlier version of this article gave a wrong figure.")
            parts = [re.sub(r"\b\d{2,}\b", lambda m: str(int(m[0]) + 1) if rng.random() < 0.3 else m[0], p) for p in parts]
        elif kind == "join":
            parts = [" ".join(parts)]
    title = article.get("title", "")
    if title and rng.random() < 0.4:
        title = edit_words(title, rng, 0.3)
    return title, parts


def reprinted(article, rng, others):
    """The same text in another outlet."""
    parts = paragraphs(article["body"])
    if rng.random() < 0.5 and len(parts) > 3:
        parts = parts[: max(2, int(len(parts) * rng.uniform(0.55, 0.95)))]
    parts = [edit_words(p, rng, 0.01) for p in parts]
    outlet = rng.choice(OUTLETS)
    if rng.random() < 0.6:
        parts.insert(0, f"{outlet} | By our correspondent")
    if rng.random() < 0.3:
        parts.append(f"This story was first published elsewhere and appears in {outlet} by agreement.")
    words = parts[1 if len(parts) > 1 else 0].split()
    return " ".join(words[: rng.randint(5, 9)]), parts


def without_copies(articles):
    """The articles that share less than a fifth of their five-word runs with any before them."""
    kept = []
    seen = {}
    for article in articles:
        words = re.findall(r"\w+", article["body"].lower())
        runs = {" ".join(words[i:i + 5]) for i in range(len(words) - 4)}
        shared = collections.Counter(number for run in runs for number in seen.get(run, ()))
        if shared and shared.most_common(1)[0][1] * 5 > len(runs):
            continue
        for run in runs:
            seen.setdefault(run, []).append(len(kept))
        kept.append(article)
    return kept


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    rng = random.Random(int(sys.argv[1]))
    share = float(sys.argv[2])
    articles = []
    for path in sys.argv[3:]:
        with open(path, encoding="utf-8") as file:
            articles += [json.loads(line) for line in file]
    articles = without_copies([a for a in articles if len(a.get("body", "").split()) >= 60])
    out = []
    for number, article in enumerate(articles):
        base = {"id": f"a{number}", "title": article.get("title", ""), "body": article["body"], "copy_group": f"a{number}"}
        if article.get("publish_date"):
            base["publish_date"] = article["publish_date"]
        out.append(base)
        if rng.random() >= share:
            continue
        for version in range(rng.choice([1, 1, 1, 2, 2, 3, 5])):
            title, parts = rng.choice([recrawled, recrawled, reprinted])(article, rng, articles)
            out.append({**base, "id": f"a{number}v{version}", "title": title, "body": "\n\n".join(parts)})
    rng.shuffle(out)
    for article in out:
        print(json.dumps(article, ensure_ascii=False))


if __name__ == "__main__":
    main()
