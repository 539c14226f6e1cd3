// Dates as people write them: "19 October 2023", "Oct. 19, 2023", "19.10.2023", "19 de octubre de
// 2023".

#ifndef DATELINE_INDEXER_EXTRACT_DATE_TEXT_H_
#define DATELINE_INDEXER_EXTRACT_DATE_TEXT_H_

#include <cstddef>
#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "indexer/article/date.h"

namespace dateline::extract {

// How 4/5/2023 is read. Dates whose parts can only be read one way need no order.
enum class NumericOrder { kUnknown, kDayFirst, kMonthFirst };

// The order of a language tag: "en-US" writes the month first, "en" alone may be either, all others
// the day.
NumericOrder NumericOrderOf(absl::string_view language_tag);

// A full date in a text, with its place in bytes, half-open.
struct FoundDate {
  absl::CivilDay day;
  size_t begin = 0;
  size_t end = 0;
};

// The first full date (day, month and year of four digits) that ends after `from`. Month names of
// some twenty languages, in full and abbreviated; 4/5/2023 only when `order` or the numbers decide
// it.
std::optional<FoundDate> FindDate(absl::string_view text, size_t from, NumericOrder order);

// A date as metadata writes it: ISO 8601 in all its looser forms, RFC 822, or as in a text. nullopt
// for what is no date, and for the zeros of clocks (1970-01-01, 0001-01-01).
std::optional<article::IsoDate> ParseMachineDate(absl::string_view text, NumericOrder order);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_DATE_TEXT_H_
