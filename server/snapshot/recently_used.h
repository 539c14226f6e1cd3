// Values by key, those used last, up to a number of bytes.

#ifndef DATELINE_SERVER_SNAPSHOT_RECENTLY_USED_H_
#define DATELINE_SERVER_SNAPSHOT_RECENTLY_USED_H_

#include <cstddef>
#include <iterator>
#include <list>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"

namespace dateline::snapshot {

// Thread-safe.
template <typename Key, typename Value>
class RecentlyUsed {
 public:
  // What an entry takes beside its key and value: its place in the list and the table, the counters
  // of its pointer, and what the allocator takes for each.
  static constexpr size_t kEntryBytes = 256;

  explicit RecentlyUsed(size_t max_bytes) : max_bytes_(max_bytes) {}

  // Null when it is not kept.
  std::shared_ptr<const Value> Find(const Key& key) {
    std::lock_guard<std::mutex> lock(mutex_);
    const auto it = by_key_.find(key);
    if (it == by_key_.end()) return nullptr;
    entries_.splice(entries_.begin(), entries_, it->second);
    return it->second->value;
  }

  // Keeps a value that counts as so many bytes, kEntryBytes among them, dropping those not used for
  // longest. One of more than a quarter of the limit is not kept, nor one whose key is there.
  void Insert(const Key& key, std::shared_ptr<const Value> value, size_t bytes) {
    if (bytes > max_bytes_ / 4) return;
    std::list<Entry> dropped;  // Freed without the lock.
    std::lock_guard<std::mutex> lock(mutex_);
    if (by_key_.contains(key)) return;
    bytes_ += bytes;
    entries_.push_front({key, std::move(value), bytes});
    by_key_[key] = entries_.begin();
    while (bytes_ > max_bytes_) {
      bytes_ -= entries_.back().bytes;
      by_key_.erase(entries_.back().key);
      dropped.splice(dropped.begin(), entries_, std::prev(entries_.end()));
    }
  }

  // The keys of the `count` values used last, the last one first.
  std::vector<Key> LastKeys(size_t count) const {
    std::vector<Key> keys;
    std::lock_guard<std::mutex> lock(mutex_);
    for (auto it = entries_.begin(); it != entries_.end() && keys.size() < count; ++it) {
      keys.push_back(it->key);
    }
    return keys;
  }

  struct Entry {
    Key key;
    std::shared_ptr<const Value> value;
    size_t bytes = 0;
  };
  // All of them, the one used longest ago first.
  std::vector<Entry> Entries() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return {entries_.rbegin(), entries_.rend()};
  }

  void Clear() {
    std::list<Entry> dropped;
    std::lock_guard<std::mutex> lock(mutex_);
    dropped.swap(entries_);
    by_key_.clear();
    bytes_ = 0;
  }

  // Of all values, as counted against the limit.
  size_t byte_size() const {
    std::lock_guard<std::mutex> lock(mutex_);
    return bytes_;
  }
  size_t max_bytes() const { return max_bytes_; }

 private:
  const size_t max_bytes_;
  mutable std::mutex mutex_;
  // Guarded by mutex_. The value used last comes first.
  std::list<Entry> entries_;
  absl::flat_hash_map<Key, typename std::list<Entry>::iterator> by_key_;
  size_t bytes_ = 0;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_RECENTLY_USED_H_
