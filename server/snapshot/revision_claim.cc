#include "server/snapshot/revision_claim.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "absl/strings/str_cat.h"

namespace dateline::snapshot {
namespace {

// Commits that may overtake one attempt to claim.
constexpr int kMaxAttempts = 16;

int ClaimFolder(const std::string& path) {
  const int folder = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder < 0) return -1;
  while (::flock(folder, LOCK_SH) != 0 && errno == EINTR) {
  }
  return folder;
}

}  // namespace

absl::StatusOr<RevisionClaim> RevisionClaim::Acquire(absl::string_view index) {
  absl::StatusOr<format::Manifest> manifest = format::ReadManifest(index);
  for (int i = 0; manifest.ok() && i < kMaxAttempts; ++i) {
    const int folder = ClaimFolder(format::RevisionPath(index, manifest->revision));
    RevisionClaim claim(*manifest, folder);
    manifest = format::ReadManifest(index);
    if (!manifest.ok() || manifest->revision != claim.manifest_.revision) continue;
    // Still the committed one after it was locked: a writer, who looks for claims only when a
    // newer one is committed, will see this.
    if (folder < 0) {
      return absl::DataLossError(
          absl::StrCat(index, ": revision ", manifest->revision, " is committed and not there"));
    }
    return claim;
  }
  if (!manifest.ok()) return manifest.status();
  return absl::UnavailableError(absl::StrCat(index, ": commits overtake every attempt to read it"));
}

RevisionClaim::~RevisionClaim() {
  if (folder_ >= 0) ::close(folder_);
}

}  // namespace dateline::snapshot
