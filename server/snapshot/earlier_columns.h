// What an earlier snapshot has of the shards that the revision being loaded still has: far sooner
// taken over than read again.

#ifndef DATELINE_SERVER_SNAPSHOT_EARLIER_COLUMNS_H_
#define DATELINE_SERVER_SNAPSHOT_EARLIER_COLUMNS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/article/dimension.h"
#include "server/snapshot/columns.h"
#include "server/snapshot/entity_corrections.h"
#include "server/snapshot/entity_records.h"
#include "server/snapshot/value_loader.h"

namespace dateline::snapshot {

// Borrowed from the earlier snapshot.
struct EarlierColumns {
  const Columns* columns = nullptr;
  const EntityRecords* records = nullptr;
  const EntityCorrections* corrections = nullptr;
  // The first shards are the same, and so are the rows below this one and the articles in them.
  size_t shard_count = 0;
  Row row_count = 0;
};

// True when taking over is less work than reading: most rows are the same, and the corrections have
// left most entities alone.
bool IsWorthTaking(const EarlierColumns& earlier, Row row_count);

// Gives the columns that have one value per row, and the events, their first rows. REQUIRES: they
// have none.
void TakeRows(const EarlierColumns& earlier, Columns* columns);

// What articles in those rows have of one dimension, as their own.
struct EarlierValues {
  // Those that no correction has touched, as if of one shard that has all the rows. Views the
  // earlier texts; the lists have no place.
  ShardValues values;
  std::vector<Ordinal> earlier_ordinals;  // Of the above.
  // Own ids that a correction has touched, sorted: how many articles have them, only the shards
  // tell. Not of every one there are articles.
  std::vector<std::string> touched;
  // Some of `values`, sorted: of their names some may have gone, because articles have.
  std::vector<std::string> renamed;
};
using AllEarlierValues = std::array<EarlierValues, article::kValueDimensionCount>;

AllEarlierValues TakeValues(const EarlierColumns& earlier);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_EARLIER_COLUMNS_H_
