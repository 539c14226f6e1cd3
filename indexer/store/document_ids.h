// The ids of the articles of a shard, by their documents.

#ifndef DATELINE_INDEXER_STORE_DOCUMENT_IDS_H_
#define DATELINE_INDEXER_STORE_DOCUMENT_IDS_H_

#include <xapian.h>

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace dateline::store {

// The id of docid d is at d - 1, "" where there is no document: a walk over the id terms. One that
// is cut is read from the document. DATA_LOSS for one whose document is damaged, or that is behind
// the last. Throws what Xapian throws.
absl::StatusOr<std::vector<std::string>> ReadDocumentIds(const Xapian::Database& shard);

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_DOCUMENT_IDS_H_
