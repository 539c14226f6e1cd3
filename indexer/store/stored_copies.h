// Reads what a shard holds for the copy groups: from its value slots and, since format version 7,
// the terms of its ids.

#ifndef DATELINE_INDEXER_STORE_STORED_COPIES_H_
#define DATELINE_INDEXER_STORE_STORED_COPIES_H_

#include <xapian.h>

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "indexer/article/date.h"
#include "indexer/format/copy_sketch.h"

namespace dateline::store {

struct StoredCopy {
  format::CopyRecord record;
  article::PublishDate date;
  Xapian::docid docid = 0;
};

// Calls `visit` with every article of `shard` that has a copy record. DATA_LOSS, naming `path`, for
// a slot that cannot be decoded. Throws what Xapian throws.
absl::Status ForEachStoredCopy(const Xapian::Database& shard, const std::string& path,
                               const std::function<void(StoredCopy)>& visit);

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_STORED_COPIES_H_
