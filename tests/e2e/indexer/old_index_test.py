"""Indexes written by earlier versions stay readable, and the next run brings them up to date."""

import json
import os
import shutil
import tarfile

import indexer_case

OLD = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data/old_indexes")


class OldIndexTest(indexer_case.IndexerCase):
    def setUp(self):
        super().setUp()
        self.extract("version_1.tar.gz")

    def extract(self, name):
        with tarfile.open(os.path.join(OLD, name)) as archive:
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

    def groups(self):
        return {id: article.get("copy_group", "") for id, article in self.export().items()}

    def test_groups_version_2_by_what_is_a_copy_now(self):
        """Three letters from one form, one of them in two versions: version 2 made one group of all four."""
        shutil.rmtree(self.index)
        self.extract("version_2.tar.gz")
        self.assertEqual(set(self.groups().values()), {"amsel"})
        self.run_indexer("check", "--index", self.index)
        path = self.write("again.jsonl", self.run_indexer("export", "--index", self.index).stdout.decode())
        # The first commit reconsiders all, though what it writes is another article. Those that are still of
        # version 2 do not say what they are filled with, and stay together.
        more = self.write_records("more.jsonl", indexer_case.articles(5))
        self.run_indexer("index", "--index", self.index, more)
        self.assertEqual({id: group for id, group in self.groups().items() if group},
                         dict.fromkeys(["amsel", "orle", "wend", "wend-again"], "amsel"))
        self.run_indexer("check", "--index", self.index)
        summary = self.run_indexer("index", "--index", self.index, path).stderr.decode()
        self.assertIn("4 replaced", summary)
        self.assertEqual({id: group for id, group in self.groups().items() if group},
                         {"wend": "wend", "wend-again": "wend"})
        self.run_indexer("check", "--index", self.index)


    def test_tells_what_articles_of_version_3_are_about_once_they_are_written_again(self):
        shutil.rmtree(self.index)
        self.extract("version_3.tar.gz")
        self.run_indexer("check", "--index", self.index)
        path = self.write("again.jsonl", self.run_indexer("export", "--index", self.index).stdout.decode())
        summary = self.run_indexer("index", "--index", self.index, path).stderr.decode()
        self.assertIn("3 replaced", summary)
        self.run_indexer("check", "--index", self.index)

    def test_tells_homes_of_articles_of_version_4_once_they_are_written_again(self):
        shutil.rmtree(self.index)
        self.extract("version_4.tar.gz")
        homes = lambda: {m["entity_id"]: m["home"] for a in self.export().values() for m in a["mentions"] if "home" in m}
        self.assertEqual(homes(), {})
        self.run_indexer("check", "--index", self.index)
        records = [dict(article) for article in self.export().values()]
        for record in records:
            del record["mentions"]
        path = self.write("again.jsonl", "".join(json.dumps(record) + "\n" for record in records))
        summary = self.run_indexer("index", "--index", self.index, path).stderr.decode()
        self.assertIn("3 replaced", summary)
        self.assertEqual(homes(), {"person/anna-falk-michigan": "place/michigan", "place/michigan": "place/united-states",
                                   "person/anna-falk-alabama": "place/alabama", "place/alabama": "place/united-states",
                                   "person/otto-thum": "place/ohio", "place/ohio": "place/united-states"})
        self.run_indexer("check", "--index", self.index)
        # With mentions of its own, an article keeps their homes.
        path = self.write("given.jsonl", self.run_indexer("export", "--index", self.index).stdout.decode())
        before = homes()
        self.run_indexer("remove", "--index", self.index, "falk", "thum", "orle")
        self.run_indexer("index", "--index", self.index, path)
        self.assertEqual(homes(), before)

    def test_keeps_articles_of_version_5_beside_new_ones_until_they_are_written_again(self):
        """Version 5 has positions, and no word files."""
        shutil.rmtree(self.index)
        self.extract("version_5.tar.gz")
        self.run_indexer("check", "--index", self.index)
        before = self.export()
        self.run_indexer("index", "--index", self.index, self.write_records("more.jsonl", indexer_case.articles(5)))
        self.run_indexer("check", "--index", self.index)
        after = self.export()
        self.assertEqual({id: after[id] for id in before}, before)
        path = self.write("again.jsonl", self.run_indexer("export", "--index", self.index).stdout.decode())
        summary = self.run_indexer("index", "--index", self.index, path).stderr.decode()
        self.assertIn("8 replaced", summary)
        self.run_indexer("check", "--index", self.index)


if __name__ == "__main__":
    indexer_case.main()
