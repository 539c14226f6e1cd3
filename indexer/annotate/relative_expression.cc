#include "indexer/annotate/relative_expression.h"

#include <optional>

#include "absl/strings/match.h"
#include "indexer/annotate/calendar_words.h"
#include "indexer/annotate/future_cue.h"

namespace dateline::annotate {
namespace {

bool Found(DateExpression e, uint32_t first, uint32_t last, DateExpression* out) {
  e.form = DateForm::kRelative;
  e.first = first;
  e.last = last;
  *out = e;
  return true;
}

// The words that stand for the edge of a unit, whose whole interval we take.
bool IsEdgeNoun(absl::string_view key) {
  return OneOf(key, {"end", "beginning", "start", "middle", "close"});
}

// Units that have a beginning and an end in the news: "the end of the quarter" may be one of a
// game.
bool HasEdges(std::optional<DateUnit> unit) {
  return unit == DateUnit::kWeek || unit == DateUnit::kMonth || unit == DateUnit::kYear ||
         unit == DateUnit::kDecade;
}

// the end of the year, the beginning of this month
bool ReadEdgeOfUnit(const DateTokens& t, uint32_t i, DateExpression* out) {
  if (!IsEdgeNoun(t.Key(i)) || t.Key(i + 1) != "of") return false;
  if (t.Key(i + 2) != "the" && t.Key(i + 2) != "this") return false;
  const std::optional<DateUnit> unit = UnitOf(t.Key(i + 3));
  if (!HasEdges(unit) || absl::EndsWith(t.Key(i + 3), "s") || t.Joins(i + 4, '-')) return false;
  if (t.Key(i + 4) == "of" || t.YearAt(i + 4)) return false;
  DateExpression e;
  e.unit = *unit;
  return Found(e, i, i + 4, out);
}

// year-end, year's end, month-end: only where a word before makes a time of it
bool ReadUnitEnd(const DateTokens& t, uint32_t i, DateExpression* out) {
  if (!OneOf(t.KeyBefore(i),
             {"by", "at", "before", "until", "till", "since", "from", "through", "to"}))
    return false;
  DateExpression e;
  e.unit = absl::StartsWith(t.Key(i), "year") ? DateUnit::kYear : DateUnit::kMonth;
  uint32_t last = i + 1;
  if (t.Key(i) != "yearend") {
    const bool possessive = last < t.limit() && t.At(last).possessive;
    if ((!t.Joins(last, '-') && !possessive) || t.Key(last + 1) != "end") return false;
    last += 2;
  }
  if (t.YearAt(last) != 0) return false;  // The year itself says it.
  return Found(e, i, last, out);
}

// earlier in the week, late in the year
bool ReadInUnit(const DateTokens& t, uint32_t i, DateExpression* out) {
  if (!OneOf(t.Key(i), {"earlier", "later", "early", "late"})) return false;
  if (t.Key(i + 1) != "in" || (t.Key(i + 2) != "the" && t.Key(i + 2) != "this")) return false;
  const std::optional<DateUnit> unit = UnitOf(t.Key(i + 3));
  if (!HasEdges(unit) || t.Key(i + 4) == "of" || t.Joins(i + 4, '-')) return false;
  if (absl::EndsWith(t.Key(i + 3), "s")) return false;
  DateExpression e;
  e.unit = *unit;
  return Found(e, i, i + 4, out);
}

}  // namespace

// today, yesterday, tomorrow, tonight, this morning, last night
bool ReadDayWord(const DateTokens& t, uint32_t i, DateExpression* out) {
  const absl::string_view key = t.Key(i);
  DateExpression e;
  uint32_t last = i + 1;
  uint32_t first = i;
  if (key == "today" || key == "tonight") {
    // "USA Today", "Today Nicaragua": names.
    if (IsCapitalized(t.At(i).shape) && i > t.begin() && IsCapitalized(t.At(i - 1).shape))
      return false;
    e.offset = 0;
  } else if (key == "yesterday" || key == "tomorrow") {
    e.offset = key == "yesterday" ? -1 : 1;
    if (t.KeyBefore(i, 2) == "day" && (t.KeyBefore(i) == "before" || t.KeyBefore(i) == "after")) {
      e.offset *= 2;
      first = i - 2;
    }
    if (IsPartOfDay(t.Key(last))) ++last;
  } else if (key == "this" && IsPartOfDay(t.Key(i + 1))) {
    last = i + 2;
  } else if (key == "last" && (t.Key(i + 1) == "night" || t.Key(i + 1) == "evening")) {
    e.offset = -1;
    last = i + 2;
  } else {
    return false;
  }
  return Found(e, first, last, out);
}

bool ReadUnit(const DateTokens& t, uint32_t i, DateExpression* out) {
  const absl::string_view key = t.Key(i);
  int offset = 0;
  Direction direction = Direction::kThis;
  if (key == "last" || key == "previous") {
    offset = -1;
    direction = Direction::kLast;
  } else if (key == "next" || key == "coming") {
    offset = 1;
    direction = Direction::kNext;
  } else if (key == "the" && t.Key(i + 1) == "weekend") {
    direction = TenseOf(t.text(), t.begin(), t.limit(), i, i + 2) == Tense::kFuture
                    ? Direction::kFuture
                    : Direction::kOpen;
  } else if (key == "year" || key == "month" || key == "yearend") {
    return ReadUnitEnd(t, i, out);
  } else if (key != "this" && key != "current") {
    return ReadEdgeOfUnit(t, i, out) || ReadInUnit(t, i, out);
  }
  // "the last week" and "the next month" are durations up to or from now.
  const bool the = t.KeyBefore(i) == "the" && (key == "last" || key == "next" || key == "coming");
  const std::optional<DateUnit> unit = UnitOf(t.Key(i + 1));
  if (!unit || *unit == DateUnit::kDay || absl::EndsWith(t.Key(i + 1), "s")) return false;
  if (the && *unit != DateUnit::kWeekend) return false;
  if (t.Key(i + 2) == "of" && *unit != DateUnit::kCentury) return false;  // "the last week of May"
  if (key == "previous" || (key == "current" && t.KeyBefore(i) != "the")) return false;
  if (t.Key(i + 2) == "long" || (*unit == DateUnit::kDecade && offset == 0)) return false;
  DateExpression e;
  e.unit = *unit;
  e.offset = offset;
  e.direction = direction;
  uint32_t first = i;
  if (t.KeyBefore(i) == "earlier" || t.KeyBefore(i) == "later" || IsEdge(t.KeyBefore(i))) --first;
  return Found(e, first, i + 2, out);
}

bool ReadAgo(const DateTokens& t, uint32_t i, DateExpression* out) {
  int count = CountOf(t.Key(i));
  if (count == 0) return false;
  uint32_t first = i;
  if (i >= t.begin() + 2 && t.Joins(i - 1, '-')) {
    // "thirty-seven years ago"
    const int tens = CountOf(t.KeyBefore(i, 2));
    if (count < 10 && tens >= 20 && tens % 10 == 0 && !t.IsNumber(i)) {
      count += tens;
      first = i - 2;
    }
  }
  const bool fortnight = t.Key(i + 1) == "fortnight" || t.Key(i + 1) == "fortnights";
  const std::optional<DateUnit> unit = fortnight ? DateUnit::kWeek : UnitOf(t.Key(i + 1));
  if (!unit || *unit == DateUnit::kCentury) return false;
  DateExpression e;
  uint32_t last = i + 3;
  bool ahead = false;
  const absl::string_view behind = t.Key(i + 2);
  if (behind == "from" && (t.Key(i + 3) == "now" || t.Key(i + 3) == "today")) {
    ahead = true;
    last = i + 4;
  } else if (behind == "hence") {
    ahead = true;
  } else if (i + 2 < t.limit() && t.At(i + 2).possessive && t.Key(i + 3) == "time" &&
             t.KeyBefore(first) == "in") {
    ahead = true;
    last = i + 4;
    --first;
  } else if (behind != "ago") {
    return false;
  }
  // "half a century ago", "three years and two months ago", "two or three years ago", "1 1/2 years
  // ago"
  const absl::string_view before = t.KeyBefore(first);
  const bool part = before == "of" && OneOf(t.KeyBefore(first, 2), {"quarter", "half", "third"});
  if (before == "half" || part || (before == "and" && UnitOf(t.KeyBefore(first, 2)))) return false;
  if ((before == "or" || before == "to") && CountOf(t.KeyBefore(first, 2)) != 0) return false;
  if (first == i && i > t.begin() && (t.IsSign(i - 1, '/') || t.JoinsRange(i - 1)) &&
      !t.At(i).space_before)
    return false;
  e.unit = *unit;
  e.offset = -count * (fortnight ? 2 : 1);
  e.ago = true;
  if (*unit == DateUnit::kDecade) {
    e.unit = DateUnit::kYear;
    e.offset *= 10;
  }
  if (ahead) {
    e.offset = -e.offset;
  } else if (t.Key(last) == "today" || (t.Key(last) == "this" && UnitOf(t.Key(last + 1)))) {
    // "two years ago this week": the day, week or month of that year.
    const bool today = t.Key(last) == "today";
    const DateUnit grain = today ? DateUnit::kDay : *UnitOf(t.Key(last + 1));
    if (grain == DateUnit::kDay || grain == DateUnit::kWeek || grain == DateUnit::kMonth) {
      e.exact = true;
      e.grain = grain;
      last += today ? 1 : 2;
    }
  }
  return Found(e, first, last, out);
}

}  // namespace dateline::annotate
