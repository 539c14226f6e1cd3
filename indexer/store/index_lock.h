// The one-writer lock of an index: flock() on DIR/LOCK, released by the kernel however the process
// ends.

#ifndef DATELINE_INDEXER_STORE_INDEX_LOCK_H_
#define DATELINE_INDEXER_STORE_INDEX_LOCK_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dateline::store {

class IndexLock {
 public:
  // Takes the lock and writes into it who holds it: process, host, start time and `command`.
  // When it is held by another: FAILED_PRECONDITION naming the holder. With `keep_waiting`, asks it
  // again and again, naming the holder, until the lock is free or it returns false (CANCELLED).
  static absl::StatusOr<std::unique_ptr<IndexLock>> Acquire(
      absl::string_view index, absl::string_view command,
      const std::function<bool(const std::string& holder)>& keep_waiting = nullptr);

  // Empties the file, then lets go.
  ~IndexLock();
  IndexLock(const IndexLock&) = delete;
  IndexLock& operator=(const IndexLock&) = delete;

 private:
  explicit IndexLock(int fd) : fd_(fd) {}

  const int fd_;
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_INDEX_LOCK_H_
