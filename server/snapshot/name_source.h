// Where the names of entities come from: from what was read when a revision was loaded, or out of
// the name terms of its shards.

#ifndef DATELINE_SERVER_SNAPSHOT_NAME_SOURCE_H_
#define DATELINE_SERVER_SNAPSHOT_NAME_SOURCE_H_

#include <xapian.h>

#include <vector>

#include "absl/status/status.h"
#include "server/snapshot/columns.h"
#include "server/snapshot/entity_corrections.h"
#include "server/snapshot/entity_names.h"

namespace dateline::snapshot {

// Both borrow all they are given. Row `first_rows[s]` is docid 1 of shard s. What they give throws
// Xapian::Error when the revision can no longer be read.

// Of touched entities that the overlay gives no name, out of `names`.
NameSource LoadedNames(const std::vector<ShardNames>& names, const EntityCorrections& corrections,
                       const std::vector<Xapian::Database>& shards,
                       const std::vector<Row>& first_rows);

// Of every entity. `*status` becomes DATA_LOSS for a name term of another form.
NameSource StoredNames(const std::vector<Xapian::Database>& shards,
                       const std::vector<Row>& first_rows, absl::Status* status);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_NAME_SOURCE_H_
