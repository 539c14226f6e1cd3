// Arrays of zeros, made once and lent to one search after the other.

#ifndef DATELINE_SERVER_SNAPSHOT_COUNTER_POOL_H_
#define DATELINE_SERVER_SNAPSHOT_COUNTER_POOL_H_

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <utility>
#include <vector>

namespace dateline::snapshot {

// Thread-safe.
class CounterPool {
 public:
  // Returning what was taken allocates nothing.
  CounterPool() { free_.reserve(kMaxFree); }

  // `size` zeros. One pool lends arrays of one size.
  std::vector<uint32_t> Take(size_t size) {
    std::unique_lock<std::mutex> lock(mutex_);
    if (free_.empty()) {
      lock.unlock();
      return std::vector<uint32_t>(size, 0);
    }
    std::vector<uint32_t> counters = std::move(free_.back());
    free_.pop_back();
    return counters;
  }
  // REQUIRES: all are 0 again.
  void Return(std::vector<uint32_t> counters) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (free_.size() < kMaxFree) free_.push_back(std::move(counters));
  }

 private:
  // Searches that run at once on a small machine; those of a larger one make theirs anew.
  static constexpr size_t kMaxFree = 8;

  std::mutex mutex_;
  std::vector<std::vector<uint32_t>> free_;  // Guarded by mutex_.
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_COUNTER_POOL_H_
