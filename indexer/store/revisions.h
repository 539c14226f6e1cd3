// Committed revisions on disk: publishing the next, and removing what no revision names. The
// protocol is told in indexer/format/layout.h.
//
// REQUIRES, for all functions: the caller holds the IndexLock.

#ifndef DATELINE_INDEXER_STORE_REVISIONS_H_
#define DATELINE_INDEXER_STORE_REVISIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace dateline::store {

// Makes these shards the committed revision, with these copy groups (format/copies_file.h). The
// revision exists when this returns OK, and may or may not exist when it fails.
// REQUIRES: there is a shard, and all are on disk.
absl::Status PublishRevision(const std::string& index, uint64_t revision,
                             const std::vector<uint64_t>& shards, absl::string_view copies);

// Removes revisions other than `current`, but none that is being read, and the shards that no
// revision left names. What cannot be removed now is left for the next time. REQUIRES: `current` is
// committed, no shard is being written, and no revision left is of an earlier layout than this.
void RemoveUnused(const std::string& index, uint64_t current);

// A number above those of all shards there are.
uint64_t FirstFreeShard(const std::string& index);

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_REVISIONS_H_
