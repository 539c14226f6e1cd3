"""Several processes on one index, and orderly ends."""

import json
import os
import signal
import subprocess
import time
import unittest

from indexer_case import IndexerCase, articles, main


class Concurrency(IndexerCase):
    def start_holding(self):
        """An indexer that holds the index until its standard input is closed."""
        process = self.start_indexer("index", "--index", self.index, "-", stdin=subprocess.PIPE)
        self.addCleanup(process.stdin.close)
        process.stdin.write(b'{"id": "held", "title": "t", "body": "Held."}\n')
        process.stdin.flush()
        lock = os.path.join(self.index, "LOCK")
        self.wait_until(process, lambda: os.path.exists(lock) and os.path.getsize(lock) > 0)
        return process

    def wait_until(self, process, condition):
        deadline = time.monotonic() + 60
        while not condition():
            self.assertIsNone(process.poll(), "the indexer runs")
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.005)

    def test_a_second_indexer_is_told_who_holds_the_index(self):
        first = self.start_holding()
        records = self.write_records("in.jsonl", articles(2))
        for command in (["index", "--index", self.index, records],
                        ["remove", "--index", self.index, "x"]):
            if command[0] == "remove":
                first.stdin.close()
                self.assertEqual(first.wait(timeout=60), 0)
                first = self.start_holding()
            result = self.run_indexer(*command, expect=2)
            self.assertIn(f"process {first.pid} on ", result.stderr.decode())
            self.assertIn("--wait", result.stderr.decode())

    def test_a_second_indexer_waits_when_told(self):
        first = self.start_holding()
        records = self.write_records("in.jsonl", articles(2))
        second = self.start_indexer("index", "--wait", "--index", self.index, records)
        self.assertIn(f"waiting for process {first.pid}", second.stderr.readline().decode())
        self.assertIsNone(second.poll())
        first.stdin.close()
        self.assertEqual(first.wait(timeout=60), 0)
        self.assertEqual(second.wait(timeout=60), 0)
        self.assertEqual(sorted(self.export()), ["a00000", "a00001", "held"])

    def test_waiting_can_be_broken_off(self):
        self.start_holding()
        records = self.write_records("in.jsonl", articles(2))
        second = self.start_indexer("index", "--wait", "--index", self.index, records)
        second.stderr.readline()
        second.send_signal(signal.SIGINT)
        self.assertEqual(second.wait(timeout=60), 2)

    def test_a_signal_ends_a_run_and_keeps_what_was_read(self):
        for name in ("SIGINT", "SIGTERM"):
            self.index = self.path(f"index-{name}")
            process = self.start_indexer("index", "--index", self.index, "--batch-articles", "100",
                                         "--commit-interval", "0", "-", stdin=subprocess.PIPE)
            self.addCleanup(process.stdin.close)
            for record in articles(1000):
                process.stdin.write(json.dumps(record).encode() + b"\n")
            process.stdin.flush()
            # Standard input stays open: the reader is stuck in it when the signal comes.
            manifest = os.path.join(self.index, "XAPIANDB")
            self.wait_until(process, lambda: os.path.exists(manifest))
            process.send_signal(getattr(signal, name))
            self.assertEqual(process.wait(timeout=60), 2)
            message = process.stderr.read().decode()
            self.assertIn(f"stopped by {name}", message)
            self.assertIn("the same command", message)
            self.assertGreater(len(self.export()), 0)
            self.run_indexer("check", "--index", self.index)

    def test_readers_see_whole_revisions_while_an_indexer_commits(self):
        """Every article of a batch has one version: an export must never see two of them."""
        count = 60
        self.run_indexer("index", "--index", self.index, "--shards", "3",
                         self.write_records("in.jsonl", articles(count)))
        versions = [record for version in range(1, 30)
                    for record in articles(count, version=version)]
        records = self.write_records("all.jsonl", versions)
        writer = self.start_indexer("index", "--index", self.index, "--batch-articles", str(count),
                                    "--commit-interval", "0", records)
        seen = set()
        while writer.poll() is None:
            stored = self.export()
            self.assertEqual(len(stored), count)
            found = {article["body"][article["body"].rindex("("):] for article in stored.values()}
            self.assertEqual(len(found), 1, "half a batch")
            seen |= found
        self.assertEqual(writer.returncode, 0)
        self.assertGreater(len(seen), 1)
        self.run_indexer("check", "--index", self.index)


if __name__ == "__main__":
    main()
