#include "indexer/extract/source_furniture.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "indexer/extract/scraped_text.h"

namespace dateline::extract {
namespace {

using source::SharedLine;
using testing::ElementsAre;
using testing::IsEmpty;

const char kAppeal[] = "Tie your boat up with us, and we will tell you what the tide has brought.";
const char kFirst[] = "The ferry that has crossed the river since 1911 stopped running on Monday.";
const char kSecond[] = "Its captain, who is eighty, said that he had never missed a day before.";

std::vector<uint32_t> Marked(const std::string& text, const std::vector<SharedLine>& shared,
                             int texts) {
  std::string clean;
  std::vector<TextLine> lines = CutLines(text, &clean);
  MarkSharedLines(shared, texts, &lines);
  std::vector<uint32_t> marked;
  for (const TextLine& line : lines) {
    EXPECT_EQ(line.shared, line.sort == LineSort::kFurniture);
    if (line.shared) marked.push_back(line.number);
  }
  return marked;
}

TEST(MarkSharedLinesTest, ShortLinesNeedFourTextsAndTwoFifths) {
  const std::string text = absl::StrCat("Gulls and gossip\n", kFirst, "\n", kSecond);
  EXPECT_THAT(Marked(text, {{1, 4}}, 10), ElementsAre(1));
  EXPECT_THAT(Marked(text, {{1, 4}}, 4), ElementsAre(1));
  EXPECT_THAT(Marked(text, {{1, 4}}, 11), IsEmpty());
  EXPECT_THAT(Marked(text, {{1, 3}}, 4), IsEmpty());
  EXPECT_THAT(Marked(text, {}, 32), IsEmpty());
}

TEST(MarkSharedLinesTest, ProseNeedsSixTextsAndHalf) {
  const std::string text = absl::StrCat(kAppeal, "\n", kFirst, "\n", kSecond);
  EXPECT_THAT(Marked(text, {{1, 6}}, 12), ElementsAre(1));
  EXPECT_THAT(Marked(text, {{1, 6}}, 13), IsEmpty());
  EXPECT_THAT(Marked(text, {{1, 5}}, 5), IsEmpty());
}

TEST(MarkSharedLinesTest, LeavesATextThatIsAllShared) {
  EXPECT_THAT(Marked(absl::StrCat("Gulls and gossip\n", kFirst, "\n", kSecond),
                     {{1, 9}, {2, 9}, {3, 9}}, 9),
              IsEmpty());
}

TEST(MarkSharedLinesTest, ALineBrokenAtAWidthIsSharedWhenAllOfItIs) {
  const std::string appeal =
      "Tie your boat up with us at the old wharf below\nthe mill and we will tell you what the "
      "tide has\n"
      "brought to the harbour in the night, every single\nmorning and for nothing at all.\n\n";
  const std::string story =
      "The ferry that has crossed the river since the\nyear 1911 stopped running on Monday, and "
      "when\n"
      "its captain, who is eighty, spoke of it he said\nthat he had not missed a single day "
      "before.\n";
  EXPECT_THAT(Marked(appeal + story, {{1, 9}, {2, 9}, {3, 7}, {4, 9}}, 12), ElementsAre(1));
  EXPECT_THAT(Marked(appeal + story, {{1, 9}, {2, 9}, {3, 5}, {4, 9}}, 12), IsEmpty());
  EXPECT_THAT(Marked(appeal + story, {{1, 9}, {2, 9}, {4, 9}}, 12), IsEmpty());
}

TEST(MarkSharedLinesTest, WhatLooksBlankSharesNothingOfTheLineBefore) {
  for (const char* blank : {"\u00a0", "\u200b", "\ufeff", "\u3000"}) {
    const std::string text =
        absl::StrCat("Gulls and gossip\n", blank, "\n", kFirst, "\n", blank, "\n", kSecond, "\n");
    EXPECT_THAT(Marked(text, {{2, 9}, {4, 9}}, 9), IsEmpty());
    EXPECT_THAT(Marked(text, {{1, 9}, {2, 9}, {4, 9}}, 9), ElementsAre(1));
  }
}

// Number, furniture that no list of words knows, and the article.
TEST(ReadScrapedTextTest, LeavesOutWhatStandsInManyTextsOfTheSource) {
  const std::string text =
      absl::StrCat("Gulls and gossip of the estuary\n", "A ferry stops after a hundred years\n",
                   kFirst, "\n", kAppeal, "\n", kSecond, "\n", "Printed on paper made of reeds.\n");
  const std::vector<SharedLine> shared = {{1, 12}, {4, 12}, {6, 11}};
  std::vector<ExplainedBlock> blocks;
  const ScrapedArticle article = ReadScrapedText(text, &blocks, {shared, 12});
  EXPECT_EQ(article.title, "A ferry stops after a hundred years");
  EXPECT_EQ(article.body, absl::StrCat(kFirst, "\n\n", kSecond));
  for (const int i : {0, 3, 5}) {
    EXPECT_EQ(blocks[i].reason, "stands in many texts of the source") << blocks[i].text;
  }
  EXPECT_THAT(ReadScrapedText(text).body, testing::HasSubstr(kAppeal)) << "nothing else tells";
}

TEST(ReadScrapedTextTest, AColumnKeepsItsTitleWhenThereIsNoOther) {
  const std::string text = absl::StrCat("The tides of this week\n", kFirst, "\n", kSecond, "\n");
  EXPECT_EQ(ReadScrapedText(text, nullptr, {{{{1, 12}}}, 12}).title, "The tides of this week");
}

TEST(ReadScrapedTextTest, ASharedLineMayStillSayWhoAndWhen) {
  const std::string text = absl::StrCat("A ferry stops after a hundred years\n",
                                        "13 September 2023\n", kFirst, "\n", kSecond, "\n");
  const std::vector<SharedLine> shared = {{2, 12}};
  const ScrapedArticle article = ReadScrapedText(text, nullptr, {shared, 12});
  EXPECT_EQ(article.publish_date.day, absl::CivilDay(2023, 9, 13));
}

}  // namespace
}  // namespace dateline::extract
