// The calendar cut into days, weeks, months or years, numbered without gaps.

#ifndef DATELINE_SERVER_MATCH_CALENDAR_GRID_H_
#define DATELINE_SERVER_MATCH_CALENDAR_GRID_H_

#include <cstdint>
#include <vector>

#include "absl/time/civil_time.h"
#include "server/match/search.h"

namespace dateline::match {

// A range of days on the grid. Cell 0 holds the first day.
class CalendarGrid {
 public:
  // REQUIRES: first <= last, both inside the years that a date may have (article/date.h).
  CalendarGrid(CalendarInterval interval, int32_t first, int32_t last);

  uint32_t size() const { return static_cast<uint32_t>(starts_.size()) - 1; }
  // REQUIRES: first <= day <= last.
  uint32_t CellOf(int32_t day) const { return cells_[day - first_]; }
  int32_t StartOf(uint32_t cell) const { return starts_[cell]; }
  int32_t EndOf(uint32_t cell) const { return starts_[cell + 1] - 1; }

 private:
  int32_t first_;
  std::vector<int32_t> starts_;  // First day of every cell, and of the one behind the last.
  std::vector<uint32_t> cells_;  // By day - first_.
};

// Goes from one day, week, month or year to the next.
class CalendarWalk {
 public:
  // Begins with the one that holds `day`.
  CalendarWalk(CalendarInterval interval, int32_t day);

  int32_t start() const { return start_; }  // Its first day.
  void Advance();

 private:
  CalendarInterval interval_;
  absl::CivilDay first_;  // The same day twice.
  int32_t start_;
};

// The first day of the day, week, month or year that holds `day`.
int32_t FirstDayOf(CalendarInterval interval, int32_t day);

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_CALENDAR_GRID_H_
