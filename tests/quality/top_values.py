#!/usr/bin/env python3
"""Prints the facet values that most articles have, with places in the texts to judge them by.

  top_values.py "EXTRACT" [--top 100] [--contexts 3] [--width 60] [--kind KIND] ARTICLES.jsonl...

EXTRACT is a command that prints an article a line for the files behind it ("dateline-indexer extract --quiet"). A line is
a value: kind, rank, articles, id, display name (the name that most articles use, as the server shows it), then below it
mentions from articles spread over the whole. With --contexts 0 the values alone, of which a diff shows what a change did.
Whether a value is a real entity of its kind under a proper name is for a reader to say.
"""
import argparse
import collections
import json
import shlex
import subprocess


class Value:
    def __init__(self):
        self.articles = 0
        self.names = collections.Counter()
        self.mentions = []

    def name(self):
        """The name most articles use; among equals the smallest."""
        return min(self.names, key=lambda name: (-self.names[name], name))


def context(article, mention, width):
    text = article.get(mention["field"].lower(), "").encode()
    begin, end = mention["begin"], mention["end"]
    before = text[max(0, begin - width):begin].decode(errors="ignore")
    behind = text[end:end + width].decode(errors="ignore")
    return " ".join(f"{before}[{text[begin:end].decode()}]{behind}".split())


def collect(lines, width):
    kinds = collections.defaultdict(lambda: collections.defaultdict(Value))
    for line in lines:
        article = json.loads(line)
        seen = {}
        for mention in article.get("mentions", []):
            if mention.get("entity_id"):
                seen.setdefault(mention["entity_id"], mention)
        for entity, mention in seen.items():
            value = kinds[mention["kind"]][entity]
            value.articles += 1
            value.names[mention["name"]] += 1
            if width:
                value.mentions.append(context(article, mention, width))
    return kinds


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("extract")
    parser.add_argument("articles", nargs="+")
    parser.add_argument("--top", type=int, default=100)
    parser.add_argument("--contexts", type=int, default=3)
    parser.add_argument("--width", type=int, default=60)
    parser.add_argument("--kind", choices=["PERSON", "ORGANIZATION", "PLACE"])
    args = parser.parse_args()
    with subprocess.Popen(shlex.split(args.extract) + args.articles, stdout=subprocess.PIPE, text=True) as extract:
        kinds = collect(extract.stdout, args.width if args.contexts else 0)
    if extract.returncode:
        parser.exit(2, f"{args.extract} failed\n")
    for kind in [args.kind] if args.kind else ["PERSON", "ORGANIZATION", "PLACE"]:
        ranked = sorted(kinds[kind].items(), key=lambda item: (-item[1].articles, item[0]))
        for rank, (entity, value) in enumerate(ranked[:args.top], 1):
            print(f"{kind}\t{rank}\t{value.articles}\t{entity}\t{value.name()}")
            step = max(1, len(value.mentions) // max(1, args.contexts))
            for shown in value.mentions[::step][:args.contexts]:
                print(f"\t{shown}")


if __name__ == "__main__":
    main()
