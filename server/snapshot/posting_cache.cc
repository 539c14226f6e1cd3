#include "server/snapshot/posting_cache.h"

#include <algorithm>

namespace dateline::snapshot {

void Postings::Reserve(size_t size) {
  rows_.reserve(size);
  wdfs_.reserve(size);
}

uint32_t Postings::LargeWdf(size_t i) const {
  const auto it = std::lower_bound(large_.begin(), large_.end(), std::make_pair(i, uint32_t{0}));
  return it->second;
}

size_t Postings::byte_size() const {
  return sizeof(*this) + rows_.capacity() * sizeof(rows_[0]) + wdfs_.capacity() +
         large_.capacity() * sizeof(large_[0]);
}

std::shared_ptr<const Postings> PostingCache::Find(const std::string& term) {
  std::lock_guard<std::mutex> lock(mutex_);
  const auto it = by_term_.find(term);
  if (it == by_term_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, it->second);
  return it->second->postings;
}

void PostingCache::Insert(const std::string& term, std::shared_ptr<const Postings> postings) {
  if (postings->byte_size() > max_bytes_ / 4) return;
  std::list<Entry> dropped;  // Freed without the lock.
  std::lock_guard<std::mutex> lock(mutex_);
  if (by_term_.count(term) > 0) return;
  bytes_ += postings->byte_size();
  entries_.push_front({term, std::move(postings)});
  by_term_[term] = entries_.begin();
  while (bytes_ > max_bytes_) {
    bytes_ -= entries_.back().postings->byte_size();
    by_term_.erase(entries_.back().term);
    dropped.splice(dropped.begin(), entries_, std::prev(entries_.end()));
  }
}

size_t PostingCache::byte_size() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return bytes_;
}

}  // namespace dateline::snapshot
