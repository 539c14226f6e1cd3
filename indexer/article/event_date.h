// A span of text that speaks of a calendar interval: the days, how fine they are, and the rule that
// found them.

#ifndef DATELINE_INDEXER_ARTICLE_EVENT_DATE_H_
#define DATELINE_INDEXER_ARTICLE_EVENT_DATE_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "indexer/article/date.h"

namespace dateline::article {

// The texts of an article that mentions and event dates point into. The numbers are stored.
enum class Field : uint8_t { kTitle = 1, kBody = 2, kCaptions = 3 };

// How fine the text speaks: "late May" is a month, and its interval the whole of it. The numbers
// are stored; they and the names are those of dateline.v1.DateGranularity.
enum class DateGranularity : uint8_t {
  kUnspecified = 0,  // Of articles stored before there was one.
  kDay = 1,
  kWeek = 2,  // Monday to Sunday, or the seven days that the text says.
  kWeekend = 3,
  kMonth = 4,
  kQuarter = 5,
  kHalf = 6,
  kSeason = 7,
  kYear = 8,
  kDecade = 9,
  kCentury = 10,
  kRange = 11,  // Several of one of these: "Oct. 19-21", "from 1990 to 1995", "the 1996-97 season".
};

// What made an interval of the words. The numbers are stored; they and the names are those of
// dateline.v1.DateRule, whose comments say what each does.
enum class DateRule : uint8_t {
  kUnspecified = 0,  // Of articles stored before there was one.
  // The text has the year.
  kExplicit = 1,
  kNamedDay = 2,
  kTwoDigitYear = 3,
  kFiscalAsCalendar = 4,
  kNorthernSeason = 5,
  // It has none, and the publish date gives it.
  kNearestYear = 6,
  kNearestYearPast = 7,
  kNearestYearFuture = 8,
  kLastBefore = 9,
  kNextAfter = 10,
  kSameYear = 11,
  kYearOffset = 12,
  kLatestBegun = 13,
  // A weekday.
  kWeekdayBefore = 14,
  kWeekdayAfter = 15,
  kWeekdayLast = 16,
  kWeekdayNext = 17,
  kWeekdayOfWeek = 18,
  kWeekdayAndWeek = 19,
  // Counted from the publish date.
  kDayOffset = 20,
  kUnitOffset = 21,
  kAgo = 22,
  kFromNow = 23,
  kWeekendBefore = 24,
  kWeekendAfter = 25,
  // Counted from, or a part of, another date of the text.
  kWeekOfDay = 26,
  kWeekEnding = 27,
  kPartOfPeriod = 28,
  kFromAnchor = 29,
  // As kNorthernSeason.
  kSouthernSeason = 30,
};
inline constexpr DateGranularity kLastGranularity = DateGranularity::kRange;
inline constexpr DateRule kLastRule = DateRule::kSouthernSeason;

struct EventDate {
  Field field = Field::kBody;
  uint32_t begin = 0;  // UTF-8 bytes into the field, half-open.
  uint32_t end = 0;
  DateInterval interval;
  DateGranularity granularity = DateGranularity::kUnspecified;
  DateRule rule = DateRule::kUnspecified;
};

// "DAY", ...; "EXPLICIT", ...; "" for kUnspecified: the names of the JSON contract.
absl::string_view Name(DateGranularity granularity);
absl::string_view Name(DateRule rule);

}  // namespace dateline::article

#endif  // DATELINE_INDEXER_ARTICLE_EVENT_DATE_H_
