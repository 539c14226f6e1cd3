#include "client/bar.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace dateline::client {
namespace {

Screen Ascii() {
  Screen screen;
  screen.unicode = false;
  return screen;
}

TEST(BarTest, IsAsLongAsItsShareInEighths) {
  struct {
    int64_t count, most;
    int width;
    const char* bar;
  } const cases[] = {
      {8, 8, 1, "█"},      {4, 8, 1, "▌"},   {1, 8, 1, "▏"}, {3, 4, 2, "█▌"},
      {10, 10, 4, "████"}, {5, 10, 4, "██"}, {0, 10, 4, ""}, {7, 8, 1, "▉"},
  };
  for (const auto& c : cases) {
    EXPECT_EQ(Bar(c.count, c.most, c.width, Screen()), c.bar) << c.count << "/" << c.most;
  }
}

TEST(BarTest, ShowsEveryCountAboveZero) {
  EXPECT_EQ(Bar(1, 1'000'000, 8, Screen()), "▏");
  EXPECT_EQ(Bar(1, 1'000'000, 8, Ascii()), "#");
}

TEST(BarTest, StaysInItsWidthWhateverTheCounts) {
  EXPECT_EQ(Bar(-5, 10, 4, Screen()), "");
  EXPECT_EQ(Bar(5, 0, 4, Screen()), "");
  EXPECT_EQ(Bar(20, 10, 4, Screen()), "████");
  EXPECT_EQ(Bar(5, 10, 0, Screen()), "");
  const int64_t most = std::numeric_limits<int64_t>::max();
  EXPECT_EQ(Bar(most, most, 3, Screen()), "███");
}

TEST(BarTest, IsOfHashesInAscii) {
  EXPECT_EQ(Bar(5, 10, 4, Ascii()), "##");
  EXPECT_EQ(Bar(10, 10, 4, Ascii()), "####");
}

TEST(BarRowTest, FillsARowByEighths) {
  EXPECT_STREQ(BarRow(0, Screen()), " ");
  EXPECT_STREQ(BarRow(1, Screen()), "▁");
  EXPECT_STREQ(BarRow(8, Screen()), "█");
  EXPECT_STREQ(BarRow(-9, Screen()), " ");
  EXPECT_STREQ(BarRow(99, Screen()), "█");
  EXPECT_STREQ(BarRow(1, Ascii()), ".");
  EXPECT_STREQ(BarRow(4, Ascii()), ":");
  EXPECT_STREQ(BarRow(8, Ascii()), "#");
}

TEST(GroupedTest, SeparatesThousands) {
  struct {
    int64_t number;
    const char* text;
  } const cases[] = {{0, "0"},
                     {999, "999"},
                     {1000, "1,000"},
                     {1234567, "1,234,567"},
                     {-1000, "-1,000"},
                     {-999, "-999"},
                     {123456, "123,456"},
                     {std::numeric_limits<int64_t>::min(), "-9,223,372,036,854,775,808"}};
  for (const auto& c : cases) EXPECT_EQ(Grouped(c.number), c.text);
}

TEST(ArticlesTest, CountsOneArticleInTheSingular) {
  EXPECT_EQ(Articles(0), "0 articles");
  EXPECT_EQ(Articles(1), "1 article");
  EXPECT_EQ(Articles(1234), "1,234 articles");
}

TEST(ShortTimeTest, ChoosesTheUnit) {
  EXPECT_EQ(ShortTime(0), "0.0 ms");
  EXPECT_EQ(ShortTime(3120), "3.1 ms");
  EXPECT_EQ(ShortTime(999'999), "1000.0 ms");
  EXPECT_EQ(ShortTime(1'000'000), "1.0 s");
}

}  // namespace
}  // namespace dateline::client
