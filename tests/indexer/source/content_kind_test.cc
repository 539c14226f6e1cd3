#include "indexer/source/content_kind.h"

#include <string>

#include "gtest/gtest.h"

namespace dateline::source {
namespace {

using namespace std::string_literals;

struct Case {
  std::string name;
  std::string head;
  ContentKind kind;
};

TEST(ContentKindTest, BelievesTheNameWhereTheContentLeavesAChoice) {
  const Case cases[] = {
      {"a/b.txt", "{curly} talk", ContentKind::kText},
      {"b.TXT.gz", "plain", ContentKind::kText},
      {"b.txt", "<Unknown speaker> said so", ContentKind::kText},
      {"page.html", "Spain <b>wins</b>", ContentKind::kHtml},
      {"page.htm.zst", "<p>x", ContentKind::kHtml},
      {"page.xhtml", "<?xml version='1.0'?>", ContentKind::kText},
      {"a.jsonl", "broken\n{\"id\": 1}", ContentKind::kJsonLines},
      {"a.jsonl", "\"id\": 1, \"body\": \"x\"}", ContentKind::kJsonLines},
      {"a.ndjson.gz", "{}", ContentKind::kJsonLines},
      {"a.json", "{}", ContentKind::kJsonLines},
      {"a.zip", "\1\2\3\4\5\6 damaged", ContentKind::kArchive},
  };
  for (const Case& c : cases)
    EXPECT_EQ(FindContentKind(c.name, c.head), c.kind) << c.name << c.head;
}

TEST(ContentKindTest, IsNotFooledByAName) {
  const std::string tar = std::string(257, 'a') + "ustar\0"s + std::string(250, '\0');
  const Case cases[] = {
      {"a.txt", "{\"id\": 1}\n", ContentKind::kJsonLines},
      {"a.json", "{\n  \"id\": 1\n}\n", ContentKind::kJsonValues},
      {"a.jsonl", "[\n{\"id\": 1}\n]", ContentKind::kJsonValues},
      {"a.txt", "[{\"id\": 1}, {\"id\": 2}]", ContentKind::kJsonValues},
      {"a.jsonl", "{\"id\": \"broken\n{\"id\": 2}\n", ContentKind::kJsonLines},
      {"a.jsonl", "{\"id\": 1,\n{\"id\": 2}\n", ContentKind::kJsonLines},
      {"a.json", "It rained all day.", ContentKind::kText},
      {"a.json", "<!doctype html><p>It rained.", ContentKind::kHtml},
      {"a.txt", "<!DOCTYPE html>\n<html>", ContentKind::kHtml},
      {"a.html", "It rained all day.", ContentKind::kText},
      {"a.txt", "WARC/1.0\r\nWARC-Type: response\r\n", ContentKind::kWarc},
      {"a.html", "\r\nWARC/1.1\r\n", ContentKind::kWarc},
      {"a.txt", "filedesc://x.arc 0.0.0.0 20140216050221 text/plain 75\n", ContentKind::kArc},
      {"a.txt", "PK\3\4\x14\0\0\0"s, ContentKind::kArchive},
      {"a.txt", tar, ContentKind::kArchive},
      {"a.txt", "<!DOCTYPE lewis SYSTEM \"lewis.dtd\">\n<REUTERS ", ContentKind::kReutersSgml},
      {"a", "<REUTERS TOPICS=\"NO\" NEWID=\"7\">", ContentKind::kReutersSgml},
      {"a.warc", "It rained all day.", ContentKind::kWarc},
      {"a.zip", "It rained all day.", ContentKind::kText},
  };
  for (const Case& c : cases)
    EXPECT_EQ(FindContentKind(c.name, c.head), c.kind) << c.name << c.head;
}

TEST(ContentKindTest, ReadsWideText) {
  const Case cases[] = {
      {"x.jsonl", "\xff\xfe{\0}\0"s, ContentKind::kJsonLines},
      {"x", "<\0h\0t\0m\0l\0>\0\n\0\n\0"s, ContentKind::kHtml},
      {"x", "\0R\0a\0i\0n\0 \0f\0e\0l\0l"s, ContentKind::kText},
      {"x", "\xff\xfe\0\0{\0\0\0}\0\0\0"s, ContentKind::kJsonLines},
      {"x", "R\0\0\0a\0\0\0i\0\0\0n\0\0\0 \0\0\0f\0\0\0"s, ContentKind::kText},
  };
  for (const Case& c : cases)
    EXPECT_EQ(FindContentKind(c.name, c.head), c.kind) << c.name << c.head;
}

TEST(ContentKindTest, LooksInsideWhereTheNameIsSilent) {
  const Case cases[] = {
      {"-", "  {\"id\": 1}", ContentKind::kJsonLines},
      {"noext", "\xef\xbb\xbf{\"id\": 1}", ContentKind::kJsonLines},
      {"noext", "\n<!DOCTYPE html><html>", ContentKind::kHtml},
      {"noext", "<HTML lang=en>", ContentKind::kHtml},
      {"noext", "<?xml version=\"1.0\"?><html xmlns='x'>", ContentKind::kHtml},
      {"noext", "<!-- saved --><html>", ContentKind::kHtml},
      {"noext", "<?xml version=\"1.0\"?><rss>", ContentKind::kText},
      {"noext", "<Unknown speaker> said so", ContentKind::kText},
      {"LICENSE", "Permission is granted", ContentKind::kText},
      {"a.b/NOTICE", "Some notice", ContentKind::kText},
      {"x.dat", "\xff\xfeH\0i\0"s, ContentKind::kText},
      {"x.dat", "\xff\xfe<\0h\0t\0m\0l\0>\0"s, ContentKind::kHtml},
  };
  for (const Case& c : cases) EXPECT_EQ(FindContentKind(c.name, c.head), c.kind) << c.head;
}

TEST(ContentKindTest, RefusesWhatIsNoText) {
  const Case cases[] = {
      {"x.bin", "\0\1\2"s, ContentKind::kBinary},
      {"x.txt", "text with a NUL \0 in it"s, ContentKind::kBinary},
      {"x.html", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s, ContentKind::kBinary},
      {"x", "\1\2\3\4\5\6\7\1\2\3", ContentKind::kBinary},
      {"x.pdf", "%PDF-1.4 text, text, text", ContentKind::kBinary},
      {"x.docx", "PK\3\4"s + std::string(26, '\0') + "[Content_Types].xml", ContentKind::kBinary},
      {"x.txt", "", ContentKind::kEmpty},
      {"x.txt", " \n\t\r\n", ContentKind::kEmpty},
      {"x.txt", "\xef\xbb\xbf", ContentKind::kEmpty},
  };
  for (const Case& c : cases)
    EXPECT_EQ(FindContentKind(c.name, c.head), c.kind) << c.name << " " << c.head;
}

TEST(FindContentKindTest, TellsListsOfWhatWebArchivesHold) {
  for (const char* yes :
       {" CDX N b a m s k r M S V g\norg,example)/ 2", "!meta 0 {\"format\": \"cdxj-gzip-1.0\"}\n",
        "org,example)/a 20230913100000 {\"url\": \"x\"}\n",
        "org,example,www)/ 20230913100000\tcdx-00000.gz\t0\t1\n",
        "{\"format\": \"json-pages-1.0\", \"id\": \"pages\"}\n{\"id\": 1}\n",
        "{\"id\":\"pages\",\"format\":\"json-pages-1.0\"}"})
    EXPECT_EQ(FindContentKind("a.jsonl", yes), ContentKind::kArchiveIndex) << yes;
  for (const char* no :
       {"CDX is a format.\n", "org,example)/a 2023 {}\n", "(see a)/b 20230913100000words\n",
        "{\"title\": \"The \\\"json-pages-1.0\\\" format\"}\n"})
    EXPECT_NE(FindContentKind("a", no), ContentKind::kArchiveIndex) << no;
  EXPECT_EQ(FindContentKind("a.json", "[\"a\", \"b\"]"), ContentKind::kJsonLines);
}

}  // namespace
}  // namespace dateline::source
