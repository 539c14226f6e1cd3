// The copy groups of a revision, read from the value stream of format::kSlotCopyGroup.

#ifndef DATELINE_SERVER_SNAPSHOT_COPY_LOADER_H_
#define DATELINE_SERVER_SNAPSHOT_COPY_LOADER_H_

#include <xapian.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "server/snapshot/snapshot.h"

namespace dateline::snapshot {

// The articles of one shard that say they have copies.
struct ShardCopies {
  std::vector<std::string> heads;                // Ids of head articles, each once.
  std::vector<std::pair<Row, uint32_t>> places;  // Rows ascending, each with its index in `heads`.
};

// `first_row` is the row of docid 1. DATA_LOSS when there is a value behind the last document;
// throws Xapian::Error.
absl::Status ReadCopies(const Xapian::Database& shard, Row first_row, ShardCopies* out);

// Puts the shards together, which are in the order of their rows. Articles of one head are a
// group; the only article of a head is alone.
void BuildCopies(uint32_t row_count, const std::vector<ShardCopies>& shards, CopyColumn* column);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_COPY_LOADER_H_
