// Expressions of years and parts of years: 2023, the 1990s, third quarter of 2023.

#ifndef DATELINE_INDEXER_ANNOTATE_YEAR_EXPRESSION_H_
#define DATELINE_INDEXER_ANNOTATE_YEAR_EXPRESSION_H_

#include <cstdint>

#include "indexer/annotate/date_tokens.h"

namespace dateline::annotate {

// Each reads an expression that begins at token `i`, with its first and last token, and is false
// when there is none.

// 2023, 1996-97. A number must read as a year: "in 1998", not "1998 workers" nor "room 1998".
bool ReadYear(const DateTokens& t, uint32_t i, DateExpression* e);
// the 1990s, '90s; not "in her 30s".
bool ReadDecade(const DateTokens& t, uint32_t i, DateExpression* e);
// Q3 2023, third quarter of 2023, first half of 1998.
bool ReadPartOfYear(const DateTokens& t, uint32_t i, DateExpression* e);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_YEAR_EXPRESSION_H_
