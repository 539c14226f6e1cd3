#include "client/date_argument.h"

#include <algorithm>
#include <cstdint>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace dateline::client {
namespace {

// Digits of a count of days, weeks, months or years.
constexpr size_t kMaxCountDigits = 6;

// Years that four digits can write.
constexpr int64_t kFirstYear = 1;
constexpr int64_t kLastYear = 9999;

absl::Status NoDate(absl::string_view typed, absl::string_view why) {
  return absl::InvalidArgumentError(
      absl::StrCat("'", typed, "' is no date", why,
                   "; dates are 2023, 2023-09, 2023-09-13, or -7d, -3w, -2m, -1y before today"));
}

bool AllDigits(absl::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

// The same day of another month, or that month's last day.
absl::CivilDay SameDayOf(absl::CivilMonth month, int day) {
  const absl::CivilDay last = absl::CivilDay(month + 1) - 1;
  return std::min(absl::CivilDay(month) + (day - 1), last);
}

absl::StatusOr<std::string> ParseRelative(absl::string_view typed, absl::CivilDay today) {
  const absl::string_view digits = typed.substr(1, typed.size() - 2);
  int64_t count = 0;
  if (!AllDigits(digits) || digits.size() > kMaxCountDigits || !absl::SimpleAtoi(digits, &count)) {
    return NoDate(typed, "");
  }
  absl::CivilDay day;
  switch (typed.back()) {
    case 'd':
      day = today - count;
      break;
    case 'w':
      day = today - 7 * count;
      break;
    case 'm':
      day = SameDayOf(absl::CivilMonth(today) - count, today.day());
      break;
    case 'y':
      day = SameDayOf(absl::CivilMonth(today) - 12 * count, today.day());
      break;
    default:
      return NoDate(typed, "");
  }
  if (day.year() < kFirstYear || day.year() > kLastYear) {
    return NoDate(typed, ": it lies before the year 1");
  }
  return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
}

}  // namespace

absl::StatusOr<std::string> ParseDate(absl::string_view typed, absl::CivilDay today) {
  if (typed.size() >= 3 && typed[0] == '-') return ParseRelative(typed, today);
  const bool year_only = typed.size() == 4;
  const bool with_month = typed.size() == 7 || typed.size() == 10;
  const bool with_day = typed.size() == 10;
  if (!year_only && !with_month) return NoDate(typed, "");
  int year = 0;
  int month = 1;
  int day = 1;
  bool digits = AllDigits(typed.substr(0, 4)) && absl::SimpleAtoi(typed.substr(0, 4), &year);
  if (with_month) {
    digits = digits && typed[4] == '-' && AllDigits(typed.substr(5, 2)) &&
             absl::SimpleAtoi(typed.substr(5, 2), &month);
  }
  if (with_day) {
    digits = digits && typed[7] == '-' && AllDigits(typed.substr(8, 2)) &&
             absl::SimpleAtoi(typed.substr(8, 2), &day);
  }
  if (!digits) return NoDate(typed, "");
  const absl::CivilDay civil(year, month, day);
  if (year < kFirstYear || civil.year() != year || civil.month() != month || civil.day() != day) {
    return NoDate(typed, ": the calendar has no such day");
  }
  return std::string(typed);
}

}  // namespace dateline::client
