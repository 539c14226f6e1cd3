// Articles of a snapshot as they are presented, kept for the next answer that has them.
//
// Reading an article costs as much as searching for it: its document is looked up, unpacked and
// decoded. The best hits of many queries are the same, and so are those of a page that is asked for
// again with another value selected.

#ifndef DATELINE_SERVER_SNAPSHOT_ARTICLE_CACHE_H_
#define DATELINE_SERVER_SNAPSHOT_ARTICLE_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>

#include "absl/container/flat_hash_map.h"
#include "indexer/article/article.h"

namespace dateline::snapshot {

// The articles used last, up to a number of bytes. Thread-safe.
class ArticleCache {
 public:
  explicit ArticleCache(size_t max_bytes) : max_bytes_(max_bytes) {}

  // Null when it is not kept.
  std::shared_ptr<const article::Article> Find(uint32_t row);
  // Keeps an article without mentions and event dates, dropping those not used for longest. One of
  // more than a quarter of the cache is not kept.
  void Insert(uint32_t row, std::shared_ptr<const article::Article> article);

  // Of all articles, as counted against the limit.
  size_t byte_size() const;
  static size_t BytesOf(const article::Article& article);
  size_t max_bytes() const { return max_bytes_; }

 private:
  struct Entry {
    uint32_t row = 0;
    std::shared_ptr<const article::Article> article;
  };

  const size_t max_bytes_;
  mutable std::mutex mutex_;
  // Guarded by mutex_. The article used last comes first.
  std::list<Entry> entries_;
  absl::flat_hash_map<uint32_t, std::list<Entry>::iterator> by_row_;
  size_t bytes_ = 0;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_ARTICLE_CACHE_H_
