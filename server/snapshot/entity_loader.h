// Which values each article has, from the posting lists of all values: straight into the records.

#ifndef DATELINE_SERVER_SNAPSHOT_ENTITY_LOADER_H_
#define DATELINE_SERVER_SNAPSHOT_ENTITY_LOADER_H_

#include <array>
#include <vector>

#include "absl/status/status.h"
#include "server/snapshot/columns.h"
#include "server/snapshot/earlier_columns.h"
#include "server/snapshot/value_loader.h"

namespace dateline::snapshot {

// One dimension of one revision, by shard. Of shards that were there before, what was touched
// alone; the other values of all those are behind the last shard, and are no lists to be read.
struct DimensionParts {
  std::vector<ShardValues> values;
  std::vector<std::vector<Ordinal>> ordinals;  // Of the values.
  // Of dimensions of entities.
  std::vector<ShardValues> about;
  std::vector<std::vector<uint32_t>> about_of;  // As MatchAbout gives it.
};

// What the rows that were there before have.
struct EarlierEntities {
  const EarlierColumns* columns = nullptr;  // Null when there are none.
  // From the earlier ordinals; kNoOrdinal for values that were touched, and for those whose
  // articles are all gone.
  std::array<std::vector<Ordinal>, article::kValueDimensionCount> ordinals;
};

// Fills in the entities, their own numbers and the labels; `columns` has the dictionaries and which
// rows are live. Row first_rows[s] is docid 1 of shard s. Reads with several threads at once, what
// is read through Xapian being in memory already. DATA_LOSS for an article that is about what it
// does not have or that has two labels, and for lists that are not as long as they say.
absl::Status LoadEntities(const std::vector<ShardSource>& shards,
                          const std::vector<Row>& first_rows,
                          const std::array<DimensionParts, article::kValueDimensionCount>& parts,
                          const EarlierEntities& earlier, Columns* columns);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_ENTITY_LOADER_H_
