#include "server/match/posting_cursor.h"

#include <utility>

namespace dateline::match {

PostingCursor::PostingCursor(snapshot::Snapshot::Lease* lease, std::string term)
    : lease_(lease), term_(std::move(term)) {
  OpenShard(0);
}

bool PostingCursor::OpenShard(size_t shard) {
  shard_ = shard;
  if (shard >= lease_->shards().size()) {
    posting_ = end_;
    return false;
  }
  first_row_ = lease_->first_row(shard);
  posting_ = lease_->shards()[shard].postlist_begin(term_);
  return true;
}

bool PostingCursor::SkipTo(snapshot::Row row) {
  const size_t shard_count = lease_->shards().size();
  while (shard_ < shard_count) {
    if (posting_ != end_) {
      if (row < lease_->first_row(shard_ + 1)) {
        if (row > first_row_) posting_.skip_to(row - first_row_ + 1);
        if (posting_ != end_) return true;
      }
    }
    OpenShard(shard_ + 1);
  }
  return false;
}

}  // namespace dateline::match
