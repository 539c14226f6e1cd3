#include "indexer/text/eight_bytes.h"

#include <algorithm>
#include <string>

#include "gtest/gtest.h"

namespace dateline::text {
namespace {

// Calls `check` with eight bytes for every byte at every place, with others around it.
template <typename Check>
void ForEachByte(const Check& check) {
  for (const char around : {'a', ' ', '5', '\x7f'}) {
    for (size_t place = 0; place < 8; ++place) {
      for (int byte = 0; byte < 256; ++byte) {
        std::string bytes(8, around);
        bytes[place] = static_cast<char>(byte);
        check(bytes);
      }
    }
  }
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsBeyondAscii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

TEST(EightBytesTest, AnswersAsTheBytesOneByOneDo) {
  ForEachByte([](const std::string& bytes) {
    const uint64_t eight = EightBytes(bytes.data());
    const auto any = [&bytes](auto is) { return std::any_of(bytes.begin(), bytes.end(), is); };
    ASSERT_EQ(AnyBeyondAscii(eight), any(IsBeyondAscii)) << bytes;
    ASSERT_EQ(AnyDigit(eight), any(IsDigit)) << bytes;
    for (const unsigned char bound : {'\x01', ' ', 'a', '\x80'}) {
      ASSERT_EQ(AnyBelow(eight, bound),
                any([bound](char c) { return static_cast<unsigned char>(c) < bound; }))
          << bytes;
    }
    const auto inside =
        std::count_if(bytes.begin(), bytes.end(), [](char c) { return (c & 0xC0) == 0x80; });
    ASSERT_EQ(ContinuationBytes(eight), static_cast<size_t>(inside)) << bytes;
    if (any(IsBeyondAscii)) return;
    const auto other = std::find_if(bytes.begin(), bytes.end(), [](char c) {
      return !IsDigit(c) && !(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z');
    });
    ASSERT_EQ(LettersAndDigits(eight), static_cast<size_t>(other - bytes.begin())) << bytes;
  });
}

TEST(EightBytesTest, FindsTheFirstDigitWhereverItStands) {
  for (size_t size = 0; size < 40; ++size) {
    for (size_t digit = 0; digit <= size; ++digit) {
      std::string text(size, '/');
      if (digit < size) text[digit] = '7';
      if (digit + 1 < size) text[size - 1] = '9';
      for (size_t from = 0; from <= digit; ++from) EXPECT_EQ(FindDigit(text, from), digit) << text;
    }
  }
}

TEST(EightBytesTest, PassesEightAtATimeAndLeavesTheRest) {
  const auto all = [](uint64_t) { return true; };
  const auto none = [](uint64_t) { return false; };
  EXPECT_EQ(PassEights("", 0, all), 0u);
  EXPECT_EQ(PassEights("1234567", 0, all), 0u);
  EXPECT_EQ(PassEights("123456781234567", 0, all), 8u);
  EXPECT_EQ(PassEights("1234567812345678", 3, all), 11u);
  EXPECT_EQ(PassEights("1234567812345678", 3, none), 3u);
}

}  // namespace
}  // namespace dateline::text
