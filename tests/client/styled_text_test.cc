#include "client/styled_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "client/display_width.h"

namespace dateline::client {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Lines(absl::string_view text, int width) {
  std::vector<std::string> lines;
  for (const StyledText& line : Wrap(StyledText().Append(text), width)) {
    lines.push_back(line.text());
  }
  return lines;
}

TEST(WrapTest, BreaksBetweenWords) {
  EXPECT_THAT(Lines("the quick brown fox", 9), ElementsAre("the quick", "brown fox"));
  EXPECT_THAT(Lines("the quick brown fox", 8), ElementsAre("the", "quick", "brown", "fox"));
  EXPECT_THAT(Lines("the quick", 80), ElementsAre("the quick"));
  EXPECT_THAT(Lines("a  b   c", 4), ElementsAre("a  b", "c"));
}

TEST(WrapTest, BreaksAWordThatIsWiderThanALine) {
  EXPECT_THAT(Lines("abcdefgh", 3), ElementsAre("abc", "def", "gh"));
  EXPECT_THAT(Lines("x abcdefgh y", 3), ElementsAre("x", "abc", "def", "gh", "y"));
}

TEST(WrapTest, CountsWideCharactersTwice) {
  EXPECT_THAT(Lines("金正恩", 4), ElementsAre("金正", "恩"));
  EXPECT_THAT(Lines("金正恩", 5), ElementsAre("金正", "恩"));
}

TEST(WrapTest, NeverTearsAClusterApart) {
  EXPECT_THAT(Lines("e\u0301e\u0301e\u0301", 2), ElementsAre("e\u0301e\u0301", "e\u0301"));
  EXPECT_THAT(Lines("👩‍🚀👩‍🚀", 2), ElementsAre("👩‍🚀", "👩‍🚀"));
}

TEST(WrapTest, LeavesOutSpacesAtTheEnds) {
  EXPECT_THAT(Lines("  a  ", 9), ElementsAre("a"));
  EXPECT_THAT(Lines("", 9), IsEmpty());
  EXPECT_THAT(Lines("    ", 2), IsEmpty());
}

TEST(WrapTest, NoLineIsWiderThanAsked) {
  const std::string text =
      "Kim visits Владивосток, 金正恩氏がロシア訪問、 and "
      "👩‍🚀👩‍🚀 "
      "(an-extraordinarily-hyphenated/"
      "and-slashed/word) e\u0301e\u0301e\u0301  so.";
  for (int width = 2; width < 90; ++width) {
    std::string joined;
    for (const std::string& line : Lines(text, width)) {
      EXPECT_LE(DisplayWidth(line), width);
      EXPECT_NE(line.front(), ' ');
      EXPECT_NE(line.back(), ' ');
      joined += line;
    }
    // Nothing but spaces is lost.
    std::string expected = text;
    for (std::string* s : {&joined, &expected}) {
      s->erase(std::remove(s->begin(), s->end(), ' '), s->end());
    }
    EXPECT_EQ(joined, expected);
  }
}

TEST(WrapTest, CarriesStylesOverTheBreak) {
  Screen screen;
  screen.color = true;
  StyledText text;
  text.Append("aa ").Append("bb cc", Style::kTitle).Append(" dd");
  std::vector<std::string> lines;
  for (const StyledText& line : Wrap(text, 5)) lines.push_back(line.Print(screen));
  EXPECT_THAT(lines, ElementsAre("aa \x1b[1mbb\x1b[0m", "\x1b[1mcc\x1b[0m dd"));
}

TEST(StyledTextTest, PrintsNoEscapesWithoutColor) {
  StyledText text;
  text.Append("a", Style::kTitle).Append("b", Style::kPerson);
  EXPECT_EQ(text.Print(Screen()), "ab");
}

TEST(StyledTextTest, PrintsNoSpacesAtTheEnd) {
  Screen screen;
  screen.color = true;
  StyledText text;
  text.Append("a ", Style::kTitle).Append("  ", Style::kDim).PadTo(10);
  EXPECT_EQ(text.width(), 10);
  EXPECT_EQ(text.Print(screen), "\x1b[1ma\x1b[0m");
}

TEST(StyledTextTest, PadsByColumnsAndNeverCuts) {
  StyledText text;
  text.Append("金").PadTo(4);
  EXPECT_EQ(text.text(), "金  ");
  EXPECT_EQ(text.PadTo(1).text(), "金  ");
}

TEST(StyledTextTest, SlicesAcrossStyles) {
  Screen screen;
  screen.color = true;
  StyledText text;
  text.Append("abc").Append("def", Style::kTitle).Append("ghi");
  EXPECT_EQ(text.Slice(2, 7).Print(screen), "c\x1b[1mdef\x1b[0mg");
  EXPECT_EQ(text.Slice(3, 6).Print(screen), "\x1b[1mdef\x1b[0m");
  EXPECT_TRUE(text.Slice(4, 4).empty());
}

}  // namespace
}  // namespace dateline::client
