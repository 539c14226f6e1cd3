#include "indexer/format/revision_lease.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"

namespace dateline::format {
namespace {

constexpr absl::Duration kPollInterval = absl::Milliseconds(10);
// Commits that may overtake an attempt to lease; far more than a writer's pace allows.
constexpr int kMaxAttempts = 100;

int OpenFolder(const std::string& path) {
  return ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

void LockShared(int fd) {
  while (::flock(fd, LOCK_SH) != 0 && errno == EINTR) {
  }
}

bool OlderRevisionHasReaders(absl::string_view index, uint64_t current) {
  namespace fs = std::filesystem;
  std::error_code error;
  for (fs::directory_iterator entry(absl::StrCat(index, "/revisions"), error), end;
       !error && entry != end; entry.increment(error)) {
    uint64_t revision = 0;
    if (absl::SimpleAtoi(entry->path().filename().string(), &revision) && revision < current &&
        RevisionHasReaders(index, revision)) {
      return true;
    }
  }
  return false;
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

bool WaitForReaders(absl::string_view index, uint64_t current, absl::Duration limit) {
  const absl::Time deadline = absl::Now() + limit;
  while (OlderRevisionHasReaders(index, current)) {
    if (absl::Now() >= deadline) return false;
    absl::SleepFor(kPollInterval);
  }
  return true;
}

}  // namespace dateline::format
