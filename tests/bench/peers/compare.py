"""Asks Dateline and its peers the same queries in turn, checks that they agree, and writes tables and a chart.

WORK is a folder outside the source tree: peers, corpora and indexes are kept there. See README.md.
"""

import argparse
import json
import pathlib
import signal
import statistics
import subprocess
import sys
import time

import chart
import engines
import report
from engines import say

# Selections in two dimensions: of the most frequent values, and of less frequent ones.
SELECTIONS = " ".join(f"{d}/{name}-paban" for d, names in (("organization", ("baban", "caban", "daban")), ("place", ("baban", "caban"))) for name in names)
# A request is repeated until so much time has gone by, and at least so often; what takes longer than SLOW is asked once.
SECONDS = 0.25
LEAST = 3
MOST = 200
SLOW = 1.0
WARM_SECONDS = 20
# What clients ask at once.
CLIENTS = 8
ANSWERS = 4000
LOAD_PER_CLASS = 40  # Of eight classes.


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("work", type=pathlib.Path, help="a folder outside the source tree")
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--engines", default=",".join(engines.DEFAULT), help=f"the first one is compared with the others; known: {', '.join(engines.ALL)}")
    parser.add_argument("--cache", choices=("on", "off"), help="Dateline with, or without, its posting cache alone; both without this option")
    parser.add_argument("--per-class", type=int, default=12, help="queries of every class")
    parser.add_argument("--limit", type=float, default=5, help="seconds that SQLite and PostgreSQL may take for a request")
    parser.add_argument("--build-limit", type=float, default=7200, help="seconds that indexing may take")
    parser.add_argument("--json", type=pathlib.Path, help="also write every single figure here")
    parser.add_argument("--svg", type=pathlib.Path, help="the chart; WORK/peers-ARTICLES.svg unless given")
    return parser.parse_args()


def chosen(names, cache):
    """The engines to compare, in this order."""
    left_out = {"on": "dateline-uncached", "off": "dateline"}.get(cache)
    unknown = [name for name in names if name not in engines.ALL]
    if unknown:
        sys.exit(f"compare.py: no engine {', '.join(unknown)}; there are {', '.join(engines.ALL)}")
    return [name for name in names if name != left_out]


def main():
    options = read_arguments()
    names = chosen(options.engines.split(","), options.cache)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # So that what was started is stopped.
    work = options.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    try:
        corpus = engines.make_corpus(work, options.articles)
    except engines.Unavailable as error:
        sys.exit(f"compare.py: {error}")
    queries = read_queries(options.per_class)
    absent = {}
    running = []
    build_seconds = {}
    try:
        for name in names:
            engine = engines.ALL[name](work, options.limit)
            try:
                say(f"{name}: install")
                engine.install()
                build_seconds[name] = engine.index(corpus, options.articles, options.build_limit)
                running.append(engine)
                engine.start()
            except (engines.Unavailable, subprocess.CalledProcessError, OSError) as error:
                absent[name] = str(error)
                say(f"{name}: {error}")
                running = [e for e in running if e is not engine]
                engine.stop()
        if not running:
            sys.exit("compare.py: no engine is left")
        warm(running, queries)
        figures, differences = measure(running, queries)
        growths = [
            report.Growth(e.name, options.articles, build_seconds[e.name], e.size(), e.load_seconds, e.held, e.memory()) for e in running
        ]
        loads = ask_at_once(running)
    finally:
        for engine in running:
            engine.stop()

    present = [engine.name for engine in running]
    print(report.growth_table(growths, text_bytes(corpus)))
    print(f"\nMicroseconds, median over the queries of a class; in brackets {present[0]}'s time as a share of that one's (median of ratios)\n")
    print(report.time_table(figures, present))
    if loads:
        print(f"\nWhole answers with snippets, {CLIENTS} clients at once, each asking again when it has its answer, queries of all classes in turn\n")
        print(report.load_table(loads))
    for name, reason in absent.items():
        print(f"\nnot compared: {name}: {reason}")
    print(f"\nrequests compared: {request_count(figures)}; differences: {len(differences)}")
    for difference in differences[:20]:
        print("  " + difference)
    svg = options.svg or work / f"peers-{options.articles}.svg"
    svg.write_text(chart.svg(figures, present, f"Time per answer, times {present[0]}'s: {options.articles:,} articles"), encoding="utf-8")
    say(f"chart: {svg}")
    if options.json:
        everything = {"articles": options.articles, "growth": [g._asdict() for g in growths], "figures": figures, "load": loads, "absent": absent}
        options.json.write_text(json.dumps(everything, indent=1), encoding="utf-8")
    return 1 if differences or absent else 0


def read_queries(per_class):
    text = subprocess.run(
        [engines.BINARIES / "tests/bench/corpus_generator", "queries", str(per_class)], check=True, stdout=subprocess.PIPE, text=True
    ).stdout
    return [line.split("\t") for line in text.splitlines()]


def text_bytes(corpus):
    """Bytes of title and body of an article, from the first 1,000 lines."""
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
        until = time.monotonic() + WARM_SECONDS
        requests = ((op, words, wanted) for _, op, words in queries * MOST for wanted in engine.wanted)
        for op, words, wanted in requests:
            engine.ask(op, words, wanted, SELECTIONS, 1)
            if time.monotonic() > until:
                break


def ask(engine, op, words, wanted):
    """One reply: the median of so many repetitions as the first one leaves time for."""
    first = engine.ask(op, words, wanted, SELECTIONS, 1)
    if first.late or first.nanoseconds > SLOW * 1e9:
        return first
    repetitions = min(MOST, max(LEAST, int(SECONDS * 1e9 / max(1, first.nanoseconds))))
    return engine.ask(op, words, wanted, SELECTIONS, repetitions)


def measure(running, queries):
    """Figures by class, what was wanted and engine; and where engines differ."""
    figures = {}
    differences = []
    exact = {engine.name for engine in running if engine.exact_top}
    for number, (query_class, op, words) in enumerate(queries):
        if number % 10 == 0:
            say(f"query {number + 1} of {len(queries)}")
        for wanted in engines.MATCHING + engines.WHOLE:
            # Nobody always goes first.
            start = number % len(running)
            order = running[start:] + running[:start]
            asked = {engine.name: ask(engine, op, words, wanted) for engine in order if wanted in engine.wanted}
            replies = {engine.name: asked[engine.name] for engine in running if engine.name in asked}
            matches = max((reply.total for reply in replies.values() if not reply.late), default=0)
            for name, reply in replies.items():
                by_engine = figures.setdefault(query_class, {}).setdefault(wanted, {})
                by_engine.setdefault(name, []).append(report.Figure(matches, reply.nanoseconds, reply.late))
            differences += report.differing(f"{query_class} {words!r}", wanted, replies, exact)
    return figures, differences


def ask_at_once(running):
    """Answers per second, p50 and p99 of the engines that several clients can ask."""
    mixed = [query for query in read_queries(LOAD_PER_CLASS) if query[1] != "all"]
    loads = {}
    for engine in running:
        if hasattr(engine, "load"):
            say(f"{engine.name}: {CLIENTS} clients")
            loads |= engine.load(mixed, CLIENTS, ANSWERS)
    return loads


def request_count(figures):
    return sum(len(next(iter(by_engine.values()))) for by_wanted in figures.values() for by_engine in by_wanted.values())


if __name__ == "__main__":
    sys.exit(main())
