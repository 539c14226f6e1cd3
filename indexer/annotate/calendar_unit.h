// Whole calendar units as intervals: weeks from Monday to Sunday, months, quarters, years.

#ifndef DATELINE_INDEXER_ANNOTATE_CALENDAR_UNIT_H_
#define DATELINE_INDEXER_ANNOTATE_CALENDAR_UNIT_H_

#include "absl/time/civil_time.h"
#include "indexer/annotate/date_expression.h"
#include "indexer/article/event_date.h"

namespace dateline::annotate {

// 1 is Monday, 7 Sunday.
int WeekdayOf(absl::CivilDay day);

// `months` months from `first` on.
article::DateInterval MonthsFrom(absl::CivilMonth first, int months);
// From the first day of `first` to the last one of `last`.
article::DateInterval YearsOf(int first, int last);
// Monday to Sunday.
article::DateInterval WeekOf(absl::CivilDay day);

// The whole unit that lies `offset` units from the one that has `day`. Decades begin with the year
// that ends in 0, centuries with the one that ends in 01.
article::DateInterval UnitAt(DateUnit unit, int offset, absl::CivilDay day);

article::DateGranularity GranularityOf(DateUnit unit);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_CALENDAR_UNIT_H_
