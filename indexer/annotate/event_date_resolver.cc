#include "indexer/annotate/event_date_resolver.h"

#include <algorithm>

#include "absl/time/civil_time.h"
#include "indexer/annotate/calendar_unit.h"
#include "indexer/annotate/holiday.h"

namespace dateline::annotate {
namespace {

using absl::CivilDay;
using absl::CivilMonth;
using article::DateGranularity;
using article::DateInterval;
using article::DateRule;

// How many days back weigh as much as one ahead, when nothing says where a partial date lies.
constexpr int64_t kAheadCounts = 4;
constexpr int64_t kAheadCountsWhenTold = 8;  // And when the sentence tells what happened.
constexpr int64_t kBackCountsWhenPlanned = 2;
// "Friday the 13th" is looked for in so many weeks on both sides.
constexpr int kWeeksAround = 4;

int YearOf(CivilDay day) { return static_cast<int>(day.year()); }

Resolution Failed(Unresolved why) {
  Resolution resolution;
  resolution.why = why;
  return resolution;
}

std::optional<DateInterval> Day(int year, int month, int day) {
  const CivilDay civil(year, month, day);
  if (civil.month() != month || civil.day() != day)
    return std::nullopt;  // Normalised: no such day.
  return DateInterval{civil, civil};
}

// The interval of an expression in a given year.
std::optional<DateInterval> InYear(const DateExpression& e, int year) {
  switch (e.form) {
    case DateForm::kDay:
    case DateForm::kNamedDay: {
      const std::optional<DateInterval> first = Day(year, e.month, e.day);
      if (e.last_day == 0) return first;
      const std::optional<DateInterval> last = Day(year, e.month, e.last_day);
      if (!first || !last) return std::nullopt;
      return DateInterval{first->start, last->end};
    }
    case DateForm::kMonth:
      return MonthsFrom(CivilMonth(year, e.month), 1);
    case DateForm::kQuarter:
      return MonthsFrom(CivilMonth(year, 3 * e.part - 2), 3);
    case DateForm::kHalf:
      return MonthsFrom(CivilMonth(year, 6 * e.part - 5), 6);
    case DateForm::kSeason: {
      // What has a January, winter or southern summer, is named for the year of it.
      const bool south = e.hemisphere == Hemisphere::kSouth;
      const int part = south ? (e.part + 1) % 4 + 1 : e.part;  // The northern one at that time.
      return MonthsFrom(part == 4 ? CivilMonth(year - 1, 12) : CivilMonth(year, 3 * part), 3);
    }
    case DateForm::kHoliday: {
      const CivilDay day = DayOf(e.holiday, year);
      if (e.weekend) return WeekendAround(day);
      return DateInterval{day, day};
    }
    default:
      return std::nullopt;
  }
}

// True for the month that ended just now, in the same year: nobody calls it "last September".
bool IsLastMonth(const DateExpression& e, const DateInterval& interval, CivilDay today) {
  return e.form == DateForm::kMonth && interval.end.year() == today.year() &&
         CivilMonth(interval.end) + 1 == CivilMonth(today);
}

// How far `interval` lies from `today` in the sense of the direction; negative when it must not be
// taken.
int64_t Distance(const DateExpression& e, const DateInterval& interval, CivilDay today) {
  const bool ahead = interval.start > today;
  const bool behind = interval.end < today;
  const int64_t days = ahead ? interval.start - today : behind ? today - interval.end : 0;
  switch (e.direction) {
    case Direction::kLast:
      return behind && !IsLastMonth(e, interval, today) ? days : -1;
    case Direction::kNext:
      return ahead ? days : -1;
    case Direction::kThis:
      if (e.form == DateForm::kSeason) return days;
      return interval.start.year() == today.year() ? 0 : -1;
    case Direction::kFuture:
      return behind ? kBackCountsWhenPlanned * days : days;
    case Direction::kPast:
    case Direction::kOpen:
      break;
  }
  // Of quarters and halves news tell when they have begun.
  const bool parts = e.form == DateForm::kQuarter || e.form == DateForm::kHalf;
  if (parts) return ahead ? -1 : days;
  return ahead ? (e.direction == Direction::kPast ? kAheadCountsWhenTold : kAheadCounts) * days
               : days;
}

std::optional<DateInterval> Nearest(const DateExpression& e, CivilDay today) {
  // 29 February may be four years away.
  const bool leap_day = e.form == DateForm::kDay && e.month == 2 && e.day == 29;
  // And the winter after one that has begun in December is named for the year after the next.
  const int reach = leap_day ? 8 : e.form == DateForm::kSeason ? 2 : 1;
  const bool asks_weekday = e.form == DateForm::kDay && e.weekday != 0 && e.last_day == 0;
  std::optional<DateInterval> best;
  int64_t best_distance = 0;
  bool best_matches = false;
  for (int step = -reach; step <= reach; ++step) {
    const std::optional<DateInterval> interval = InYear(e, YearOf(today) + step);
    if (!interval) continue;
    const int64_t distance = Distance(e, *interval, today);
    if (distance < 0) continue;
    const bool matches = asks_weekday && WeekdayOf(interval->start) == e.weekday;
    const bool nearer = matches == best_matches ? distance < best_distance : matches;
    if (best && !nearer) continue;
    best = interval;
    best_distance = distance;
    best_matches = matches;
  }
  return best;
}

DateRule RuleOfDirection(const DateExpression& e) {
  const bool parts = e.form == DateForm::kQuarter || e.form == DateForm::kHalf;
  switch (e.direction) {
    case Direction::kOpen:
      return parts ? DateRule::kLatestBegun : DateRule::kNearestYear;
    case Direction::kPast:
      return parts ? DateRule::kLatestBegun : DateRule::kNearestYearPast;
    case Direction::kFuture:
      return DateRule::kNearestYearFuture;
    case Direction::kLast:
      return DateRule::kLastBefore;
    case Direction::kThis:
      return DateRule::kSameYear;
    case Direction::kNext:
      return DateRule::kNextAfter;
  }
  return DateRule::kNearestYear;
}

DateRule RuleOfSeason(const DateExpression& e) {
  return e.hemisphere == Hemisphere::kSouth ? DateRule::kSouthernSeason : DateRule::kNorthernSeason;
}

Resolution Weekday(const DateExpression& e, CivilDay today) {
  Resolution r;
  r.granularity = DateGranularity::kDay;
  const int back = (WeekdayOf(today) - e.weekday + 7) % 7;  // 0..6 days ago.
  const int ahead = (7 - back) % 7;
  const CivilDay before = today - back;
  const CivilDay after = today + ahead;
  CivilDay day = before;
  r.rule = DateRule::kWeekdayBefore;
  if (e.day != 0) {  // "Friday the 13th"
    const bool future = e.direction == Direction::kFuture;
    for (int weeks = 0; day.day() != e.day; ++weeks) {
      if (weeks > kWeeksAround) return Failed(Unresolved::kOtherWeekday);
      const CivilDay back_there = before - 7 * weeks;
      const CivilDay ahead_there = after + 7 * weeks;
      const CivilDay other = future ? back_there : ahead_there;
      day = future ? ahead_there : back_there;
      if (day.day() != e.day && other.day() == e.day) day = other;
    }
    r.rule = day > today ? DateRule::kWeekdayAfter : DateRule::kWeekdayBefore;
  } else if (e.unit == DateUnit::kWeek || e.direction == Direction::kThis) {
    day = WeekOf(today).start + 7 * e.offset + (e.weekday - 1);
    r.rule = DateRule::kWeekdayOfWeek;
  } else if (e.and_week) {
    day = (ahead == 0 ? today + 7 : after) + 7;
    r.rule = DateRule::kWeekdayAndWeek;
  } else if (e.direction == Direction::kLast) {
    day = today - (back == 0 ? 7 : back);
    r.rule = DateRule::kWeekdayLast;
  } else if (e.direction == Direction::kNext) {
    day = today + (ahead == 0 ? 7 : ahead);
    r.rule = DateRule::kWeekdayNext;
  } else if (e.direction == Direction::kFuture) {
    day = after;
    r.rule = DateRule::kWeekdayAfter;
  }
  r.interval = {day, day};
  return r;
}

DateGranularity GranularityOfForm(const DateExpression& e) {
  switch (e.form) {
    case DateForm::kDay:
      return e.last_day != 0 ? DateGranularity::kRange : DateGranularity::kDay;
    case DateForm::kMonth:
      return DateGranularity::kMonth;
    case DateForm::kYear:
      return e.last_year != 0 ? DateGranularity::kRange : DateGranularity::kYear;
    case DateForm::kDecade:
      return DateGranularity::kDecade;
    case DateForm::kCentury:
      return DateGranularity::kCentury;
    case DateForm::kQuarter:
      return DateGranularity::kQuarter;
    case DateForm::kHalf:
      return DateGranularity::kHalf;
    case DateForm::kSeason:
      return DateGranularity::kSeason;
    case DateForm::kRelative:
      return GranularityOf(e.unit);
    default:
      return e.weekend ? DateGranularity::kWeekend : DateGranularity::kDay;
  }
}

Resolution Relative(const DateExpression& e, CivilDay today) {
  Resolution r;
  r.granularity = GranularityOf(e.unit);
  r.rule = e.ago                      ? (e.offset < 0 ? DateRule::kAgo : DateRule::kFromNow)
           : e.unit == DateUnit::kDay ? DateRule::kDayOffset
                                      : DateRule::kUnitOffset;
  int offset = e.offset;
  if (e.unit == DateUnit::kWeekend && offset == 0) {
    // "Over the weekend", said on a weekday, is the last one.
    const bool after = e.direction == Direction::kThis || e.direction == Direction::kFuture;
    if (!after && WeekdayOf(today) < 6) offset = -1;
    r.rule = after ? DateRule::kWeekendAfter : DateRule::kWeekendBefore;
  }
  if (!e.exact) {
    r.interval = UnitAt(e.unit, offset, today);
    return r;
  }
  // "Two years ago today": the same day of that year; of 29 February, the last one of February.
  const CivilMonth month = e.unit == DateUnit::kYear    ? CivilMonth(today) + 12 * offset
                           : e.unit == DateUnit::kMonth ? CivilMonth(today) + offset
                                                        : CivilMonth(today);
  CivilDay day = std::min(CivilDay(month) + (today.day() - 1), CivilDay(month + 1) - 1);
  if (e.unit == DateUnit::kWeek) day = today + 7 * offset;
  if (e.unit == DateUnit::kDay) day = today + offset;
  r.interval = UnitAt(e.grain, 0, day);
  r.granularity = GranularityOf(e.grain);
  return r;
}

// The part that "the first two weeks of" names.
void Cut(const DateExpression& e, Resolution* r) {
  const DateInterval whole = r->interval;
  if (r->rule != DateRule::kFiscalAsCalendar) r->rule = DateRule::kPartOfPeriod;
  r->granularity = e.cut_count > 1                                  ? DateGranularity::kRange
                   : e.weekday != 0 || e.cut_unit == DateUnit::kDay ? DateGranularity::kDay
                   : e.cut_unit == DateUnit::kWeek                  ? DateGranularity::kWeek
                   : e.cut_unit == DateUnit::kQuarter               ? DateGranularity::kQuarter
                                                                    : DateGranularity::kMonth;
  DateInterval part;
  if (e.weekday != 0) {
    CivilDay day = e.cut > 0 ? whole.start + (e.weekday - WeekdayOf(whole.start) + 7) % 7
                             : whole.end - (WeekdayOf(whole.end) - e.weekday + 7) % 7;
    if (e.cut > 0) day += 7 * (e.cut - 1);
    part = {day, day};
  } else if (e.cut_unit == DateUnit::kMonth || e.cut_unit == DateUnit::kQuarter) {
    const int months = e.cut_unit == DateUnit::kQuarter ? 3 : 1;
    const CivilMonth first = e.cut > 0 ? CivilMonth(whole.start) + months * (e.cut - 1)
                                       : CivilMonth(whole.end) + 1 - months * e.cut_count;
    part = MonthsFrom(first, months * e.cut_count);
  } else {
    const int days = e.cut_unit == DateUnit::kWeek ? 7 : 1;
    const CivilDay first =
        e.cut > 0 ? whole.start + days * (e.cut - 1) : whole.end + 1 - days * e.cut_count;
    part = {first, first + (days * e.cut_count - 1)};
    // The fifth week of a month has the days that are left.
    if (e.cut_unit == DateUnit::kWeek && part.start <= whole.end) {
      part.end = std::min(part.end, whole.end);
    }
  }
  if (part.start < whole.start || part.end > whole.end) r->why = Unresolved::kNoSuchDay;
  r->interval = part;
}

void TakeWeek(WeekSense week, Resolution* r) {
  const CivilDay day = r->interval.start;
  r->granularity = DateGranularity::kWeek;
  r->rule = week == WeekSense::kOf ? DateRule::kWeekOfDay : DateRule::kWeekEnding;
  r->interval = week == WeekSense::kOf       ? WeekOf(day)
                : week == WeekSense::kEnding ? DateInterval{day - 6, day}
                                             : DateInterval{day, day + 6};
}

// What the words say alone, or with the publish day.
Resolution Whole(const DateExpression& e, const article::PublishDate& publish_date) {
  Resolution r;
  r.granularity = GranularityOfForm(e);
  r.rule = e.fiscal                        ? DateRule::kFiscalAsCalendar
           : e.form == DateForm::kSeason   ? RuleOfSeason(e)
           : e.two_digits                  ? DateRule::kTwoDigitYear
           : e.form == DateForm::kNamedDay ? DateRule::kNamedDay
                                           : DateRule::kExplicit;
  const bool whole_years =
      e.form == DateForm::kYear || e.form == DateForm::kDecade || e.form == DateForm::kCentury;
  if (whole_years) {
    const int more = e.form == DateForm::kDecade ? 9 : e.form == DateForm::kCentury ? 99 : 0;
    r.interval = YearsOf(e.year, e.last_year != 0 ? e.last_year : e.year + more);
    return r;
  }
  if (e.year != 0) {
    const std::optional<DateInterval> interval = InYear(e, e.year);
    if (!interval) return Failed(Unresolved::kNoSuchDay);
    r.interval = *interval;
    return r;
  }
  if (publish_date.precision != article::DatePrecision::kDay)
    return Failed(Unresolved::kNoPublishDay);
  const CivilDay today = publish_date.day;
  if (e.form == DateForm::kWeekday) return Weekday(e, today);
  if (e.form == DateForm::kRelative) return Relative(e, today);
  if (e.form == DateForm::kDay && e.unit == DateUnit::kMonth) {  // "the 15th of next month"
    const CivilMonth month = CivilMonth(today) + e.offset;
    const std::optional<DateInterval> day =
        Day(static_cast<int>(month.year()), month.month(), e.day);
    if (!day) return Failed(Unresolved::kNoSuchDay);
    r.interval = *day;
    r.rule = DateRule::kUnitOffset;
    return r;
  }
  const bool offset_year = e.unit == DateUnit::kYear;
  const std::optional<DateInterval> interval =
      offset_year ? InYear(e, YearOf(today) + e.offset) : Nearest(e, today);
  if (!interval) return Failed(Unresolved::kNoSuchDay);
  r.interval = *interval;
  if (!e.fiscal && e.form != DateForm::kSeason) {
    r.rule = offset_year ? DateRule::kYearOffset : RuleOfDirection(e);
  }
  return r;
}

}  // namespace

absl::string_view ReasonOf(Unresolved why) {
  switch (why) {
    case Unresolved::kNo:
      return "";
    case Unresolved::kNoPublishDay:
      return "no publish date known to the day";
    case Unresolved::kNoSuchDay:
      return "no such day";
    case Unresolved::kOutsideYears:
      return "outside of the years that dates may have";
    case Unresolved::kSwappable:
      return "day and month could be swapped";
    case Unresolved::kNoAnchor:
      return "no date before it to count from";
    case Unresolved::kOtherWeekday:
      return "no such weekday and day near the publish date";
  }
  return "";
}

Resolution ResolveDate(const DateExpression& e, const article::PublishDate& publish_date) {
  if (e.form == DateForm::kAmbiguous) return Failed(Unresolved::kSwappable);
  if (e.form == DateForm::kAnchored) return Failed(Unresolved::kNoAnchor);
  Resolution r = Whole(e, publish_date);
  if (!r.ok()) return r;
  // Nobody knew the day by its name before.
  if (e.form == DateForm::kNamedDay && publish_date.known() &&
      publish_date.interval().end < r.interval.start) {
    return Failed(Unresolved::kNoSuchDay);
  }
  if (e.cut != 0) Cut(e, &r);
  if (e.week != WeekSense::kNone) TakeWeek(e.week, &r);
  if (r.ok() &&
      (r.interval.start.year() < article::kMinYear || r.interval.end.year() > article::kMaxYear)) {
    return Failed(Unresolved::kOutsideYears);
  }
  return r;
}

std::optional<DateInterval> FirstFrom(const DateExpression& e, CivilDay start) {
  if (e.form == DateForm::kWeekday) {
    const CivilDay day = start + (e.weekday - WeekdayOf(start) + 7) % 7;
    return DateInterval{day, day};
  }
  for (int step = 0; step <= 1; ++step) {
    const std::optional<DateInterval> interval = InYear(e, YearOf(start) + step);
    if (interval && interval->end >= start) return interval;
  }
  return std::nullopt;
}

std::optional<DateInterval> LastUpTo(const DateExpression& e, CivilDay end) {
  if (e.form == DateForm::kWeekday) {
    const CivilDay day = end - (WeekdayOf(end) - e.weekday + 7) % 7;
    return DateInterval{day, day};
  }
  for (int step = 1; step >= -1; --step) {
    const std::optional<DateInterval> interval = InYear(e, YearOf(end) + step);
    if (interval && interval->start <= end) return interval;
  }
  return std::nullopt;
}

}  // namespace dateline::annotate
