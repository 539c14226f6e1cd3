// Open handles of one revision's shards, lent to one user at a time: opening a set costs tens of
// microseconds, taking one back nothing.

#ifndef DATELINE_SERVER_SNAPSHOT_HANDLE_POOL_H_
#define DATELINE_SERVER_SNAPSHOT_HANDLE_POOL_H_

#include <xapian.h>

#include <mutex>
#include <string>
#include <vector>

namespace dateline::snapshot {

// Thread-safe.
class HandlePool {
 public:
  // The most sets kept when nobody uses them; more are closed when they come back.
  static constexpr size_t kMaxIdle = 32;

  using Handles = std::vector<Xapian::Database>;

  explicit HandlePool(std::vector<std::string> paths) : paths_(std::move(paths)) {}

  // A set for the caller alone, in the order of the paths. Throws Xapian::Error when it has to be
  // opened and cannot be.
  Handles Take();
  // Gives a set back. Handles that have thrown must not come back.
  void Return(Handles handles);
  // Closes all idle sets: they read a revision that is gone.
  void Clear();

 private:
  const std::vector<std::string> paths_;
  std::mutex mutex_;
  std::vector<Handles> idle_;  // Guarded by mutex_.
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_HANDLE_POOL_H_
