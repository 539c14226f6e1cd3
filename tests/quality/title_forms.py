#!/usr/bin/env python3
"""Titles of pages, where the truth may have the name of the site or of a section behind the headline.

title_forms.py "EXTRACT COMMAND" FOLDER html|text    FOLDER has gold.jsonl (id, title), html/ID.html and text/ID.txt

A title is exact when it is the truth's after folding white space, and a headline when the truth goes on behind it with
a separator of titles (" | Site"). Both shares are printed, with every other title.
"""
import json
import os
import re
import shlex
import subprocess
import sys

SEPARATOR = re.compile(r"\s*[|\-–—·»_:\[(（]")


def fold(text):
    return re.sub(r"\s+", " ", text or "").strip()


def main():
    command, folder, form = sys.argv[1:]
    with open(os.path.join(folder, "gold.jsonl"), encoding="utf-8") as file:
        gold = [record for record in map(json.loads, file) if record.get("title")]
    done = subprocess.run(shlex.split(command) + [os.path.join(folder, form)], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=True)
    found = {os.path.basename(article["source_path"]): fold(article.get("title"))
             for article in map(json.loads, done.stdout.decode().splitlines())}
    exact = headlines = 0
    for record in gold:
        truth, title = fold(record["title"]), found.get(record["id"] + (".html" if form == "html" else ".txt"), "")
        if title == truth:
            exact += 1
        elif title and truth.startswith(title) and SEPARATOR.match(truth[len(title):]):
            headlines += 1
        else:
            print(f"{record['id']}\n  truth {truth}\n  found {title}")
    print(f"exact {exact / len(gold):.3f}, exact or the headline before the site {(exact + headlines) / len(gold):.3f} "
          f"of {len(gold)} titles")


if __name__ == "__main__":
    main()
