#include "indexer/article/date.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "absl/time/time.h"

namespace dateline::article {
namespace {

// Reads exactly `width` digits at `pos`; -1 when they are not there.
int Digits(absl::string_view text, size_t pos, size_t width) {
  if (pos + width > text.size()) return -1;
  int value = 0;
  for (size_t i = pos; i < pos + width; ++i) {
    if (!absl::ascii_isdigit(text[i])) return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

// Parses a date at the beginning of `text`; `*size` is what it took.
std::optional<IsoDate> ParsePrefix(absl::string_view text, size_t* size) {
  const int year = Digits(text, 0, 4);
  if (year < kMinYear || year > kMaxYear) return std::nullopt;
  *size = 4;
  if (text.size() == 4) return IsoDate{absl::CivilDay(year, 1, 1), DatePrecision::kYear};
  const int month = text[4] == '-' ? Digits(text, 5, 2) : -1;
  if (month < 1 || month > 12) return std::nullopt;
  *size = 7;
  if (text.size() == 7) return IsoDate{absl::CivilDay(year, month, 1), DatePrecision::kMonth};
  const int day = text[7] == '-' ? Digits(text, 8, 2) : -1;
  if (day < 1 || day > 31) return std::nullopt;
  const absl::CivilDay civil(year, month, day);
  if (civil.month() != month) return std::nullopt;  // 31 April was normalised away.
  *size = 10;
  return IsoDate{civil, DatePrecision::kDay};
}

void PutDigits(int64_t value, size_t width, char* out) {
  for (size_t i = width; i-- > 0; value /= 10) out[i] = static_cast<char>('0' + value % 10);
}

std::string IsoDay(int64_t year, int month, int day) {
  if (year < 0 || year > 9999) return absl::StrFormat("%04d-%02d-%02d", year, month, day);
  std::string text = "0000-00-00";
  PutDigits(year, 4, &text[0]);
  PutDigits(month, 2, &text[5]);
  PutDigits(day, 2, &text[8]);
  return text;
}

}  // namespace

DateInterval PublishDate::interval() const { return IntervalOf(day, precision); }

std::optional<IsoDate> ParseIsoDate(absl::string_view text) {
  size_t size = 0;
  auto date = ParsePrefix(text, &size);
  if (!date || size != text.size()) return std::nullopt;
  return date;
}

std::optional<IsoDate> ParseIsoDateTime(absl::string_view text) {
  size_t size = 0;
  auto date = ParsePrefix(text, &size);
  if (!date) return std::nullopt;
  if (size == text.size()) return date;
  if (size != 10 || (text[10] != 'T' && text[10] != 't' && text[10] != ' ')) return std::nullopt;
  const int hour = Digits(text, 11, 2);
  if (hour < 0 || hour > 24) return std::nullopt;
  return date;
}

std::string FormatIsoDate(absl::CivilDay day, DatePrecision precision) {
  switch (precision) {
    case DatePrecision::kDay:
      return IsoDay(day.year(), day.month(), day.day());
    case DatePrecision::kMonth:
      return absl::StrFormat("%04d-%02d", day.year(), day.month());
    case DatePrecision::kYear:
      return absl::StrFormat("%04d", day.year());
    case DatePrecision::kUnknown:
      break;
  }
  return "";
}

std::string FormatIsoDay(int32_t day_number) {
  // Years that begin in March end with the leap day, and 400 of them are always 146,097 days.
  constexpr int32_t kFirstOfMarch0 = -719468;
  constexpr int32_t kDaysOf400Years = 146097;
  constexpr int32_t kDaysOf100Years = 36524;
  constexpr int32_t kDaysOf4Years = 1461;
  const int32_t day = day_number - kFirstOfMarch0;
  const int32_t of_400 = day % kDaysOf400Years;
  // The last day of 400 and of 4 years would be the first of one more.
  const int32_t centuries = std::min(of_400 / kDaysOf100Years, 3);
  const int32_t of_100 = of_400 - centuries * kDaysOf100Years;
  const int32_t of_4 = of_100 % kDaysOf4Years;
  const int32_t years = std::min(of_4 / 365, 3);
  const int32_t of_year = of_4 - years * 365;
  // From March on, five months have 153 days, twice and a part of it a third time.
  const int32_t month = (5 * of_year + 2) / 153;
  const int32_t of_month = of_year - (153 * month + 2) / 5;
  const int32_t year =
      day / kDaysOf400Years * 400 + centuries * 100 + of_100 / kDaysOf4Years * 4 + years;
  return IsoDay(month < 10 ? year : year + 1, month < 10 ? month + 3 : month - 9, of_month + 1);
}

std::string FormatIsoInstant(int64_t seconds) {
  if (seconds == 0) return "";
  return absl::FormatTime("%Y-%m-%dT%H:%M:%SZ", absl::FromUnixSeconds(seconds),
                          absl::UTCTimeZone());
}

std::optional<int64_t> ParseIsoInstant(absl::string_view text) {
  absl::Time time;
  std::string error;
  if (!absl::ParseTime(absl::RFC3339_full, text, &time, &error) &&
      !absl::ParseTime("%Y-%m-%d", text, &time, &error)) {
    return std::nullopt;
  }
  const int64_t year = absl::ToCivilYear(time, absl::UTCTimeZone()).year();
  if (year < kMinYear || year > kMaxYear) return std::nullopt;
  return absl::ToUnixSeconds(time);
}

DateInterval IntervalOf(absl::CivilDay day, DatePrecision precision) {
  switch (precision) {
    case DatePrecision::kMonth: {
      const absl::CivilMonth month(day);
      return {absl::CivilDay(month), absl::CivilDay(month + 1) - 1};
    }
    case DatePrecision::kYear: {
      const absl::CivilYear year(day);
      return {absl::CivilDay(year), absl::CivilDay(year + 1) - 1};
    }
    case DatePrecision::kDay:
    case DatePrecision::kUnknown:
      break;
  }
  return {day, day};
}

int32_t ToDayNumber(absl::CivilDay day) {
  return static_cast<int32_t>(day - absl::CivilDay(1970, 1, 1));
}

absl::CivilDay FromDayNumber(int32_t day_number) { return absl::CivilDay(1970, 1, 1) + day_number; }

absl::string_view Name(DatePrecision precision) {
  static constexpr std::array<absl::string_view, 4> kNames = {"", "DAY", "MONTH", "YEAR"};
  return kNames[static_cast<size_t>(precision)];
}

absl::string_view Name(DateSource source) {
  static constexpr std::array<absl::string_view, 12> kNames = {
      "",    "GIVEN",  "JSON_LD",  "OPEN_GRAPH", "META", "MICRODATA", "TIME_ELEMENT",
      "URL", "BYLINE", "DATELINE", "VISIBLE",    "TEXT"};
  return kNames[static_cast<size_t>(source)];
}

}  // namespace dateline::article
