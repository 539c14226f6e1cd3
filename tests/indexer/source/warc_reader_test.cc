#include "indexer/source/warc_reader.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/source/web_capture.h"
#include "tests/indexer/source/collector.h"
#include "tests/indexer/source/web_archive_writer.h"

namespace dateline::source {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kUrl[] = "https://example.org/1";

std::string Page(const Headers& headers, const std::string& body) {
  Headers all = {{"Content-Type", "text/html; charset=ISO-8859-2"}};
  all.insert(all.end(), headers.begin(), headers.end());
  return HttpMessage(200, all, body);
}

TEST(ReadWarcTest, MakesADocumentOfAResponse) {
  const std::string info = WarcRecord("warcinfo", {}, "software: test");
  const Collector got = ReadContent("a.warc", info + WarcResponse(kUrl, Page({}, "<p>x")));
  ASSERT_THAT(got.documents, SizeIs(1));
  const Document& document = got.documents[0];
  EXPECT_EQ(document.type, ContentType::kHtml);
  EXPECT_EQ(document.content, "<p>x");
  EXPECT_EQ(document.url, kUrl);
  EXPECT_EQ(document.charset, "iso-8859-2");
  EXPECT_EQ(document.captured_at, 1694599200);
  EXPECT_EQ(document.record_digest, "sha1:ABC");
  EXPECT_EQ(document.record_offset, info.size());
  EXPECT_EQ(document.offset, info.size());
  EXPECT_EQ(document.source_path, "a.warc#2");
  EXPECT_THAT(got.rejects, IsEmpty());
}

// 256 KiB are not looked over for every mark in them.
TEST(ReadWarcTest, PassesOverManyMarksWithoutAHeader) {
  std::string marks;
  for (int i = 0; i < 60000; ++i) marks += "WARC/1.0\r";
  const Collector got = ReadContent("a.warc", marks + PageRecord(1) + PageRecord(2));
  EXPECT_THAT(got.documents, SizeIs(2));
  EXPECT_THAT(ReadContent("a.warc", PageRecord(1) + marks).documents, SizeIs(1));
  EXPECT_LT(got.rejects.size() + ReadContent("a.warc", marks).rejects.size(), 20u);
}

// Whether the record ends where it says is found once, not at every member that it quotes.
TEST(ReadWarcTest, BelievesALengthThatFitsHoweverManyMembersBeginWithin) {
  constexpr size_t kMembers = 20000;
  const std::string mark = "WARC/1.0\r\n", member = Gzip(mark);
  std::string content = Gzip(absl::StrCat(
      "WARC/1.0\r\nWARC-Type: request\r\nContent-Length: ", kMembers * mark.size(), "\r\n\r\n"));
  for (size_t i = 0; i < kMembers; ++i) content += member;
  content += Gzip(std::string(1 << 19, '\n')) + Gzip(PageRecord(1));
  const Collector got = ReadContent("a.warc.gz", content);
  EXPECT_THAT(got.documents, SizeIs(1));
  EXPECT_THAT(got.rejects, IsEmpty());
}

TEST(ReadWarcTest, TellsTheOffsetOfTheMemberThatHoldsTheRecord) {
  const std::string one = Gzip(PageRecord(1));
  const std::string two = Gzip(PageRecord(2));
  const Collector gz = ReadContent("a.warc.gz", one + two + Gzip(PageRecord(3)));
  ASSERT_THAT(gz.documents, SizeIs(3));
  EXPECT_EQ(gz.documents[1].record_offset, one.size());
  EXPECT_EQ(gz.documents[2].record_offset, one.size() + two.size());
  const std::string frame = Zstd(PageRecord(1));
  const Collector zst = ReadContent("a.warc.zst", frame + Zstd(PageRecord(2)));
  ASSERT_THAT(zst.documents, SizeIs(2));
  EXPECT_EQ(zst.documents[1].record_offset, frame.size());
  // One member around all records, and members that end anywhere.
  const std::string all = PageRecord(1) + PageRecord(2);
  EXPECT_THAT(ReadContent("b.warc.gz", Gzip(all)).documents, SizeIs(2));
  const Collector anywhere =
      ReadContent("c.warc.gz", Gzip(all.substr(0, 900)) + Gzip(all.substr(900)));
  EXPECT_THAT(anywhere.Contents(), ElementsAre(NewsPage(1), NewsPage(2)));
  EXPECT_THAT(anywhere.rejects, IsEmpty());
}

TEST(ReadWarcTest, UndoesTransferAndContentCodings) {
  const std::string page = NewsPage(1);
  const Collector got = ReadContent(
      "a.warc",
      WarcResponse("https://example.org/c",
                   Page({{"Transfer-Encoding", "chunked"}}, Chunked(page, 100))) +
          WarcResponse("https://example.org/g", Page({{"Content-Encoding", "gzip"}}, Gzip(page))) +
          WarcResponse("https://example.org/b", Page({{"Content-Encoding", "br"}}, Brotli(page))) +
          WarcResponse("https://example.org/z", Page({{"Content-Encoding", "zstd"}}, Zstd(page))) +
          WarcResponse("https://example.org/cg",
                       Page({{"Content-Encoding", "gzip"}, {"Transfer-Encoding", "chunked"}},
                            Chunked(Gzip(page), 77))));
  EXPECT_THAT(got.documents, SizeIs(5));
  EXPECT_THAT(got.Contents(), Each(page));
}

TEST(ReadWarcTest, NamesWhatIsNoPage) {
  const Collector got = ReadContent(
      "a.warc",
      WarcResponse(kUrl, HttpMessage(404, {{"Content-Type", "text/html"}}, "<p>none")) +
          WarcResponse(kUrl, HttpMessage(301, {}, "")) +
          WarcResponse(kUrl, HttpMessage(200, {{"Content-Type", "image/png"}}, "\x89PNG")) +
          WarcResponse(kUrl, Page({{"Content-Encoding", "sdch"}}, "x")) +
          WarcRecord("revisit", {{"WARC-Target-URI", kUrl}}, "HTTP/1.1 200 OK\r\n\r\n") +
          WarcRecord("request", {{"WARC-Target-URI", kUrl}}, "GET / HTTP/1.1\r\n\r\n") +
          WarcRecord("metadata", {{"Content-Type", "application/warc-fields"}}, "via: x"));
  EXPECT_THAT(got.documents, IsEmpty());
  EXPECT_THAT(got.Reasons(),
              ElementsAre("http_status", "http_status", "media_type", "unsupported"));
  EXPECT_EQ(got.rejects[0].source_path, "a.warc#1");
  EXPECT_EQ(got.rejects[0].detail, "HTTP status 404");
}

TEST(ReadWarcTest, ReadsResourcesAndTextOfOtherRecords) {
  const Collector got = ReadContent(
      "a.warc",
      WarcRecord("resource", {{"WARC-Target-URI", kUrl}, {"Content-Type", "text/html"}}, "<p>r") +
          WarcRecord("conversion",
                     {{"WARC-Target-URI", "https://example.org/2"},
                      {"WARC-Date", "2023-09-13T10:00:00Z"},
                      {"WARC-Identified-Content-Language", "fra,eng"},
                      {"Content-Type", "text/plain"}},
                     "Il pleut.\nEncore.") +
          WarcRecord("resource",
                     {{"WARC-Target-URI", "metadata://tool/log"}, {"Content-Type", "text/plain"}},
                     "log"));
  ASSERT_THAT(got.documents, SizeIs(2));
  EXPECT_EQ(got.documents[0].type, ContentType::kHtml);
  EXPECT_EQ(got.documents[1].type, ContentType::kText);
  EXPECT_EQ(got.documents[1].url, "https://example.org/2");
  EXPECT_EQ(got.documents[1].language, "fra,eng");
}

// The response of PageRecord(1) in so many segments; the last one says how long all are together.
std::vector<std::string> Segments(size_t count, bool with_payload_digest = true) {
  const std::string http = HttpMessage(200, {{"Content-Type", "text/html"}}, NewsPage(1));
  std::vector<std::string> records;
  const size_t part = http.size() / count;
  for (size_t i = 0; i < count; ++i) {
    Headers headers = {{"WARC-Target-URI", kUrl},
                       {"WARC-Block-Digest", absl::StrCat("sha1:BLOCK", i)},
                       {"WARC-Segment-Number", std::to_string(i + 1)}};
    if (i == 0) {
      headers.push_back({"WARC-Record-ID", "<urn:uuid:first>"});
      if (with_payload_digest) headers.push_back({"WARC-Payload-Digest", "sha1:PAYLOAD"});
      headers.push_back({"Content-Type", "application/http; msgtype=response"});
    } else {
      headers.push_back({"WARC-Record-ID", absl::StrCat("<urn:uuid:next", i, ">")});
      headers.push_back({"WARC-Segment-Origin-ID", "<urn:uuid:first>"});
    }
    if (i + 1 == count)
      headers.push_back({"WARC-Segment-Total-Length", std::to_string(http.size())});
    records.push_back(WarcRecord(i == 0 ? "response" : "continuation", headers,
                                 http.substr(i * part, i + 1 == count ? std::string::npos : part)));
  }
  return records;
}

TEST(ReadWarcTest, JoinsTheSegmentsOfARecord) {
  for (const size_t count : {2, 3, 7}) {
    std::string plain, packed;
    for (const std::string& segment : Segments(count)) {
      plain += segment;
      packed += Gzip(segment);
    }
    for (const std::string& content : {PageRecord(5) + plain + PageRecord(2),
                                       Gzip(PageRecord(5)) + packed + Gzip(PageRecord(2))}) {
      const Collector got = ReadContent("a.warc", content);
      EXPECT_THAT(got.Contents(), ElementsAre(NewsPage(5), NewsPage(1), NewsPage(2)));
      EXPECT_THAT(got.rejects, IsEmpty());
      ASSERT_THAT(got.documents, SizeIs(3));
      EXPECT_EQ(got.documents[1].source_path, "a.warc#2");
      EXPECT_EQ(got.documents[1].record_digest, "sha1:PAYLOAD");
      EXPECT_EQ(got.documents[1].record_offset,
                content[0] == 'W' ? PageRecord(5).size() : Gzip(PageRecord(5)).size());
      EXPECT_THAT(ReadContent("a.warc", content.substr(0, content.size() - 100)).Contents(),
                  testing::Contains(NewsPage(1)));
    }
    const Collector last = ReadContent("a.warc", plain);
    EXPECT_THAT(last.Contents(), ElementsAre(NewsPage(1)));
    EXPECT_THAT(last.rejects, IsEmpty());
  }
  // Nothing of a page is used whose last member is damaged at its end.
  const std::vector<std::string> two = Segments(2);
  std::string bad = Gzip(two[1]);
  bad[bad.size() - 6] ^= 0x10;
  const Collector damaged = ReadContent("a.warc.gz", Gzip(two[0]) + bad + Gzip(PageRecord(2)));
  EXPECT_THAT(damaged.Contents(), ElementsAre(NewsPage(2)));
  EXPECT_THAT(damaged.Reasons(), ElementsAre("damaged_archive"));
  // The digest of one segment's block is none of the whole.
  const std::vector<std::string> undigested = Segments(2, false);
  const Collector got = ReadContent("a.warc", undigested[0] + undigested[1]);
  ASSERT_THAT(got.documents, SizeIs(1));
  EXPECT_EQ(got.documents[0].record_digest, "");
}

TEST(ReadWarcTest, TellsOfSegmentsThatDoNotFollowEachOther) {
  const std::vector<std::string> all = Segments(3);
  std::string wrong_total = all[2];
  wrong_total.replace(wrong_total.find("Total-Length: ") + 14, 1, "9");
  std::string other = all[1];
  other.replace(other.find("Origin-ID: <urn:uuid:first") + 21, 5, "third");
  struct Case {
    const char* what;
    std::string content;
    size_t rejects;
  };
  for (const Case& c : {Case{"the last is missing", all[0] + all[1] + PageRecord(2), 1},
                        {"one is missing", all[0] + all[2] + PageRecord(2), 2},
                        {"all are missing", all[0] + PageRecord(2), 1},
                        {"the file ends", PageRecord(2) + all[0] + all[1], 1},
                        {"the first is missing", all[1] + all[2] + PageRecord(2), 2},
                        {"a page between", all[0] + PageRecord(2) + all[1] + all[2], 3},
                        {"of another record", all[0] + other + PageRecord(2), 2},
                        {"wrong total", all[0] + all[1] + wrong_total + PageRecord(2), 1}}) {
    const Collector got = ReadContent("a.warc", c.content);
    EXPECT_THAT(got.Contents(), testing::Contains(NewsPage(2))) << c.what;
    EXPECT_THAT(got.Reasons(), SizeIs(c.rejects)) << c.what;
    EXPECT_THAT(got.Reasons(), Each("unsupported")) << c.what;
  }
  const Collector damaged = ReadContent("a.warc", all[0] + all[1].substr(0, all[1].size() - 50));
  EXPECT_THAT(damaged.Reasons(), testing::Contains("damaged_archive"));
}

TEST(ReadWarcTest, JoinsNoMoreSegmentsThanADocumentMayHave) {
  const std::string half(kMaxDocumentBytes / 2 + (1 << 20), 'x');
  const auto segment = [&half](int number, const Headers& more) {
    Headers headers = {{"WARC-Target-URI", kUrl},
                       {"WARC-Segment-Number", std::to_string(number)},
                       {"Content-Type", "text/plain"}};
    headers.insert(headers.end(), more.begin(), more.end());
    return WarcRecord(number == 1 ? "resource" : "continuation", headers, half);
  };
  const Collector got = ReadContent(
      "a.warc.gz",
      Gzip(segment(1, {{"WARC-Record-ID", "<a>"}})) +
          Gzip(segment(2, {{"WARC-Segment-Origin-ID", "<a>"}})) +
          Gzip(segment(3, {{"WARC-Segment-Origin-ID", "<a>"},
                           {"WARC-Segment-Total-Length", std::to_string(3 * half.size())}})) +
          Gzip(PageRecord(2)));
  EXPECT_THAT(got.Contents(), ElementsAre(NewsPage(2)));
  EXPECT_THAT(got.Reasons(), ElementsAre("too_large"));
}

TEST(ReadWarcTest, GivesAPageTheJsonThatRefersToIt) {
  const auto json = [](const Headers& refers, const std::string& type, const std::string& block) {
    Headers headers = refers;
    headers.emplace_back("Content-Type", "application/json");
    return WarcRecord(type, headers, block);
  };
  const std::string id = absl::StrCat("<urn:uuid:https://example.org/1>");
  struct Case {
    std::string record;
    std::string about;
  };
  const Case cases[] = {
      {json({{"WARC-Refers-To", id}}, "metadata", "{\"a\":1}"), "{\"a\":1}"},
      {json({{"WARC-Concurrent-To", id}}, "metadata", "{\"a\":2}"), "{\"a\":2}"},
      {json({{"WARC-Target-URI", kUrl}}, "conversion", "{\"a\":3}"), "{\"a\":3}"},
      {json({{"WARC-Target-URI", "https://example.org/2"}}, "metadata", "{\"a\":4}"), ""},
      {json({}, "metadata", "{\"a\":5}"), ""},
      {json({{"WARC-Refers-To", id}}, "metadata", "no json"), ""},
  };
  for (const Case& c : cases) {
    const Collector got = ReadContent("a.warc", PageRecord(1) + c.record + PageRecord(2));
    ASSERT_THAT(got.documents, SizeIs(2)) << c.record;
    EXPECT_EQ(got.documents[0].about, c.about) << c.record;
    EXPECT_EQ(got.documents[1].about, "");
  }
}

TEST(ReadWarcTest, GoesOnBehindADamagedRecord) {
  const std::string one = PageRecord(1), two = PageRecord(2), three = PageRecord(3);
  struct Case {
    const char* what;
    std::string content;
    std::vector<std::string> urls;
  };
  const auto wrong_length = [](int delta) {
    std::string record = PageRecord(2);
    const size_t at = record.find("Content-Length: ") + 16;
    const size_t end = record.find("\r\n", at);
    const int length = std::stoi(record.substr(at, end - at)) + delta;
    return record.replace(at, end - at, std::to_string(length));
  };
  const std::string u1 = "https://example.org/1", u2 = "https://example.org/2",
                    u3 = "https://example.org/3";
  const Case cases[] = {
      {"junk between", one + "junk junk\r\n\r\n" + three, {u1, u3}},
      {"length too short", one + wrong_length(-10) + three, {u1, u2, u3}},
      {"length too long", one + wrong_length(500) + three, {u1, u2, u3}},
      {"length beyond the end", one + wrong_length(100000) + three, {u1, u2, u3}},
      {"no length", one + "WARC/1.0\r\nWARC-Type: response\r\n\r\nblock\r\n\r\n" + three, {u1, u3}},
      {"header broken off", one + two.substr(0, 60) + "\r\n" + three, {u1, u3}},
      {"end cut off", one + two + three.substr(0, 400), {u1, u2}},
      {"member damaged",
       [&] {
         std::string bad = Gzip(two);
         bad[bad.size() / 2] ^= 0x10;
         return Gzip(one) + bad + Gzip(three);
       }(),
       {u1, u3}},
      {"member's check damaged",
       [&] {
         std::string bad = Gzip(two);
         bad[bad.size() - 6] ^= 0x10;
         return Gzip(one) + bad + Gzip(three);
       }(),
       {u1, u3}},
      {"member's header damaged",
       [&] {
         std::string bad = Gzip(two);
         bad[1] = 'x';
         return Gzip(one) + bad + Gzip(three);
       }(),
       {u1, u3}},
      {"member cut", Gzip(one) + Gzip(two).substr(0, 200) + Gzip(three), {u1, u3}},
      {"last member cut", Gzip(one) + Gzip(two) + Gzip(three).substr(0, 200), {u1, u2}},
      {"frame damaged",
       [&] {
         std::string bad = Zstd(two);
         bad[bad.size() / 2] ^= 0x10;
         bad[7] ^= 0x11;
         return Zstd(one) + bad + Zstd(three);
       }(),
       {u1, u3}},
  };
  for (const Case& c : cases) {
    const Collector got = ReadContent("a.warc", c.content);
    EXPECT_EQ(got.Urls(), c.urls) << c.what;
    EXPECT_THAT(got.Reasons(), testing::Not(IsEmpty())) << c.what;
    EXPECT_THAT(got.Reasons(), Each("damaged_archive")) << c.what;
    for (const Reject& reject : got.rejects) EXPECT_LE(reject.offset, c.content.size()) << c.what;
  }
}

TEST(ReadWarcTest, RejectsTheDamagedMemberAtItsOffset) {
  const std::string one = Gzip(PageRecord(1));
  std::string bad = Gzip(PageRecord(2));
  bad[bad.size() / 2] ^= 0x10;
  const Collector got = ReadContent("a.warc.gz", one + bad + Gzip(PageRecord(3)));
  ASSERT_THAT(got.rejects, testing::Not(IsEmpty()));
  EXPECT_EQ(got.rejects[0].offset, one.size());
}

TEST(ReadWarcTest, KeepsAWholeMessageOfARecordThatIsCut) {
  const std::string page = NewsPage(1);
  const std::string record = WarcResponse(
      kUrl,
      HttpMessage(200,
                  {{"Content-Type", "text/html"}, {"Content-Length", std::to_string(page.size())}},
                  page + "\n\n\n\n"));
  const Collector got = ReadContent("a.warc", record.substr(0, record.size() - 6));
  EXPECT_THAT(got.Urls(), ElementsAre(kUrl));
  EXPECT_THAT(got.Reasons(), ElementsAre("damaged_archive"));
}

TEST(ReadWarcTest, RejectsARecordOverTheLimit) {
  const std::string http =
      HttpMessage(200, {{"Content-Type", "text/html"}}, std::string(kMaxDocumentBytes, 'a'));
  const Collector fits = ReadContent("a.warc.gz", Gzip(WarcResponse(kUrl, http)));
  EXPECT_THAT(fits.documents, SizeIs(1));
  const Collector over =
      ReadContent("a.warc.gz", Gzip(WarcResponse(kUrl, http + "b") + PageRecord(2)));
  EXPECT_THAT(over.Urls(), ElementsAre("https://example.org/2"));
  EXPECT_THAT(over.Reasons(), ElementsAre("too_large"));
}

// With a Content-Length that is wrong by `delta`.
std::string WrongLength(std::string record, int delta) {
  const size_t at = record.find("Content-Length: ") + 16;
  const size_t end = record.find("\r\n", at);
  const int length = std::stoi(record.substr(at, end - at)) + delta;
  return record.replace(at, end - at, std::to_string(length));
}

TEST(ReadWarcTest, KeepsTheRecordBehindAWrongLengthWhenTheNextMemberFollows) {
  const std::string first = Gzip(PageRecord(1) + WrongLength(PageRecord(2), 5000) + PageRecord(3));
  const Collector got = ReadContent("a.warc.gz", first + Gzip(PageRecord(4)));
  EXPECT_THAT(got.Contents(), ElementsAre(NewsPage(1), NewsPage(2), NewsPage(3), NewsPage(4)));
  EXPECT_THAT(got.Reasons(), ElementsAre("damaged_archive"));
  EXPECT_EQ(got.rejects[0].source_path, "a.warc.gz#2");
  // What is read again still tells the member that it came from.
  ASSERT_THAT(got.documents, SizeIs(4));
  EXPECT_EQ(got.documents[2].record_offset, 0u);
  EXPECT_EQ(got.documents[3].record_offset, first.size());
  // So does a record that nobody wants.
  const Collector request = ReadContent(
      "a.warc.gz", Gzip(WrongLength(WarcRecord("request", {}, "GET /"), 5000) + PageRecord(3)) +
                       Gzip(PageRecord(4)));
  EXPECT_THAT(request.Contents(), ElementsAre(NewsPage(3), NewsPage(4)));
}

TEST(ReadWarcTest, BelievesALengthThatFitsWhateverThePageQuotes) {
  const std::string quoted = absl::StrCat("<pre>\r\n", PageRecord(7), "</pre><p>The end.");
  const std::string quoting = WarcResponse(kUrl, Page({}, quoted));
  const std::string ends(2000, '\n');
  for (const std::string& content : {quoting + PageRecord(2), quoting + ends + PageRecord(2),
                                     ends + quoting + ends + PageRecord(2),
                                     PageRecord(2) + quoting + ends, PageRecord(2) + quoting}) {
    for (const std::string& file : {content, Gzip(content)}) {
      const Collector got = ReadContent("a.warc", file);
      EXPECT_THAT(got.Contents(), testing::UnorderedElementsAre(quoted, NewsPage(2)));
      EXPECT_THAT(got.rejects, IsEmpty());
    }
  }
  // A member may begin anywhere, also where the quotation does.
  const std::string whole = quoting + PageRecord(2);
  const size_t at = whole.find("WARC/", 1);
  const Collector cut =
      ReadContent("a.warc.gz", Gzip(whole.substr(0, at)) + Gzip(whole.substr(at)));
  EXPECT_THAT(cut.Contents(), ElementsAre(quoted, NewsPage(2)));
  EXPECT_THAT(cut.rejects, IsEmpty());
}

std::string Conversion(int number, const std::string& text,
                       const std::string& type = "text/plain") {
  const std::string url = absl::StrCat("https://example.org/", number);
  return WarcRecord("conversion",
                    {{"WARC-Target-URI", url},
                     {"WARC-Refers-To", "<urn:uuid:" + url + ">"},
                     {"Content-Type", type}},
                    text);
}

TEST(ReadWarcTest, KeepsTheTextMadeOfAPageBesideIt) {
  for (const std::string& content : {PageRecord(1) + Conversion(1, "It rained.") + PageRecord(2),
                                     Conversion(1, "It rained.") + PageRecord(1) + PageRecord(2),
                                     PageRecord(1) + WarcRecord("metadata", {}, "via: x") +
                                         Conversion(1, "It rained.") + PageRecord(2)}) {
    const Collector got = ReadContent("a.warc", content);
    ASSERT_THAT(got.documents, SizeIs(2));
    EXPECT_EQ(got.documents[0].type, ContentType::kHtml);
    EXPECT_EQ(got.documents[0].content, NewsPage(1));
    EXPECT_EQ(got.documents[0].converted_text, "It rained.");
    EXPECT_EQ(got.documents[1].converted_text, "");
    EXPECT_THAT(got.rejects, IsEmpty());
  }
  // Of another page it is a document of its own; of an error's page it is none.
  const Collector other = ReadContent("a.warc", PageRecord(1) + Conversion(2, "It rained."));
  EXPECT_THAT(other.Contents(), ElementsAre(NewsPage(1), "It rained."));
  const std::string missing =
      WarcResponse(kUrl, HttpMessage(404, {{"Content-Type", "text/html"}}, "<p>none"));
  const Collector error = ReadContent("a.warc", missing + Conversion(1, "Not found."));
  EXPECT_THAT(error.documents, IsEmpty());
  EXPECT_THAT(error.Reasons(), ElementsAre("http_status"));
  // The text of what cannot be read itself is all there is of it.
  const std::string paper =
      WarcResponse(kUrl, HttpMessage(200, {{"Content-Type", "application/pdf"}}, "%PDF"));
  const Collector pdf = ReadContent("a.warc", paper + Conversion(1, "It rained."));
  EXPECT_THAT(pdf.Contents(), ElementsAre("It rained."));
  EXPECT_THAT(pdf.Reasons(), ElementsAre("media_type"));
}

TEST(ReadWarcTest, KeepsAPageWhoseLengthIsTooLargeToBeTrue) {
  const Collector got =
      ReadContent("a.warc", PageRecord(1) + WrongLength(PageRecord(2), 2000000000) + PageRecord(3));
  EXPECT_THAT(got.Contents(), ElementsAre(NewsPage(1), NewsPage(2), NewsPage(3)));
  EXPECT_THAT(got.Reasons(), ElementsAre("damaged_archive"));
}

TEST(ReadWarcTest, TellsOfARecordCutIntoSegments) {
  const std::string rest =
      WarcRecord("continuation", {{"WARC-Segment-Number", "2"}, {"WARC-Target-URI", kUrl}}, "rest");
  const Collector got = ReadContent("a.warc", PageRecord(1) + rest + PageRecord(2));
  EXPECT_THAT(got.documents, SizeIs(2));
  EXPECT_THAT(got.Reasons(), ElementsAre("unsupported"));
  EXPECT_EQ(got.rejects[0].source_path, "a.warc#2");
}

// Each byte of one record's header, deleted or replaced: the others arrive, whatever it was.
TEST(ReadWarcTest, LosesNoOtherRecordByOneWrongByte) {
  const std::string record = PageRecord(2);
  const size_t header = record.find("\r\n\r\n") + 4;
  for (size_t at = 0; at < header + 20; ++at) {
    for (const char* by : {"", "9", "-", "\r\n\r\n"}) {
      std::string damaged = record;
      damaged.replace(at, 1, by);
      const Collector got =
          ReadContent("a.warc", PageRecord(1) + damaged + PageRecord(3) + PageRecord(4));
      for (const int i : {1, 3, 4}) {
        EXPECT_THAT(got.Contents(), testing::Contains(NewsPage(i))) << at << " " << by;
      }
    }
  }
}

TEST(ReadWarcTest, PassesOverAByteOrderMark) {
  const Collector got = ReadContent("a.warc", "\xef\xbb\xbf" + PageRecord(1));
  EXPECT_THAT(got.documents, SizeIs(1));
  EXPECT_THAT(got.rejects, IsEmpty());
}

TEST(ReadWarcTest, LosesNoRecordByALengthThatIsALittleWrong) {
  for (int delta = -40; delta <= 300; ++delta) {
    const Collector got =
        ReadContent("a.warc", PageRecord(1) + WrongLength(PageRecord(2), delta) + PageRecord(3));
    EXPECT_THAT(got.Urls(), ElementsAre("https://example.org/1", "https://example.org/2",
                                        "https://example.org/3"))
        << delta;
  }
}

TEST(ReadArcTest, LosesNoRecordByALengthThatIsALittleWrong) {
  const auto record = [](int number, int delta) {
    const std::string url = absl::StrCat("http://example.org/", number);
    const std::string http = HttpMessage(200, {{"Content-Type", "text/html"}}, NewsPage(number));
    std::string arc = ArcRecord(url, http);
    const std::string length = absl::StrCat(" ", http.size(), "\n");
    const std::string wrong = absl::StrCat(" ", http.size() + delta, "\n");
    return arc.replace(arc.find(length), length.size(), wrong);
  };
  for (int delta = -40; delta <= 300; ++delta) {
    const Collector got =
        ReadContent("a.arc", ArcHeader() + record(1, 0) + record(2, delta) + record(3, 0));
    EXPECT_THAT(got.Urls(),
                ElementsAre("http://example.org/1", "http://example.org/2", "http://example.org/3"))
        << delta;
  }
}

TEST(ReadArcTest, ReadsRecordsAndGoesOnBehindDamage) {
  const std::string http = HttpMessage(200, {{"Content-Type", "text/html"}}, NewsPage(1));
  const std::string spaced = "http://example.org/a b";
  Collector got =
      ReadContent("a.arc", ArcHeader() + ArcRecord(spaced, http) + ArcRecord(kUrl, http));
  EXPECT_THAT(got.Urls(), ElementsAre("http://example.org/a%20b", kUrl));
  EXPECT_THAT(got.rejects, IsEmpty());
  EXPECT_EQ(got.documents[0].captured_at, 1694599200);
  EXPECT_EQ(got.documents[0].record_offset, ArcHeader().size());
  got = ReadContent(
      "a.arc.gz", Gzip(ArcHeader()) + Gzip(ArcRecord(spaced, http)) + Gzip(ArcRecord(kUrl, http)));
  EXPECT_THAT(got.documents, SizeIs(2));
  EXPECT_EQ(got.documents[0].record_offset, Gzip(ArcHeader()).size());
  std::string wrong = ArcRecord(spaced, http);
  wrong.replace(wrong.find(std::to_string(http.size()) + "\n"), 1, "9");
  got = ReadContent("a.arc", ArcHeader() + wrong + ArcRecord(kUrl, http));
  EXPECT_THAT(got.Urls(), ElementsAre("http://example.org/a%20b", kUrl));
  EXPECT_THAT(got.Reasons(), Each("damaged_archive"));
  got = ReadContent("a.arc", ArcHeader() + "http://example.org/ 0.0.0.0 2023 text/html -1\nx\n" +
                                 ArcRecord(kUrl, http));
  EXPECT_THAT(got.Urls(), ElementsAre(kUrl));
  EXPECT_THAT(got.Reasons(), ElementsAre("damaged_archive"));
}

TEST(WebCaptureTest, CleansUrls) {
  EXPECT_EQ(CleanUrl(" <http://example.org/> "), "http://example.org/");
  EXPECT_EQ(CleanUrl("HTTPS://example.org/a b\tc"), "HTTPS://example.org/a%20b%09c");
  EXPECT_EQ(CleanUrl("http://example.org/\xe9"), "http://example.org/%E9");
  EXPECT_EQ(CleanUrl("http://example.org/\xc3\xa9"), "http://example.org/\xc3\xa9");
  const std::string longest = "http://" + std::string(kMaxCaptureUrlBytes - 7, 'a');
  EXPECT_EQ(CleanUrl(longest), longest);
  EXPECT_EQ(CleanUrl(longest + "a"), "");
  EXPECT_EQ(CleanUrl("urn:x"), "");
  EXPECT_EQ(CleanUrl(""), "");
}

TEST(WebCaptureTest, ReadsCaptureTimesOfAnyPrecision) {
  EXPECT_EQ(ParseCaptureTime("2023-09-13T10:00:00Z"), 1694599200);
  EXPECT_EQ(ParseCaptureTime("2023-09-13T10:00:00.123456Z"), 1694599200);
  EXPECT_EQ(ParseCaptureTime("20230913100000"), 1694599200);
  EXPECT_EQ(ParseCaptureTime("2023-09-13"), 1694563200);
  EXPECT_EQ(ParseCaptureTime("2023"), 1672531200);
  for (const char* bad : {"", "yesterday", "2023-13-01", "12", "20231399000000"})
    EXPECT_EQ(ParseCaptureTime(bad), 0) << bad;
}

}  // namespace
}  // namespace dateline::source
