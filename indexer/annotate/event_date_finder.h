// Finds the calendar expressions of English text.
//
// Durations ("for two days"), ages, repeated times ("every Friday") and times of day are no
// calendar expressions; "now" and seasons are left out too, because nobody agrees on their days.

#ifndef DATELINE_INDEXER_ANNOTATE_EVENT_DATE_FINDER_H_
#define DATELINE_INDEXER_ANNOTATE_EVENT_DATE_FINDER_H_

#include <vector>

#include "indexer/annotate/date_expression.h"
#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {

// The expressions of `text` in order, without overlaps. A year stands alone only where its context
// reads it as one ("in 1998", not "1998 workers"). All-numeric dates whose day and month could be
// swapped are left out.
std::vector<DateExpression> FindDateExpressions(const TokenizedText& text);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_EVENT_DATE_FINDER_H_
