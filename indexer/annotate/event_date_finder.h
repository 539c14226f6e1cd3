// Finds the calendar expressions of English text.
//
// What counts: days, months, quarters, halves, seasons, years, fiscal years, decades and centuries,
// with or without year; weekdays; parts of a month or year ("the first week of May"); ranges;
// holidays whose day the calendar tells; expressions that count from the publish date ("two years
// ago") or from another date of the text ("two days later"). "Early", "mid", "late", "the end of"
// narrow a unit, whose whole interval is taken; "since 1995" and "until Friday" are the year and
// the day themselves.
//
// What is left out, and why:
//   - durations ("for two days", "in the last three months", "the past year", "a 24-hour strike"):
//     they say how long, not when;
//   - repeated times ("every Friday", "Fridays", "weekly", "Monday to Friday", "in the summer");
//   - ages, times of day, and numbers that something else is counted by ("1998 workers");
//   - "now", "recently", "a few days ago", "two or three years ago": their days are open; and "in
//     three weeks", which says when or how long;
//   - a half without year, and in sentences about games a quarter: it may be one of a match;
//   - holidays of the moon or of one country (holiday.h);
//   - a day without its month ("on the 15th"), and events ("two days after the vote").
// All-numeric dates whose day and month could be swapped are found, but stay unresolved.

#ifndef DATELINE_INDEXER_ANNOTATE_EVENT_DATE_FINDER_H_
#define DATELINE_INDEXER_ANNOTATE_EVENT_DATE_FINDER_H_

#include <vector>

#include "indexer/annotate/date_expression.h"
#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {

// The expressions of `text` in order, without overlaps; the two ends of a range are two, marked by
// DateExpression::to_next. A year stands alone only where its context reads it as one ("in 1998",
// not "1998 workers").
std::vector<DateExpression> FindDateExpressions(const TokenizedText& text);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_EVENT_DATE_FINDER_H_
