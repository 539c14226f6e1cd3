#include "client/safe_text.h"

#include <gtest/gtest.h>

#include <string>

namespace dateline::client {
namespace {

TEST(SafeTextTest, LeavesTextAlone) {
  for (const char* text : {"", "Kim Jong Un", "São Paulo", "金正恩", "שלום", "مرحبا", "👩‍🚀",
                           "می‌خواهم", "❤️", "e\u0301", "“quoted” — so"}) {
    EXPECT_EQ(SafeText(text, true), text);
  }
}

TEST(SafeTextTest, TakesThePowerFromControls) {
  struct {
    std::string text;
    const char* safe;
  } const cases[] = {
      {"\x1b[31mred", "\uFFFD[31mred"},
      {"\x1b]0;title\x07", "\uFFFD]0;title\uFFFD"},
      {"\u009b31m", "\uFFFD31m"},                  // The C1 form of ESC [.
      {std::string("\x9b") + "31m", "\uFFFD31m"},  // The same as a stray byte.
      {"a\bb", "a\uFFFDb"},
      {"a\x7f", "a\uFFFD"},
      {std::string("a\0b", 3), "a\uFFFDb"},
      {"a\r\nb\tc\u2028d\u0085"
       "e",
       "a  b c d e"},
      {"\u202Eevil\u202C", "\uFFFDevil\uFFFD"},
      {"\u2066x\u2069", "\uFFFDx\uFFFD"},
      {"a\u200E\u200F\u061C\u00AD\uFEFF\u200B"
       "b",
       "ab"},
      {"a\U000E0041\U000E007F"
       "b",
       "ab"},  // Tags.
      {"\xFF\xC0\xAF", "\uFFFD\uFFFD\uFFFD"},
      {"\uFFFE\U0001FFFF", "\uFFFD\uFFFD"},
  };
  for (const auto& c : cases) EXPECT_EQ(SafeText(c.text, true), c.safe);
}

TEST(SafeTextTest, NoByteOfAnyInputIsAControl) {
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string text = {static_cast<char>(first), static_cast<char>(second), 'm'};
      for (unsigned char c : SafeText(text, false)) ASSERT_TRUE(c >= 0x20 && c < 0x7F);
      const std::string safe = SafeText(text, true);
      ASSERT_TRUE(IsUtf8(safe));
      for (unsigned char c : safe) ASSERT_TRUE(c >= 0x20 && c != 0x7F);
    }
  }
}

TEST(SafeTextTest, KeepsAFewCombiningMarks) {
  std::string zalgo = "Z";
  std::string kept = "Z";
  for (int i = 0; i < kMaxCombiningMarks + 1; ++i) {
    zalgo += "\u0301";
    if (i < kMaxCombiningMarks) kept += "\u0301";
  }
  EXPECT_EQ(SafeText(zalgo + "a\u0301", true), kept + "a\u0301");
}

TEST(SafeTextTest, FindsAsciiThatIsLikeTheText) {
  struct {
    const char* text;
    const char* ascii;
  } const cases[] = {
      {"São Paulo", "Sao Paulo"}, {"e\u0301", "e"},    {"“so” — he’s…", "\"so\" - he's..."},
      {"Straße", "Strasse"},      {"金正", "??"},      {"a\u00A0b", "a b"},
      {"\x1b[1m", "?[1m"},        {"\U0001F600", "?"}, {"Łódź", "Lodz"},
  };
  for (const auto& c : cases) EXPECT_EQ(SafeText(c.text, false), c.ascii);
}

TEST(IsUtf8Test, AcceptsWhatIsWellFormed) {
  for (const char* text : {"", "a", "é", "金", "😀", "\uFFFD"}) EXPECT_TRUE(IsUtf8(text)) << text;
}

TEST(IsUtf8Test, RefusesWhatIsNot) {
  for (const char* text :
       {"\xFF", "\xC3", "a\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xF0\x9F\x98"}) {
    EXPECT_FALSE(IsUtf8(text));
  }
}

}  // namespace
}  // namespace dateline::client
