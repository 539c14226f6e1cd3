// A reader's claim on a committed revision: an indexer puts off (up to a limit) the writing that
// would take the revision's blocks away. The claim is a shared flock() on the revision's folder,
// which the kernel lets go of however the process ends.

#ifndef DATELINE_SERVER_SNAPSHOT_REVISION_CLAIM_H_
#define DATELINE_SERVER_SNAPSHOT_REVISION_CLAIM_H_

#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/format/layout.h"

namespace dateline::snapshot {

class RevisionClaim {
 public:
  // Claims the committed revision. Errors as format::ReadManifest, and UNAVAILABLE when commits
  // overtake it again and again. On a file system that cannot lock folders the claim is given, but
  // protects nothing.
  static absl::StatusOr<RevisionClaim> Acquire(absl::string_view index);

  ~RevisionClaim();
  RevisionClaim(RevisionClaim&& other) noexcept
      : manifest_(std::move(other.manifest_)), folder_(std::exchange(other.folder_, -1)) {}
  RevisionClaim& operator=(RevisionClaim&&) = delete;

  const format::Manifest& manifest() const { return manifest_; }

 private:
  RevisionClaim(format::Manifest manifest, int folder)
      : manifest_(std::move(manifest)), folder_(folder) {}

  format::Manifest manifest_;
  int folder_;  // A file descriptor; -1 when moved from.
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_REVISION_CLAIM_H_
