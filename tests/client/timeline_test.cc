#include "client/timeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "client/display_width.h"

namespace dateline::client {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

v1::Facet Months(int first_year, const std::vector<int>& counts) {
  v1::Facet facet;
  facet.set_dimension(v1::DIMENSION_PUBLISH_DATE);
  facet.set_interval(v1::CALENDAR_INTERVAL_MONTH);
  for (size_t i = 0; i < counts.size(); ++i) {
    v1::DateBucket* bucket = facet.add_buckets();
    const std::string month =
        absl::StrFormat("%04d-%02d", first_year + static_cast<int>(i) / 12, i % 12 + 1);
    bucket->set_start_date(month + "-01");
    bucket->set_end_date(month + "-28");
    bucket->set_count(counts[i]);
  }
  return facet;
}

std::vector<std::string> Lines(const std::string& text) { return absl::StrSplit(text, '\n'); }

TEST(TimelineTest, NamesSpanAndPeak) {
  EXPECT_THAT(DrawTimeline(Months(2023, {1, 1234, 3}), Screen()),
              StartsWith("Publish date by month · 2023-01 to 2023-03 · peak 1,234 in 2023-02\n"));
}

TEST(TimelineTest, DrawsColumnsAsHighAsTheirShare) {
  Screen screen;
  screen.width = kMinWidth;
  std::vector<int> counts(kMinWidth, 0);
  counts[0] = 32;
  counts[1] = 16;
  counts[2] = 1;
  counts[3] = 12;
  const std::vector<std::string> lines = Lines(DrawTimeline(Months(2022, counts), screen));
  size_t row = 0;
  while (row < lines.size() && lines[row] != "█") ++row;
  ASSERT_LT(row + 4, lines.size());
  EXPECT_EQ(lines[row], "█");
  EXPECT_EQ(lines[row + 1], "█");
  EXPECT_EQ(lines[row + 2], "██ ▄");
  EXPECT_EQ(lines[row + 3], "██▁█");
}

TEST(TimelineTest, LabelsTheYearsWhereTheyBegin) {
  const std::vector<std::string> lines =
      Lines(DrawTimeline(Months(2020, std::vector<int>(36, 1)), Screen()));
  ASSERT_GT(lines.size(), 5u);
  EXPECT_EQ(lines[5], "2020" + std::string(20, ' ') + "2021" + std::string(20, ' ') + "2022");
}

TEST(TimelineTest, LabelsMonthsOfAShortSpan) {
  EXPECT_THAT(DrawTimeline(Months(2023, {1, 2, 3}), Screen()),
              HasSubstr("\n2023-01 2023-02 2023-03\n"));
}

TEST(TimelineTest, ShowsTheHighestOfBucketsThatShareAColumn) {
  std::vector<int> counts(1200, 1);
  counts[700] = 50;
  const std::string drawn = DrawTimeline(Months(1900, counts), Screen());
  EXPECT_THAT(drawn, HasSubstr("peak 50 in 1958-05"));
  EXPECT_THAT(drawn, HasSubstr("a column is\nthe highest of 15"));
  // All 1,200 months are there, and the axis has round years.
  EXPECT_EQ(DisplayWidth(Lines(drawn)[5]), 80);
  EXPECT_THAT(drawn, HasSubstr("\n1900    1910    1920    1930    1940 "));
  EXPECT_THAT(drawn, HasSubstr("█"));
}

TEST(TimelineTest, IsNeverWiderThanTheScreen) {
  for (int buckets : {1, 2, 19, 20, 21, 79, 80, 81, 1000, 20000}) {
    for (int width : {kMinWidth, 80, 81}) {
      Screen screen;
      screen.width = width;
      v1::Facet facet = Months(1000, std::vector<int>(buckets, 5));
      facet.set_missing(3);
      facet.set_imprecise(4);
      for (const std::string& line : Lines(DrawTimeline(facet, screen))) {
        EXPECT_LE(DisplayWidth(line), width) << buckets;
      }
    }
  }
}

TEST(TimelineTest, SaysWhatIsInNoBucket) {
  v1::Facet facet = Months(2023, {1});
  EXPECT_THAT(DrawTimeline(facet, Screen()), Not(HasSubstr("undated")));
  facet.set_missing(1234);
  facet.set_imprecise(2);
  EXPECT_THAT(DrawTimeline(facet, Screen()),
              HasSubstr("\n1,234 undated · 2 known less precisely than the month\n"));
  facet.set_dimension(v1::DIMENSION_EVENT_DATE);
  EXPECT_THAT(DrawTimeline(facet, Screen()), HasSubstr("\n1,234 without an event date"));
}

TEST(TimelineTest, DrawsNothingOfNothing) {
  EXPECT_EQ(DrawTimeline(Months(2023, {}), Screen()), "Publish date by month: nothing\n");
}

TEST(TimelineTest, KeepsItsGroundWithCountsThatCannotBe) {
  v1::Facet facet = Months(2023, {-5, 0, 2147483647});
  facet.mutable_buckets(0)->set_start_date("\x1b[2J");
  const std::string drawn = DrawTimeline(facet, Screen());
  EXPECT_THAT(drawn, Not(HasSubstr("\x1b")));
}

}  // namespace
}  // namespace dateline::client
