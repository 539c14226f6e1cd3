// Corrects the entities of a revision while it is loaded: the server's rules, and the overlay.

#ifndef DATELINE_SERVER_SNAPSHOT_LOAD_CORRECTIONS_H_
#define DATELINE_SERVER_SNAPSHOT_LOAD_CORRECTIONS_H_

#include <vector>

#include "absl/status/status.h"
#include "server/snapshot/column_loader.h"
#include "server/snapshot/columns.h"
#include "server/snapshot/entity_corrections.h"
#include "server/snapshot/handle_pool.h"
#include "server/snapshot/snapshot.h"

namespace dateline::snapshot {

// Plans the corrections and applies them to the columns. `homes` is of every shard, or empty
// without rules; `names` gets what is missing there. DATA_LOSS when lists contradict each other; as
// StatusOfXapianException.
absl::Status Correct(const LoadOptions& options, RevisionNames* names,
                     const std::vector<ShardHomes>& homes, const FirstRows& first_rows,
                     HandlePool* pool, const Postlists& postlists, Columns* columns,
                     EntityCorrections* corrections);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_LOAD_CORRECTIONS_H_
