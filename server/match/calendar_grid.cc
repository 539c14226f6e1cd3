#include "server/match/calendar_grid.h"

#include "absl/time/civil_time.h"
#include "indexer/article/date.h"

namespace dateline::match {

int32_t FirstDayOf(CalendarInterval interval, int32_t day) {
  const absl::CivilDay civil = article::FromDayNumber(day);
  switch (interval) {
    case CalendarInterval::kDay:
      return day;
    case CalendarInterval::kWeek:
      return article::ToDayNumber(absl::PrevWeekday(civil + 1, absl::Weekday::monday));
    case CalendarInterval::kMonth:
      return article::ToDayNumber(absl::CivilDay(absl::CivilMonth(civil)));
    case CalendarInterval::kYear:
      return article::ToDayNumber(absl::CivilDay(absl::CivilYear(civil)));
  }
  return day;
}

CalendarWalk::CalendarWalk(CalendarInterval interval, int32_t day)
    : interval_(interval),
      first_(article::FromDayNumber(FirstDayOf(interval, day))),
      start_(article::ToDayNumber(first_)) {}

void CalendarWalk::Advance() {
  switch (interval_) {
    case CalendarInterval::kDay:
      first_ += 1;
      ++start_;
      return;
    case CalendarInterval::kWeek:
      first_ += 7;
      start_ += 7;
      return;
    case CalendarInterval::kMonth:
      first_ = absl::CivilDay(absl::CivilMonth(first_) + 1);
      break;
    case CalendarInterval::kYear:
      first_ = absl::CivilDay(absl::CivilYear(first_) + 1);
      break;
  }
  start_ = article::ToDayNumber(first_);
}

CalendarGrid::CalendarGrid(CalendarInterval interval, int32_t first, int32_t last) : first_(first) {
  cells_.resize(last - first + 1);
  CalendarWalk walk(interval, first);
  for (int32_t day = first; day <= last;) {
    const auto cell = static_cast<uint32_t>(starts_.size());
    starts_.push_back(walk.start());
    walk.Advance();
    for (; day < walk.start() && day <= last; ++day) cells_[day - first] = cell;
  }
  starts_.push_back(walk.start());
}

}  // namespace dateline::match
