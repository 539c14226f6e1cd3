#include "indexer/text/utf8.h"

#include <random>

#include "gtest/gtest.h"

namespace dateline::text {
namespace {

TEST(Utf8Test, AcceptsEveryScalarValueAndReadsItBack) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    AppendUtf8(c, &text);
    ASSERT_TRUE(IsValidUtf8(text)) << static_cast<uint32_t>(c);
    size_t pos = 0;
    ASSERT_EQ(NextCodePoint(text, &pos), c);
    ASSERT_EQ(pos, text.size());
  }
}

TEST(Utf8Test, RepairsEachMaximalIllFormedSubsequenceOnce) {
  struct Case {
    std::string broken, repaired;
    uint32_t count;
  };
  const std::string r = "\xEF\xBF\xBD";
  for (const Case& c : std::initializer_list<Case>{
           {"plain", "plain", 0},
           {"caf\xC3\xA9", "caf\xC3\xA9", 0},
           {"caf\xE9", "caf" + r, 1},
           {"\xC0\xAF", r + r, 2},                    // overlong
           {"\xED\xA0\x80", r + r + r, 3},            // surrogate
           {"\xF0\x80\x80\x41", r + r + r + "A", 3},  // table 3-8 of the standard
           {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", r + r + r + r + "A", 4},
           {"\xF5\x80", r + r, 2},
           {"\xE2\x82", r, 1},  // cut at the end
           {std::string("a\0b", 3), "a b", 1},
       }) {
    std::string text = c.broken;
    EXPECT_EQ(RepairUtf8(&text), c.count) << c.broken;
    EXPECT_EQ(text, c.repaired) << c.broken;
    EXPECT_EQ(IsValidUtf8(c.broken), c.count == 0 || c.broken.find('\0') != std::string::npos);
  }
}

TEST(Utf8Test, ReadsNothingBehindTheEnd) {
  for (const char* cut : {"\xC3", "\xE2\x80", "\xF0\x9F\x98", "\xFF"}) {
    size_t pos = 0;
    EXPECT_EQ(NextCodePoint(cut, &pos), char32_t{0xFFFD});
    EXPECT_EQ(pos, absl::string_view(cut).size());
  }
}

TEST(Utf8Test, AnyBytesBecomeValidAndStaySo) {
  std::mt19937 random(5);
  for (int i = 0; i < 20000; ++i) {
    std::string text(random() % 40, '\0');
    for (char& c : text) c = static_cast<char>(random() % 3 ? random() % 128 : random());
    RepairUtf8(&text);
    ASSERT_TRUE(IsValidUtf8(text));
    ASSERT_EQ(RepairUtf8(&text), 0u);
  }
}

TEST(Utf8Test, CutsBetweenCharacters) {
  EXPECT_EQ(Beginning("caf\xC3\xA9", 5), "caf\xC3\xA9");
  EXPECT_EQ(Beginning("caf\xC3\xA9", 4), "caf");
  EXPECT_EQ(Beginning("caf\xC3\xA9", 3), "caf");
  EXPECT_EQ(Beginning("\xF0\x9F\x93\xB0!", 3), "");
  EXPECT_EQ(Beginning("\xF0\x9F\x93\xB0!", 4), "\xF0\x9F\x93\xB0");
  EXPECT_EQ(Beginning("", 0), "");
}

}  // namespace
}  // namespace dateline::text
