#include "server/snapshot/article_cache.h"

#include <iterator>
#include <utility>

namespace dateline::snapshot {
namespace {

// Of an entry: its place in the list and the table, the counters of its pointer, and what the
// allocator takes for them and for each text.
constexpr size_t kEntryBytes = 256;

}  // namespace

size_t ArticleCache::BytesOf(const article::Article& article) {
  size_t bytes = kEntryBytes + sizeof(article);
  for (const std::string* text : {&article.id, &article.source_path, &article.url, &article.source,
                                  &article.title, &article.body, &article.captions,
                                  &article.language, &article.agency, &article.record_digest}) {
    bytes += text->capacity();
  }
  return bytes;
}

std::shared_ptr<const article::Article> ArticleCache::Find(uint32_t row) {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto it = by_row_.find(row);
  if (it == by_row_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, it->second);
  return it->second->article;
}

void ArticleCache::Insert(uint32_t row, std::shared_ptr<const article::Article> article) {
  const size_t bytes = BytesOf(*article);
  if (bytes > max_bytes_ / 4) return;
  std::list<Entry> dropped;  // Freed without the lock.
  std::lock_guard<std::mutex> lock(mutex_);
  if (by_row_.contains(row)) return;
  bytes_ += bytes;
  entries_.push_front({row, std::move(article)});
  by_row_[row] = entries_.begin();
  while (bytes_ > max_bytes_) {
    bytes_ -= BytesOf(*entries_.back().article);
    by_row_.erase(entries_.back().row);
    dropped.splice(dropped.begin(), entries_, std::prev(entries_.end()));
  }
}

size_t ArticleCache::byte_size() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return bytes_;
}

}  // namespace dateline::snapshot
