// Joins databases that were written in bulk into one, posting lists and all, and leaves documents
// out on the way.

#ifndef DATELINE_INDEXER_STORE_BULK_JOIN_H_
#define DATELINE_INDEXER_STORE_BULK_JOIN_H_

#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/store/join_source.h"

namespace dateline::store {

struct JoinOptions {
  // With false, what was written may be lost when the machine stops; the caller syncs.
  bool sync = true;
  // What the joined database has; that of the sources goes. As BulkDatabaseWriter::SetMetadata.
  std::map<std::string, std::string> metadata;
  // When set: gives the stored data of a document of source `source` anew, in another form. It is
  // asked in the order of the docids, for documents that stay and have data, on another thread.
  std::function<absl::StatusOr<std::string>(size_t source, absl::string_view stored)> repack;
};

// Writes the database `path`, a folder that is created, with the documents of all of `sources` that
// are not dropped, renumbered as join_source.h says. It is what BulkDatabaseWriter would write of
// these documents without term lists, but for how lists are cut into chunks, and the bound of all
// wdfs, which may be larger than the largest one when documents are dropped. Lists of terms that
// the sources have are ignored. No documents at all are fine.
//
// Takes two threads. Memory: one posting list, the longest. ALREADY_EXISTS: `path` is there.
// INVALID_ARGUMENT: a metadata key of a wrong size, and as NumberSources. FAILED_PRECONDITION: as
// NumberSources, and compressed data to be repacked. DATA_LOSS: a source that is damaged. After a
// failure there is no database in the folder.
absl::Status JoinBulkDatabases(const std::vector<JoinSource>& sources, const std::string& path,
                               const JoinOptions& options);

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_BULK_JOIN_H_
