// All articles that pass the filters of a search, as they are wanted again by the next one that has
// no words, or for a page further on.

#ifndef DATELINE_SERVER_MATCH_PASSING_ROWS_H_
#define DATELINE_SERVER_MATCH_PASSING_ROWS_H_

#include <memory>
#include <string>

#include "server/match/cancellation.h"
#include "server/match/row_filter.h"
#include "server/match/row_set.h"
#include "server/snapshot/postings.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// For one search; borrows the snapshot.
class PassingRows {
 public:
  PassingRows(const snapshot::Snapshot& snapshot, const RowFilter& filter);

  // A list with the first of them in the order of their keys as champions; null when it is not
  // kept.
  const std::shared_ptr<const snapshot::Postings>& kept() const { return kept_; }
  // Has the snapshot keep them with its posting lists, if they were wanted before. REQUIRES: `rows`
  // is all that pass, unless cancelled, and was not kept.
  void Keep(const RowSet& rows, Cancellation* cancellation) const;

 private:
  const snapshot::Snapshot& snapshot_;
  std::string key_;
  bool of_entities_;  // They are EntityRows, which keeps them.
  std::shared_ptr<const snapshot::Postings> kept_;
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_PASSING_ROWS_H_
