// Reads the columns of a revision out of its shards.

#ifndef DATELINE_SERVER_SNAPSHOT_COLUMN_LOADER_H_
#define DATELINE_SERVER_SNAPSHOT_COLUMN_LOADER_H_

#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "indexer/format/glass_postlist.h"
#include "server/snapshot/columns.h"
#include "server/snapshot/earlier_columns.h"
#include "server/snapshot/handle_pool.h"

namespace dateline::snapshot {

// Where the rows of each shard begin, and behind the last one where they end. Between two shards
// there may be rows without a document.
using FirstRows = std::vector<Row>;
// By shard; null for one that is read through Xapian.
using Postlists = std::vector<std::shared_ptr<const format::GlassPostlist>>;

// Reads all columns with several threads, each with handles of its own from `pool`. `last_docids`
// are by shard. DATA_LOSS for a slot or a term of another form; UNAVAILABLE when the revision can
// no longer be read. `names` gets the display names of every shard, `homes` its homes unless it is
// null. `copies_path` is the file of the copy groups, "" for an index that has them in slots. What
// `earlier` has is taken from there, unless it is null; the columns are the same as without it.
// REQUIRES: then all shards have a postlist.
absl::StatusOr<Columns> LoadColumns(HandlePool* pool, const Postlists& postlists,
                                    const FirstRows& first_rows,
                                    const std::vector<uint32_t>& last_docids,
                                    const std::string& copies_path, const EarlierColumns* earlier,
                                    RevisionNames* names, std::vector<ShardHomes>* homes);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_COLUMN_LOADER_H_
