// English words and digits of the calendar, as single tokens.

#ifndef DATELINE_INDEXER_ANNOTATE_CALENDAR_WORDS_H_
#define DATELINE_INDEXER_ANNOTATE_CALENDAR_WORDS_H_

#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "indexer/annotate/date_expression.h"
#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {

// The names that the functions below know, in full: January.., Monday.., a, one.. twenty, thirty..
// ninety, first.. twentieth, spring.. winter.
absl::Span<const absl::string_view> MonthNames();
absl::Span<const absl::string_view> WeekdayNames();
std::vector<absl::string_view> CountNames();
absl::Span<const absl::string_view> OrdinalNames();
absl::Span<const absl::string_view> SeasonNames();

// 1..12 for "October", "Oct" (any case); 0 otherwise. Takes a PhraseKey.
int MonthOf(absl::string_view key);

// 1..7 for "Monday", "Mon"; 0 otherwise.
int WeekdayOf(absl::string_view key);

// "two", "a", "twenty", "ninety", or a plain number below 1000; 0 otherwise.
int CountOf(absl::string_view key);

// "first" .. "fourth", "1st" .. "4th", "Q1" without its Q: 1..4; 0 otherwise.
int QuarterOf(absl::string_view key);

// "first" .. "twentieth", "1st" .. "31st": the number; 0 otherwise.
int OrdinalOf(absl::string_view key);

// Spring is 1, summer 2, autumn and fall 3, winter 4; 0 otherwise.
int SeasonOf(absl::string_view key);

// The first year of "fifties" .. "nineties"; 0 otherwise.
int DecadeNamed(absl::string_view key);

// "week", "weeks", ...; nullopt for other words.
std::optional<DateUnit> UnitOf(absl::string_view key);

// A token of digits alone as a number, if it has `min_digits` to `max_digits` of them; -1
// otherwise.
int PlainNumber(absl::string_view word, int min_digits, int max_digits);

// The day of the month in "3", "03", "3rd", "23rd"; 0 otherwise.
int DayNumber(absl::string_view word);

// The first year of "1990s", "1990's", "90s"; 0 otherwise.
int DecadeOf(absl::string_view word);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_CALENDAR_WORDS_H_
