"""kill -9 at random moments: the last commit stays, and running again finishes the work."""

import os
import random
import signal
import subprocess
import time
import unittest

from indexer_case import BINARY, IndexerCase, articles, main

KILLS = 50
ARTICLES = 1500
BATCH = 40


class Kill(IndexerCase):
    def test_no_committed_article_is_lost_or_doubled(self):
        generator = random.Random(20231019)
        version = 0
        path = self.write_records("in.jsonl", articles(ARTICLES))
        command = [BINARY, "index", "--quiet", "--shards", "3", "--batch-articles", str(BATCH),
                   "--commit-interval", "0", path, "--index"]
        # How long the work takes here when nobody disturbs it: the kills are spread over that time.
        begin = time.monotonic()
        subprocess.run(command + [self.path("undisturbed")], check=True)
        whole = time.monotonic() - begin
        command.append(self.index)
        committed = {}
        revisions_killed_at = set()
        for kill in range(KILLS):
            process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
            try:
                process.wait(timeout=generator.uniform(0.02, 0.6) * whole)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGKILL)
                process.wait()
            if not os.path.exists(os.path.join(self.index, "XAPIANDB")):
                self.assertEqual(committed, {}, "the first commit is not yet made")
                continue
            # Without any repair: what a server would see now.
            stored = self.export()
            self.assertLessEqual(set(committed), set(stored), f"kill {kill} lost articles")
            for id, article in stored.items():
                self.assertIn(article["body"].split("version ")[1],
                              (f"{version}).", f"{version - 1})."), f"kill {kill}")
            self.run_indexer("check", "--quiet", "--index", self.index)
            committed = stored
            if process.returncode == -signal.SIGKILL:
                revisions_killed_at.add(self.read("index/XAPIANDB"))
            if process.returncode == 0:
                # Done: the same ids once more, with other bodies, so that kills hit replacements.
                self.assertEqual(len(stored), ARTICLES)
                version += 1
                self.write_records("in.jsonl", articles(ARTICLES, version=version))
        self.assertGreater(len(revisions_killed_at), 5, "the kills hit different commits")

        self.assertEqual(subprocess.run(command, timeout=100).returncode, 0)
        self.run_indexer("check", "--index", self.index)
        stored = self.export()
        expected = {record["id"]: record["body"] for record in articles(ARTICLES, version=version)}
        self.assertEqual({id: article["body"] for id, article in stored.items()}, expected)


if __name__ == "__main__":
    main()
