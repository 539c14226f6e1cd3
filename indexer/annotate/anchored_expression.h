// Expressions that count from another date of the text: two days later, the following week, a year
// earlier, that month.

#ifndef DATELINE_INDEXER_ANNOTATE_ANCHORED_EXPRESSION_H_
#define DATELINE_INDEXER_ANNOTATE_ANCHORED_EXPRESSION_H_

#include <cstdint>
#include <optional>

#include "indexer/annotate/date_tokens.h"
#include "indexer/article/event_date.h"

namespace dateline::annotate {

// Reads the expression that begins at token `i`, with its first and last token; false when there is
// none. "Two days after the vote" is none: the vote is no date.
bool ReadAnchored(const DateTokens& t, uint32_t i, DateExpression* e);

// What a text has said, as an anchor for what follows.
struct DateAnchor {
  article::DateInterval interval;
  article::DateGranularity granularity;
};

// The interval of an anchored expression. Days and weekdays need a day to count from, weeks and
// weekends a day, week or weekend,
// months a month or less; a year from a part of a year (a month, quarter, half or season) is the
// same part of the other year, from a day the whole year. nullopt when the anchor is too coarse, or
// is a range, decade or century.
std::optional<DateAnchor> FromAnchor(const DateExpression& e, const DateAnchor& anchor);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_ANCHORED_EXPRESSION_H_
