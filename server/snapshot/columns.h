// Everything a snapshot derives from Xapian when it is loaded.

#ifndef DATELINE_SERVER_SNAPSHOT_COLUMNS_H_
#define DATELINE_SERVER_SNAPSHOT_COLUMNS_H_

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/article/dimension.h"
#include "server/snapshot/snapshot.h"
#include "server/snapshot/word_records.h"

namespace dateline::snapshot {

// What each member means stands with the accessor of the same name in snapshot.h.
struct Columns {
  uint32_t article_count = 0;
  uint32_t row_count = 0;
  double average_length = 0;
  std::vector<uint64_t> live;
  std::vector<uint32_t> lengths;
  std::vector<uint64_t> keys;
  std::vector<uint64_t> lowest_keys;
  PublishColumn publish;
  PublishTotals publish_totals;
  EventColumn events;
  CopyColumn copies;
  WordLocations words;
  std::array<ValueColumn, article::kValueDimensionCount> values;
  std::array<Dictionary, article::kValueDimensionCount> dictionaries;
  std::array<DimensionTotals, article::kValueDimensionCount> totals;
};

// Display names in one shard: how many articles call an entity so.
struct ShardNames {
  struct Name {
    std::string entity_id;
    std::string name;
    uint32_t count = 0;
  };
  std::vector<Name> names;
};

// Homes in one shard: how many articles say that an entity is of a place.
struct ShardHomes {
  struct Home {
    std::string entity_id;
    std::string home;
    uint32_t article_count = 0;
  };
  std::vector<Home> homes;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_COLUMNS_H_
