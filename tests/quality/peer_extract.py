#!/usr/bin/env python3
"""Runs another project's extractor over HTML files and prints what `dateline-indexer extract` would: one JSON object a line.

  peer_extract.py trafilatura|htmldate|readability PATH...        (PATH: a file, or a folder of .html files)

Each with the settings that its authors publish their own figures for: trafilatura with comments off, htmldate with
extensive search. Run by compare beside this file, in the environment that it makes.
"""
import json
import os
import sys

import htmldate
import lxml.html
import readability
import trafilatura


def trafilatura_article(html):
    found = trafilatura.bare_extraction(html, include_comments=False, with_metadata=True)
    if found is None:
        return {}
    found = found if isinstance(found, dict) else found.as_dict()
    return {"title": found.get("title"), "body": found.get("text"), "publish_date": found.get("date")}


def htmldate_article(html):
    return {"publish_date": htmldate.find_date(html, extensive_search=True, original_date=True)}


def readability_article(html):
    document = readability.Document(html)
    summary = lxml.html.fromstring(document.summary())
    return {"title": document.short_title(), "body": "\n".join(summary.itertext())}


PEERS = {"trafilatura": trafilatura_article, "htmldate": htmldate_article, "readability": readability_article}


def files(paths):
    for path in paths:
        if os.path.isdir(path):
            yield from (os.path.join(path, name) for name in sorted(os.listdir(path)))
        else:
            yield path


def main():
    if len(sys.argv) < 3 or sys.argv[1] not in PEERS:
        sys.exit(__doc__)
    failures = 0
    for path in files(sys.argv[2:]):
        with open(path, "rb") as file:
            html = file.read()
        try:
            article = PEERS[sys.argv[1]](html)
        except Exception as error:  # A page that a peer cannot read counts as one without an answer.
            print(f"{path}: {type(error).__name__}: {error}", file=sys.stderr)
            failures += 1
            article = {}
        article["source_path"] = path
        print(json.dumps({key: value for key, value in article.items() if value}))
    print(f"{failures} pages failed", file=sys.stderr)


if __name__ == "__main__":
    main()
