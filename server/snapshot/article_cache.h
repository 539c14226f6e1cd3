// Articles of a snapshot as they are presented, kept for the next answer that has them.
//
// Reading an article costs as much as searching for it: its document is looked up, unpacked and
// decoded. The best hits of many queries are the same, and so are those of a page that is asked for
// again with another value selected.

#ifndef DATELINE_SERVER_SNAPSHOT_ARTICLE_CACHE_H_
#define DATELINE_SERVER_SNAPSHOT_ARTICLE_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "indexer/article/article.h"
#include "server/snapshot/recently_used.h"

namespace dateline::snapshot {

// By row. Thread-safe; what the functions do, recently_used.h says.
class ArticleCache {
 public:
  explicit ArticleCache(size_t max_bytes) : kept_(max_bytes) {}

  std::shared_ptr<const article::Article> Find(uint32_t row) { return kept_.Find(row); }
  // `article` is without mentions and event dates.
  void Insert(uint32_t row, std::shared_ptr<const article::Article> article) {
    const size_t bytes = BytesOf(*article);
    kept_.Insert(row, std::move(article), bytes);
  }

  // Keeps what `before` keeps of the rows below `end`, which hold the same articles here.
  void TakeOver(const ArticleCache& before, uint32_t end) {
    for (const auto& entry : before.kept_.Entries()) {
      if (entry.key < end) kept_.Insert(entry.key, entry.value, entry.bytes);
    }
  }

  size_t byte_size() const { return kept_.byte_size(); }
  static size_t BytesOf(const article::Article& article);
  size_t max_bytes() const { return kept_.max_bytes(); }

 private:
  RecentlyUsed<uint32_t, article::Article> kept_;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_ARTICLE_CACHE_H_
