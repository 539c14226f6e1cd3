// Joins databases that were written in bulk into one, posting lists and all.

#ifndef DATELINE_INDEXER_STORE_BULK_JOIN_H_
#define DATELINE_INDEXER_STORE_BULK_JOIN_H_

#include <string>
#include <vector>

#include "absl/status/status.h"

namespace dateline::store {

// Writes the database `path`, a folder that is created, with the documents of all of `sources`;
// every one keeps its docid. Where Xapian's compaction leaves a chunk of each source in a list,
// lists are one here: a term costs once, not once per source. Of metadata with the same key that of
// the last source counts. With `sync`, it is on the disk afterwards. ALREADY_EXISTS: `path` is
// there. FAILED_PRECONDITION: a source that is none of BulkDatabaseWriter or JoinBulkDatabases, or
// was changed since; DATA_LOSS: one that is damaged. After a failure there is no database in the
// folder. REQUIRES: the docids of a source are above those of the sources before it.
absl::Status JoinBulkDatabases(const std::vector<std::string>& sources, const std::string& path,
                               bool sync);

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_BULK_JOIN_H_
