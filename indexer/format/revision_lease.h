// A reader's claim on a committed revision: as long as it is held, an indexer puts off (up to a
// limit) the writing that would take the revision's blocks away.
//
// Xapian keeps the blocks of revision N until the writing for N + 2 begins. Readers that need a
// moment to move from N to N + 1 - a server that loads columns, an export under way - hold a lease,
// a shared flock() on the folder revisions/N; the kernel lets go of it however the process ends.

#ifndef DATELINE_INDEXER_FORMAT_REVISION_LEASE_H_
#define DATELINE_INDEXER_FORMAT_REVISION_LEASE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "indexer/format/layout.h"

namespace dateline::format {

class RevisionLease {
 public:
  // Leases the committed revision. Errors as ReadManifest. Where folders cannot be locked
  // (some network file systems), the lease is given without protection.
  static absl::StatusOr<std::unique_ptr<RevisionLease>> Acquire(absl::string_view index);

  ~RevisionLease();
  RevisionLease(const RevisionLease&) = delete;
  RevisionLease& operator=(const RevisionLease&) = delete;

  const Manifest& manifest() const { return manifest_; }

 private:
  RevisionLease(Manifest manifest, int fd) : manifest_(std::move(manifest)), fd_(fd) {}

  const Manifest manifest_;
  const int fd_;
};

// True when somebody holds a lease on the revision.
bool RevisionHasReaders(absl::string_view index, uint64_t revision);

// Waits until no revision before `current` is leased, at most `limit`. False when one still is.
bool WaitForReaders(absl::string_view index, uint64_t current, absl::Duration limit);

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_REVISION_LEASE_H_
