#include "server/service/engine.h"

#include "absl/strings/str_cat.h"

namespace dateline::service {
namespace {

// An indexer would have to commit twice during each of them.
constexpr int kMaxAttempts = 5;

}  // namespace

absl::Status CheckCancelled(const Cancelled& cancelled) {
  if (!cancelled || !cancelled()) return absl::OkStatus();
  return absl::DeadlineExceededError("the time for the request is over");
}

absl::Status WithSnapshot(
    snapshot::SnapshotSource* source, const Cancelled& cancelled,
    const std::function<absl::Status(const std::shared_ptr<const snapshot::Snapshot>&,
                                     snapshot::Snapshot::Lease*)>& work) {
  std::shared_ptr<const snapshot::Snapshot> snapshot = source->Current();
  if (snapshot == nullptr) return absl::UnavailableError("no index is loaded yet");
  absl::Status status;
  for (int attempt = 0; attempt < kMaxAttempts; ++attempt) {
    status = CheckCancelled(cancelled);
    if (!status.ok()) return status;
    absl::StatusOr<snapshot::Snapshot::Lease> lease = snapshot->Open();
    status = lease.ok() ? work(snapshot, &*lease) : lease.status();
    if (!absl::IsUnavailable(status)) return status;
    absl::StatusOr<std::shared_ptr<const snapshot::Snapshot>> newer =
        source->Refresh(snapshot.get());
    if (newer.ok()) {
      snapshot = *std::move(newer);
    } else if (!absl::IsUnavailable(newer.status())) {
      return newer.status();
    }
  }
  return absl::UnavailableError(
      absl::StrCat("the index is being committed faster than it can be read: ", status.message()));
}

}  // namespace dateline::service
