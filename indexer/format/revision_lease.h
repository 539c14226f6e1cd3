// A reader's claim on a committed revision: as long as it is held, no indexer removes the
// revision's files.
//
// A commit leaves the shards of earlier revisions that it does not need to their readers. Those who
// read for longer than a moment - a server, an export under way - hold a lease, a shared flock() on
// the folder revisions/N; the kernel lets go of it however the process ends.

#ifndef DATELINE_INDEXER_FORMAT_REVISION_LEASE_H_
#define DATELINE_INDEXER_FORMAT_REVISION_LEASE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
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

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_REVISION_LEASE_H_
