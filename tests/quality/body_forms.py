#!/usr/bin/env python3
"""Bodies of pages, page by page: where the difference to the truth lies.

body_forms.py "EXTRACT COMMAND" FOLDER html|text [COUNT]    FOLDER has gold.jsonl (id, body), html/ID.html and text/ID.txt

Prints the measure over all pages; the same with what of the truth stands in captions here left out of it; and the COUNT
(default 10) pages that differ most, each with the measure without it and those above. For reading them: whether a page
is an article at all is not for a program to say.
"""
import collections
import json
import os
import re
import shlex
import subprocess
import sys


def grams(text):
    words = re.findall(r"\w+", text.lower())
    return collections.Counter(tuple(words[i:i + 4]) for i in range(max(len(words) - 3, 1))) if words else collections.Counter()


def total(counter):
    return sum(counter.values())


def f1(pages):
    precisions = [page["precision"] for page in pages if page["precision"] is not None]
    precision = sum(precisions) / max(len(precisions), 1)
    recall = sum(page["recall"] for page in pages) / len(pages)
    return precision, recall, 2 * precision * recall / (precision + recall)


def measured(truth, found, identity):
    same = total(truth & found)
    return {"id": identity, "precision": same / total(found) if found else None if truth else 1.0,
            "recall": same / total(truth) if truth else 1.0}


def main():
    command, folder, form = sys.argv[1:4]
    count = int(sys.argv[4]) if len(sys.argv) > 4 else 10
    with open(os.path.join(folder, "gold.jsonl"), encoding="utf-8") as file:
        gold = [json.loads(line) for line in file]
    done = subprocess.run(shlex.split(command) + [os.path.join(folder, form)], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, check=True)
    found = {os.path.basename(article["source_path"]).rsplit(".", 1)[0]: article
             for article in map(json.loads, done.stdout.decode().splitlines())}
    pages, without_captions = [], []
    for record in gold:
        article = found.get(record["id"], {})
        truth, body = grams(record["body"]), grams(article.get("body", ""))
        captions = grams(article.get("captions", "")) - body
        pages.append(measured(truth, body, record["id"]))
        without_captions.append(measured(truth - captions, body, record["id"]))
    pages.sort(key=lambda page: page["recall"] + (page["precision"] or 0))
    print("all %d pages: precision %.4f, recall %.4f, F1 %.4f" % (len(pages), *f1(pages)))
    print("truth without what is in captions here: precision %.4f, recall %.4f, F1 %.4f" % f1(without_captions))
    for i, page in enumerate(pages[:count], 1):
        print("%-40s precision %.3f recall %.3f; without it and those above: F1 %.4f"
              % (page["id"], page["precision"] or 0, page["recall"], f1(pages[i:])[2]))


if __name__ == "__main__":
    main()
