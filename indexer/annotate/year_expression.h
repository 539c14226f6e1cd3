// Expressions of years and parts of years: 2023, the 1990s, third quarter of 2023.

#ifndef DATELINE_INDEXER_ANNOTATE_YEAR_EXPRESSION_H_
#define DATELINE_INDEXER_ANNOTATE_YEAR_EXPRESSION_H_

#include <cstdint>

#include "indexer/annotate/date_tokens.h"

namespace dateline::annotate {

// Each reads an expression at token `i`, with its first token, which may be before `i`, and last,
// and is false when there is none.

// 2023, 1996-97, 2008-2011, mid-1998, fiscal 1998, "in '98". A number must read as a year: "in
// 1998", not "1998 workers", "room 1998" nor "class of 1998".
bool ReadYear(const DateTokens& t, uint32_t i, DateExpression* e);
// FY2004, FY04, FY2004-05.
bool ReadFiscal(const DateTokens& t, uint32_t i, DateExpression* e);
// the 1990s, the mid-1980s, '90s, the sixties, the 1800s; not "in her 30s".
bool ReadDecade(const DateTokens& t, uint32_t i, DateExpression* e);
// Q3 2023, 3Q 2023, third quarter of 2023, first half of 1998, the 1998 third quarter. Without year
// quarters alone count, and in sentences about games none.
bool ReadPartOfYear(const DateTokens& t, uint32_t i, DateExpression* e);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_YEAR_EXPRESSION_H_
