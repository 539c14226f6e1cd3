// What every call works on, and how a call gets a snapshot that can be read.

#ifndef DATELINE_SERVER_SERVICE_ENGINE_H_
#define DATELINE_SERVER_SERVICE_ENGINE_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "server/match/search.h"
#include "server/service/entity_names.h"
#include "server/snapshot/snapshot.h"
#include "server/snapshot/snapshot_source.h"

namespace dateline::service {

class AnswerCache;

// The server's weights, where the API says "BM25 (k1 2, b 0.75 unless the server says
// otherwise)".
inline constexpr double kDefaultBm25K1 = 2.0;
inline constexpr double kDefaultBm25B = 0.75;

// Thread-safe as long as only its pointees change.
struct Engine {
  snapshot::SnapshotSource* source = nullptr;
  EntityNames* names = nullptr;
  match::Bm25 bm25;
  AnswerCache* answers = nullptr;      // Null: no answer is kept.
  match::SpareCores* cores = nullptr;  // Null: no search has help.
};

// True when the work should end: the client has gone, or its time is up. Thread-safe; may be empty.
using Cancelled = std::function<bool()>;

// Calls `work` with the newest snapshot and a lease on it; again with a newer one, a few times,
// when it returns UNAVAILABLE because the index has moved on meanwhile. UNAVAILABLE when no index
// is loaded yet.
absl::Status WithSnapshot(
    snapshot::SnapshotSource* source, const Cancelled& cancelled,
    const std::function<absl::Status(const std::shared_ptr<const snapshot::Snapshot>&,
                                     snapshot::Snapshot::Lease*)>& work);

// DEADLINE_EXCEEDED when the work should end.
absl::Status CheckCancelled(const Cancelled& cancelled);

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_ENGINE_H_
