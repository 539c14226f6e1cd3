#include "server/match/calendar_grid.h"

#include <gtest/gtest.h>

#include "indexer/article/date.h"

namespace dateline::match {
namespace {

int32_t Day(int year, int month, int day) {
  return article::ToDayNumber(absl::CivilDay(year, month, day));
}

TEST(CalendarGridTest, KnowsWhereEveryIntervalBeginsAndEnds) {
  struct Case {
    CalendarInterval interval;
    int32_t day;
    int32_t start;
    int32_t next;
  };
  const Case cases[] = {
      {CalendarInterval::kDay, Day(2024, 2, 29), Day(2024, 2, 29), Day(2024, 3, 1)},
      // 2023-09-13 was a Wednesday; ISO weeks begin on Monday.
      {CalendarInterval::kWeek, Day(2023, 9, 13), Day(2023, 9, 11), Day(2023, 9, 18)},
      {CalendarInterval::kWeek, Day(2023, 9, 11), Day(2023, 9, 11), Day(2023, 9, 18)},
      {CalendarInterval::kWeek, Day(2023, 9, 17), Day(2023, 9, 11), Day(2023, 9, 18)},
      {CalendarInterval::kWeek, Day(2021, 1, 1), Day(2020, 12, 28), Day(2021, 1, 4)},
      {CalendarInterval::kWeek, Day(1901, 1, 1), Day(1900, 12, 31), Day(1901, 1, 7)},
      {CalendarInterval::kMonth, Day(2024, 2, 29), Day(2024, 2, 1), Day(2024, 3, 1)},
      {CalendarInterval::kMonth, Day(2023, 12, 31), Day(2023, 12, 1), Day(2024, 1, 1)},
      {CalendarInterval::kYear, Day(2023, 12, 31), Day(2023, 1, 1), Day(2024, 1, 1)},
      {CalendarInterval::kYear, Day(1000, 1, 1), Day(1000, 1, 1), Day(1001, 1, 1)},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(FirstDayOf(c.interval, c.day), c.start) << c.day;
    CalendarWalk walk(c.interval, c.day);
    EXPECT_EQ(walk.start(), c.start) << c.day;
    walk.Advance();
    EXPECT_EQ(walk.start(), c.next) << c.day;
  }
}

TEST(CalendarGridTest, CellsHaveNoGapsAndNoOverlaps) {
  const int32_t first = Day(1968, 12, 30);
  const int32_t last = Day(1972, 3, 2);
  for (const CalendarInterval interval : {CalendarInterval::kDay, CalendarInterval::kWeek,
                                          CalendarInterval::kMonth, CalendarInterval::kYear}) {
    const CalendarGrid grid(interval, first, last);
    for (int32_t day = first; day <= last; ++day) {
      const uint32_t cell = grid.CellOf(day);
      ASSERT_LT(cell, grid.size());
      EXPECT_LE(grid.StartOf(cell), day);
      EXPECT_GE(grid.EndOf(cell), day);
      if (cell == 0) continue;
      EXPECT_EQ(grid.EndOf(cell - 1) + 1, grid.StartOf(cell));
    }
    EXPECT_EQ(grid.CellOf(first), 0u);
    EXPECT_EQ(grid.CellOf(last), grid.size() - 1);
  }
}

}  // namespace
}  // namespace dateline::match
