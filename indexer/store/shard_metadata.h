// What every shard says of itself.

#ifndef DATELINE_INDEXER_STORE_SHARD_METADATA_H_
#define DATELINE_INDEXER_STORE_SHARD_METADATA_H_

#include <xapian.h>

#include <cstdint>
#include <map>
#include <string>

#include "absl/status/status.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/format/layout.h"

namespace dateline::store {

// The metadata of a new shard whose data are packed with the dictionary, null for none.
std::map<std::string, std::string> ShardMetadata(const format::DataDictionary* dictionary);

// OK when `database` is the shard of this place in the manifest, of a format this program reads.
// FAILED_PRECONDITION for another format, naming the found and the supported versions; DATA_LOSS
// for anything else.
absl::Status CheckShardMetadata(const Xapian::Database& database, const format::Manifest& manifest,
                                uint32_t shard);

// CheckShardMetadata of every shard.
absl::Status CheckShards(const format::Manifest& manifest);

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_SHARD_METADATA_H_
