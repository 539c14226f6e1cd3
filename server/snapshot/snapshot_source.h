// Keeps the newest snapshot of an index: loads it, watches for commits and for changes of the alias
// overlay, swaps it in. Thread-safe.

#ifndef DATELINE_SERVER_SNAPSHOT_SNAPSHOT_SOURCE_H_
#define DATELINE_SERVER_SNAPSHOT_SNAPSHOT_SOURCE_H_

#include <functional>
#include <memory>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "server/snapshot/alias_file.h"
#include "server/snapshot/snapshot.h"

namespace dateline::snapshot {

class SnapshotSource {
 public:
  struct Options {
    // Between looks at the manifest and at the overlay.
    absl::Duration poll_interval = absl::Milliseconds(50);
    bool entity_rules = false;                       // As LoadOptions.
    size_t cache_bytes = LoadOptions().cache_bytes;  // As LoadOptions.
    AliasFile* aliases = nullptr;                    // Outlives the source; null: no overlay.
    // Called from the watching thread when the overlay has changed and cannot be read: the one
    // before stays.
    std::function<void(const absl::Status&)> on_alias_error;
    // As LoadOptions.
    WordRecords::OnDamage on_damage;
    // Called from the watching thread with a snapshot that is about to take the place of another
    // one, as soon as the call returns.
    std::function<void(const std::shared_ptr<const Snapshot>&)> before_swap;
    // Called from the watching thread after every load; with the error when one failed (the old one
    // stays). An error that repeats itself is told once.
    std::function<void(const absl::Status&, const std::shared_ptr<const Snapshot>&)> on_load;
  };

  // Starts watching the index at `path`; the first load happens on the watching thread.
  SnapshotSource(absl::string_view path, Options options);
  ~SnapshotSource();  // Stops watching.

  // The newest snapshot; null until the first has been loaded.
  std::shared_ptr<const Snapshot> Current() const;

  // The newest committed revision, loaded now when `stale` is still the current one: for a request
  // whose snapshot can no longer be read. At most one load runs at a time, and all who wait for it
  // share its result. The status says why there is none.
  absl::StatusOr<std::shared_ptr<const Snapshot>> Refresh(const Snapshot* stale);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_SNAPSHOT_SOURCE_H_
