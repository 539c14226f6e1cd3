#include "indexer/article/date.h"

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
      return absl::StrFormat("%04d-%02d-%02d", day.year(), day.month(), day.day());
    case DatePrecision::kMonth:
      return absl::StrFormat("%04d-%02d", day.year(), day.month());
    case DatePrecision::kYear:
      return absl::StrFormat("%04d", day.year());
    case DatePrecision::kUnknown:
      break;
  }
  return "";
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
