// Expressions that count from the publish date: yesterday, last week, two years ago.

#ifndef DATELINE_INDEXER_ANNOTATE_RELATIVE_EXPRESSION_H_
#define DATELINE_INDEXER_ANNOTATE_RELATIVE_EXPRESSION_H_

#include <cstdint>

#include "indexer/annotate/date_tokens.h"

namespace dateline::annotate {

// Each reads an expression at token `i`, with its first token, which may be before `i`, and last,
// and is false when there is none.

// today, the day before yesterday, tomorrow, this morning, last night.
bool ReadDayWord(const DateTokens& t, uint32_t i, DateExpression* e);
// last week, earlier this year, next month, the end of the year, year-end, later in the week; not
// "the last week" nor "the past year", which are durations.
bool ReadUnit(const DateTokens& t, uint32_t i, DateExpression* e);
// two years ago, a fortnight ago, three weeks from now, in two days' time, a year ago today; not "a
// few years ago" nor "two or three years ago", whose number is open.
bool ReadAgo(const DateTokens& t, uint32_t i, DateExpression* e);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_RELATIVE_EXPRESSION_H_
