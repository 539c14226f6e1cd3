// Expressions that count from the publish date, and holidays: yesterday, last week, two years ago.

#ifndef DATELINE_INDEXER_ANNOTATE_RELATIVE_EXPRESSION_H_
#define DATELINE_INDEXER_ANNOTATE_RELATIVE_EXPRESSION_H_

#include <cstdint>

#include "indexer/annotate/date_tokens.h"

namespace dateline::annotate {

// Each reads an expression at token `i`, with its first token, which may be before `i`, and last,
// and is false when there is none.

// today, the day before yesterday, tomorrow, this morning, last night.
bool ReadDayWord(const DateTokens& t, uint32_t i, DateExpression* e);
// last week, earlier this year, next month; not "the last week", which is a duration.
bool ReadUnit(const DateTokens& t, uint32_t i, DateExpression* e);
// two years ago, three weeks from now.
bool ReadAgo(const DateTokens& t, uint32_t i, DateExpression* e);
// Christmas Day, last Thanksgiving, New Year's Eve 1999.
bool ReadHoliday(const DateTokens& t, uint32_t i, DateExpression* e);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_RELATIVE_EXPRESSION_H_
