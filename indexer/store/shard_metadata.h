// What every shard says of itself: format version, which shard of how many, revision.

#ifndef DATELINE_INDEXER_STORE_SHARD_METADATA_H_
#define DATELINE_INDEXER_STORE_SHARD_METADATA_H_

#include <xapian.h>

#include <cstdint>
#include <string>

#include "absl/status/status.h"

namespace dateline::store {

// Writes the metadata. Throws what Xapian throws.
void WriteShardMetadata(uint32_t shard, uint32_t shard_count, uint64_t revision,
                        Xapian::WritableDatabase* database);

// OK when `database` is shard `shard` of `shard_count`, of a format this program reads, at
// `revision`. FAILED_PRECONDITION for another format, naming the found and the supported versions;
// DATA_LOSS for anything else. `path` is for the message.
absl::Status CheckShardMetadata(const Xapian::Database& database, const std::string& path,
                                uint32_t shard, uint32_t shard_count, uint64_t revision);

// True when it was last written by an earlier format version. REQUIRES: CheckShardMetadata is OK.
// Throws what Xapian throws.
bool IsOfEarlierFormat(const Xapian::Database& database);

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_SHARD_METADATA_H_
