// Calendar values: days, closed intervals of days, and a publish date that says how well it is
// known.
//
// All functions are pure. A day is an absl::CivilDay in the proleptic Gregorian calendar; no time
// zone is involved.

#ifndef DATELINE_INDEXER_ARTICLE_DATE_H_
#define DATELINE_INDEXER_ARTICLE_DATE_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"

namespace dateline::article {

// The years a date may have anywhere in Dateline. Outside of them a date is not a date.
inline constexpr int kMinYear = 1000;
inline constexpr int kMaxYear = 2999;

// A closed interval of days: both ends belong to it. `start <= end` always.
struct DateInterval {
  absl::CivilDay start;
  absl::CivilDay end;

  friend bool operator==(const DateInterval& a, const DateInterval& b) {
    return a.start == b.start && a.end == b.end;
  }
  friend bool operator!=(const DateInterval& a, const DateInterval& b) { return !(a == b); }
};

// How much of a publish date is known. The numbers are stored (indexer/format).
enum class DatePrecision : uint8_t { kUnknown = 0, kDay = 1, kMonth = 2, kYear = 3 };

// Where a publish date is known from. The numbers are stored (indexer/format).
enum class DateSource : uint8_t {
  kUnknown = 0,
  kGiven = 1,        // the input record's own publish_date
  kJsonLd = 2,       // schema.org datePublished in JSON-LD
  kOpenGraph = 3,    // article:published_time and its relatives
  kMeta = 4,         // any other <meta> (Dublin Core, "date", ...)
  kMicrodata = 5,    // itemprop="datePublished"
  kTimeElement = 6,  // <time datetime=...>
  kUrl = 7,          // /2023/10/19/ in the URL
  kByline = 8,       // "By Jane Roe, 19 October 2023", "Published on ..."
  kDateline = 9,     // "KYIV, Oct. 19, 2023 --"
  kVisible = 10,     // a date standing alone near the headline
  kText = 11,        // proved by what the body says
};

// The day, month or year in which an article appeared. Unknown unless there is evidence.
struct PublishDate {
  DatePrecision precision = DatePrecision::kUnknown;
  DateSource source = DateSource::kUnknown;
  absl::CivilDay
      day;  // The first day of the month or year at lower precision; meaningless when unknown.

  bool known() const { return precision != DatePrecision::kUnknown; }
  // All days it may be. REQUIRES: known().
  DateInterval interval() const;

  friend bool operator==(const PublishDate& a, const PublishDate& b) {
    return a.precision == b.precision && a.source == b.source && (!a.known() || a.day == b.day);
  }
};

// What is proved of a publish date that is not known: the article appeared on `not_before` or
// later, on `not_after` or earlier. Either may be absent; both days belong to what is possible.
struct DateBounds {
  std::optional<absl::CivilDay> not_before;
  std::optional<absl::CivilDay> not_after;

  bool empty() const { return !not_before && !not_after; }

  friend bool operator==(const DateBounds& a, const DateBounds& b) {
    return a.not_before == b.not_before && a.not_after == b.not_after;
  }
};

// A date as ISO 8601 writes it at its precision.
struct IsoDate {
  absl::CivilDay day;
  DatePrecision precision;
};

// Parses "2023", "2023-09" or "2023-09-13", and nothing else: no time of day, no spaces, no day
// that the calendar does not have. nullopt otherwise, or for a year outside [kMinYear, kMaxYear].
std::optional<IsoDate> ParseIsoDate(absl::string_view text);

// As ParseIsoDate, but what follows a full date may be a time of day ("2023-09-13T10:00:00Z",
// "2023-09-13 10:00"), which is dropped: the day is the one the writer's clock showed.
std::optional<IsoDate> ParseIsoDateTime(absl::string_view text);

// "2023-09-13", "2023-09" or "2023"; "" when the precision is kUnknown.
std::string FormatIsoDate(absl::CivilDay day, DatePrecision precision = DatePrecision::kDay);

// The same of a day number, by the day, for histograms of many: no calendar is walked. REQUIRES:
// its year is from 0 to 9999.
std::string FormatIsoDay(int32_t day_number);

// "2023-09-13T10:00:00Z" for seconds since 1970-01-01 UTC, and back (the same form with an offset
// instead of Z, or a date alone, is read too). "" for 0: unknown. nullopt for what is none.
std::string FormatIsoInstant(int64_t seconds);
std::optional<int64_t> ParseIsoInstant(absl::string_view text);

// The interval of the day, month or year. REQUIRES: precision is not kUnknown.
DateInterval IntervalOf(absl::CivilDay day, DatePrecision precision);

// Days since 1970-01-01, and back.
int32_t ToDayNumber(absl::CivilDay day);
absl::CivilDay FromDayNumber(int32_t day_number);

// "DAY", "MONTH", "YEAR", ""; "JSON_LD", ... , "": the names of the JSON contract.
absl::string_view Name(DatePrecision precision);
absl::string_view Name(DateSource source);

}  // namespace dateline::article

#endif  // DATELINE_INDEXER_ARTICLE_DATE_H_
