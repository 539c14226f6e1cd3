"""Asks Dateline and its peers the same queries in turn, checks that they agree, and writes one table.

    compare.py WORK --articles N [--engines dateline,lucene,...] [--per-class K] [--json FILE]

WORK is a folder outside the source tree: peers, corpora and indexes are kept there. See README.md.
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

import engines

# What is asked with every class of queries.
WANTED = ("top", "filter", "facets", "sideways")
# Selections in two dimensions: of the most frequent values, and of less frequent ones.
SELECTIONS = " ".join(f"{d}/{name}-paban" for d, names in (("organization", ("baban", "caban", "daban")), ("place", ("baban", "caban"))) for name in names)
# A request is repeated until so much time has gone by, and at least so often.
SECONDS = 0.25
LEAST = 3
MOST = 200


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("work", type=pathlib.Path)
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--engines", default=",".join(engines.ALL), help="the first one is compared with the others")
    parser.add_argument("--per-class", type=int, default=12)
    parser.add_argument("--json", type=pathlib.Path, help="also write every single figure here")
    options = parser.parse_args()

    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    corpus = engines.make_corpus(work, options.articles)
    queries = read_queries(options.per_class)
    running = []
    build = []
    for name in options.engines.split(","):
        engine = engines.ALL[name](work)
        say(f"{name}: install")
        engine.install()
        build.append((name, engine.index(corpus, options.articles)))
        running.append(engine)
    print_build(build, os.path.getsize(corpus), text_bytes(corpus))
    for engine in running:
        engine.start()
    try:
        warm(running, queries)
        figures, differences = measure(running, queries)
    finally:
        for engine in running:
            engine.stop()
    print_table(figures, [e.name for e in running])
    print(f"\nanswers compared: {figures_count(figures)}; differences: {len(differences)}")
    for difference in differences[:20]:
        print("  " + difference)
    if options.json:
        options.json.write_text(json.dumps({"articles": options.articles, "build": build, "figures": figures}, indent=1))
    return 1 if differences else 0


def say(text):
    print(f"-- {text}", file=sys.stderr, flush=True)


def read_queries(per_class):
    text = subprocess.run(
        [engines.BINARIES / "tests/bench/corpus_generator", "queries", str(per_class)], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    return [line.split("\t") for line in text.splitlines()]


def text_bytes(corpus):
    """Bytes of titles and bodies, from the first 1,000 lines."""
    sizes = []
    with open(corpus, encoding="utf-8") as lines:
        for line, _ in zip(lines, range(1000)):
            article = json.loads(line)
            sizes.append(len(article["title"]) + len(article["body"]))
    return statistics.mean(sizes)


def warm(running, queries):
    """Compiles what is compiled while running, and fills every cache."""
    for engine in running:
        say(f"{engine.name}: warm up")
        until = time.monotonic() + 20
        while time.monotonic() < until:
            for query_class, op, words in queries:
                for wanted in WANTED:
                    engine.ask(op, words, wanted, SELECTIONS, 1)
                if time.monotonic() > until:
                    break


def measure(running, queries):
    """Figures by class, what was wanted and engine: a list of (matches, nanoseconds)."""
    figures = {}
    differences = []
    for number, (query_class, op, words) in enumerate(queries):
        for wanted in WANTED:
            answers = {}
            # Nobody always goes first.
            order = running[number % len(running):] + running[: number % len(running)]
            for engine in order:
                _, nanoseconds, _ = engine.ask(op, words, wanted, SELECTIONS, 1)
                repetitions = min(MOST, max(LEAST, int(SECONDS * 1e9 / max(1, nanoseconds))))
                answers[engine.name] = engine.ask(op, words, wanted, SELECTIONS, repetitions)
            most = max(total for total, _, _ in answers.values())
            for name, (_, nanoseconds, _) in answers.items():
                figures.setdefault(query_class, {}).setdefault(wanted, {}).setdefault(name, []).append((most, nanoseconds))
            differences += differing(query_class, words, wanted, answers, running)
    return figures, differences


def differing(query_class, words, wanted, answers, running):
    """What the engines do not agree about. Those that stop early have no exact total."""
    found = []
    counts = wanted in ("facets", "sideways")
    exact = [e for e in running if counts or e.exact_top]
    for engine in exact[1:]:
        first, other = answers[exact[0].name], answers[engine.name]
        if first[0] != other[0] or (counts and first[2] != other[2]):
            found.append(f"{query_class} {words!r} {wanted}: {exact[0].name} {first[0]} {first[2]}, {engine.name} {other[0]} {other[2]}")
    return found


def figures_count(figures):
    return sum(len(v) for by_wanted in figures.values() for by_engine in by_wanted.values() for v in by_engine.values())


def print_build(build, corpus_bytes, mean_text):
    print("| engine | articles/s | index, times the text |\n|---|---|---|")
    for name, (articles, seconds, size) in build:
        print(f"| {name} | {articles / seconds:,.0f} | {size / (mean_text * articles):.2f} |")


def print_table(figures, names):
    print("\nMicroseconds, median over the queries of a class; in brackets: the first engine's time, as a share of that one's (median of ratios)\n")
    print("| class | matches | wanted | " + " | ".join(names) + " |")
    print("|---|---|---|" + "---|" * len(names))
    for query_class, by_wanted in figures.items():
        for wanted, by_engine in by_wanted.items():
            first = by_engine[names[0]]
            cells = []
            for name in names:
                ours = by_engine[name]
                cell = f"{statistics.median(t for _, t in ours) / 1000:,.0f}"
                if name != names[0]:
                    ratio = statistics.median(a[1] / b[1] for a, b in zip(first, ours))
                    cell += f" ({ratio:.3f})"
                cells.append(cell)
            matches = statistics.median(m for m, _ in first)
            print(f"| {query_class} | {matches:,.0f} | {wanted} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    sys.exit(main())
