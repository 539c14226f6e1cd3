// Weekdays: Friday, next Tuesday, Tuesday of next week, Tuesday week, Friday the 13th.

#ifndef DATELINE_INDEXER_ANNOTATE_WEEKDAY_EXPRESSION_H_
#define DATELINE_INDEXER_ANNOTATE_WEEKDAY_EXPRESSION_H_

#include <cstdint>

#include "indexer/annotate/date_tokens.h"

namespace dateline::annotate {

// Reads the weekday at token `i`, with its first token, which may be before `i`, and last. False
// when there is none, or when it is part of a name ("Black Friday"), repeated ("Fridays"), or of a
// date that says more ("Friday, Oct. 23"); `*next` is then where to go on: `i` for no weekday.
bool ReadWeekday(const DateTokens& t, uint32_t i, DateExpression* e, uint32_t* next);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_WEEKDAY_EXPRESSION_H_
