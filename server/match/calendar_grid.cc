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

int32_t FirstDayAfter(CalendarInterval interval, int32_t day) {
  const absl::CivilDay civil = article::FromDayNumber(day);
  switch (interval) {
    case CalendarInterval::kDay:
      return day + 1;
    case CalendarInterval::kWeek:
      return FirstDayOf(interval, day) + 7;
    case CalendarInterval::kMonth:
      return article::ToDayNumber(absl::CivilDay(absl::CivilMonth(civil) + 1));
    case CalendarInterval::kYear:
      return article::ToDayNumber(absl::CivilDay(absl::CivilYear(civil) + 1));
  }
  return day + 1;
}

CalendarGrid::CalendarGrid(CalendarInterval interval, int32_t first, int32_t last) : first_(first) {
  cells_.resize(last - first + 1);
  int32_t start = FirstDayOf(interval, first);
  int32_t day = first;
  while (day <= last) {
    const int32_t next = FirstDayAfter(interval, start);
    const auto cell = static_cast<uint32_t>(starts_.size());
    starts_.push_back(start);
    for (; day < next && day <= last; ++day) cells_[day - first] = cell;
    start = next;
  }
  starts_.push_back(start);
}

}  // namespace dateline::match
