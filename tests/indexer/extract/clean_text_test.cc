#include "indexer/extract/clean_text.h"

#include <string>

#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

TEST(CleanLineTest, MakesSpacePlain) {
  EXPECT_EQ(CleanLine("  a\t b\n\n c\u00a0\u2009d\u3000e\u2028f  "), "a b c d e f");
  EXPECT_EQ(CleanLine("co\u00adop\u200berate\ufeff\u2060\x01!"), "cooperate!");
  EXPECT_EQ(CleanLine(" \u00a0 \t"), "");
}

TEST(CleanLineTest, KeepsWhatCarriesMeaning) {
  for (const char* text :
       {"\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  // joiners of Persian
        "\U0001f468\u200d\U0001f469", "na\u00efve \u2014 \u201cquoted\u201d", "\u4e2d\u6587"}) {
    EXPECT_EQ(CleanLine(text), text);
  }
}

TEST(AppendFoldedTest, GoesOnWhereTheTextEnded) {
  std::string text;
  AppendFolded("  one ", &text);
  AppendFolded(" two", &text);
  AppendFolded("three\n", &text);
  EXPECT_EQ(text, "one twothree ");
  TrimEnd(&text);
  EXPECT_EQ(text, "one twothree");
}

// Eight bytes are looked at together: what one character does must not depend on where it stands.
TEST(AppendFoldedTest, TreatsCharactersAlikeWhereverTheyStand) {
  for (const std::string c :
       {" ", "  ", "\t", "\x01", "\x7f", "!", " !", "\u00a0", "\u200b", "\u00e9", "\u3000",
        "\u201c", "\u4e16", "\U0001F600", " \u00a0 ", "\u00e9 \u00e9", "\ufeff ", "~"}) {
    for (size_t before = 0; before < 18; ++before) {
      for (size_t behind = 0; behind < 18; ++behind) {
        const std::string text = std::string(before, 'a') + c + std::string(behind, 'b');
        // One character at a time.
        std::string expected;
        for (size_t i = 0; i < text.size();) {
          size_t end = i + 1;
          while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
          AppendFolded(text.substr(i, end - i), &expected);
          i = end;
        }
        std::string folded;
        AppendFolded(text, &folded);
        ASSERT_EQ(folded, expected) << text;
        ASSERT_EQ(TextLength(text), before + TextLength(c) + behind) << text;
      }
    }
  }
}

TEST(TextLengthTest, CountsAnIdeographAsMostOfAWord) {
  EXPECT_EQ(TextLength("abc d"), 5u);
  EXPECT_EQ(TextLength("\u00fc\u00e9"), 2u);
  EXPECT_EQ(TextLength("\u4e2d\u6587"), 6u);
}

}  // namespace
}  // namespace dateline::extract
