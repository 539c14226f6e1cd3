#!/usr/bin/env python3
"""Counts articles.jsonl into facets.json. With --check, writes nothing and says whether they agree."""

import collections
import json
import pathlib
import sys
import unicodedata

FOLDER = pathlib.Path(__file__).parent
TOP = {"person": 15, "organization": 10, "place": 12}
# Letters that Unicode does not decompose.
PLAIN = str.maketrans({"ð": "d", "þ": "th", "ø": "o", "ł": "l", "ı": "i", "đ": "d", "æ": "ae",
                       "œ": "oe", "ß": "ss"})


def entity_id(kind, name):
    """"person/maire-o-driscoll" for "Máire O'Driscoll"."""
    letters = unicodedata.normalize("NFKD", name.lower().translate(PLAIN))
    letters = (c for c in letters if not unicodedata.combining(c))
    words = "".join(c if c.isalnum() else " " for c in letters).split()
    return kind + "/" + "-".join(words)


def counted(labels):
    """Label to number of articles, most first, then by label."""
    return dict(sorted(collections.Counter(labels).items(), key=lambda x: (-x[1], x[0])))


def entities(articles, kind):
    """The most frequent entities of a kind; a tie with the last one is kept whole."""
    names = {}
    counts = collections.Counter()
    for article in articles:
        for value in {entity_id(kind, name): name for name in article[kind + "s"]}.items():
            names.setdefault(*value)
            counts[value[0]] += 1
    ranked = sorted(counts.items(), key=lambda x: (-x[1], x[0]))
    least = ranked[min(TOP[kind], len(ranked)) - 1][1]
    return {"distinct": len(ranked),
            "missing": sum(not article[kind + "s"] for article in articles),
            "values": [{"value": value, "display_name": names[value], "count": count}
                       for value, count in ranked if count >= least]}


def tally(records):
    articles = [r for r in records if "reject" not in r]
    dated = [a for a in articles if a["publish_date"]]
    months = collections.Counter(a["publish_date"][:7] for a in dated if len(a["publish_date"]) > 4)
    return {
        "articles": len(articles),
        "rejects": counted(r["reject"] for r in records if "reject" in r),
        "persons": entities(articles, "person"),
        "organizations": entities(articles, "organization"),
        "places": entities(articles, "place"),
        "publish_months": dict(sorted(months.items())),
        "undated": len(articles) - len(dated),
        "sources_stated": counted(a["source"] for a in articles if a["source"]),
        "languages": counted(a["language"] for a in articles),
        "languages_stated": counted(a["language"] for a in articles if a["language_stated"]),
        "copy_groups": counted(a["copy_group"] for a in articles if "copy_group" in a),
        "stories": counted(a["story"] for a in articles),
    }


def main():
    with open(FOLDER / "articles.jsonl", encoding="utf-8") as lines:
        facets = tally([json.loads(line) for line in lines])
    text = json.dumps(facets, ensure_ascii=False, indent=1) + "\n"
    target = FOLDER / "facets.json"
    if sys.argv[1:] == ["--check"]:
        if target.read_text(encoding="utf-8") != text:
            sys.exit("facets.json does not follow from articles.jsonl: run tally.py")
        return
    target.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
