#include "indexer/annotate/event_date_resolver.h"

#include <cstdlib>

#include "absl/time/civil_time.h"

namespace dateline::annotate {
namespace {

using absl::CivilDay;
using absl::CivilMonth;
using absl::CivilYear;
using article::DateInterval;

// How many days back weigh as much as one ahead, when nothing says where a partial date lies.
constexpr int64_t kAheadCounts = 4;
constexpr int64_t kAheadCountsWhenTold = 8;  // And when the sentence tells what happened.

int WeekdayOf(CivilDay day) { return static_cast<int>(absl::GetWeekday(day)) + 1; }

DateInterval MonthOf(CivilDay day, int months) {
  const CivilMonth month(day);
  return {CivilDay(month), CivilDay(month + months) - 1};
}

DateInterval YearsOf(int first, int last) {
  return {CivilDay(first, 1, 1), CivilDay(last, 12, 31)};
}

std::optional<DateInterval> Day(int year, int month, int day) {
  const CivilDay civil(year, month, day);
  if (civil.month() != month || civil.day() != day)
    return std::nullopt;  // Normalised: no such day.
  return DateInterval{civil, civil};
}

std::optional<DateInterval> Checked(std::optional<DateInterval> interval) {
  if (!interval || interval->start.year() < article::kMinYear ||
      interval->end.year() > article::kMaxYear) {
    return std::nullopt;
  }
  return interval;
}

// The fourth Thursday of November.
CivilDay Thanksgiving(int year) {
  const CivilDay first(year, 11, 1);
  return first + (4 - WeekdayOf(first) + 7) % 7 + 21;
}

CivilDay HolidayOf(Holiday holiday, int year) {
  switch (holiday) {
    case Holiday::kNewYearsDay:
      return CivilDay(year, 1, 1);
    case Holiday::kValentinesDay:
      return CivilDay(year, 2, 14);
    case Holiday::kHalloween:
      return CivilDay(year, 10, 31);
    case Holiday::kThanksgiving:
      return Thanksgiving(year);
    case Holiday::kChristmasEve:
      return CivilDay(year, 12, 24);
    case Holiday::kChristmas:
      return CivilDay(year, 12, 25);
    case Holiday::kNewYearsEve:
      return CivilDay(year, 12, 31);
  }
  return CivilDay(year, 12, 25);
}

// The interval of an expression in a given year.
std::optional<DateInterval> InYear(const DateExpression& e, int year) {
  switch (e.form) {
    case DateForm::kDay: {
      const std::optional<DateInterval> first = Day(year, e.month, e.day);
      if (e.last_day == 0) return first;
      const std::optional<DateInterval> last = Day(year, e.month, e.last_day);
      if (!first || !last) return std::nullopt;
      return DateInterval{first->start, last->end};
    }
    case DateForm::kMonth:
      return MonthOf(CivilDay(year, e.month, 1), 1);
    case DateForm::kQuarter:
      return MonthOf(CivilDay(year, 3 * e.part - 2, 1), 3);
    case DateForm::kHalf:
      return MonthOf(CivilDay(year, 6 * e.part - 5, 1), 6);
    case DateForm::kHoliday: {
      const CivilDay day = HolidayOf(e.holiday, year);
      return DateInterval{day, day};
    }
    default:
      return std::nullopt;
  }
}

// How far `interval` lies from `today` in the sense of the direction; negative when it must not be
// taken.
int64_t Distance(const DateInterval& interval, CivilDay today, Direction direction, bool parts) {
  const bool ahead = interval.start > today;
  const bool behind = interval.end < today;
  const int64_t days = ahead ? interval.start - today : behind ? today - interval.end : 0;
  switch (direction) {
    case Direction::kLast:
      return behind ? days : -1;
    case Direction::kNext:
      return ahead ? days : -1;
    case Direction::kThis:
      return interval.start.year() == today.year() ? 0 : -1;
    case Direction::kFuture:
      return behind ? 2 * days : days;
    case Direction::kPast:
      return ahead ? kAheadCountsWhenTold * days : days;
    case Direction::kOpen:
      break;
  }
  if (parts) return ahead ? -1 : days;
  return ahead ? kAheadCounts * days : days;
}

std::optional<DateInterval> Nearest(const DateExpression& e, CivilDay today) {
  const bool parts = e.form == DateForm::kQuarter || e.form == DateForm::kHalf;
  // 29 February may be four years away.
  const int reach = e.form == DateForm::kDay && e.month == 2 && e.day == 29 ? 8 : 1;
  std::optional<DateInterval> best;
  int64_t best_distance = 0;
  for (int step = -reach; step <= reach; ++step) {
    const std::optional<DateInterval> interval = InYear(e, static_cast<int>(today.year()) + step);
    if (!interval) continue;
    const int64_t distance = Distance(*interval, today, e.direction, parts);
    if (distance < 0 || (best && distance >= best_distance)) continue;
    best = interval;
    best_distance = distance;
  }
  return best;
}

DateInterval Weekday(const DateExpression& e, CivilDay today) {
  const int back = (WeekdayOf(today) - e.weekday + 7) % 7;  // 0..6 days ago.
  const int ahead = (7 - back) % 7;
  CivilDay day = today - back;
  switch (e.direction) {
    case Direction::kOpen:
      break;
    case Direction::kPast:
      break;
    case Direction::kLast:
      day = today - (back == 0 ? 7 : back);
      break;
    case Direction::kFuture:
      day = today + ahead;
      break;
    case Direction::kNext:
      day = today + (ahead == 0 ? 7 : ahead);
      break;
    case Direction::kThis:
      day = today - (WeekdayOf(today) - e.weekday);
      break;
  }
  return {day, day};
}

DateInterval Relative(const DateExpression& e, CivilDay today) {
  const CivilDay monday = today - (WeekdayOf(today) - 1);
  switch (e.unit) {
    case DateUnit::kDay:
      return {today + e.offset, today + e.offset};
    case DateUnit::kWeek:
      return {monday + 7 * e.offset, monday + 7 * e.offset + 6};
    case DateUnit::kWeekend: {
      // "Over the weekend", said on a weekday, is the last one.
      const bool before = e.direction != Direction::kThis && e.direction != Direction::kFuture &&
                          e.offset == 0 && WeekdayOf(today) < 6;
      const CivilDay saturday = monday + 7 * (e.offset - (before ? 1 : 0)) + 5;
      return {saturday, saturday + 1};
    }
    case DateUnit::kMonth:
      return MonthOf(CivilDay(CivilMonth(today) + e.offset), 1);
    case DateUnit::kQuarter: {
      const CivilMonth start(today.year(), (today.month() - 1) / 3 * 3 + 1);
      return MonthOf(CivilDay(start + 3 * e.offset), 3);
    }
    case DateUnit::kYear: {
      const int year = static_cast<int>(today.year()) + e.offset;
      return YearsOf(year, year);
    }
    case DateUnit::kDecade: {
      const int decade = (static_cast<int>(today.year()) / 10 + e.offset) * 10;
      return YearsOf(decade, decade + 9);
    }
  }
  return {today, today};
}

}  // namespace

std::optional<DateInterval> ResolveDate(const DateExpression& e,
                                        const article::PublishDate& publish_date) {
  if (e.form == DateForm::kYear) {
    return Checked(YearsOf(e.year, e.last_year ? e.last_year : e.year));
  }
  if (e.form == DateForm::kDay && e.unit == DateUnit::kWeek) {
    DateExpression day = e;
    day.unit = DateUnit::kDay;
    const std::optional<DateInterval> interval = ResolveDate(day, publish_date);
    if (!interval) return std::nullopt;
    const CivilDay monday = interval->start - (WeekdayOf(interval->start) - 1);
    return Checked(DateInterval{monday, monday + 6});
  }
  if (e.form == DateForm::kDecade) return Checked(YearsOf(e.year, e.year + 9));
  if (e.year != 0) return Checked(InYear(e, e.year));
  if (publish_date.precision != article::DatePrecision::kDay) return std::nullopt;
  const CivilDay today = publish_date.day;
  if (e.form == DateForm::kWeekday) return Checked(Weekday(e, today));
  if (e.form == DateForm::kRelative) return Checked(Relative(e, today));
  if (e.unit == DateUnit::kYear) {
    return Checked(InYear(e, static_cast<int>(today.year()) + e.offset));
  }
  return Checked(Nearest(e, today));
}

}  // namespace dateline::annotate
