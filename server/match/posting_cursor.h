// One term's postings over all shards, walked in the order of the rows.

#ifndef DATELINE_SERVER_MATCH_POSTING_CURSOR_H_
#define DATELINE_SERVER_MATCH_POSTING_CURSOR_H_

#include <xapian.h>

#include <cstdint>
#include <string>

#include "server/snapshot/snapshot.h"

namespace dateline::match {

// Borrows the lease. All functions throw Xapian::Error when the revision can no longer be read.
class PostingCursor {
 public:
  PostingCursor(snapshot::Snapshot::Lease* lease, std::string term);

  // Moves to the first posting at `row` or behind it; never back. False when there is none, and
  // the cursor is then at its end.
  bool SkipTo(snapshot::Row row);
  // The row it is at. REQUIRES: the last SkipTo was true.
  snapshot::Row row() const { return first_row_ + *posting_ - 1; }
  uint32_t wdf() const { return posting_.get_wdf(); }

 private:
  // Goes to the beginning of a shard. False when there is no such shard.
  bool OpenShard(size_t shard);

  snapshot::Snapshot::Lease* lease_;
  std::string term_;
  size_t shard_ = 0;
  snapshot::Row first_row_ = 0;  // Of the shard.
  Xapian::PostingIterator posting_;
  Xapian::PostingIterator end_;
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_POSTING_CURSOR_H_
