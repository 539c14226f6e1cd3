#include "indexer/source/reader.h"

#include <archive.h>
#include <archive_entry.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/indexer/source/collector.h"
#include "tests/indexer/source/temp_folder.h"
#include "tests/indexer/source/web_archive_writer.h"

namespace dateline::source {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

TEST(ReadDocumentsTest, HandsOverTextAndPagesAsTheyAre) {
  const TempFolder folder;
  folder.Write("a.txt", "caf\xe9\r\n");
  folder.Write("b.html", "<p>x</p>");
  folder.Write("c", "<html><body>y");
  const Collector got = Read({folder.path()});
  ASSERT_THAT(got.documents, SizeIs(3));
  EXPECT_EQ(got.documents[0].type, ContentType::kText);
  EXPECT_EQ(got.documents[0].content, "caf\xe9\r\n");
  EXPECT_EQ(got.documents[0].source_path, folder.path() + "/a.txt");
  EXPECT_EQ(got.documents[1].type, ContentType::kHtml);
  EXPECT_EQ(got.documents[2].type, ContentType::kHtml);
  EXPECT_THAT(got.rejects, IsEmpty());
  EXPECT_EQ(got.progress, 6u + 8u + 13u);
}

TEST(ReadDocumentsTest, NumbersRecordsAndTellsTheirOffsets) {
  const TempFolder folder;
  const std::string path = folder.Write("r.jsonl", "{\"id\":1}\n\n{\"id\":2}\r\n{\"id\":3}");
  const Collector got = Read({path});
  ASSERT_THAT(got.documents, SizeIs(3));
  EXPECT_EQ(got.documents[1].source_path, path + "#2");
  EXPECT_EQ(got.documents[1].stable_path, path + "#2");
  EXPECT_EQ(got.documents[1].offset, 10u);
  EXPECT_EQ(got.documents[1].content, "{\"id\":2}");
  EXPECT_EQ(got.documents[1].type, ContentType::kJsonRecord);
  EXPECT_EQ(got.documents[2].content, "{\"id\":3}");
}

TEST(ReadDocumentsTest, ReadsGzipOfSeveralMembersWithPadding) {
  const TempFolder folder;
  folder.Write("r.jsonl.gz", Gzip("{\"id\":1}\n") + Gzip("{\"id\":2}\n") + std::string(64, '\0'));
  folder.Write("t.txt.gz", Gzip("hello"));
  folder.Write("unnamed", Gzip("{\"id\":3}"));
  const Collector got = Read({folder.path()});
  ASSERT_THAT(got.documents, SizeIs(4));
  EXPECT_EQ(got.documents[2].content, "hello");
  EXPECT_EQ(got.documents[3].type, ContentType::kJsonRecord);
  EXPECT_THAT(got.rejects, IsEmpty());
}

TEST(ReadDocumentsTest, TakesWhatIsBeforeTrailingJunkAndTellsIt) {
  struct Case {
    std::string name;
    std::string content;
    size_t documents;
  };
  const std::string wide("\xff\xfeH\0i\0", 6);
  for (const Case& c : std::vector<Case>{{"a.html.gz", "<p>It rained.</p>", 1},
                                         {"a.txt.gz", "It rained.", 1},
                                         {"wide.txt.gz", wide, 1},
                                         {"a.jsonl.gz", "{\"id\":1}\n{\"id\":2}", 2},
                                         {"a.json.gz", "{\n\"id\":1}\n{\n\"id\":2}", 2},
                                         {"a.sgm.gz", "<REUTERS NEWID=\"1\">x</REUTERS>", 1}}) {
    const std::string packed = Gzip(c.content);
    for (const std::string& junk : {std::string("</html>\r\n"), std::string(3000, 'x')}) {
      const Collector got = ReadContent(c.name, packed + junk);
      EXPECT_THAT(got.documents, SizeIs(c.documents)) << c.name;
      ASSERT_THAT(got.Reasons(), testing::ElementsAre("damaged_archive")) << c.name;
      EXPECT_THAT(got.rejects[0].detail, testing::HasSubstr("behind")) << c.name;
    }
  }
  for (const std::string filter : {"gzip", "zstd", "xz", "bzip2", "lz4"}) {
    const std::string packed = ArchiveOf("raw", filter, {{"data", "It rained."}});
    for (const std::string& whole : {packed, packed + packed, packed + std::string(512, '\0')})
      EXPECT_THAT(ReadContent("a.txt", whole).rejects, IsEmpty()) << filter;
    const Collector got = ReadContent("a.txt", packed + packed + "</html>\r\n");
    EXPECT_THAT(got.Contents(), ElementsAre("It rained.It rained.")) << filter;
    ASSERT_THAT(got.Reasons(), ElementsAre("damaged_archive")) << filter;
    // libarchive looks for a magic number of lz4 behind the end, and has taken it then.
    const size_t junk = 2 * packed.size() + (filter == "lz4" ? 4 : 0);
    EXPECT_THAT(got.rejects[0].detail, testing::HasSubstr(absl::StrCat("from byte ", junk, " of")));
  }
  // A part of the stream itself is no junk.
  const std::string packed = Gzip("It rained.");
  const Collector cut = ReadContent("a.txt.gz", packed.substr(0, packed.size() - 4));
  EXPECT_THAT(cut.documents, IsEmpty());
}

TEST(ReadDocumentsTest, GoesOnAtTheNextStreamBehindDamage) {
  for (const std::string filter : {"gzip", "zstd", "xz", "bzip2"}) {
    std::string lines;
    for (int i = 0; i < 500; ++i) absl::StrAppend(&lines, "{\"id\":", i * 7919 % 10007, "}\n");
    std::string one = ArchiveOf("raw", filter, {{"data", lines}});
    const std::string two = ArchiveOf("raw", filter, {{"data", "{\"id\":2}\n"}});
    const Collector junk = ReadContent("a.jsonl", one + "junk between them" + two);
    EXPECT_THAT(junk.documents, SizeIs(501)) << filter;
    EXPECT_THAT(junk.Reasons(), ElementsAre("damaged_archive")) << filter;
    // gzip and zstd are tried in the tests of web archives.
    if (filter == "gzip" || filter == "zstd") continue;
    one[one.size() / 2] ^= 0x10;
    const Collector bad = ReadContent("a.jsonl", one + two);
    EXPECT_THAT(bad.Contents(), testing::Contains("{\"id\":2}")) << filter;
    EXPECT_THAT(bad.Reasons(), ElementsAre("damaged_archive")) << filter;
  }
}

TEST(ReadDocumentsTest, DeliversEveryWholeLineBeforeATruncation) {
  std::string lines;
  for (int i = 0; i < 5000; ++i) lines += "{\"id\": " + std::to_string(i * 7919 % 10007) + "}\n";
  const std::string packed = Gzip(lines);
  const TempFolder folder;
  for (const size_t kept : {packed.size() - 1, packed.size() / 2, size_t{200}}) {
    const std::string path = folder.Write("cut.jsonl.gz", packed.substr(0, kept));
    const Collector got = Read({path});
    ASSERT_THAT(got.rejects, SizeIs(1)) << kept;
    EXPECT_EQ(got.rejects[0].reason, kRejectDamaged);
    EXPECT_EQ(got.rejects[0].source_path, path);
    ASSERT_FALSE(got.documents.empty()) << kept;
    std::string delivered;
    for (const Document& document : got.documents) delivered += document.content + "\n";
    EXPECT_EQ(lines.compare(0, delivered.size(), delivered), 0);
    // The offset is where the whole bytes end: no whole line lies between.
    EXPECT_GE(got.rejects[0].offset, delivered.size());
    EXPECT_LT(got.rejects[0].offset, delivered.size() + 20);
  }
}

TEST(ReadDocumentsTest, RejectsDamageInTheMiddleOnce) {
  std::string packed = Gzip(std::string(100000, 'a') + "\n" + "{\"id\": 1}\n");
  packed[packed.size() / 2] ^= 0x55;
  const TempFolder folder;
  const Collector got =
      Read({folder.Write("bad.jsonl.gz", packed), folder.Write("good.txt", "still read")});
  ASSERT_THAT(got.rejects, SizeIs(1));
  EXPECT_EQ(got.rejects[0].reason, kRejectDamaged);
  EXPECT_EQ(got.documents.back().content, "still read");
}

TEST(ReadDocumentsTest, ReadsZstandard) {
  const TempFolder folder;
  const std::string path = folder.path() + "/r.jsonl.zst";
  archive* a = archive_write_new();
  archive_write_set_format_raw(a);
  ASSERT_EQ(archive_write_add_filter_zstd(a), ARCHIVE_OK);
  ASSERT_EQ(archive_write_open_filename(a, path.c_str()), ARCHIVE_OK);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_pathname(entry, "data");
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_write_header(a, entry);
  archive_write_data(a, "{\"id\":1}\n{\"id\":2}\n", 18);
  archive_entry_free(entry);
  archive_write_free(a);
  const Collector got = Read({path});
  EXPECT_THAT(got.documents, SizeIs(2));
  EXPECT_THAT(got.rejects, IsEmpty());
}

TEST(ReadDocumentsTest, RejectsWhatIsNoDocument) {
  struct Case {
    std::string name;
    std::string content;
    absl::string_view reason;
  };
  const Case cases[] = {
      {"empty.txt", "", kRejectNoText},
      {"empty.jsonl", "", kRejectNoText},
      {"blank.html", " \n\n", kRejectNoText},
      {"picture.txt", "\x89PNG\0\0\0"s, kRejectBinary},
      {"program",
       "\x7f"
       "ELF\0\0"s,
       kRejectBinary},
      {"tiny.txt.gz", "\x1f\x8b", kRejectDamaged},
      {"noise.txt.gz", "\x1f\x8b\x08garbage garbage garbage", kRejectDamaged},
  };
  for (const Case& c : cases) {
    const TempFolder folder;
    const Collector got = Read({folder.Write(c.name, c.content)});
    EXPECT_THAT(got.documents, IsEmpty()) << c.name;
    ASSERT_THAT(got.rejects, SizeIs(1)) << c.name;
    EXPECT_EQ(got.rejects[0].reason, c.reason) << c.name;
  }
}

TEST(ReadDocumentsTest, RejectsADocumentOneByteOverTheLimit) {
  const TempFolder folder;
  const std::string at_limit(kMaxDocumentBytes, 'a');
  folder.Write("a.txt.gz", Gzip(at_limit));
  folder.Write("b.txt.gz", Gzip(at_limit + "b"));
  folder.Write("c.jsonl.gz", Gzip(at_limit + "b\n{\"id\":1}\n"));
  const Collector got = Read({folder.path()});
  ASSERT_THAT(got.documents, SizeIs(2));
  EXPECT_EQ(got.documents[0].content.size(), kMaxDocumentBytes);
  EXPECT_EQ(got.documents[1].source_path, folder.path() + "/c.jsonl.gz#2");
  ASSERT_THAT(got.rejects, SizeIs(2));
  EXPECT_EQ(got.rejects[0].reason, kRejectTooLarge);
  EXPECT_EQ(got.rejects[1].reason, kRejectTooLarge);
  EXPECT_EQ(got.rejects[1].source_path, folder.path() + "/c.jsonl.gz#1");
}

TEST(ReadDocumentsTest, RejectsAFileThatHasGone) {
  Collector got;
  ReadDocuments({{"/nonexistent/file.txt", "/nonexistent/file.txt", 0}}, &got);
  ASSERT_THAT(got.rejects, SizeIs(1));
  EXPECT_EQ(got.rejects[0].reason, kRejectUnreadable);
}

TEST(ReadDocumentsTest, StopsWhenTheSinkHasEnough) {
  const TempFolder folder;
  folder.Write("a.jsonl", "{}\n{}\n{}\n");
  folder.Write("b.txt", "b");
  Collector got;
  got.stop_after = 2;
  std::vector<Reject> rejects;
  ReadDocuments(*ListInputs({folder.path()}, &rejects), &got);
  EXPECT_THAT(got.documents, SizeIs(2));
}

}  // namespace
}  // namespace dateline::source
