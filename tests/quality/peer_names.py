#!/usr/bin/env python3
"""Finds names with a spaCy pipeline and prints what `dateline-indexer extract` would: one JSON object a line.

  peer_names.py PACKAGE [--facilities] FILE.jsonl...      (lines with id, title, body)

PACKAGE is the Python package of a pipeline ("en_core_web_sm"). Its GPE and LOC are places, with --facilities FAC too; a
leading "the" and a trailing 's are cut, because Dateline's names are without. Run by compare beside this file, in the
environment that it makes. Prints the seconds spent in the pipeline, and the bytes of text, at the end on standard error.
"""
import importlib
import json
import sys
import time

KINDS = {"PERSON": "PERSON", "ORG": "ORGANIZATION", "GPE": "PLACE", "LOC": "PLACE"}


def cut(text, begin, end):
    for article in ("the ", "The ", "THE ", "the\n", "The\n"):
        if text.startswith(article, begin, end):
            begin += len(article)
    for possessive in ("'s", "\u2019s", "'S"):
        if text.endswith(possessive, begin, end):
            end -= len(possessive)
    while begin < end and text[begin].isspace():
        begin += 1
    while begin < end and text[end - 1].isspace():
        end -= 1
    return begin, end


def mentions(pipeline, field, text, kinds):
    found = []
    for entity in pipeline(text).ents:
        kind = kinds.get(entity.label_)
        begin, end = cut(text, entity.start_char, entity.end_char)
        if kind is None or begin >= end:
            continue
        found.append({"field": field, "kind": kind, "text": text[begin:end],
                      "begin": len(text[:begin].encode()), "end": len(text[:end].encode())})
    return found


def main():
    arguments = sys.argv[1:]
    kinds = dict(KINDS)
    if "--facilities" in arguments:
        arguments.remove("--facilities")
        kinds["FAC"] = "PLACE"
    if len(arguments) < 2:
        sys.exit(__doc__)
    pipeline = importlib.import_module(arguments[0]).load(disable=["tagger", "parser"])
    seconds = 0.0
    size = 0
    for path in arguments[1:]:
        with open(path, encoding="utf-8") as lines:
            for line in lines:
                article = json.loads(line)
                result = {"id": article["id"], "title": article.get("title", ""), "body": article.get("body", ""),
                          "mentions": []}
                start = time.perf_counter()
                for field in ("title", "body"):
                    if result[field]:
                        result["mentions"] += mentions(pipeline, field.upper(), result[field], kinds)
                        size += len(result[field].encode())
                seconds += time.perf_counter() - start
                print(json.dumps(result))
    print(f"{pipeline.meta['name']} {pipeline.meta['version']}: {seconds:.1f} s in the pipeline, {size / seconds / 1e6:.3f} MB/s",
          file=sys.stderr)


main()
