// The shards of a revision: checked, opened, and their rows numbered.

#ifndef DATELINE_SERVER_SNAPSHOT_SHARD_OPENER_H_
#define DATELINE_SERVER_SNAPSHOT_SHARD_OPENER_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/format/layout.h"
#include "server/snapshot/column_loader.h"
#include "server/snapshot/handle_pool.h"

namespace dateline::snapshot {

// By shard.
struct OpenedShards {
  FirstRows first_rows;
  std::vector<uint32_t> last_docids;
  // Of the shards' data; null where there is none.
  std::vector<std::shared_ptr<const format::DataDictionary>> dictionaries;
  // Null for a shard that can be read through Xapian alone.
  Postlists postlists;
};

// FAILED_PRECONDITION for a format version that is not read here, DATA_LOSS for a shard that is
// none of the revision or damaged, UNAVAILABLE when it is gone.
absl::StatusOr<OpenedShards> OpenShards(const format::Manifest& manifest, HandlePool* pool);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_SHARD_OPENER_H_
