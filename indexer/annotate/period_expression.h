// Expressions of seasons, centuries and parts of a month or year: spring of 1968, the 19th century,
// the first week of May, the first nine months of 1998.

#ifndef DATELINE_INDEXER_ANNOTATE_PERIOD_EXPRESSION_H_
#define DATELINE_INDEXER_ANNOTATE_PERIOD_EXPRESSION_H_

#include <cstdint>

#include "indexer/annotate/date_tokens.h"

namespace dateline::annotate {

// Each reads an expression at token `i`, with its first token, which may be before `i`, and last,
// and is false when there is none.

// spring of 1968, winter 1998-99, last summer, this fall, late summer, by spring; not "in the
// summer", which may be any.
bool ReadSeason(const DateTokens& t, uint32_t i, DateExpression* e);
// the 19th century, nineteenth-century.
bool ReadCentury(const DateTokens& t, uint32_t i, DateExpression* e);
// the first week of May, the last three months of 1998, the first Monday in October 2004.
bool ReadCut(const DateTokens& t, uint32_t i, DateExpression* e);
// the second of May, the 15th of this month.
bool ReadOrdinalDay(const DateTokens& t, uint32_t i, DateExpression* e);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_PERIOD_EXPRESSION_H_
