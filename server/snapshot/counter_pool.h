// Memory for counters, all zeros, made once and lent to one search after the other.

#ifndef DATELINE_SERVER_SNAPSHOT_COUNTER_POOL_H_
#define DATELINE_SERVER_SNAPSHOT_COUNTER_POOL_H_

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <mutex>
#include <new>
#include <utility>
#include <vector>

namespace dateline::snapshot {

// As many counters of 4 bytes as it was made for, or as many of fewer bytes. All are 0 at first.
class Counters {
 public:
  explicit Counters(size_t size) : memory_(std::calloc(size, sizeof(uint32_t))) {
    if (size > 0 && memory_ == nullptr) throw std::bad_alloc();
  }

  // REQUIRES: they are all 0, or were used as T before.
  template <typename T>
  T* as() {
    static_assert(sizeof(T) <= sizeof(uint32_t), "there is no room for larger ones");
    return static_cast<T*>(memory_.get());
  }
  template <typename T>
  const T* as() const {
    return static_cast<const T*>(memory_.get());
  }
  // All become 0. `used` are those that may be another number.
  template <typename T>
  void Clear(size_t used) {
    std::memset(memory_.get(), 0, used * sizeof(T));
  }

 private:
  struct Free {
    void operator()(void* memory) const { std::free(memory); }
  };

  std::unique_ptr<void, Free> memory_;
};

// Thread-safe.
class CounterPool {
 public:
  // Returning what was taken allocates nothing.
  CounterPool() { free_.reserve(kMaxFree); }

  // One pool lends counters of one size.
  Counters Take(size_t size) {
    std::unique_lock<std::mutex> lock(mutex_);
    if (free_.empty()) {
      lock.unlock();
      return Counters(size);
    }
    Counters counters = std::move(free_.back());
    free_.pop_back();
    return counters;
  }
  // REQUIRES: all are 0 again.
  void Return(Counters counters) {
    std::lock_guard<std::mutex> lock(mutex_);
    if (free_.size() < kMaxFree) free_.push_back(std::move(counters));
  }

 private:
  // Searches that run at once on a small machine; those of a larger one make theirs anew.
  static constexpr size_t kMaxFree = 8;

  std::mutex mutex_;
  std::vector<Counters> free_;  // Guarded by mutex_.
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_COUNTER_POOL_H_
