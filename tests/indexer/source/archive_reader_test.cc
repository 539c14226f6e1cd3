#include "indexer/source/archive_reader.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/indexer/source/collector.h"
#include "tests/indexer/source/web_archive_writer.h"

namespace dateline::source {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

using Files = std::vector<std::pair<std::string, std::string>>;

std::vector<std::string> Paths(const Collector& got) {
  std::vector<std::string> paths;
  for (const Document& document : got.documents) paths.push_back(document.source_path);
  return paths;
}

TEST(ReadArchiveTest, ReadsMembersOfEveryKind) {
  const Files files = {{"b/page.html", NewsPage(1)},
                       {"a.txt", "It rained all day."},
                       {"r.jsonl.gz", Gzip("{\"id\":1}\n{\"id\":2}\n")},
                       {"w.warc.gz", Gzip(PageRecord(1)) + Gzip(PageRecord(2))},
                       {"b/.hidden", "secret"},
                       {"__MACOSX/._a.txt", "x"}};
  for (const auto& [format, filter] : {std::pair<std::string, std::string>{"zip", "none"},
                                       {"ustar", "none"},
                                       {"pax", "gzip"},
                                       {"ustar", "zstd"},
                                       {"ustar", "xz"},
                                       {"7zip", "none"}}) {
    const Collector got = ReadContent("x", ArchiveOf(format, filter, files));
    std::vector<std::string> expected = {"x/b/page.html",  "x/a.txt",       "x/r.jsonl.gz#1",
                                         "x/r.jsonl.gz#2", "x/w.warc.gz#1", "x/w.warc.gz#2"};
    EXPECT_EQ(Paths(got), expected) << format << " " << filter;
    EXPECT_THAT(got.rejects, IsEmpty()) << format << " " << filter;
  }
}

TEST(ReadArchiveTest, ReadsAnArchiveInAnArchiveAndNoDeeper) {
  const std::string inner = ArchiveOf("zip", "none", {{"a.txt", "It rained."}});
  const std::string middle = ArchiveOf("ustar", "gzip", {{"inner.zip", inner}});
  const Collector two = ReadContent("m.tar.gz", middle);
  EXPECT_THAT(Paths(two), ElementsAre("m.tar.gz/inner.zip/a.txt"));
  const Collector three = ReadContent(
      "o.zip", ArchiveOf("zip", "none", {{"m.tar.gz", middle}, {"b.txt", "It snowed."}}));
  EXPECT_THAT(Paths(three), ElementsAre("o.zip/b.txt"));
  EXPECT_THAT(three.Reasons(), ElementsAre("too_deep"));
  EXPECT_EQ(three.rejects[0].source_path, "o.zip/m.tar.gz/inner.zip");
}

TEST(ReadArchiveTest, RejectsTheMembersItCannotRead) {
  const Collector encrypted =
      ReadContent("a.zip", ArchiveOf("zip", "none", {{"a.txt", "It rained."}}, "key"));
  EXPECT_THAT(encrypted.documents, IsEmpty());
  EXPECT_THAT(encrypted.Reasons(), ElementsAre("encrypted"));
  EXPECT_EQ(encrypted.rejects[0].source_path, "a.zip/a.txt");
  const Collector mixed = ReadContent(
      "a.zip", ArchiveOf("zip", "none",
                         {{"p.png", "\x89PNG\1\2\3"}, {"e.txt", ""}, {"a.txt", "It rained."}}));
  EXPECT_THAT(Paths(mixed), ElementsAre("a.zip/a.txt"));
  EXPECT_THAT(mixed.Reasons(), ElementsAre("binary", "no_text"));
}

TEST(ReadArchiveTest, ReadsTheWebArchivesOfAWaczAlone) {
  const Files files = {{"archive/a.warc.gz", Gzip(PageRecord(1)) + Gzip(PageRecord(2))},
                       {"indexes/index.cdx", "org,example)/1 20230913100000 {}\n"},
                       {"pages/pages.jsonl", "{\"id\": \"1\", \"title\": \"Bridge 1 opens\"}\n"},
                       {"logs/crawl.log", "{\"message\": \"begun\"}\n"},
                       {"datapackage.json", "{\n\"profile\": \"data-package\"\n}\n"}};
  const std::string packed = ArchiveOf("zip", "none", files);
  const Collector got = ReadContent("a.wacz", packed);
  EXPECT_THAT(Paths(got), ElementsAre("a.wacz/archive/a.warc.gz#1", "a.wacz/archive/a.warc.gz#2"));
  EXPECT_THAT(got.rejects, IsEmpty());
  const Collector outer =
      ReadContent("b.wacz", ArchiveOf("zip", "none", {{"a.wacz", packed}, {"b.json", "{}"}}));
  EXPECT_THAT(outer.documents, SizeIs(2));
  EXPECT_THAT(outer.rejects, IsEmpty());
}

TEST(ReadArchiveTest, ToldOfA7zWithinAnArchive) {
  const std::string inner = ArchiveOf("7zip", "none", {{"a.txt", "It rained."}});
  const Collector got =
      ReadContent("a.zip", ArchiveOf("zip", "none", {{"a.7z", inner}, {"b.txt", "It snowed."}}));
  EXPECT_THAT(Paths(got), ElementsAre("a.zip/b.txt"));
  EXPECT_THAT(got.Reasons(), ElementsAre("unsupported"));
  EXPECT_EQ(got.rejects[0].source_path, "a.zip/a.7z");
}

TEST(ReadArchiveTest, DeliversWhatIsBeforeDamage) {
  Files files;
  for (int i = 0; i < 20; ++i) files.emplace_back(absl::StrCat(i, ".html"), NewsPage(i));
  for (const std::string format : {"zip", "ustar"}) {
    const std::string whole = ArchiveOf(format, "none", files);
    const Collector cut = ReadContent("a", whole.substr(0, whole.size() / 2));
    EXPECT_GE(cut.documents.size(), 8u) << format;
    EXPECT_THAT(cut.Reasons(), testing::Contains("damaged_archive")) << format;
  }
  std::string tar = ArchiveOf("ustar", "none", files);
  tar[tar.find("10.html")] = 'x';  // The header's checksum is wrong now.
  const Collector damaged = ReadContent("a.tar", tar);
  EXPECT_THAT(damaged.documents, SizeIs(19));
  EXPECT_THAT(damaged.Reasons(), ElementsAre("damaged_archive"));
  std::string zip = ArchiveOf("zip", "none", files);
  zip[zip.find("7.html") + 60] ^= 0x20;
  const Collector checked = ReadContent("a.zip", zip);
  EXPECT_THAT(checked.documents, SizeIs(19));
  EXPECT_THAT(checked.Reasons(), ElementsAre("damaged_archive"));
}

TEST(ReadArchiveTest, GivesUpABomb) {
  // 1.5 GiB of zeros, twice compressed.
  std::string zeros;
  const std::string megabytes = Zstd(std::string(64 << 20, '\0'));
  for (int i = 0; i < 24; ++i) zeros += megabytes;
  const Collector got =
      ReadContent("bomb.zip", ArchiveOf("zip", "none", {{"z.jsonl.zst", zeros}, {"a.txt", "x"}}));
  EXPECT_THAT(got.Reasons(), testing::Contains("too_large"));
  Expansion expansion;
  expansion.bytes = kFreeExpansionBytes + 10 * kMaxExpansionRatio;
  EXPECT_FALSE(expansion.TooLarge(10));
  ++expansion.bytes;
  EXPECT_TRUE(expansion.TooLarge(10));
}

// Reads an archive of which `spent` bytes of the budget are gone, and says what is gone then.
Collector ReadSpent(const std::string& content, bool as_file, uint64_t spent,
                    Expansion* expansion) {
  const TempFolder folder;
  const std::string file = folder.Write("a", content);
  expansion->bytes = spent;
  Collector got;
  auto stored = OpenStored(file);
  ByteCursor bytes(*std::move(stored), expansion, content.size());
  Input input("a", "/a", &bytes, &got);
  const auto read = [&](std::unique_ptr<ByteStream> stream, const std::string& path,
                        const std::string& stable_path) {
    ByteCursor member(std::move(stream), expansion, content.size());
    Input inner(path, stable_path, &member, &got);
    const absl::string_view head = member.Peek(10);
    if (!member.status().ok()) return inner.RejectRead(member.status(), 0);
    return inner.Deliver(inner.MakeDocument(ContentType::kText, std::string(head)));
  };
  EXPECT_TRUE(ReadArchive(&input, as_file ? file : "", read));
  return got;
}

TEST(ReadArchiveTest, CountsWhatAPassedOverMemberExpandsTo) {
  constexpr uint64_t kMemberBytes = 4 << 20;
  const std::string zeros(kMemberBytes, '\0');
  for (const char* name : {".hidden", "__MACOSX/._a.txt", "only-its-head-is-read.png"}) {
    const std::string packed = ArchiveOf("7zip", "none", {{name, zeros}, {"b.txt", "It rained."}});
    Expansion expansion;
    const Collector fits = ReadSpent(packed, true, 0, &expansion);
    ASSERT_FALSE(fits.documents.empty()) << name;
    EXPECT_EQ(fits.documents.back().content, "It rained.") << name;
    EXPECT_THAT(fits.rejects, IsEmpty()) << name;
    EXPECT_GE(expansion.bytes, kMemberBytes) << name;
    const Collector bomb = ReadSpent(packed, true, kFreeExpansionBytes, &expansion);
    EXPECT_THAT(bomb.Reasons(), ElementsAre("too_large")) << name;
    EXPECT_LT(expansion.bytes, kFreeExpansionBytes + kMemberBytes) << name;
  }
  // The members of a zip lie apart: what is passed over is not expanded.
  Expansion expansion;
  const std::string zip = ArchiveOf("zip", "none", {{".hidden", zeros}, {"b.txt", "It rained."}});
  const Collector apart = ReadSpent(zip, true, kFreeExpansionBytes, &expansion);
  EXPECT_EQ(apart.Contents(), std::vector<std::string>{"It rained."});
  EXPECT_THAT(apart.rejects, IsEmpty());
}

}  // namespace
}  // namespace dateline::source
