"""The contracts that scripts rely on: outputs, reject list, exit statuses."""

import json
import os
import subprocess
import unittest

from indexer_case import BINARY, IndexerCase, articles, main


class Commands(IndexerCase):
    def test_index_then_export_gives_what_extract_printed(self):
        records = self.write_records("in.jsonl", articles(200))
        extracted = self.run_indexer("extract", records)
        lines = extracted.stdout.decode().splitlines()
        self.assertEqual([json.loads(line)["id"] for line in lines],
                         [record["id"] for record in articles(200)], "in input order")
        self.run_indexer("index", "--index", self.index, "--shards", "3", records)
        self.assertEqual(self.run_indexer("export", "--index", self.index).stdout.decode().splitlines(),
                         sorted(lines, key=lambda line: json.loads(line)["id"].encode()))

    def test_records_keep_what_they_give(self):
        record = {"id": "x-1", "title": "A title", "body": "First.\n\n  Second.", "source": "bbc",
                  "url": "https://example.org/1", "publish_date": "2023-10-19", "unknown": [1]}
        output = self.run_indexer("extract", "-", input=json.dumps(record).encode()).stdout
        article = json.loads(output)
        for field in ("id", "title", "body", "source", "url", "publish_date"):
            self.assertEqual(article[field], record[field])
        self.assertEqual(article["publish_date_precision"], "DAY")

    def test_explain_shows_every_block_and_why(self):
        page = self.write("page.html", "<nav>Home</nav><article><h1>Rain</h1><p>By Jane Roe</p>"
                          "<p>It rained in Berlin on Monday, and on Tuesday, and nobody minded, least of all the ducks.</p>"
                          "</article><p>\x1b[31mElsewhere</p>")
        output = self.run_indexer("extract", "--explain", page).stdout.decode()
        self.assertEqual(output, f"== {page}  Rain\n"
                         "drop  furniture by its element or role  [nav]  Home\n"
                         "drop  headline  [article > h1]  Rain\n"
                         "drop  byline  [article > p]  By Jane Roe\n"
                         "keep  text of the article  [article > p]  It rained in Berlin on Monday, and on Tuesday, "
                         "and nobody minded, least of all the ducks.\n"
                         "drop  outside of the article  [p]  \ufffd[31mElsewhere\n"
                         "mention  PLACE  tagger  place/berlin  Berlin  best-known place of that name  [BODY 13-19]  Berlin\n"
                         "left  no publish date known to the day  [BODY 23-29]  Monday\n"
                         "left  no publish date known to the day  [BODY 38-45]  Tuesday\n")
        rejects = self.path("rejects.jsonl")
        self.run_indexer("extract", "--explain", "--rejects", rejects, self.write("bad.jsonl", "{"), expect=1)
        self.assertEqual(json.loads(self.read("rejects.jsonl"))["reason"], "bad_json")
        self.run_indexer("extract", "--explain", self.path("nowhere"), expect=2)

    def test_explain_shows_every_event_date_and_what_was_left(self):
        record = {"id": "a", "title": "Rain until Friday", "publish_date": "2023-10-19",
                  "body": "It rained last September\tand on 3/4/2023. It may rain from 23 to 25 October, or in 2024."}
        lines = self.run_indexer("extract", "--explain", self.write_records("in.jsonl", [record])).stdout.decode().splitlines()
        self.assertEqual(lines[1:], [
            "date  2023-10-20  DAY  WEEKDAY_AFTER  published 2023-10-19  [TITLE 11-17]  Friday",
            "date  2022-09-01 to 2022-09-30  MONTH  LAST_BEFORE  published 2023-10-19  [BODY 10-24]  last September",
            "left  day and month could be swapped  [BODY 32-40]  3/4/2023",
            "date  2023-10-23 to 2023-10-25  RANGE  NEAREST_YEAR_FUTURE  published 2023-10-19  [BODY 59-75]  23 to 25 October",
            "date  2024-01-01 to 2024-12-31  YEAR  EXPLICIT  published 2023-10-19  [BODY 83-87]  2024"])
        record["publish_date"] = "2023-10"
        lines = self.run_indexer("extract", "--explain", self.write_records("in.jsonl", [record])).stdout.decode().splitlines()
        self.assertEqual([line.split("  ")[0] for line in lines[1:]], ["left", "left", "left", "left", "date"])
        self.assertIn("published 2023-10  [BODY", lines[5])
        bare = self.run_indexer("extract", "--explain", "--no-annotations", self.path("in.jsonl")).stdout.decode().splitlines()
        self.assertEqual(len(bare), 1)

    def test_what_stands_in_every_text_of_a_folder_is_no_part_of_an_article(self):
        appeal = "Tie your boat up with us, and we will tell you what the tide has brought in the night."
        for n in range(8):
            self.write(f"gazette/{n}.txt", f"Ferry number {n} leaves the river for good\n"
                       f"The ferry with the number {n} stopped running on Monday, after a hundred years.\n{appeal}\n"
                       f"Its captain, who is {60 + n}, said that he would miss the gulls, but not the fog of the year 190{n}.\n")
        together = self.run_indexer("extract", self.path("gazette")).stdout.decode().splitlines()
        self.assertEqual(len(together), 8)
        self.assertFalse([line for line in together if "Tie your boat" in line])
        self.assertEqual(len([line for line in together if "miss the gulls" in line]), 8)
        alone = self.run_indexer("extract", self.path("gazette/3.txt")).stdout.decode()
        self.assertEqual(alone, together[3] + "\n")
        explained = self.run_indexer("extract", "--explain", self.path("gazette/3.txt")).stdout.decode()
        self.assertIn(f"drop  stands in many texts of the source  [line 3]  {appeal}", explained)

    def test_without_annotations_only_given_mentions_are_printed(self):
        body = "Angela Merkel was in Berlin on 3 May 2019."
        given = [{"field": "BODY", "kind": "PERSON", "text": "Angela Merkel", "begin": 0, "end": 13}]
        records = self.write_records("in.jsonl", [{"id": "a", "body": body}, {"id": "b", "body": body, "mentions": given}])
        found, bare = ([json.loads(line) for line in self.run_indexer("extract", *options, records).stdout.splitlines()]
                       for options in ((), ("--no-annotations",)))
        self.assertTrue(found[0]["mentions"] and found[0]["event_dates"])
        self.assertEqual([("mentions" in article, "event_dates" in article) for article in bare],
                         [(False, False), (True, False)])

    def test_an_export_can_be_indexed_again(self):
        self.run_indexer("index", "--index", self.index, self.write_records("in.jsonl", articles(50)))
        exported = self.run_indexer("export", "--index", self.index).stdout
        again = self.path("again")
        self.run_indexer("index", "--index", again, self.write("export.jsonl", exported))
        first, second = self.export(), self.export(again)
        self.assertEqual(list(first), list(second))
        for id, article in first.items():
            self.assertEqual(article["body"], second[id]["body"])
            self.assertEqual(article.get("mentions"), second[id].get("mentions"))

    def test_threads_and_shards_do_not_show(self):
        records = self.write_records("in.jsonl", articles(300) + articles(100, seed=2))
        outputs = set()
        for threads, shards in ((1, 1), (4, 1), (1, 3), (4, 3)):
            index = self.path(f"index-{threads}-{shards}")
            self.run_indexer("index", "--index", index, "--threads", str(threads), "--shards",
                             str(shards), "--batch-articles", "97", "--commit-interval", "0", records)
            self.run_indexer("check", "--index", index)
            outputs.add(self.run_indexer("export", "--index", index).stdout)
        self.assertEqual(len(outputs), 1)
        extracted = {self.run_indexer("extract", "--threads", threads, records).stdout
                     for threads in "14"}
        self.assertEqual(len(extracted), 1)

    def test_the_order_of_arguments_does_not_show(self):
        one = self.write_records("one.jsonl", articles(30))
        two = self.write_records("two.jsonl", articles(30, seed=2))  # The same ids.
        outputs = set()
        for number, paths in enumerate(((one, two), (two, one), (self.folder,))):
            index = os.path.join(self.path(".indexes"), str(number))
            self.run_indexer("index", "--index", index, *paths)
            outputs.add(self.run_indexer("export", "--index", index).stdout)
        self.assertEqual(len(outputs), 1)

    def test_a_second_run_updates(self):
        records = articles(20)
        path = self.write_records("in.jsonl", records)
        self.run_indexer("index", "--index", self.index, path)
        records[3]["body"] = "Corrected."
        self.write_records("in.jsonl", records + [{"id": "extra", "title": "t", "body": "An extra."}])
        summary = self.run_indexer("index", "--index", self.index, path).stderr.decode()
        self.assertIn("1 new, 1 replaced, 19 unchanged", summary)
        self.assertEqual(self.export()["a00003"]["body"], "Corrected.")
        self.assertEqual(len(self.export()), 21)
        self.run_indexer("check", "--index", self.index)

    def test_copies_are_grouped_and_told(self):
        body = ("The harbour of Port Amsel was closed on Tuesday after a freighter with 14 people on board ran aground "
                "near the northern mole, the coast guard said. Nobody was hurt. Tugs were on their way to keep the ship "
                "upright until the flood, and ferries leave from the old fishing pier.")
        first = {"id": "first", "title": "Harbour closed", "body": body, "publish_date": "2023-10-18"}
        other = {"id": "an \"odd\" id", "title": "Freighter aground", "publish_date": "2023-10-19",
                 "body": "PORT AMSEL (Agency) - " + body + " More follows."}
        path = self.write_records("in.jsonl", articles(20) + [other])
        summary = self.run_indexer("index", "--index", self.index, path).stderr.decode()
        self.assertNotIn("copy group", summary)
        path = self.write_records("first.jsonl", [first])
        summary = self.run_indexer("index", "--index", self.index, path).stderr.decode()
        self.assertIn("2 articles of the index in 1 copy group\n", summary)
        self.assertEqual({id: article["copy_group"] for id, article in self.export().items() if "copy_group" in article},
                         {first["id"]: "first", other["id"]: "first"})
        self.run_indexer("remove", "--index", self.index, "first")
        self.assertFalse(any("copy_group" in article for article in self.export().values()))
        self.run_indexer("check", "--index", self.index)

    def test_bad_records_cost_themselves_alone(self):
        good = json.dumps({"id": "good", "title": "t", "body": "Fine."})
        path = self.write("in.jsonl", f'{good}\n{{"id": "broken"\n[1]\n{{"id": "empty"}}\n')
        self.write("binary.bin", bytes(range(256)) * 40)
        result = self.run_indexer("index", "--index", self.path(".index"), self.folder)
        rejects = [json.loads(line) for line in self.read(".index/rejects.jsonl").splitlines()]
        for reject in rejects:
            self.assertEqual(set(reject), {"source_path", "offset", "reason", "detail"})
        by_path = {(reject["source_path"], reject["offset"]): reject["reason"] for reject in rejects}
        self.assertEqual(by_path[(path + "#2", len(good) + 1)], "bad_json")
        self.assertEqual(by_path[(self.path("binary.bin"), 0)], "binary")
        self.assertEqual(len(rejects), 4)
        self.assertIn("4 rejected: ", result.stderr.decode())
        self.assertIn("bad_json", result.stderr.decode())
        self.assertEqual(list(self.export(self.path(".index"))), ["good"])

    def test_rejects_go_where_told_and_a_sound_run_leaves_an_empty_list(self):
        bad = self.write("bad.jsonl", "{oops\n")
        rejects = self.path("my-rejects")
        self.run_indexer("extract", "--rejects", rejects, bad, expect=1)
        self.assertEqual(len(self.read("my-rejects").splitlines()), 1)
        good = self.write_records("good.jsonl", articles(1))
        self.run_indexer("index", "--index", self.index, "--rejects", rejects, good)
        self.assertEqual(self.read("my-rejects"), "")
        self.assertFalse(os.path.exists(os.path.join(self.index, "rejects.jsonl")))

    def test_invalid_utf8_is_repaired_and_counted(self):
        path = self.write("in.jsonl", b'{"id": "x", "title": "t", "body": "caf\xe9 au lait"}\n')
        result = self.run_indexer("index", "--index", self.index, path)
        self.assertIn("1 invalid UTF-8 sequence repaired", result.stderr.decode())
        self.assertEqual(self.export()["x"]["body"], "caf\ufffd au lait")

    def test_an_index_within_its_own_input_folder_is_not_its_input(self):
        self.write_records("in.jsonl", articles(5))
        for _ in range(2):
            result = self.run_indexer("index", "--index", self.index, self.folder)
            self.assertNotIn("rejected", result.stderr.decode())

    def test_a_file_name_that_is_no_utf8_is_no_obstacle(self):
        name = os.path.join(os.fsencode(self.folder), b"caf\xe9.jsonl")
        with open(name, "w", encoding="utf-8") as file:
            file.write('{"id": "x", "title": "t", "body": "Some text."}\n{oops\n')
        self.run_indexer("index", "--index", self.index, self.folder)
        self.run_indexer("check", "--index", self.index)
        self.assertIn("x", self.export())

    def test_exit_statuses(self):
        empty = self.write("empty.jsonl", "")
        good = self.write_records("good.jsonl", articles(3))
        nowhere = self.path("nowhere")
        self.run_indexer("extract", good)
        self.run_indexer("extract", empty, expect=1)
        self.run_indexer("extract", nowhere, expect=2)
        self.run_indexer("extract", expect=2)
        self.run_indexer("index", "--index", self.index, nowhere, expect=2)
        self.assertFalse(os.path.exists(self.index), "a mistyped PATH creates nothing")
        for command in (["export"], ["check"], ["remove", "x"]):
            result = self.run_indexer(*command, "--index", nowhere, expect=2)
            self.assertIn(nowhere, result.stderr.decode())
        self.assertFalse(os.path.exists(nowhere))
        self.run_indexer("index", "--index", self.index, empty, expect=1)
        self.run_indexer("export", "--index", self.index, expect=1)
        self.run_indexer("check", "--index", self.index)
        self.run_indexer("index", "--index", self.index, good)
        self.run_indexer("export", "--index", self.index)
        self.run_indexer("--help")
        self.run_indexer("frobnicate", expect=2)

    def test_remove(self):
        self.run_indexer("index", "--index", self.index, self.write_records("in.jsonl", articles(5)))
        result = self.run_indexer("remove", "--index", self.index, "a00001", "nobody", "a00001")
        self.assertIn("no article has the id nobody", result.stderr.decode())
        self.assertIn("1 article removed", result.stderr.decode())
        self.assertEqual(list(self.export()), ["a00000", "a00002", "a00003", "a00004"])
        result = self.run_indexer("remove", "--index", self.index, "a00001", expect=1)
        self.assertIn("no article has the id a00001", result.stderr.decode())
        self.run_indexer("check", "--index", self.index)

    def test_check_says_what_is_broken(self):
        self.run_indexer("index", "--index", self.index, "--shards", "1",
                         self.write_records("in.jsonl", articles(50)))
        self.assertIn("sound", self.run_indexer("check", "--index", self.index).stdout.decode())
        table = os.path.join(self.index, "shards", "0", "docdata.glass")
        with open(table, "r+b") as file:
            file.seek(5000)
            file.write(b"\x55" * 2000)
        result = self.run_indexer("check", "--index", self.index, expect=2)
        self.assertEqual(result.stdout, b"")
        self.assertIn("BROKEN", result.stderr.decode())
        self.assertIn("shards/0", result.stderr.decode())

    def test_other_peoples_folders_are_left_alone(self):
        self.write("thesis/chapter.txt", "x")
        result = self.run_indexer("index", "--index", self.path("thesis"),
                                  self.write_records("in.jsonl", articles(1)), expect=2)
        self.assertIn("chapter.txt", result.stderr.decode())
        self.assertEqual(os.listdir(self.path("thesis")), ["chapter.txt"])

    def test_a_reader_that_leaves_is_no_error(self):
        records = self.write_records("in.jsonl", articles(3000))
        self.run_indexer("index", "--index", self.index, records)
        for command in (["extract", records], ["export", "--index", self.index]):
            process = subprocess.Popen([BINARY, *command], stdout=subprocess.PIPE,
                                       stderr=subprocess.PIPE)
            process.stdout.readline()
            process.stdout.close()
            self.assertEqual(process.stderr.read(), b"")
            process.stderr.close()
            self.assertEqual(process.wait(timeout=60), 0)

    def test_a_full_disk_is_an_error(self):
        records = self.write_records("in.jsonl", articles(3))
        with open("/dev/full", "wb") as full:
            result = subprocess.run([BINARY, "extract", records], stdout=full,
                                    stderr=subprocess.PIPE, timeout=60)
        self.assertEqual(result.returncode, 2)
        self.assertIn(b"No space left", result.stderr)

    def test_a_capture_time_in_the_future_counts_for_nothing(self):
        records = [{"id": "a", "body": "Broken clock.", "captured_at": "2930-01-01T00:00:00Z"},
                   {"id": "a", "body": "The true page.", "captured_at": "2023-01-01T00:00:00Z"}]
        path = self.write_records("in.jsonl", records)
        summary = self.run_indexer("index", "--index", self.index, path).stderr.decode()
        self.assertIn("1 capture time in the future left out", summary)
        self.assertEqual(self.export()["a"]["body"], "The true page.")

    def test_results_alone_go_to_standard_output(self):
        records = self.write_records("in.jsonl", articles(3))
        self.assertEqual(self.run_indexer("index", "--index", self.index, records).stdout, b"")
        quiet = self.run_indexer("index", "--quiet", "--index", self.index, records)
        self.assertEqual((quiet.stdout, quiet.stderr), (b"", b""))
        self.assertEqual(self.run_indexer("extract", "--quiet", records).stderr, b"")
        self.assertNotIn(b"\r", self.run_indexer("extract", records).stderr, "no terminal, no progress")


if __name__ == "__main__":
    main()
