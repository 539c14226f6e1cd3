// Turns a calendar expression into the days it covers, as a reader on the publish date understands
// it.
//
// Rules for news. A weekday is the last one up to and including the publish date; where its
// sentence speaks of the future, the next one. A month, or a month and day, without year takes the
// year that brings it nearest to the publish date, where days ahead count more unless the
// sentence speaks of the future. "Last", "this" and "next" with a unit move by whole units; a week
// is Monday to Sunday, a weekend Saturday and Sunday. "Three days ago" is one day; "three weeks,
// months, years ago" are that whole week, month, year.

#ifndef DATELINE_INDEXER_ANNOTATE_EVENT_DATE_RESOLVER_H_
#define DATELINE_INDEXER_ANNOTATE_EVENT_DATE_RESOLVER_H_

#include <optional>

#include "indexer/annotate/date_expression.h"
#include "indexer/article/date.h"

namespace dateline::annotate {

// The days of `expression`. nullopt when the calendar does not have them, when they leave the years
// of indexer/article/date.h, or when they depend on a publish date that is not known to the day.
std::optional<article::DateInterval> ResolveDate(const DateExpression& expression,
                                                 const article::PublishDate& publish_date);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_EVENT_DATE_RESOLVER_H_
