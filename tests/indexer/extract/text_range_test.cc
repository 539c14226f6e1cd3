#include "indexer/extract/text_range.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

const char kParagraph[] =
    "The harbour town opened its new bridge on Monday, after eleven years of work, three mayors "
    "and one flood that nobody who saw it has forgotten.\n";
const char kTeaser[] = "A ferry that has crossed the river since 1911 is to be sold in spring.\n";

std::string Times(int count, const std::string& line) {
  std::string text;
  for (int i = 0; i < count; ++i) absl::StrAppend(&text, line);
  return text;
}

// Paragraphs that differ by a number.
std::string Paragraphs(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) absl::StrAppend(&text, "Number ", i, ": ", kParagraph);
  return text;
}

// The stretches found, as "2-5 9-12": line numbers, half-open.
std::string Stretches(const std::string& text) {
  std::string clean;
  const std::vector<TextLine> lines = CutLines(text, &clean);
  std::string found;
  for (const LineRange& range : FindArticleLines(lines, TitleReturns(lines))) {
    absl::StrAppend(&found, found.empty() ? "" : " ", range.begin, "-", range.end);
  }
  return found;
}

TEST(TextRangeTest, TakesAllOfAnArticleAlone) {
  EXPECT_EQ(Stretches(Times(4, kParagraph)), "0-4");
  EXPECT_EQ(Stretches(""), "");
  EXPECT_EQ(Stretches("Menu\nWorld\nSport\n"), "");
}

TEST(TextRangeTest, LeavesMenusAtBothEndsOut) {
  EXPECT_EQ(Stretches(absl::StrCat("Menu\nWorld\nSport\n", Times(3, kParagraph),
                                   "World\nSport\nContact\n")),
            "3-6");
}

TEST(TextRangeTest, PassesOverAnInterruptionThatTheArticleOutweighs) {
  const std::string numbers = Times(40, "Seven\n");
  EXPECT_EQ(Stretches(absl::StrCat(Times(6, kParagraph), numbers, Paragraphs(6))), "0-6 46-52");
  // What was said before is not worth one.
  EXPECT_EQ(Stretches(absl::StrCat(Times(6, kParagraph), numbers, Times(6, kParagraph))), "0-6");
  // Little behind much else is of something else.
  EXPECT_EQ(Stretches(absl::StrCat(Times(6, kParagraph), numbers, kTeaser)), "0-6");
}

TEST(TextRangeTest, DoesNotGoOnIntoComments) {
  std::string comments = "Comments\n";
  for (int i = 10; i < 20; ++i)
    absl::StrAppend(&comments, "Jane, 19 October 2023 at 9:", i, "\n", kParagraph, "Reply\n");
  EXPECT_EQ(Stretches(absl::StrCat(Times(4, kParagraph), comments)), "0-4");
}

TEST(TextRangeTest, DoesNotGoOnIntoTeasers) {
  std::string teasers;
  for (int i = 10; i < 30; ++i) {
    absl::StrAppend(&teasers, "Ferry number ", i, "\n", kTeaser, "Harbour news\n", "Sea\n");
  }
  std::string clean;
  const std::vector<TextLine> lines = CutLines(absl::StrCat(Times(8, kParagraph), teasers), &clean);
  const std::vector<LineRange> ranges = FindArticleLines(lines, TitleReturns(lines));
  ASSERT_EQ(ranges.size(), 1u);
  // The prose before lends the first of them its weight.
  EXPECT_LE(ranges[0].end, 12u);
}

TEST(TextRangeTest, PrefersWhatStandsBelowTheHeadline) {
  const std::string about = Times(4, kParagraph);
  const std::string menu = Times(60, "Harbour news\n");
  EXPECT_EQ(Stretches(absl::StrCat("A bridge opens after eleven years | Example\n", menu,
                                   "A bridge opens after eleven years\n", Times(3, kParagraph),
                                   "More from us\n", menu, about)),
            "62-65");
}

TEST(TextRangeTest, ReadsTextsOfAnyLength) {
  const std::string text = Times(20000, absl::StrCat("Menu\n", kParagraph));
  std::string clean;
  const std::vector<TextLine> lines = CutLines(text, &clean);
  ASSERT_EQ(lines.size(), 40000u);
  const std::vector<LineRange> ranges = FindArticleLines(lines, TitleReturns(lines));
  ASSERT_EQ(ranges.size(), 1u);
  EXPECT_EQ(ranges[0].begin, 1u);
}

}  // namespace
}  // namespace dateline::extract
