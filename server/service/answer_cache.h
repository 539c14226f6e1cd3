// Answers to searches as they went over the wire, kept for the same request at the same snapshot.
//
// A front page asks the same for everybody: nothing is matched, counted or presented again until
// the index or the overlay changes.

#ifndef DATELINE_SERVER_SERVICE_ANSWER_CACHE_H_
#define DATELINE_SERVER_SERVICE_ANSWER_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "server/snapshot/recently_used.h"
#include "server/snapshot/snapshot.h"

namespace dateline::service {

// Unless the command line says otherwise.
inline constexpr size_t kDefaultAnswerCacheBytes = size_t{32} << 20;

// A SearchResponse without its timings, and what is logged of it.
struct KeptAnswer {
  std::string bytes;
  int32_t hits = 0;
  int32_t total = 0;
  int64_t revision = 0;
};

// The answers given last, of one snapshot, up to a number of bytes. Thread-safe.
class AnswerCache {
 public:
  using SharedSnapshot = std::shared_ptr<const snapshot::Snapshot>;

  // 0: nothing is ever kept.
  explicit AnswerCache(size_t max_bytes) : kept_(max_bytes) {}

  // The answer that `current` gave to a request of these bytes; null when it is not kept, and when
  // a later snapshot was asked for. Forgets all answers of a snapshot that was loaded before.
  std::shared_ptr<const KeptAnswer> Find(const SharedSnapshot& current, const std::string& request);
  // Keeps an answer that `from` gave, unless a later snapshot was asked for, or the answer takes
  // more than a quarter of the cache.
  void Insert(const SharedSnapshot& from, const std::string& request,
              std::shared_ptr<const KeptAnswer> answer);
  // Forgets all answers of a snapshot that was loaded before.
  void Advance(const SharedSnapshot& current);

  // The requests answered last, the last one first.
  std::vector<std::string> LastRequests(size_t count) const { return kept_.LastKeys(count); }
  // Keeps an answer that a snapshot gave before it is the current one, for when it is. What another
  // snapshot gave so is forgotten.
  void InsertNext(const SharedSnapshot& next, const std::string& request,
                  std::shared_ptr<const KeptAnswer> answer);

  bool enabled() const { return kept_.max_bytes() > 0; }
  size_t byte_size() const { return kept_.byte_size(); }
  static size_t BytesOf(const std::string& request, const KeptAnswer& answer);
  size_t max_bytes() const { return kept_.max_bytes(); }

 private:
  // Under mutex_: makes `current` the one whose answers are kept; false when a later one is.
  bool GoTo(const SharedSnapshot& current);

  std::mutex mutex_;
  // Guarded by mutex_.
  std::weak_ptr<const snapshot::Snapshot> snapshot_;  // Of all that is kept.
  uint64_t load_number_ = 0;                          // Of this one.
  std::weak_ptr<const snapshot::Snapshot> next_;
  std::vector<std::pair<std::string, std::shared_ptr<const KeptAnswer>>> of_next_;
  snapshot::RecentlyUsed<std::string, KeptAnswer> kept_;
};

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_ANSWER_CACHE_H_
