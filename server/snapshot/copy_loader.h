// The copy groups of a revision, read from the value stream of format::kSlotCopyGroup.

#ifndef DATELINE_SERVER_SNAPSHOT_COPY_LOADER_H_
#define DATELINE_SERVER_SNAPSHOT_COPY_LOADER_H_

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "server/snapshot/shard_source.h"
#include "server/snapshot/snapshot.h"

namespace dateline::snapshot {

// The articles of one shard that say they have copies.
struct ShardCopies {
  std::vector<std::string> heads;                // Ids of head articles, each once.
  std::vector<std::pair<Row, uint32_t>> places;  // Rows ascending, each with its index in `heads`.
};

// Of an index of format versions 1 to 6. `first_row` is the row of docid 1. DATA_LOSS when there is
// a value behind the last document; throws Xapian::Error.
absl::Status ReadCopies(const ShardSource& shard, Row first_row, ShardCopies* out);

// Of later ones, from the file of the revision: what ReadCopies gives for every shard. DATA_LOSS
// when it is damaged, not there, or names what is not in the index.
// Row first_rows[s] is docid 1 of shard s, which ends with docid last_docids[s].
absl::Status ReadCopiesFile(const std::string& path, const std::vector<Row>& first_rows,
                            const std::vector<uint32_t>& last_docids,
                            std::vector<ShardCopies>* out);

// Puts the shards together, which are in the order of their rows. Articles of one head are a
// group; the only article of a head is alone.
void BuildCopies(uint32_t row_count, const std::vector<ShardCopies>& shards, CopyColumn* column);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_COPY_LOADER_H_
