#include "indexer/article/event_date.h"

#include <array>

namespace dateline::article {

absl::string_view Name(DateGranularity granularity) {
  static constexpr std::array<absl::string_view, static_cast<size_t>(kLastGranularity) + 1> kNames =
      {"",     "DAY",    "WEEK", "WEEKEND", "MONTH",   "QUARTER",
       "HALF", "SEASON", "YEAR", "DECADE",  "CENTURY", "RANGE"};
  return kNames[static_cast<size_t>(granularity)];
}

absl::string_view Name(DateRule rule) {
  static constexpr std::array<absl::string_view, static_cast<size_t>(kLastRule) + 1> kNames = {
      "",
      "EXPLICIT",
      "NAMED_DAY",
      "TWO_DIGIT_YEAR",
      "FISCAL_AS_CALENDAR",
      "NORTHERN_SEASON",
      "NEAREST_YEAR",
      "NEAREST_YEAR_PAST",
      "NEAREST_YEAR_FUTURE",
      "LAST_BEFORE",
      "NEXT_AFTER",
      "SAME_YEAR",
      "YEAR_OFFSET",
      "LATEST_BEGUN",
      "WEEKDAY_BEFORE",
      "WEEKDAY_AFTER",
      "WEEKDAY_LAST",
      "WEEKDAY_NEXT",
      "WEEKDAY_OF_WEEK",
      "WEEKDAY_AND_WEEK",
      "DAY_OFFSET",
      "UNIT_OFFSET",
      "AGO",
      "FROM_NOW",
      "WEEKEND_BEFORE",
      "WEEKEND_AFTER",
      "WEEK_OF_DAY",
      "WEEK_ENDING",
      "PART_OF_PERIOD",
      "FROM_ANCHOR",
      "SOUTHERN_SEASON",
  };
  return kNames[static_cast<size_t>(rule)];
}

}  // namespace dateline::article
