#include "indexer/annotate/date_tokens.h"

#include "absl/strings/match.h"
#include "indexer/annotate/calendar_words.h"
#include "indexer/article/date.h"

namespace dateline::annotate {
namespace {

constexpr int kLastYear = 2099;

}  // namespace

int DateTokens::YearAt(uint32_t i) const {
  if (!IsNumber(i)) return 0;
  const int year = PlainNumber(Raw(i), 4, 4);
  return year >= article::kMinYear && year <= kLastYear ? year : 0;
}

int DateTokens::DayAt(uint32_t i) const { return IsNumber(i) ? DayNumber(Raw(i)) : 0; }

int DateTokens::MonthAt(uint32_t i) const {
  if (i >= limit_ || At(i).shape <= Shape::kNumber) return 0;
  const int month = MonthOf(At(i).key);
  if (month == 0 || IsCapitalized(At(i).shape)) return month;
  // In lower case only beside its day or year; "may" and "march" between both.
  const bool day_before = i > begin_ && (DayAt(i - 1) || (Key(i - 1) == "of" && DayAt(i - 2)));
  const bool day_behind = DayAt(i + 1) != 0;
  const bool year = YearAt(i + 1) || YearAt(i + 2) || YearAt(i + 3);
  if (month == 5 || month == 3) return (day_before || day_behind) && year ? month : 0;
  return day_before || day_behind || YearAt(i + 1) || (Key(i + 1) == "of" && YearAt(i + 2)) ? month
                                                                                            : 0;
}

// Short forms count only where a date goes on behind them: "Sat, Oct. 3".
int DateTokens::WeekdayAt(uint32_t i) const {
  if (i >= limit_ || !IsCapitalized(At(i).shape)) return 0;
  const int weekday = WeekdayOf(At(i).key);
  if (weekday == 0 || absl::EndsWith(At(i).key, "day")) return weekday;
  uint32_t next = i + 1;
  while (IsSign(next, '.') || IsSign(next, ',')) ++next;
  return MonthAt(next) != 0 || (DayAt(next) != 0 && MonthAt(next + 1) != 0) ? weekday : 0;
}

bool DateTokens::DayEnds(uint32_t i) const {
  return i + 1 >= limit_ || At(i + 1).shape == Shape::kOther || YearAt(i + 1) != 0 ||
         (At(i + 1).classes & kFunction) != 0;
}

Direction DateTokens::DirectionBefore(uint32_t i) const {
  const absl::string_view before = KeyBefore(i);
  if (before == "last" || before == "past" || before == "previous") return Direction::kLast;
  if (before == "next" || before == "coming" || before == "upcoming") return Direction::kNext;
  if (before == "this") return Direction::kThis;
  return Direction::kOpen;
}

}  // namespace dateline::annotate
