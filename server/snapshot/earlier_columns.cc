#include "server/snapshot/earlier_columns.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "indexer/pace/pace.h"
#include "server/snapshot/alias_overlay.h"

namespace dateline::snapshot {
namespace {

using article::Dimension;

// So many entities are soon looked up one by one.
constexpr size_t kFewEntities = 1000;

// How many articles from the first other row on have each number.
std::vector<uint32_t> CountGone(const EarlierColumns& earlier) {
  std::vector<uint32_t> gone(earlier.records->number_count(), 0);
  for (Row row = earlier.row_count; row < earlier.columns->row_count; ++row) {
    earlier.records->ForEachNumber(row, [&](uint32_t number, bool) { ++gone[number]; });
  }
  return gone;
}

// The same of labels, by ordinal.
std::vector<uint32_t> CountGone(const EarlierColumns& earlier, const LabelColumn& column,
                                size_t label_count) {
  std::vector<uint32_t> gone(label_count, 0);
  for (Row row = earlier.row_count; row < earlier.columns->row_count; ++row) {
    if (const Ordinal ordinal = column[row]; ordinal != kNoOrdinal) ++gone[ordinal];
  }
  return gone;
}

void TakeDimension(const Dictionary& dictionary,
                   const absl::flat_hash_set<absl::string_view>& touched,
                   const std::function<uint32_t(Ordinal)>& gone_of, EarlierValues* out) {
  const std::vector<Dictionary::Entry>& entries = dictionary.entries;
  out->values.values.reserve(entries.size());
  out->values.display_names.reserve(entries.size());
  out->earlier_ordinals.reserve(entries.size());
  for (Ordinal ordinal = 0; ordinal < entries.size(); ++ordinal) {
    pace::BreatheAt(ordinal);
    const Dictionary::Entry& entry = entries[ordinal];
    if (!touched.empty() && touched.contains(entry.value)) continue;
    const uint32_t gone = gone_of(ordinal);
    if (gone == entry.article_count) continue;
    ShardValues::Value& value = out->values.values.emplace_back();
    value.value = entry.value;
    value.list.documents = entry.article_count - gone;
    out->values.display_names.push_back(entry.display_name);
    out->earlier_ordinals.push_back(ordinal);
    if (gone != 0) out->renamed.emplace_back(entry.value);
  }
}

}  // namespace

bool IsWorthTaking(const EarlierColumns& earlier, Row row_count) {
  size_t entities = 0;
  for (size_t d = 0; d < kEntityDimensions; ++d) {
    entities += earlier.columns->dictionaries[d].entries.size();
  }
  const Row most = std::max(row_count, earlier.columns->row_count);
  const size_t touched = earlier.corrections->touched().size();
  return earlier.row_count >= most / 2 && (touched <= kFewEntities || touched <= entities / 2);
}

void TakeRows(const EarlierColumns& earlier, Columns* columns) {
  const Columns& from = *earlier.columns;
  const Row count = earlier.row_count;
  pace::Append(from.lengths.data(), count, &columns->lengths);
  pace::Append(from.keys.data(), count, &columns->keys);
  pace::Append(from.publish.start.data(), count, &columns->publish.start);
  columns->publish.precision.reserve(columns->row_count);
  for (Row row = 0; row < count; ++row) {
    pace::BreatheAt(row, 4096);
    columns->publish.precision.push_back(static_cast<uint8_t>(from.publish.PrecisionOf(row)));
  }
  pace::Append(from.live.data(), count / 64, &columns->live);
  if (count % 64 != 0) {
    columns->live.push_back(from.live[count / 64] & ((uint64_t{1} << (count % 64)) - 1));
  }
  for (const uint64_t word : columns->live) {
    columns->article_count += static_cast<uint32_t>(__builtin_popcountll(word));
  }
  const uint32_t* offsets = from.events.offsets.data();
  pace::Append(offsets, size_t{count} + 1, &columns->events.offsets);
  pace::Append(from.events.intervals.data(), offsets[count], &columns->events.intervals);
}

AllEarlierValues TakeValues(const EarlierColumns& earlier) {
  AllEarlierValues out;
  for (std::string& id : earlier.corrections->OwnIdsTouched()) {
    if (const auto dimension = DimensionOfEntity(id)) {
      out[static_cast<size_t>(*dimension)].touched.push_back(std::move(id));
    }
  }
  const std::vector<uint32_t> gone = CountGone(earlier);
  for (size_t d = 0; d < out.size(); ++d) {
    const auto dimension = static_cast<Dimension>(d);
    const Dictionary& dictionary = earlier.columns->dictionaries[d];
    if (d < kEntityDimensions) {
      const absl::flat_hash_set<absl::string_view> touched(out[d].touched.begin(),
                                                           out[d].touched.end());
      TakeDimension(
          dictionary, touched,
          [&](Ordinal ordinal) { return gone[earlier.records->NumberOf(dimension, ordinal)]; },
          &out[d]);
    } else {
      const std::vector<uint32_t> gone_labels = CountGone(
          earlier, earlier.columns->labels[d - kEntityDimensions], dictionary.entries.size());
      TakeDimension(
          dictionary, {}, [&](Ordinal ordinal) { return gone_labels[ordinal]; }, &out[d]);
    }
  }
  return out;
}

}  // namespace dateline::snapshot
