// Reads the articles of a committed revision, one after the other.

#ifndef DATELINE_INDEXER_STORE_INDEX_READER_H_
#define DATELINE_INDEXER_STORE_INDEX_READER_H_

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "indexer/article/article.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/format/revision_lease.h"

namespace dateline::store {

// The heads of the copy groups of a revision by place: for a document of shard s, `heads[s]` has
// the id of its group's head, when it is in one. Of a revision of views, empty: there they are in
// slot kSlotCopyGroup. Errors as format::ReadCopies, and DATA_LOSS when a shard is not there.
using HeadsByPlace = std::vector<absl::flat_hash_map<uint32_t, std::string>>;
absl::StatusOr<HeadsByPlace> ReadCopyHeads(const std::string& index,
                                           const format::Manifest& manifest);

// Holds a lease on its revision. Not thread-safe.
class IndexReader {
 public:
  // Opens the committed revision. Errors as format::ReadManifest, CheckShardMetadata and
  // ReadCopyHeads.
  static absl::StatusOr<std::unique_ptr<IndexReader>> Open(const std::string& index);

  uint64_t revision() const { return lease_->manifest().revision; }
  uint64_t article_count() const { return database_.get_doccount(); }

  // Calls `visit` with every article, in the byte order of their id terms, until it returns false;
  // `copy_group` is the id of the head of its copy group, empty when it has no copies.
  // DATA_LOSS for an article that cannot be decoded; ABORTED when an indexer has overwritten the
  // revision in the meantime.
  absl::Status ForEachArticle(
      const std::function<bool(const article::Article&, const std::string& copy_group)>& visit)
      const;

 private:
  IndexReader(std::string index, std::unique_ptr<format::RevisionLease> lease);

  const std::string index_;
  const std::unique_ptr<format::RevisionLease> lease_;
  Xapian::Database database_;                                                // All shards.
  std::vector<std::shared_ptr<const format::DataDictionary>> dictionaries_;  // By shard.
  HeadsByPlace heads_;
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_INDEX_READER_H_
