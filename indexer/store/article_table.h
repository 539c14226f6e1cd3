// Where every article of an index is, by its id: what a writer asks before it writes.

#ifndef DATELINE_INDEXER_STORE_ARTICLE_TABLE_H_
#define DATELINE_INDEXER_STORE_ARTICLE_TABLE_H_

#include <xapian.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "indexer/format/copies_file.h"

namespace dateline::store {

// Stands for an id: XXH3 of its term, 128 bits, so that no two ids share one.
struct IdHash {
  uint64_t high = 0;
  uint64_t low = 0;

  friend bool operator==(IdHash a, IdHash b) { return a.high == b.high && a.low == b.low; }
  template <typename H>
  friend H AbslHashValue(H h, IdHash id) {
    return H::combine(std::move(h), id.low);
  }
};
IdHash HashOfId(absl::string_view id);
IdHash HashOfIdTerm(absl::string_view term);  // format::IdTerm.

struct KnownArticle {
  format::ArticlePlace place;
  uint64_t fingerprint = 0;  // Of what is stored.
};

// The docids of `dropped`, ascending, are left out, and the others follow `before` documents: so a
// shard goes into another (bulk_join.h).
struct ShardMove {
  uint32_t shard = 0;  // The new one.
  uint32_t before = 0;
  std::vector<uint32_t> dropped;
};

// 45 bytes an article. Concurrent reads are safe.
class ArticleTable {
 public:
  // Null when there is none. Valid until the next change.
  const KnownArticle* Find(IdHash id) const;
  void Put(IdHash id, const KnownArticle& article) { articles_[id] = article; }
  void Erase(IdHash id) { articles_.erase(id); }
  size_t size() const { return articles_.size(); }

  // Adds the articles of a shard. DATA_LOSS when a slot is damaged, or an id is there already.
  // Throws what Xapian throws.
  absl::Status AddShard(const Xapian::Database& database, const std::string& path, uint32_t shard);

  // Every article of shard s goes where moves[s] says. REQUIRES: no article is a dropped one.
  void Move(const std::vector<ShardMove>& moves);

 private:
  absl::flat_hash_map<IdHash, KnownArticle> articles_;
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_ARTICLE_TABLE_H_
