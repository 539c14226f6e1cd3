// Articles by day, week, month or year of their publish date or of their events.

#ifndef DATELINE_SERVER_MATCH_HISTOGRAM_H_
#define DATELINE_SERVER_MATCH_HISTOGRAM_H_

#include "absl/status/statusor.h"
#include "server/match/cancellation.h"
#include "server/match/collapsed.h"
#include "server/match/row_set.h"
#include "server/match/search.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// Result and INVALID_ARGUMENT as in search.h; INVALID_ARGUMENT for a dimension without dates too.
// Where those of all event dates would be too many buckets, only the days in `event_window` count.
absl::StatusOr<Histogram> CountDates(const snapshot::Snapshot& snapshot,
                                     const HistogramRequest& request, const Window& event_window,
                                     const RowSet& rows, Cancellation* cancellation);

// The same of articles alone and copy groups.
absl::StatusOr<Histogram> CountCollapsedDates(const snapshot::Snapshot& snapshot,
                                              const HistogramRequest& request,
                                              const Window& event_window,
                                              const Collapsed& collapsed,
                                              Cancellation* cancellation);

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_HISTOGRAM_H_
