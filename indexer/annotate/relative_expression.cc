#include "indexer/annotate/relative_expression.h"

#include <array>
#include <optional>
#include <string>

#include "absl/strings/match.h"
#include "indexer/annotate/calendar_words.h"
#include "indexer/annotate/future_cue.h"

namespace dateline::annotate {
namespace {

bool Found(DateExpression e, uint32_t first, uint32_t last, DateExpression* out) {
  e.first = first;
  e.last = last;
  *out = e;
  return true;
}

struct HolidayRow {
  std::array<absl::string_view, 3> words;
  Holiday holiday;
};

constexpr std::array<HolidayRow, 8> kHolidays = {{
    {{"new", "years", "eve"}, Holiday::kNewYearsEve},
    {{"new", "years", "day"}, Holiday::kNewYearsDay},
    {{"christmas", "eve", ""}, Holiday::kChristmasEve},
    {{"christmas", "day", ""}, Holiday::kChristmas},
    {{"thanksgiving", "day", ""}, Holiday::kThanksgiving},
    {{"thanksgiving", "", ""}, Holiday::kThanksgiving},
    {{"valentines", "day", ""}, Holiday::kValentinesDay},
    {{"halloween", "", ""}, Holiday::kHalloween},
}};

}  // namespace

// today, yesterday, tomorrow, tonight, this morning, last night
bool ReadDayWord(const DateTokens& t, uint32_t i, DateExpression* out) {
  const absl::string_view key = t.Key(i);
  DateExpression e;
  e.form = DateForm::kRelative;
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
  } else if (key == "last" && t.Key(i + 1) == "night") {
    e.offset = -1;
    last = i + 2;
  } else {
    return false;
  }
  return Found(e, first, last, out);
}

// last week, this year, next month, earlier this week, the coming weekend
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
  } else if (key != "this" && key != "current") {
    return false;
  }
  // "the last week" and "the next month" are durations up to or from now.
  const bool the = t.KeyBefore(i) == "the" && (key == "last" || key == "next" || key == "coming");
  const std::optional<DateUnit> unit = UnitOf(t.Key(i + 1));
  if (!unit || *unit == DateUnit::kDay || absl::EndsWith(t.Key(i + 1), "s")) return false;
  if (the && *unit != DateUnit::kWeekend) return false;
  if (t.Key(i + 2) == "of") return false;  // "the last week of May"
  if (key == "previous" || (key == "current" && t.KeyBefore(i) != "the")) return false;
  if (t.Key(i + 2) == "long" || (*unit == DateUnit::kDecade && offset == 0)) return false;
  DateExpression e;
  e.form = DateForm::kRelative;
  e.unit = *unit;
  e.offset = offset;
  e.direction = direction;
  uint32_t first = i;
  if (t.KeyBefore(i) == "earlier" || t.KeyBefore(i) == "later" || IsEdge(t.KeyBefore(i))) --first;
  return Found(e, first, i + 2, out);
}

// two years ago, a week ago
bool ReadAgo(const DateTokens& t, uint32_t i, DateExpression* out) {
  const int count = CountOf(t.Key(i));
  if (count == 0) return false;
  const std::optional<DateUnit> unit = UnitOf(t.Key(i + 1));
  const bool ahead = t.Key(i + 2) == "from" && t.Key(i + 3) == "now";
  if (!unit || (t.Key(i + 2) != "ago" && !ahead)) return false;
  DateExpression e;
  e.form = DateForm::kRelative;
  e.unit = *unit;
  e.offset = -count;
  if (*unit == DateUnit::kDecade) {
    e.unit = DateUnit::kYear;
    e.offset = -10 * count;
  }
  if (ahead) e.offset = -e.offset;
  return Found(e, i, ahead ? i + 4 : i + 3, out);
}

bool ReadHoliday(const DateTokens& t, uint32_t i, DateExpression* out) {
  for (const HolidayRow& row : kHolidays) {
    uint32_t at = i;
    bool all = true;
    for (const absl::string_view word : row.words) {
      if (word.empty()) continue;
      // "New Year's" is two tokens and a possessive.
      std::string key(t.Key(at));
      if (at < t.limit() && at + 1 < t.limit() && t.At(at + 1).possessive) {
        key += "s";
        ++at;
      }
      all = all && key == word;
      ++at;
    }
    if (!all || at > t.limit()) continue;
    DateExpression e;
    e.form = DateForm::kHoliday;
    e.holiday = row.holiday;
    const uint32_t year_at = t.IsSign(at, ',') ? at + 1 : at;
    e.year = t.YearAt(year_at) >= kFirstPlainYear ? t.YearAt(year_at) : 0;
    if (e.year != 0) at = year_at + 1;
    e.direction = e.year == 0 ? t.DirectionBefore(i) : Direction::kOpen;
    return Found(e, e.direction == Direction::kOpen ? i : i - 1, at, out);
  }
  return false;
}

}  // namespace dateline::annotate
