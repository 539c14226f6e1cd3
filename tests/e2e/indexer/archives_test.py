"""Web archives, archives of files and standard input through the real binary."""

import gzip
import io
import json
import zipfile

from indexer_case import IndexerCase, main


def page(number, text="opens"):
    return (f"<!doctype html><html><head><title>Bridge {number}</title></head><body><h1>Bridge {number} {text}</h1>"
            f"<p>The mayor said on Tuesday that bridge number {number} {text} earlier than it had been planned.</p>"
            "<p>It will carry trams, bicycles and people on foot across the river and back again.</p></body></html>")


def record(kind, url, block, date="2023-09-13T10:00:00Z", media="application/http; msgtype=response"):
    block = block.encode()
    head = (f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: {date}\r\n"
            f"WARC-Record-ID: <urn:{url}>\r\nWARC-Payload-Digest: sha1:X\r\nContent-Type: {media}\r\n"
            f"Content-Length: {len(block)}\r\n\r\n")
    return head.encode() + block + b"\r\n\r\n"


def response(url, html, status=200, **more):
    return record("response", url, f"HTTP/1.1 {status} X\r\nContent-Type: text/html\r\n\r\n{html}", **more)


class Archives(IndexerCase):
    def extract(self, *arguments, **options):
        output = self.run_indexer("extract", *arguments, **options).stdout.decode()
        return [json.loads(line) for line in output.splitlines()]

    def warc(self):
        about = json.dumps({"date_publish": "2023-09-12 08:00:00", "title": "theirs"})
        members = [response("https://example.org/1", page(1)),
                   record("metadata", "https://example.org/1", about, media="application/json"),
                   response("https://example.org/2", page(2), status=404),
                   response("https://example.org/3", page(3))]
        return [gzip.compress(member) for member in members]

    def test_a_web_archive(self):
        members = self.warc()
        path = self.write("crawl.warc.gz", b"".join(members))
        rejects = self.path("rejects.jsonl")
        one, three = self.extract("--rejects", rejects, path)
        self.assertEqual(one["url"], "https://example.org/1")
        self.assertEqual(one["captured_at"], "2023-09-13T10:00:00Z")
        self.assertEqual((one["publish_date"], one["publish_date_source"]), ("2023-09-12", "GIVEN"))
        self.assertIn("number 1 opens", one["body"])
        self.assertEqual(three["source_path"], path + "#4")
        self.assertEqual(int(three["record_offset"]), sum(map(len, members[:3])))
        self.assertEqual(three["record_digest"], "sha1:X")
        self.assertNotIn("publish_date", three)
        self.assertEqual(json.loads(self.read("rejects.jsonl"))["reason"], "http_status")

    def test_the_same_from_standard_input_and_under_a_wrong_name(self):
        content = b"".join(self.warc())
        from_file = self.extract(self.write("crawl.txt", content))
        from_input = self.extract("-", input=content)
        self.assertEqual([a["id"] for a in from_file], [a["id"] for a in from_input])
        self.assertEqual(len(from_file), 2)

    def test_a_zip_of_everything(self):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("pages/a.html", page(7))
            archive.writestr("crawl.warc.gz", b"".join(self.warc()))
            archive.writestr("records.jsonl", '{"id": "j", "title": "t", "body": "It rained."}\n')
            archive.writestr("picture.png", b"\x89PNG\x00\x01\x02")
        path = self.write("all.zip", packed.getvalue())
        self.run_indexer("index", "--index", self.index, path)
        paths = sorted(a["source_path"] for a in self.export().values())
        self.assertEqual(paths, [path + "/crawl.warc.gz#1", path + "/crawl.warc.gz#4",
                                 path + "/pages/a.html", path + "/records.jsonl#1"])

    def test_the_later_capture_wins(self):
        for order in (1, -1):
            versions = [response("https://example.org/1", page(1, "opens"), date="2023-09-13T10:00:00Z"),
                        response("https://example.org/1", page(1, "closes"), date="2023-09-14T10:00:00Z")]
            path = self.write("crawl.warc", b"".join(versions[::order]))
            index = self.path(f"index{order}")
            self.run_indexer("index", "--index", index, path)
            (article,) = self.export(index).values()
            self.assertIn("number 1 closes", article["body"], order)


if __name__ == "__main__":
    main()
