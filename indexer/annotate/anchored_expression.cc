#include "indexer/annotate/anchored_expression.h"

#include "absl/strings/match.h"
#include "absl/time/civil_time.h"
#include "indexer/annotate/calendar_unit.h"
#include "indexer/annotate/calendar_words.h"

namespace dateline::annotate {
namespace {

using absl::CivilDay;
using absl::CivilMonth;
using article::DateGranularity;
using article::DateInterval;

bool Found(DateExpression e, uint32_t first, uint32_t last, DateExpression* out) {
  e.form = DateForm::kAnchored;
  e.first = first;
  e.last = last;
  *out = e;
  return true;
}

// A unit, or a part of a day, which stands for its day.
std::optional<DateUnit> UnitOrPartOfDay(absl::string_view key) {
  if (IsPartOfDay(key)) return DateUnit::kDay;
  const std::optional<DateUnit> unit = UnitOf(key);
  const bool counted = unit == DateUnit::kDay || unit == DateUnit::kWeek ||
                       unit == DateUnit::kWeekend || unit == DateUnit::kMonth ||
                       unit == DateUnit::kQuarter || unit == DateUnit::kYear;
  return counted ? unit : std::nullopt;
}

// True when a clause ends in front of token `i`, so that "the year before" has no noun behind it.
bool ClauseEnds(const DateTokens& t, uint32_t i) {
  return i >= t.limit() ||
         (t.At(i).shape == Shape::kOther && !t.IsSign(i, '-') && !t.At(i).possessive);
}

// two days later, a year earlier
bool ReadCounted(const DateTokens& t, uint32_t i, DateExpression* out) {
  const int count = CountOf(t.Key(i));
  const std::optional<DateUnit> unit = UnitOf(t.Key(i + 1));
  if (count == 0 || !unit || UnitOrPartOfDay(t.Key(i + 1)) == std::nullopt) return false;
  const absl::string_view behind = t.Key(i + 2);
  if (behind != "later" && behind != "earlier") return false;
  if (t.Key(i + 3) == "than") return false;
  const absl::string_view before = t.KeyBefore(i);
  if (before == "half" || before == "of" || before == "and" || before == "or" || before == "to")
    return false;
  DateExpression e;
  e.unit = *unit;
  e.offset = behind == "later" ? count : -count;
  e.ago = true;
  return Found(e, i, i + 3, out);
}

// the following week, the previous day, the next morning, the same month, the year before
bool ReadThe(const DateTokens& t, uint32_t i, DateExpression* out) {
  DateExpression e;
  const absl::string_view which = t.Key(i + 1);
  // the year-ago quarter
  if (which == "year" && t.Joins(i + 2, '-') && t.Key(i + 3) == "ago" &&
      (t.Key(i + 4) == "quarter" || t.Key(i + 4) == "period")) {
    e.unit = DateUnit::kYear;
    e.offset = -1;
    return Found(e, i, i + 5, out);
  }
  if (const std::optional<DateUnit> unit = UnitOrPartOfDay(which)) {
    if (IsPartOfDay(which) || absl::EndsWith(which, "s")) return false;
    if (t.Key(i + 2) != "before" || !ClauseEnds(t, i + 3)) return false;
    e.unit = *unit;
    e.offset = -1;
    return Found(e, i, i + 3, out);
  }
  const std::optional<DateUnit> unit = UnitOrPartOfDay(t.Key(i + 2));
  if (!unit || absl::EndsWith(t.Key(i + 2), "s") || t.Key(i + 3) == "of" || t.Joins(i + 3, '-'))
    return false;
  e.unit = *unit;
  if (which == "following") {
    e.offset = 1;
  } else if (which == "next" && *unit == DateUnit::kDay) {  // "The next week" is a duration.
    e.offset = 1;
  } else if (which == "previous" || which == "preceding" || which == "prior") {
    e.offset = -1;
  } else if (which != "same") {
    return false;
  }
  return Found(e, i, i + 3, out);
}

// that day, later that year, that same week
bool ReadThat(const DateTokens& t, uint32_t i, DateExpression* out) {
  const uint32_t at = t.Key(i + 1) == "same" ? i + 2 : i + 1;
  const std::optional<DateUnit> unit = UnitOrPartOfDay(t.Key(at));
  if (!unit || absl::EndsWith(t.Key(at), "s") || t.Joins(at + 1, '-')) return false;
  // "He said that year after year"
  if (t.Key(at + 1) == "after" || t.Key(at + 1) == "by" || t.Key(at + 1) == "of") return false;
  DateExpression e;
  e.unit = *unit;
  const bool edge = t.KeyBefore(i) == "earlier" || t.KeyBefore(i) == "later";
  return Found(e, edge ? i - 1 : i, at + 1, out);
}

}  // namespace

bool ReadAnchored(const DateTokens& t, uint32_t i, DateExpression* out) {
  const absl::string_view key = t.Key(i);
  if (key == "the") return ReadThe(t, i, out);
  if (key == "that") return ReadThat(t, i, out);
  if (key == "same") return false;
  return ReadCounted(t, i, out);
}

std::optional<DateAnchor> FromAnchor(const DateExpression& e, const DateAnchor& anchor) {
  const CivilDay day = anchor.interval.start;
  const DateGranularity from = anchor.granularity;
  if (from == DateGranularity::kRange || from == DateGranularity::kDecade ||
      from == DateGranularity::kCentury || from == DateGranularity::kUnspecified) {
    return std::nullopt;
  }
  const bool is_day = from == DateGranularity::kDay;
  const bool is_week =
      is_day || from == DateGranularity::kWeek || from == DateGranularity::kWeekend;
  const bool is_month = is_week || from == DateGranularity::kMonth;
  const bool part = from == DateGranularity::kMonth || from == DateGranularity::kQuarter ||
                    from == DateGranularity::kHalf || from == DateGranularity::kSeason;
  if (e.weekday != 0) {  // "the following Thursday", behind a day
    if (!is_day) return std::nullopt;
    const int ahead = (e.weekday - WeekdayOf(day) + 6) % 7 + 1;  // 1..7
    const int back = (WeekdayOf(day) - e.weekday + 6) % 7 + 1;
    const CivilDay other = e.offset > 0 ? day + ahead : day - back;
    return DateAnchor{{other, other}, DateGranularity::kDay};
  }
  switch (e.unit) {
    case DateUnit::kDay:
      if (!is_day) return std::nullopt;
      break;
    case DateUnit::kWeek:
    case DateUnit::kWeekend:
      if (!is_week) return std::nullopt;
      break;
    case DateUnit::kMonth:
      if (!is_month) return std::nullopt;
      break;
    case DateUnit::kQuarter:
      if (!is_month && from != DateGranularity::kQuarter) return std::nullopt;
      break;
    case DateUnit::kYear:
      if (part && e.offset != 0) {
        const CivilMonth first = CivilMonth(day) + 12 * e.offset;
        const int months = static_cast<int>(CivilMonth(anchor.interval.end) - CivilMonth(day)) + 1;
        return DateAnchor{MonthsFrom(first, months), from};
      }
      break;
    case DateUnit::kDecade:
    case DateUnit::kCentury:
      return std::nullopt;
  }
  return DateAnchor{UnitAt(e.unit, e.offset, day), GranularityOf(e.unit)};
}

}  // namespace dateline::annotate
