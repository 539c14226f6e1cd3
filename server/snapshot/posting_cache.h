// Decoded posting lists of a snapshot, kept for the next search that needs them.
//
// Reading a posting out of Xapian costs about 10 ns, out of an array less than 1; and the words of
// one search are mostly those of the next: a page further, a facet value selected.

#ifndef DATELINE_SERVER_SNAPSHOT_POSTING_CACHE_H_
#define DATELINE_SERVER_SNAPSHOT_POSTING_CACHE_H_

#include <cstdint>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace dateline::snapshot {

// One term's postings over all shards, 5 bytes each.
class Postings {
 public:
  void Reserve(size_t size);
  // REQUIRES: `row` is behind all rows added before.
  void Add(uint32_t row, uint32_t wdf) {
    if (wdf >= kLarge) large_.push_back({rows_.size(), wdf});
    wdfs_.push_back(static_cast<uint8_t>(wdf < kLarge ? wdf : kLarge));
    rows_.push_back(row);
  }

  const std::vector<uint32_t>& rows() const { return rows_; }
  // How often the term is in the article of rows()[i].
  uint32_t wdf(size_t i) const { return wdfs_[i] < kLarge ? wdfs_[i] : LargeWdf(i); }
  size_t byte_size() const;

 private:
  static constexpr uint8_t kLarge = 255;
  uint32_t LargeWdf(size_t i) const;

  std::vector<uint32_t> rows_;
  std::vector<uint8_t> wdfs_;
  std::vector<std::pair<size_t, uint32_t>> large_;  // By index: those that do not fit a byte.
};

// The lists used last, up to a number of bytes. Thread-safe.
class PostingCache {
 public:
  explicit PostingCache(size_t max_bytes) : max_bytes_(max_bytes) {}

  // Null when it is not kept.
  std::shared_ptr<const Postings> Find(const std::string& term);
  // Keeps a list, dropping those not used for longest. One of more than a quarter of the cache is
  // not kept.
  void Insert(const std::string& term, std::shared_ptr<const Postings> postings);

  size_t byte_size() const;

 private:
  struct Entry {
    std::string term;
    std::shared_ptr<const Postings> postings;
  };

  const size_t max_bytes_;
  mutable std::mutex mutex_;
  // Guarded by mutex_. The list used last comes first.
  std::list<Entry> entries_;
  std::unordered_map<std::string, std::list<Entry>::iterator> by_term_;
  size_t bytes_ = 0;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_POSTING_CACHE_H_
