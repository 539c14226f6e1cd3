#include "server/snapshot/column_totals.h"

#include <algorithm>
#include <limits>
#include <utility>

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
                   BytesOf(columns.lowest_keys) + BytesOf(columns.first_by_key) +
                   BytesOf(columns.publish.start) + BytesOf(columns.publish.precision) +
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

std::vector<Row> FirstByKey(const Columns& columns, size_t count) {
  // The lowest keys of so many words are those of as many articles, and a bound of what to look at.
  uint64_t highest = std::numeric_limits<uint64_t>::max();
  if (columns.lowest_keys.size() > count) {
    std::vector<uint64_t> lowest = columns.lowest_keys;
    const auto last = lowest.begin() + static_cast<ptrdiff_t>(count - 1);
    std::nth_element(lowest.begin(), last, lowest.end());
    highest = *last;
    pace::Breathe();
  }
  std::vector<std::pair<uint64_t, Row>> first;
  for (size_t w = 0; w < columns.live.size(); ++w) {
    if (columns.lowest_keys[w] > highest) continue;
    for (uint64_t word = columns.live[w]; word != 0; word &= word - 1) {
      const auto row = static_cast<Row>(w * 64 + static_cast<size_t>(__builtin_ctzll(word)));
      if (columns.keys[row] <= highest) first.emplace_back(columns.keys[row], row);
    }
  }
  std::sort(first.begin(), first.end());
  if (first.size() > count) first.resize(count);
  std::vector<Row> rows;
  rows.reserve(first.size());
  for (const auto& [key, row] : first) rows.push_back(row);
  return rows;
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
