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
        # Version 1 knew no copies.
        groups = {id: after[id].pop("copy_group") for id in before if "copy_group" in after[id]}
        self.assertEqual(groups, dict.fromkeys(["a6db59400057194d", "e1465bd13b22596a"], "a6db59400057194d"))
        self.assertEqual({id: after[id] for id in before}, before)
        self.run_indexer("check", "--index", self.index)

    def test_writes_every_article_of_version_1_again_in_the_present_form(self):
        records = "".join(self.run_indexer("export", "--index", self.index).stdout.decode())
        path = self.write("old.jsonl", records)
        summary = self.run_indexer("index", "--index", self.index, path).stderr.decode()
        self.assertIn("3 articles of an earlier format or with a damaged word file; writing them anew", summary)
        self.assertIn("3 replaced", summary)
        summary = self.run_indexer("index", "--index", self.index, path).stderr.decode()
        self.assertNotIn("earlier format", summary)
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
        # All are written anew, though what is indexed is another article.
        more = self.write_records("more.jsonl", indexer_case.articles(5))
        self.run_indexer("index", "--index", self.index, more)
        self.assertEqual({id: group for id, group in self.groups().items() if group},
                         {"wend": "wend", "wend-again": "wend"})
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

    def test_adds_to_versions_5_and_6(self):
        """Version 5 has positions and no word files, version 6 word files that grow."""
        for version in 5, 6:
            shutil.rmtree(self.index)
            self.extract(f"version_{version}.tar.gz")
            self.run_indexer("check", "--index", self.index)
            before = self.export()
            self.assertEqual(len(before), 3)
            self.run_indexer("index", "--index", self.index, self.write_records("more.jsonl", indexer_case.articles(5)))
            self.run_indexer("check", "--index", self.index)
            after = self.export()
            self.assertEqual({id: after[id] for id in before}, before)
            self.assertEqual(len(after), 8)
            self.run_indexer("remove", "--index", self.index, "osk")
            self.assertEqual(len(self.export()), 7)
            self.run_indexer("check", "--index", self.index)


if __name__ == "__main__":
    indexer_case.main()
