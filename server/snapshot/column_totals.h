// What is summed up of the columns, once they are as they are in the end.

#ifndef DATELINE_SERVER_SNAPSHOT_COLUMN_TOTALS_H_
#define DATELINE_SERVER_SNAPSHOT_COLUMN_TOTALS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/snapshot/columns.h"
#include "server/snapshot/snapshot.h"

namespace dateline::snapshot {

// Sets `totals`, but for what is missing of entities: EntityRecords::Build tells that.
void AddTotals(Columns* columns);

// Snapshot::lowest_keys.
std::vector<uint64_t> LowestKeys(const Columns& columns);

// Snapshot::first_by_key, `count` of them. REQUIRES: columns.lowest_keys is set, count > 0.
std::vector<Row> FirstByKey(const Columns& columns, size_t count);

PublishTotals CountDays(const Columns& columns);

// Memory held by the columns, entities aside.
uint64_t BytesOf(const Columns& columns);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_COLUMN_TOTALS_H_
