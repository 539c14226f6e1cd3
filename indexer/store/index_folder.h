// Whether a folder is an index, may become one, or belongs to somebody else.

#ifndef DATELINE_INDEXER_STORE_INDEX_FOLDER_H_
#define DATELINE_INDEXER_STORE_INDEX_FOLDER_H_

#include <string>

#include "absl/status/status.h"

namespace dateline::store {

// Creates `index` when it does not exist. FAILED_PRECONDITION when it is a file, or a folder with
// something in it that is neither an index nor what an indexer that died before its first commit
// left: nothing is written into somebody's folder.
absl::Status PrepareFolder(const std::string& index);

// Removes what an indexer left that died before its first commit. REQUIRES: the lock is held and
// there is no manifest.
absl::Status ClearUncommitted(const std::string& index);

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_INDEX_FOLDER_H_
