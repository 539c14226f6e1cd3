"""What the tests of the real dateline-indexer share: running it, and a corpus from a seed."""

import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

BINARY = os.path.abspath(sys.argv[1]) if len(sys.argv) > 1 else "dateline-indexer"

WORDS = ("minister police government market report talks river city election court company world "
         "people year month visit crisis energy school science trial border storm league").split()
NAMES = ("Angela Merkel", "Barack Obama", "United Nations", "Moscow", "Berlin", "Reuters", "Kyiv")


def articles(count, seed=1, version=0):
    """`count` JSONL records with ids a00000, a00001, ...; another version has other bodies."""
    generator = random.Random(seed)
    records = []
    for number in range(count):
        words = [generator.choice(WORDS) for _ in range(generator.randint(20, 60))]
        words.insert(3, generator.choice(NAMES))
        records.append({
            "id": f"a{number:05}",
            "title": " ".join(words[:5]).capitalize(),
            "body": " ".join(words).capitalize() + f" (version {version}).",
            "source": generator.choice(["bbc", "ap"]),
            "publish_date": f"20{generator.randint(10, 23)}-{generator.randint(1, 12):02}-17",
        })
    return records


class IndexerCase(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="dateline-e2e-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.index = self.path("index")

    def path(self, name):
        return os.path.join(self.folder, name)

    def write(self, name, content):
        path = self.path(name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content if isinstance(content, bytes) else content.encode())
        return path

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def write_records(self, name, records):
        return self.write(name, "".join(json.dumps(record) + "\n" for record in records))

    def run_indexer(self, *arguments, expect=0, input=None):
        """Runs the binary to its end; fails unless it exits with `expect`."""
        result = subprocess.run([BINARY, *arguments], capture_output=True, input=input, timeout=100)
        self.assertEqual(result.returncode, expect,
                         f"{arguments}: {result.stderr.decode(errors='replace')}")
        return result

    def start_indexer(self, *arguments, **options):
        process = subprocess.Popen([BINARY, *arguments], stderr=subprocess.PIPE, **options)
        self.addCleanup(process.stderr.close)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return process

    def export(self, index=None, expect=0):
        """All stored articles by id; fails when an id comes twice."""
        output = self.run_indexer("export", "--index", index or self.index, expect=expect).stdout
        stored = {}
        for line in output.decode().splitlines():
            article = json.loads(line)
            self.assertNotIn(article["id"], stored)
            stored[article["id"]] = article
        return stored


def main():
    unittest.main(argv=[sys.argv[0], *sys.argv[2:]])
