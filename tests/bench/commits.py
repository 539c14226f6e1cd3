"""Commits 1,000 new articles at a time to a large index while clients search it: how soon they are found, and what it does to the answers.

WORK is a folder outside the source tree, where corpus and index are kept. See README.md.
"""

import argparse
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "peers"))
import engines  # noqa: E402
from engines import say  # noqa: E402

BATCH = 1000  # Articles in a commit.
BATCHES = 40  # The most that there are articles for.
# Seconds from articles to the next ones: of the indexer's own shortest time between commits, and of none but that the last ones are found, and a second.
PERIODS = [5.0, 0.0]
PAUSE = 1.0
PER_CLASS = 40  # Queries, of eight classes.
OPENING = 20  # Seconds until the indexer has opened a large index beside a busy server.


def read_arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0], formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("work", type=pathlib.Path, help="a folder outside the source tree")
    parser.add_argument("--articles", type=int, default=100_000, help="in the index before")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--requests", type=int, default=40_000, help="that are measured before commits, five times as many during them; of answers that are not kept a tenth")
    return parser.parse_args()


def binary(path):
    return str(engines.BINARIES / path)


def make_index(work, articles):
    """The index, and the lines of the articles that come later."""
    corpus = engines.make_corpus(work, articles + BATCHES * BATCH)
    index = work / f"commits-{articles}"
    with open(corpus, "rb") as lines:
        if not index.exists():
            say(f"index: {articles:,} articles")
            part = work / f"commits-{articles}.part"
            shutil.rmtree(part, ignore_errors=True)
            with subprocess.Popen([binary("indexer/dateline-indexer"), "index", "--index", part, "-"], stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as indexer:
                for _ in range(articles):
                    indexer.stdin.write(lines.readline())
                indexer.stdin.close()
            if indexer.returncode != 0:
                sys.exit(f"commits.py: dateline-indexer ended with {indexer.returncode}")
            part.rename(index)
        else:
            for _ in range(articles):
                lines.readline()
        return index, lines.readlines()


def write_queries(path):
    """As a user types them, without that which all articles match."""
    made = subprocess.run([binary("tests/bench/corpus_generator"), "queries", str(PER_CLASS)], check=True, stdout=subprocess.PIPE, text=True).stdout
    with open(path, "w", encoding="utf-8") as out:
        for line in made.splitlines():
            _, op, words = line.split("\t")
            if op == "phrase":
                words = f'"{words}"'
            elif op == "or":
                words = words.replace(" ", " OR ")
            if words:
                out.write(words + "\n")


class Server:
    """A server that is running, and its log."""

    def __init__(self, index, folder, options):
        self.log = folder / "log"
        address = folder / "address"
        address.unlink(missing_ok=True)
        with open(self.log, "wb") as log:
            command = [binary("server/dateline-server"), "--index", index, "--listen", "127.0.0.1:0", "--address-file", address, *options]
            self.process = subprocess.Popen(command, stderr=log)
        self.reader = open(self.log, "rb")
        self.loads = 0
        while self.count_loads() == 0:
            if self.process.poll() is not None:
                sys.exit(f"commits.py: dateline-server ended with {self.process.returncode}")
            time.sleep(0.1)
        self.address = address.read_text(encoding="utf-8").strip()

    def count_loads(self):
        self.loads += self.reader.read().count(b'"snapshot loaded"')
        return self.loads

    def stop(self):
        self.process.terminate()
        self.process.wait()
        self.reader.close()


class Feeder(threading.Thread):
    """Gives an indexer the next articles when the last ones are found and `period` seconds have passed, until it is told to stop."""

    def __init__(self, index, server, lines, period):
        super().__init__()
        self.period = period
        command = [binary("indexer/dateline-indexer"), "index", "--index", index, "--batch-articles", str(BATCH), "--commit-interval", "0", "-"]
        self.indexer = subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.server = server
        self.lines = lines
        self.seconds = []
        self.ending = threading.Event()

    def run(self):
        time.sleep(OPENING)
        for begin in range(0, len(self.lines), BATCH):
            loads = self.server.count_loads()
            fed = time.monotonic()
            self.indexer.stdin.writelines(self.lines[begin : begin + BATCH])
            self.indexer.stdin.flush()
            while self.server.count_loads() == loads:
                if self.ending.is_set():
                    return
                time.sleep(0.01)
            self.seconds.append(time.monotonic() - fed)
            if self.ending.wait(max(PAUSE, fed + self.period - time.monotonic())):
                return

    def stop(self):
        self.ending.set()
        self.join()
        self.indexer.stdin.close()
        self.indexer.wait()


def ask(server, queries, clients, requests):
    """p50 and p99 in ms, requests a second."""
    asked = subprocess.run([binary("tests/bench/search_load"), server.address, queries, str(clients), str(requests)], check=False, stdout=subprocess.PIPE, text=True)
    last = (asked.stdout.strip().splitlines() or [f"search_load ended with {asked.returncode}"])[-1]
    if asked.returncode != 0 and server.process.poll() is not None:
        tail = server.log.read_text(encoding="utf-8", errors="replace").splitlines()[-3:]
        last = "\n".join([f"dateline-server ended with {server.process.returncode}", *tail])
    found = re.search(r"failed (\d+) .*p50 ([\d.]+) ms +p99 ([\d.]+) ms.* (\d+) requests/s", last)
    if not found or found[1] != "0":
        sys.exit(f"commits.py: {last}")
    return float(found[2]), float(found[3]), int(found[4])


def measure(title, period, index, lines, folder, queries, options, server_options, requests):
    own = folder / "index"
    shutil.copytree(index, own)
    server = Server(own, folder, server_options)
    feeder = None
    try:
        ask(server, queries, options.clients, requests)  # Fills the caches.
        rest = ask(server, queries, options.clients, requests)
        feeder = Feeder(own, server, lines, period)
        feeder.start()
        while not feeder.seconds and feeder.is_alive():
            ask(server, queries, options.clients, requests // 10)
        # Runs of several commits each.
        during = [ask(server, queries, options.clients, 5 * requests) for _ in range(3)]
    finally:
        if feeder:
            feeder.stop()
        server.stop()
        shutil.rmtree(own)
    p99 = statistics.median(run[1] for run in during)
    seen = f"{statistics.median(feeder.seconds):.2f} ({max(feeder.seconds):.2f})" if feeder.seconds else "never"
    print(
        f"| {title} | {f'{period:.0f} s' if period > 0 else 'at once'} | {rest[0]:.2f} | {rest[1]:.2f} | {rest[2]:,} | {statistics.median(run[0] for run in during):.2f} | {p99:.2f} | "
        f"{p99 / rest[1]:.1f} | {statistics.median(run[2] for run in during):,} | {seen} of {len(feeder.seconds)} |",
        flush=True,
    )


def main():
    options = read_arguments()
    options.work.mkdir(parents=True, exist_ok=True)
    index, lines = make_index(options.work.resolve(), options.articles)
    print(f"{options.articles:,} articles, {options.clients} clients, commits of {BATCH:,} articles; times in ms, seconds until found: median (most)\n")
    print("| answers | commits every | p50 | p99 | /s | during commits: p50 | p99 | times | /s | found after |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(dir=options.work) as temporary:
        folder = pathlib.Path(temporary)
        queries = folder / "queries.txt"
        write_queries(queries)
        for period in PERIODS:
            measure("kept", period, index, lines, folder, queries, options, [], options.requests)
            measure("made anew", period, index, lines, folder, queries, options, ["--answer-cache-mb", "0"], options.requests // 10)


if __name__ == "__main__":
    main()
