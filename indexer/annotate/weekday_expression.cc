#include "indexer/annotate/weekday_expression.h"

#include "absl/strings/match.h"
#include "indexer/annotate/calendar_words.h"

namespace dateline::annotate {
namespace {

// "last week" in "Tuesday of last week": true when token `i` begins it.
bool ReadWhichWeek(const DateTokens& t, uint32_t i, DateExpression* e) {
  const absl::string_view which = t.Key(i);
  if (t.Key(i + 1) != "week" || !OneOf(which, {"last", "this", "next"})) return false;
  e->unit = DateUnit::kWeek;
  e->offset = which == "last" ? -1 : which == "next" ? 1 : 0;
  return true;
}

// True when a date that says more begins at token `i`, behind a weekday: "Oct. 23", "13 September".
bool IsDate(const DateTokens& t, uint32_t i) {
  if (t.MonthAt(i)) return t.DayAt(i + 1) || (t.IsSign(i + 1, '.') && t.DayAt(i + 2));
  return t.DayAt(i) && (t.MonthAt(i + 1) || (t.Key(i + 1) == "of" && t.MonthAt(i + 2)));
}

}  // namespace

bool ReadWeekday(const DateTokens& t, uint32_t i, DateExpression* out, uint32_t* next) {
  *next = i;
  DateExpression e;
  e.form = DateForm::kWeekday;
  e.weekday = t.WeekdayAt(i);
  if (e.weekday == 0) return false;
  *next = i + 1;
  if (absl::EndsWith(t.Raw(i), "s") || IsRepeat(t.KeyBefore(i))) return false;
  if (OneOf(t.KeyBefore(i), {"black", "bloody", "good", "super", "ash", "cyber", "palm", "easter",
                             "maundy", "shrove"}))
    return false;
  // "a Saturday, when", "the first Monday of every month"; but "at a Friday hearing".
  if (t.KeyBefore(i) == "a" && t.DayEnds(i)) return false;
  if (OrdinalOf(t.KeyBefore(i)) != 0 && (t.Key(i + 1) == "of" || t.Key(i + 1) == "in"))
    return false;
  uint32_t behind = i + 1;
  while (t.IsSign(behind, ',') || t.IsSign(behind, '.') ||
         (t.Key(behind) == "the" && t.DayAt(behind + 1)))
    ++behind;
  if (IsDate(t, behind)) {
    *next = behind;
    return false;
  }
  e.first = i;
  e.last = i + 1;
  if (t.KeyBefore(i, 2) == "the" && OneOf(t.KeyBefore(i), {"following", "previous"})) {
    e.form = DateForm::kAnchored;  // "the following Thursday"
    e.offset = t.KeyBefore(i) == "following" ? 1 : -1;
    e.first = i - 2;
    *out = e;
    return true;
  }
  e.direction = t.DirectionBefore(i);
  const bool open = e.direction == Direction::kOpen;
  if (!open) --e.first;
  if (behind == i + 2 && t.Key(i + 1) == "the" && OrdinalOf(t.Key(behind)) != 0) {
    e.day = t.DayAt(behind);  // "Friday the 13th"
    e.last = behind + 1;
    *out = e;
    return true;
  }
  if (IsPartOfDay(t.Key(e.last))) ++e.last;
  const uint32_t week_at = t.Key(e.last) == "of" ? e.last + 1 : e.last;
  const absl::string_view after = t.Key(e.last);
  if (open && ReadWhichWeek(t, week_at, &e)) {
    e.last = week_at + 2;
  } else if (after == "week" && t.DayEnds(e.last) && !t.JoinsRange(e.last + 1)) {
    e.and_week = true;  // "Tuesday week"
    ++e.last;
  } else if (open && (after == "last" || after == "next") && t.DayEnds(e.last)) {
    e.direction = after == "last" ? Direction::kLast : Direction::kNext;  // "Tuesday last"
    ++e.last;
  }
  *out = e;
  return true;
}

}  // namespace dateline::annotate
