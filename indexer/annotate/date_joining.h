// Dates of one sentence that belong together: the ends of a range, and months or days that share
// the year behind the last of them.

#ifndef DATELINE_INDEXER_ANNOTATE_DATE_JOINING_H_
#define DATELINE_INDEXER_ANNOTATE_DATE_JOINING_H_

#include <cstddef>
#include <vector>

#include "indexer/annotate/date_expression.h"
#include "indexer/annotate/date_tokens.h"

namespace dateline::annotate {

// Marks the ranges among the expressions from `from` on, which are those of one sentence, with
// `to_next`, gives "June and July 1998" one year, and drops "Monday to Friday" (or later), which is
// repeated.
//
// Two expressions of one form are a range with "to", "through" or "until" between them, where
// "from" stands before the first or they are days or months; with "and" after "between"; with a
// hyphen or dash. What is moved "from Friday to Monday" covers no range.
void JoinDates(const DateTokens& t, size_t from, std::vector<DateExpression>* dates);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_DATE_JOINING_H_
