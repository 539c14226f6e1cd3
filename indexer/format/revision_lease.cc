#include "indexer/format/revision_lease.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"

namespace dateline::format {
namespace {

// Commits that may overtake an attempt to lease; far more than a writer's pace allows.
constexpr int kMaxAttempts = 100;

int OpenFolder(const std::string& path) {
  return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

void LockShared(int fd) {
  while (::flock(fd, LOCK_SH) != 0 && errno == EINTR) {
  }
}

}  // namespace

absl::StatusOr<std::unique_ptr<RevisionLease>> RevisionLease::Acquire(absl::string_view index) {
  absl::StatusOr<Manifest> manifest = ReadManifest(index);
  for (int attempt = 0; manifest.ok() && attempt < kMaxAttempts; ++attempt) {
    const int fd = OpenFolder(RevisionPath(index, manifest->revision));
    if (fd >= 0) LockShared(fd);
    // Still the committed revision: so the writer, which looks for leases only after replacing
    // it, will see this one.
    absl::StatusOr<Manifest> again = ReadManifest(index);
    if (!again.ok()) {
      if (fd >= 0) ::close(fd);
      return again.status();
    }
    if (again->revision == manifest->revision) {
      if (fd < 0) {
        return absl::DataLossError(
            absl::StrCat(index, ": the committed revision ", manifest->revision, " has no folder"));
      }
      return std::unique_ptr<RevisionLease>(new RevisionLease(*std::move(manifest), fd));
    }
    if (fd >= 0) ::close(fd);
    manifest = std::move(again);
  }
  if (!manifest.ok()) return manifest.status();
  return absl::UnavailableError(absl::StrCat(index, ": commits are too fast to follow"));
}

RevisionLease::~RevisionLease() { ::close(fd_); }

bool RevisionHasReaders(absl::string_view index, uint64_t revision) {
  const int fd = OpenFolder(RevisionPath(index, revision));
  if (fd < 0) return false;
  const bool leased = ::flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(fd);
  return leased;
}

}  // namespace dateline::format
