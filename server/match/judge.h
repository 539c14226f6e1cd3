// Puts the filters of a search to what matches its query.

#ifndef DATELINE_SERVER_MATCH_JUDGE_H_
#define DATELINE_SERVER_MATCH_JUDGE_H_

#include <array>
#include <memory>
#include <vector>

#include "indexer/article/dimension.h"
#include "server/match/cancellation.h"
#include "server/match/row_filter.h"
#include "server/match/row_set.h"
#include "server/match/spare_cores.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

struct Judged {
  RowSet hits;
  bool all = false;  // Everything passed.
  // The same as `hits`, where they are kept with those of the lowest keys as champions.
  std::shared_ptr<const snapshot::Postings> kept;
  std::vector<double> scores;  // Of the hits.
  // By dimension: rows that fail its match-any selection and nothing else. They count in its own
  // facet alone.
  std::array<RowSet, article::kValueDimensionCount> spared;
};

// `scores` has one per row, or is empty; rows with scores are a list. Only dimensions in `faceted`
// are spared. Selections are judged by the lists of their entities where those are kept, or cost
// less than a look at every row; what passes of all articles is kept when it is wanted again.
// `cores` may be null. Throws Xapian::Error when the revision can no longer be read.
Judged Judge(const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
             const RowFilter& filter,
             const std::array<bool, article::kValueDimensionCount>& faceted, const RowSet& rows,
             std::vector<double> scores, SpareCores* cores, Cancellation* cancellation);

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_JUDGE_H_
