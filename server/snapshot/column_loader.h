// Reads the columns of a revision out of its shards.

#ifndef DATELINE_SERVER_SNAPSHOT_COLUMN_LOADER_H_
#define DATELINE_SERVER_SNAPSHOT_COLUMN_LOADER_H_

#include <xapian.h>

#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server/snapshot/columns.h"
#include "server/snapshot/handle_pool.h"

namespace dateline::snapshot {

// Where the rows of each shard begin, and behind the last one where they end.
using FirstRows = std::vector<Row>;

// Reads all columns, on as many threads as the machine has cores (kMaxLoadThreads at most), each
// with handles of its own from `pool`. DATA_LOSS for a slot or a term of another form;
// UNAVAILABLE when the revision can no longer be read. `names` gets the display names of every
// shard, `homes` its homes unless it is null.
absl::StatusOr<Columns> LoadColumns(HandlePool* pool, const FirstRows& first_rows,
                                    std::vector<ShardNames>* names, std::vector<ShardHomes>* homes);

inline constexpr unsigned kMaxLoadThreads = 8;

// Runs the jobs, each once and each with a set of handles that is its own for the time, on
// several threads. The first status that is not OK, in the order of the jobs; what a job throws
// becomes a status.
using LoadJob = std::function<absl::Status(HandlePool::Handles*)>;
absl::Status RunJobs(HandlePool* pool, const std::vector<LoadJob>& jobs);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_COLUMN_LOADER_H_
