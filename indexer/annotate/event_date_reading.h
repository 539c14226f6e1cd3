// A text's calendar expressions with the days that each covers, or why it has none.

#ifndef DATELINE_INDEXER_ANNOTATE_EVENT_DATE_READING_H_
#define DATELINE_INDEXER_ANNOTATE_EVENT_DATE_READING_H_

#include <vector>

#include "absl/functional/function_ref.h"
#include "indexer/annotate/event_date_resolver.h"
#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {

struct DateReading {
  uint32_t first = 0;  // Tokens, half-open.
  uint32_t last = 0;
  Resolution resolution;
};

// The expressions of `text` in order, resolved or not. They do not overlap but for ranges: "from
// 1990 to 1995" is the range, then its two ends, which are dates of their own.
//
// Where the publish date has to give the year or week of both ends, they stay together: what is to
// come is counted on from the beginning, what was from its end back.
// Anchored expressions ("two days later") count from the last date before them that was resolved,
// in the same sentence or the one before; a year, from the last month, quarter or season there.
//
// `is_southern` is asked whether the article is from the south where a season's words do not say
// whose it is.
std::vector<DateReading> ReadEventDates(const TokenizedText& text,
                                        const article::PublishDate& publish_date,
                                        absl::FunctionRef<bool()> is_southern);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_EVENT_DATE_READING_H_
