#include "indexer/extract/text_list.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

const char kParagraph[] =
    "The harbour town opened its new bridge on Monday, after eleven years of work.\n";

// How many lines the list behind one paragraph has.
size_t LinesOf(const std::string& text) {
  std::string clean;
  const std::vector<TextLine> lines = CutLines(absl::StrCat(kParagraph, text), &clean);
  return ListEnd(lines, 1) - 1;
}

TEST(TextListTest, TakesItemsWithAMarkOrANumber) {
  EXPECT_EQ(LinesOf("- two spans\n- nine arches\n- one ferry\nContact\nMenu\n"), 3u);
  EXPECT_EQ(LinesOf("\u2022 two spans\n\u2022 nine arches\n\u2022 one ferry\n"), 3u);
  EXPECT_EQ(LinesOf("Results\n1. Jane Roe\n2. John Doe\n3. Jim Poe\nContact\n"), 4u);
  // Other lines stand between the items.
  EXPECT_EQ(LinesOf("1. What crosses?\nA ferry.\n2. What stands?\nA bridge.\n3. What flows?\nThe "
                    "river.\nContact\n"),
            5u);
}

TEST(TextListTest, TakesWhatALineAnnounces) {
  EXPECT_EQ(LinesOf("These are the bridges of the town:\nOld\nNew\nGreat\nLittle\n"), 5u);
}

TEST(TextListTest, TakesNoMenusTeasersAndDates) {
  for (const char* text : {
           "",
           "Menu\nWorld\nSport\nCulture\nContact\n",
           "- two spans\n- nine arches\n",                                         // too few
           "Most read\n1. A ferry sinks\n2. A ferry is sold\n3. A ferry sails\n",  // of other
                                                                                   // stories
           "19. October 2023\nA ferry\n20. October 2023\nA bridge\n21. October 2023\nA town\n",
           "Follow us:\nOld\nNew\nGreat\nLittle\n",
           "Share\n1. A ferry sinks\n2. A ferry is sold\n3. A ferry sails\n",
       }) {
    EXPECT_EQ(LinesOf(text), 0u) << text;
  }
}

}  // namespace
}  // namespace dateline::extract
