// The dictionary of one dimension, put together from the values and names of the shards.

#ifndef DATELINE_SERVER_SNAPSHOT_DICTIONARY_BUILDER_H_
#define DATELINE_SERVER_SNAPSHOT_DICTIONARY_BUILDER_H_

#include <vector>

#include "indexer/article/dimension.h"
#include "server/snapshot/columns.h"
#include "server/snapshot/value_loader.h"

namespace dateline::snapshot {

// Every value of the shards once, with the names that most articles use; and per shard the ordinal
// of each of its values. Of a shard with display names, that is the name where `names` have none.
// Names are of the first shards, in their order.
void BuildDictionary(article::Dimension dimension, const std::vector<ShardValues>& shards,
                     const std::vector<ShardNames>& names, Dictionary* dictionary,
                     std::vector<std::vector<Ordinal>>* ordinals);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_DICTIONARY_BUILDER_H_
