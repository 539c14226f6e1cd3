#include "indexer/annotate/date_joining.h"

namespace dateline::annotate {
namespace {

// How far before "from" a verb may stand that moves a date.
constexpr uint32_t kMoveReach = 8;

bool HasOneDay(const DateExpression& e) {
  return e.last_day == 0 && e.week == WeekSense::kNone && e.cut == 0 && e.last_year == 0;
}

bool SameForm(const DateExpression& a, const DateExpression& b) {
  if (!HasOneDay(a) || !HasOneDay(b)) return false;
  const bool day_and_holiday = (a.form == DateForm::kDay || a.form == DateForm::kHoliday) &&
                               (b.form == DateForm::kDay || b.form == DateForm::kHoliday);
  if (day_and_holiday) return true;
  if (a.form != b.form) return false;
  return a.form == DateForm::kMonth || a.form == DateForm::kYear || a.form == DateForm::kWeekday ||
         a.form == DateForm::kDecade || a.form == DateForm::kQuarter ||
         a.form == DateForm::kSeason || a.form == DateForm::kCentury;
}

// The word before an expression, without "the".
absl::string_view WordBefore(const DateTokens& t, const DateExpression& e) {
  return t.KeyBefore(e.first) == "the" ? t.KeyBefore(e.first, 2) : t.KeyBefore(e.first);
}

// True when what lies between two expressions makes a range of them.
bool IsRange(const DateTokens& t, const DateExpression& a, const DateExpression& b) {
  uint32_t at = a.last;
  const uint32_t b_first = t.KeyBefore(b.first) == "the" ? b.first - 1 : b.first;
  if (t.IsSign(at, ',') && b_first == at + 2) ++at;  // "from Monday, March 3, to Friday, March 7"
  if (b_first != at + 1) return false;
  const absl::string_view before = WordBefore(t, a);
  const absl::string_view joint = t.Key(at);
  if (t.JoinsRange(at)) return true;
  if (joint == "and") return before == "between";
  if (!OneOf(joint, {"to", "through", "thru", "until", "till"})) return false;
  if (before == "from") {
    for (uint32_t n = 2; n < kMoveReach; ++n) {
      if (OneOf(t.KeyBefore(a.first, n),
                {"moved", "move", "postponed", "postpone", "delayed", "delay", "rescheduled",
                 "shifted", "changed", "extended", "brought", "pushed"}))
        return false;
    }
    return true;
  }
  return joint == "through" || joint == "thru" || a.form == DateForm::kDay ||
         a.form == DateForm::kMonth || a.form == DateForm::kWeekday;
}

// "Monday to Friday", "Monday-Saturday": the week's work days, unless a word says which week.
bool IsWorkWeek(const DateTokens& t, const DateExpression& a, const DateExpression& b) {
  return a.form == DateForm::kWeekday && a.weekday == 1 && b.weekday >= 5 &&
         a.direction != Direction::kLast && a.direction != Direction::kNext &&
         a.direction != Direction::kThis && b.unit == DateUnit::kDay &&
         t.KeyBefore(a.first) != "from";
}

// "June and July 1998", "May 3 or June 5, 1999": true when the year behind the second is also the
// first one's.
bool SharesYear(const DateTokens& t, const DateExpression& a, const DateExpression& b) {
  const bool fits = (a.form == DateForm::kDay || a.form == DateForm::kMonth) &&
                    (b.form == DateForm::kDay || b.form == DateForm::kMonth);
  if (!fits || a.year != 0 || a.unit == DateUnit::kYear) return false;
  if (a.direction == Direction::kLast || a.direction == Direction::kNext ||
      a.direction == Direction::kThis)
    return false;
  uint32_t at = a.last;
  if (t.IsSign(at, ',')) ++at;
  if (at == b.first) return at != a.last;
  return b.first == at + 1 && OneOf(t.Key(at), {"and", "or", "to", "through", "until"});
}

}  // namespace

void JoinDates(const DateTokens& t, size_t from, std::vector<DateExpression>* dates) {
  std::vector<DateExpression>& d = *dates;
  std::vector<size_t> dropped;  // The first of two each, the last pair first.
  for (size_t i = d.size(); i-- > from + 1;) {
    DateExpression& a = d[i - 1];
    const DateExpression& b = d[i];
    if (b.first > a.last + 3) continue;
    const bool range = SameForm(a, b) && IsRange(t, a, b);
    const bool joined = range || SharesYear(t, a, b);
    if (joined && a.year == 0 && a.form != DateForm::kWeekday) {
      if (b.year != 0) {
        const bool before = a.month > b.month || (a.month == b.month && a.day > b.day);
        a.year = before && a.month != 0 && b.month != 0 ? b.year - 1 : b.year;
        a.two_digits = b.two_digits;
        a.fiscal = a.fiscal || b.fiscal;
      } else if (b.unit == DateUnit::kYear && a.unit == DateUnit::kDay) {
        a.unit = b.unit;  // "between March and May last year"
        a.offset = b.offset;
      }
    }
    if (range && IsWorkWeek(t, a, b)) {
      dropped.push_back(--i);
      continue;
    }
    a.to_next = range && !b.to_next;
  }
  if (dropped.empty()) return;
  size_t end = dropped.back();
  for (size_t i = end; i < d.size(); ++i) {
    if (!dropped.empty() && i == dropped.back()) {
      dropped.pop_back();
      ++i;
    } else {
      d[end++] = d[i];
    }
  }
  d.resize(end);
}

}  // namespace dateline::annotate
