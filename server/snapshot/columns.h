// Everything a snapshot derives from Xapian when it is loaded.

#ifndef DATELINE_SERVER_SNAPSHOT_COLUMNS_H_
#define DATELINE_SERVER_SNAPSHOT_COLUMNS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/string_view.h"
#include "indexer/article/dimension.h"
#include "server/snapshot/entity_slots.h"
#include "server/snapshot/label_column.h"
#include "server/snapshot/snapshot.h"
#include "server/snapshot/text_arena.h"
#include "server/snapshot/word_records.h"

namespace dateline::snapshot {

// The dimensions of entities are the first ones.
inline constexpr size_t kEntityDimensions = 3;
static_assert(static_cast<int>(article::Dimension::kPerson) == 0 &&
              static_cast<int>(article::Dimension::kOrganization) == 1 &&
              static_cast<int>(article::Dimension::kPlace) == 2);
inline constexpr size_t kLabelDimensions = article::kValueDimensionCount - kEntityDimensions;

// The numbers in Columns::entities: of the entries of the dictionaries, Entry::own_number.
struct OwnNumbers {
  uint32_t count = 0;                                    // All are below it.
  std::array<uint32_t, kEntityDimensions> missing = {};  // Say that an article has none.

  // Whether they are those of an earlier EntityRecords, dimension after dimension, with new ones
  // where it had room: then they stay as they are.
  bool final = false;
  std::array<std::vector<uint32_t>, kEntityDimensions> unused = {};  // Of entities that are gone.
  std::array<uint32_t, kEntityDimensions> next = {};                 // Room, up to `missing`.
  // Entities that have a number, also those that corrections leave without articles.
  std::array<uint32_t, kEntityDimensions> given = {};

  // A number that no entity has.
  uint32_t Add(size_t dimension) {
    ++given[dimension];
    if (final && !unused[dimension].empty()) {
      const uint32_t number = unused[dimension].back();
      unused[dimension].pop_back();
      return number;
    }
    if (final && next[dimension] < missing[dimension]) return next[dimension]++;
    final = false;
    return count++;
  }
};

// What each member means stands with the accessor of the same name in snapshot.h.
struct Columns {
  uint32_t article_count = 0;
  uint32_t row_count = 0;
  double average_length = 0;
  std::vector<uint64_t> live;
  std::vector<uint32_t> lengths;
  std::vector<uint64_t> keys;
  std::vector<uint64_t> lowest_keys;
  std::vector<Row> first_by_key;
  PublishColumn publish;
  PublishTotals publish_totals;
  EventColumn events;
  CopyColumn copies;
  WordLocations words;
  EntitySlots entities;  // Given up when EntityRecords are made of it.
  OwnNumbers own_numbers;
  std::array<LabelColumn, kLabelDimensions> labels;
  std::array<Dictionary, article::kValueDimensionCount> dictionaries;
  std::array<DimensionTotals, article::kValueDimensionCount> totals;
};

// Display names in one shard: how many articles call an entity so.
struct ShardNames {
  struct Name {
    absl::string_view entity_id;
    absl::string_view name;
    uint32_t count = 0;
  };
  std::vector<Name> names;  // Those of one entity together; the entities in order of their ids, but
                            // for terms that had to be cut, and names that were read later.
  TextArena texts;          // That the names view.
  bool partly_read = false;  // Only those of RevisionNames::read.
};

// The names of a revision.
struct RevisionNames {
  std::vector<ShardNames> shards;
  absl::flat_hash_set<std::string> read;  // Entities: in shards that are partly read.
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
