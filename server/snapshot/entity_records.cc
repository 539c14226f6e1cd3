#include "server/snapshot/entity_records.h"

#include <algorithm>

namespace dateline::snapshot {

absl::StatusOr<EntityRecords> EntityRecords::Build(const Columns& columns) {
  EntityRecords out;
  uint64_t numbers = 0;
  uint64_t values = 0;
  for (size_t d = 0; d < kDimensions; ++d) {
    out.first_[d] = static_cast<uint32_t>(numbers);
    numbers += columns.dictionaries[d].entries.size() + 1;
    values += columns.values[d].ordinals.size();
    if (numbers >= kMore || values >= kMore) return absl::DataLossError("more than 2^31 values");
  }
  out.first_[kDimensions] = static_cast<uint32_t>(numbers);
  Record empty;
  empty.slots.fill(out.absent());
  out.records_.assign(columns.row_count, empty);
  std::vector<uint32_t> own;
  for (Row row = 0; row < columns.row_count; ++row) {
    if ((columns.live[row / 64] >> (row % 64) & 1) == 0) continue;
    own.clear();
    for (size_t d = 0; d < kDimensions; ++d) {
      const ValueColumn& column = columns.values[d];
      const uint32_t begin = column.offsets[row];
      const uint32_t end = column.offsets[row + 1];
      if (begin == end) own.push_back(out.first_[d + 1] - 1);
      for (uint32_t i = begin; i < end; ++i) own.push_back(out.first_[d] + column.ordinals[i]);
    }
    std::array<uint32_t, kSlots>& slots = out.records_[row].slots;
    const bool fits = own.size() <= kSlots;
    const size_t here = fits ? own.size() : kSlots - 1;
    std::copy_n(own.begin(), here, slots.begin());
    if (fits) continue;
    slots[kSlots - 1] = kMore + static_cast<uint32_t>(out.more_.size());
    out.more_.push_back(static_cast<uint32_t>(own.size() - here));
    out.more_.insert(out.more_.end(), own.begin() + static_cast<std::ptrdiff_t>(here), own.end());
  }
  out.more_.shrink_to_fit();
  return out;
}

}  // namespace dateline::snapshot
