#include "server/snapshot/column_totals.h"

#include <algorithm>
#include <limits>

#include "indexer/pace/pace.h"

namespace dateline::snapshot {
namespace {

template <typename T>
uint64_t BytesOf(const std::vector<T>& values) {
  return values.capacity() * sizeof(T);
}

}  // namespace

uint64_t BytesOf(const Columns& columns) {
  uint64_t bytes = BytesOf(columns.live) + BytesOf(columns.lengths) + BytesOf(columns.keys) +
                   BytesOf(columns.lowest_keys) + BytesOf(columns.publish.start) +
                   BytesOf(columns.publish.precision) +
                   BytesOf(columns.publish_totals.article_counts) +
                   BytesOf(columns.events.offsets) + BytesOf(columns.events.intervals) +
                   BytesOf(columns.copies.groups) + BytesOf(columns.copies.offsets) +
                   BytesOf(columns.copies.rows) + columns.copies.head_ids.capacity() +
                   BytesOf(columns.copies.head_ends);
  for (const LabelColumn& column : columns.labels) bytes += column.byte_size();
  for (const Dictionary& dictionary : columns.dictionaries) {
    bytes += BytesOf(dictionary.entries) + dictionary.texts->byte_size();
  }
  for (const DimensionTotals& totals : columns.totals) bytes += BytesOf(totals.article_counts);
  return bytes;
}

void AddTotals(Columns* columns) {
  for (size_t d = 0; d < columns->totals.size(); ++d) {
    DimensionTotals& totals = columns->totals[d];
    totals.article_counts.reserve(columns->dictionaries[d].entries.size());
    for (const Dictionary::Entry& entry : columns->dictionaries[d].entries) {
      pace::BreatheAt(totals.article_counts.size(), 4096);
      totals.article_counts.push_back(entry.article_count);
    }
    if (d < kEntityDimensions) continue;  // Those are told by the records.
    totals.missing = columns->article_count;
    for (const uint32_t count : totals.article_counts) totals.missing -= count;
  }
}

std::vector<uint64_t> LowestKeys(const Columns& columns) {
  std::vector<uint64_t> lowest(columns.live.size(), std::numeric_limits<uint64_t>::max());
  for (Row row = 0; row < columns.row_count; ++row) {
    pace::BreatheAt(row);
    if ((columns.live[row / 64] >> (row % 64) & 1) == 0) continue;
    lowest[row / 64] = std::min(lowest[row / 64], columns.keys[row]);
  }
  return lowest;
}

PublishTotals CountDays(const Columns& columns) {
  PublishTotals totals;
  int32_t first = std::numeric_limits<int32_t>::max();
  int32_t last = std::numeric_limits<int32_t>::min();
  uint32_t known = 0;
  bool by_day = true;
  for (Row row = 0; row < columns.row_count; ++row) {
    pace::BreatheAt(row);
    const int32_t day = columns.publish.start[row];
    if (day == kUnknownDay) continue;
    ++known;
    by_day &= columns.publish.PrecisionOf(row) == article::DatePrecision::kDay;
    first = std::min(first, day);
    last = std::max(last, day);
  }
  totals.unknown = columns.article_count - known;
  if (known == 0 || !by_day || int64_t{last} - first >= PublishTotals::kMaxDays) return totals;
  totals.first = first;
  totals.article_counts.assign(static_cast<size_t>(last - first) + 1, 0);
  for (const int32_t day : columns.publish.start) {
    if (day != kUnknownDay) ++totals.article_counts[day - first];
  }
  return totals;
}

}  // namespace dateline::snapshot
