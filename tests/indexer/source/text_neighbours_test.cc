#include "indexer/source/text_neighbours.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/source/shared_lines.h"
#include "tests/indexer/source/collector.h"
#include "tests/indexer/source/web_archive_writer.h"

namespace dateline::source {
namespace {

using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;

std::string Paragraph(int i) {
  return absl::StrCat("Paragraph ", i, " of a story that nobody else has told before, number ", i,
                      ", and that goes on for a while.");
}

// A page of one source: its name, an article of its own, its appeal.
std::string PageText(int i) {
  return absl::StrCat("The Harbour Gazette\n\n", Paragraph(2 * i), "\n", Paragraph(2 * i + 1),
                      "\nTie your boat up with us.\n");
}

std::vector<SharedLine> HeadAndFoot(uint8_t texts) { return {{1, texts}, {5, texts}}; }

TEST(SharedLinesTest, CountsTheTextsThatHaveALine) {
  const std::vector<std::string> texts = {"a\nb\nc", "a\r\n\r\nb", " a \n\nc\n", "b\nb\na\n", "x"};
  const SharedLines lines({texts.begin(), texts.end()});
  EXPECT_EQ(lines.texts(), 5);
  EXPECT_THAT(lines.In(texts[0]), ElementsAre(SharedLine{1, 4}));
  EXPECT_THAT(lines.In("\r\n\va\f\ry\n"), ElementsAre(SharedLine{3, 4}));
  EXPECT_THAT(lines.In("A\naa\n"), IsEmpty());
}

TEST(SharedLinesTest, NeedsFourTexts) {
  EXPECT_THAT(SharedLines({}).In("a"), IsEmpty());
  EXPECT_THAT(SharedLines({"a", "a", "a"}).In("a"), IsEmpty());
  EXPECT_THAT(SharedLines({"a", "a", "a", "a"}).In("a"), ElementsAre(SharedLine{1, 4}));
}

TEST(SharedLinesTest, VersionsOfOneTextCountOnce) {
  std::vector<std::string> texts;
  for (int i = 0; i < 3; ++i) texts.push_back(PageText(i));
  for (int version = 0; version < 8; ++version) {
    texts.push_back(absl::StrCat(PageText(3), Paragraph(100 + version), "\n"));
  }
  const SharedLines lines({texts.begin(), texts.end()});
  EXPECT_EQ(lines.texts(), 4);
  EXPECT_EQ(lines.In(texts[5]), HeadAndFoot(4));
}

TEST(SharedLinesTest, TextsOfBrokenLinesAreNoVersionsForOneLongLineInCommon) {
  std::vector<std::string> texts;
  const std::string appeal(100, 'x');
  for (int i = 0; i < 5; ++i) {
    texts.push_back(absl::StrCat("Line one of a text broken at a width, number ", i,
                                 "\nand line two, which says something else, number ", i,
                                 "\nand line three, which says a third thing, number ", i, "\n",
                                 appeal));
  }
  const SharedLines lines({texts.begin(), texts.end()});
  EXPECT_EQ(lines.texts(), 5);
  EXPECT_THAT(lines.In(texts[0]), ElementsAre(SharedLine{4, 5}));
}

TEST(SharedLinesTest, CountsSoMuchOfEachText) {
  const std::string filler(SharedLines::kMaxTextBytes - 3, 'x');
  const std::string whole = absl::StrCat(filler, "\nab"), cut = absl::StrCat(filler, "\nabc");
  EXPECT_THAT(SharedLines({whole, whole, "ab", "ab", "ab"}).In("ab"),
              ElementsAre(SharedLine{1, 4}));
  EXPECT_THAT(SharedLines({cut, cut, "abc", "abc", "abc"}).In("abc"), IsEmpty());
}

// Each listed once: a listing for every ending, or for every way back to a folder, takes minutes.
TEST(TextNeighboursTest, EndingsAndFoldersMayStandInTurn) {
  const TempFolder folder;
  constexpr int kFiles = 10, kEndings = 12;
  for (int i = 0; i < kFiles; ++i) {
    for (int ending = 0; ending < kEndings; ++ending)
      folder.Write(absl::StrCat(i, ".e", ending), PageText(i));
    for (int below = 0; below < kEndings; ++below)
      folder.Write(absl::StrCat(i, "/", below, "/a.e1"), PageText(i));
  }
  for (int i = 0; i < 4000; ++i) folder.Write(absl::StrCat("z/story.x", i), "A story.\n");
  const Collector all = Read({folder.path()});
  ASSERT_EQ(all.documents.size(), size_t{2 * kFiles * kEndings + 4000});
  int compared = 0;
  for (const Document& document : all.documents) {
    if (document.shared_lines.empty()) continue;
    ++compared;
    EXPECT_EQ(document.shared_lines, HeadAndFoot(kFiles)) << document.source_path;
  }
  EXPECT_EQ(compared, kFiles * kEndings);
}

TEST(TextNeighboursTest, ComparesTheTextsOfAFolder) {
  const TempFolder folder;
  for (int i = 0; i < 5; ++i) folder.Write(absl::StrCat("a/", i, ".txt"), PageText(i));
  folder.Write("a/b/6.txt", PageText(6));
  folder.Write("a/7.text", PageText(7));
  folder.Write("a/.8.txt", PageText(8));
  folder.Write("a/9.txt", NewsPage(1));
  const Collector all = Read({folder.path()});
  ASSERT_EQ(all.documents.size(), 8u);
  for (const Document& document : all.documents) {
    const bool of_folder = document.source_path.find("/a/b/") == std::string::npos &&
                           document.source_path.find(".text") == std::string::npos &&
                           document.type == ContentType::kText;
    EXPECT_EQ(document.shared_lines, of_folder ? HeadAndFoot(5) : std::vector<SharedLine>())
        << document.source_path;
    EXPECT_EQ(document.texts_compared, of_folder ? 5 : 0) << document.source_path;
  }
}

TEST(TextNeighboursTest, ATextIsTheSameHoweverItIsHandedOver) {
  const TempFolder folder;
  for (int i = 0; i < 40; ++i) folder.Write(absl::StrCat(1000 + i, ".txt"), PageText(i));
  const Collector all = Read({folder.path()});
  ASSERT_EQ(all.documents.size(), 40u);
  for (const Document& document : all.documents) {
    const Collector one = Read({document.source_path});
    ASSERT_EQ(one.documents.size(), 1u);
    EXPECT_EQ(one.documents[0].shared_lines, document.shared_lines);
    EXPECT_EQ(one.documents[0].texts_compared, document.texts_compared);
  }
  EXPECT_EQ(all.documents[31].texts_compared, 32);
  EXPECT_EQ(all.documents[32].texts_compared, 32);
  EXPECT_EQ(all.documents[32].shared_lines, HeadAndFoot(32));
}

TEST(TextNeighboursTest, NamesWithoutAnEndingBelongTogether) {
  const TempFolder folder;
  const char* names[] = {"one", "2023.09", "example.org_news_7", "a.b.verylongword"};
  for (int i = 0; i < 4; ++i) folder.Write(names[i], PageText(i));
  const Collector all = Read({folder.path()});
  ASSERT_EQ(all.documents.size(), 4u);
  for (const Document& document : all.documents) {
    EXPECT_EQ(document.shared_lines, HeadAndFoot(4)) << document.source_path;
  }
}

TEST(TextNeighboursTest, ReadsCompressedSiblings) {
  const TempFolder folder;
  for (int i = 0; i < 4; ++i) folder.Write(absl::StrCat(i, ".txt.gz"), Gzip(PageText(i)));
  const Collector all = Read({folder.path()});
  ASSERT_EQ(all.documents.size(), 4u);
  EXPECT_EQ(all.documents[3].shared_lines, HeadAndFoot(4));
}

TEST(TextNeighboursTest, ReadsSiblingsOfWideCharacters) {
  const TempFolder folder;
  for (int i = 0; i < 4; ++i) {
    std::string wide = "\xff\xfe";
    for (const char c : PageText(i)) wide += {c, '\0'};
    folder.Write(absl::StrCat(i, ".txt"), wide);
  }
  const Collector all = Read({folder.path()});
  ASSERT_EQ(all.documents.size(), 4u);
  EXPECT_EQ(all.documents[3].shared_lines, HeadAndFoot(4));
}

TEST(TextNeighboursTest, ComparesTheMembersOfAnArchiveInOrder) {
  std::vector<std::pair<std::string, std::string>> files;
  for (int i = 0; i < 5; ++i) files.emplace_back(absl::StrCat("a/", i, ".txt"), PageText(i));
  for (int i = 0; i < 3; ++i) files.emplace_back(absl::StrCat("b/", i, ".txt"), PageText(10 + i));
  files.emplace_back("c/page.html", NewsPage(1));
  const Collector got = ReadContent("x.tar", ArchiveOf("ustar", "none", files));
  ASSERT_EQ(got.documents.size(), files.size());
  for (size_t i = 0; i < files.size(); ++i) {
    EXPECT_EQ(got.documents[i].source_path, absl::StrCat("x.tar/", files[i].first));
    EXPECT_EQ(got.documents[i].shared_lines, i < 5 ? HeadAndFoot(5) : std::vector<SharedLine>());
  }
}

TEST(TextNeighboursTest, ComparesTheTextsOfOneHost) {
  std::string archive;
  for (int i = 0; i < 10; ++i) {
    const std::string host = i < 5 ? "one.example" : i % 2 == 0 ? "two.example" : "three.example";
    archive += WarcRecord("conversion",
                          {{"WARC-Target-URI", absl::StrCat("https://", host, "/", i)},
                           {"WARC-Record-ID", absl::StrCat("<urn:uuid:", i, ">")},
                           {"Content-Type", "text/plain"}},
                          PageText(i));
  }
  const Collector got = ReadContent("x.wet", archive);
  ASSERT_EQ(got.documents.size(), 10u);
  for (int i = 0; i < 10; ++i) {
    EXPECT_EQ(got.documents[i].shared_lines, i < 5 ? HeadAndFoot(5) : std::vector<SharedLine>());
  }
}

TEST(TextNeighboursTest, HoldsSoManyTextsAndBytesOfAnArchive) {
  std::vector<std::pair<std::string, std::string>> files;
  const std::string filler(TextNeighbours::kMaxHeldBytes / 6, 'x');
  for (int i = 0; i < 8; ++i)
    files.emplace_back(absl::StrCat("a/", i, ".txt"), absl::StrCat(PageText(i), i, filler));
  for (int i = 0; i < 36; ++i) files.emplace_back(absl::StrCat("b/", i, ".txt"), PageText(50 + i));
  const Collector got = ReadContent("x.tar", ArchiveOf("ustar", "none", files));
  ASSERT_EQ(got.documents.size(), files.size());
  std::vector<int> compared;
  for (const Document& document : got.documents) {
    if (compared.empty() || compared.back() != document.texts_compared)
      compared.push_back(document.texts_compared);
  }
  EXPECT_THAT(compared, ElementsAre(5, 8, 32));
}

// However many are left over, and whatever stands around them.
TEST(TextNeighboursTest, ComparesTheLastTextsOfAnArchiveWithThoseBeforeThem) {
  for (const int count : {33, 34, 35, 63, 64, 65, 97}) {
    std::vector<std::pair<std::string, std::string>> files;
    for (int i = 0; i < count; ++i)
      files.emplace_back(absl::StrCat("a/", 1000 + i, ".txt"), PageText(i));
    files.emplace_back("b/1.txt", PageText(500));
    const Collector got = ReadContent("x.tar", ArchiveOf("ustar", "none", files));
    ASSERT_EQ(got.documents.size(), files.size());
    for (int i = 0; i < count; ++i) {
      EXPECT_EQ(got.documents[i].source_path, "x.tar/" + files[i].first);
      EXPECT_EQ(got.documents[i].texts_compared, 32) << i << " of " << count;
      EXPECT_EQ(got.documents[i].shared_lines, HeadAndFoot(32)) << i << " of " << count;
    }
    EXPECT_EQ(got.documents.back().texts_compared, 0);
  }
}

TEST(TextNeighboursTest, KeepsTheOrderOfRejects) {
  class Order : public DocumentSink {
   public:
    bool OnDocument(Document document) override {
      order.push_back(document.content);
      return true;
    }
    bool OnReject(Reject reject) override {
      order.push_back(reject.reason);
      return true;
    }
    std::vector<std::string> order;
  } order;
  TextNeighbours neighbours(&order);
  neighbours.Begin({"x", "/x", 1});
  Document document;
  document.stable_path = "/x/a";
  document.content = "first";
  neighbours.OnDocument(document);
  neighbours.OnReject({"x/b", 0, "bad", ""});
  document.content = "second";
  neighbours.OnDocument(document);
  EXPECT_THAT(order.order, ElementsAre("first", "bad"));
  EXPECT_TRUE(neighbours.End());
  EXPECT_THAT(order.order, ElementsAre("first", "bad", "second"));
}

}  // namespace
}  // namespace dateline::source
