"""Indexes written by earlier versions stay readable, and the next run brings them up to date."""

import os
import tarfile

import indexer_case

OLD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data/old_indexes")


class OldIndexTest(indexer_case.IndexerCase):
    def setUp(self):
        super().setUp()
        with tarfile.open(os.path.join(OLD, "version_1.tar.gz")) as archive:
            archive.extractall(self.folder)

    def test_exports_and_checks_version_1(self):
        stored = self.export()
        self.assertEqual(len(stored), 3)
        self.assertTrue(all(article["body"] for article in stored.values()))
        self.run_indexer("check", "--index", self.index)

    def test_adds_to_version_1_and_keeps_what_it_has(self):
        before = self.export()
        path = self.write_records("more.jsonl", indexer_case.articles(5))
        self.run_indexer("index", "--index", self.index, path)
        after = self.export()
        self.assertEqual(len(after), 8)
        for id, article in before.items():
            self.assertEqual(after[id], article)
        self.run_indexer("check", "--index", self.index)

    def test_writes_every_article_of_version_1_again_in_the_present_form(self):
        records = "".join(self.run_indexer("export", "--index", self.index).stdout.decode())
        path = self.write("old.jsonl", records)
        summary = self.run_indexer("index", "--index", self.index, path).stderr.decode()
        self.assertIn("3 replaced", summary)
        summary = self.run_indexer("index", "--index", self.index, path).stderr.decode()
        self.assertIn("3 unchanged", summary)
        self.run_indexer("check", "--index", self.index)


if __name__ == "__main__":
    indexer_case.main()
