#include "indexer/annotate/calendar_unit.h"

namespace dateline::annotate {
namespace {

using absl::CivilDay;
using absl::CivilMonth;
using article::DateGranularity;
using article::DateInterval;

int YearOf(CivilDay day) { return static_cast<int>(day.year()); }

}  // namespace

int WeekdayOf(CivilDay day) { return static_cast<int>(absl::GetWeekday(day)) + 1; }

DateInterval MonthsFrom(CivilMonth first, int months) {
  return {CivilDay(first), CivilDay(first + months) - 1};
}

DateInterval YearsOf(int first, int last) {
  return {CivilDay(first, 1, 1), CivilDay(last, 12, 31)};
}

DateInterval WeekOf(CivilDay day) {
  const CivilDay monday = day - (WeekdayOf(day) - 1);
  return {monday, monday + 6};
}

DateInterval UnitAt(DateUnit unit, int offset, CivilDay day) {
  switch (unit) {
    case DateUnit::kDay:
      break;
    case DateUnit::kWeek:
      return WeekOf(day + 7 * offset);
    case DateUnit::kWeekend: {
      const CivilDay monday = WeekOf(day + 7 * offset).start;
      return {monday + 5, monday + 6};
    }
    case DateUnit::kMonth:
      return MonthsFrom(CivilMonth(day) + offset, 1);
    case DateUnit::kQuarter: {
      const CivilMonth start(day.year(), (day.month() - 1) / 3 * 3 + 1);
      return MonthsFrom(start + 3 * offset, 3);
    }
    case DateUnit::kYear:
      return YearsOf(YearOf(day) + offset, YearOf(day) + offset);
    case DateUnit::kDecade: {
      const int decade = (YearOf(day) / 10 + offset) * 10;
      return YearsOf(decade, decade + 9);
    }
    case DateUnit::kCentury: {
      const int century = ((YearOf(day) - 1) / 100 + offset) * 100 + 1;
      return YearsOf(century, century + 99);
    }
  }
  return {day + offset, day + offset};
}

DateGranularity GranularityOf(DateUnit unit) {
  switch (unit) {
    case DateUnit::kDay:
      return DateGranularity::kDay;
    case DateUnit::kWeek:
      return DateGranularity::kWeek;
    case DateUnit::kWeekend:
      return DateGranularity::kWeekend;
    case DateUnit::kMonth:
      return DateGranularity::kMonth;
    case DateUnit::kQuarter:
      return DateGranularity::kQuarter;
    case DateUnit::kYear:
      return DateGranularity::kYear;
    case DateUnit::kDecade:
      return DateGranularity::kDecade;
    case DateUnit::kCentury:
      return DateGranularity::kCentury;
  }
  return DateGranularity::kUnspecified;
}

}  // namespace dateline::annotate
