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

TEST(ContentKindTest, BelievesTheNameWhereItSpeaks) {
  const Case cases[] = {
      {"a/b.txt", "{\"id\": 1}", ContentKind::kText},
      {"b.TXT.gz", "plain", ContentKind::kText},
      {"page.html", "no tag at all", ContentKind::kHtml},
      {"page.htm.zst", "<p>x", ContentKind::kHtml},
      {"page.xhtml", "<?xml version='1.0'?>", ContentKind::kHtml},
      {"a.jsonl", "not json", ContentKind::kJsonLines},
      {"a.ndjson.gz", "{}", ContentKind::kJsonLines},
      {"a.json", "{}", ContentKind::kJsonLines},
  };
  for (const Case& c : cases) EXPECT_EQ(FindContentKind(c.name, c.head), c.kind) << c.name;
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
      {"x.jsonl", "\xff\xfe{\0}\0"s, ContentKind::kBinary},
      {"x.txt", "", ContentKind::kEmpty},
      {"x.txt", " \n\t\r\n", ContentKind::kEmpty},
      {"x.txt", "\xef\xbb\xbf", ContentKind::kEmpty},
  };
  for (const Case& c : cases)
    EXPECT_EQ(FindContentKind(c.name, c.head), c.kind) << c.name << " " << c.head;
}

}  // namespace
}  // namespace dateline::source
