"""What the engines in SQL share: articles of the corpus in, the protocol of ../README.md out."""

import json
import sys
import time

TOP = 10
DIMENSIONS = ("person", "organization", "place", "month")
SNIPPET_WORDS = 40  # About 240 characters.


class Late(Exception):
    """A request took longer than it may."""


def articles(path, engine):
    """Of every line: number, id, title, body, and its values: pairs of a dimension's number and a name."""
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            article = json.loads(line)
            values = [(DIMENSIONS.index("month"), article["publish_date"][:7])]
            for mention in article["mentions"]:
                dimension, name = mention["entity_id"].split("/", 1)
                values.append((DIMENSIONS.index(dimension), name))
            yield number, article["id"], article["title"], article["body"], values
            if number % 100_000 == 0:
                print(f"{engine}: {number} articles", file=sys.stderr, flush=True)


def selected(selections):
    """Selections as lists of names, by the number of their dimension."""
    found = {}
    for selection in selections.split():
        dimension, name = selection.split("/", 1)
        found.setdefault(DIMENSIONS.index(dimension), []).append(name)
    return found


def digest(counts):
    """Lists of counts, in the order of the dimensions, as text."""
    parts = []
    for values in counts:
        highest = sorted((count for count in values if count > 0), reverse=True)[:TOP]
        parts.append(",".join(str(count) for count in highest) or "-")
    return " ".join(parts)


def serve(load_seconds, limit, run):
    """run(op, words, wanted, selections) gives total and counts, or raises Late."""
    print(f"ready\t{load_seconds:.4f}\t-", flush=True)
    for line in sys.stdin:
        op, words, wanted, selections, repetitions = line.rstrip("\n").split("\t")
        taken = []
        try:
            for _ in range(max(1, int(repetitions))):
                begin = time.perf_counter_ns()
                total, counts = run(op, words.split(), wanted, selected(selections))
                taken.append(time.perf_counter_ns() - begin)
        except Late:
            print(f"late\t{int(limit * 1e9)}\t", flush=True)
            continue
        print(f"{total}\t{sorted(taken)[len(taken) // 2]}\t{digest(counts)}", flush=True)
