#include "server/snapshot/entity_records.h"

#include <algorithm>

namespace dateline::snapshot {
namespace {

// All ordinals; of equals the lowest first.
std::vector<Ordinal> MostFrequentFirst(const Dictionary& dictionary) {
  std::vector<uint64_t> keys(dictionary.entries.size());
  for (size_t o = 0; o < keys.size(); ++o) {
    keys[o] = uint64_t{UINT32_MAX - dictionary.entries[o].article_count} << 32 | o;
  }
  std::sort(keys.begin(), keys.end());
  return std::vector<Ordinal>(keys.begin(), keys.end());
}

}  // namespace

size_t EntityRecords::byte_size() const {
  size_t bytes = records_.byte_size() + more_.capacity() * sizeof(more_[0]);
  for (size_t d = 0; d < kDimensions; ++d) {
    bytes += numbers_[d].capacity() * sizeof(uint32_t) + ordinals_[d].capacity() * sizeof(Ordinal);
  }
  return bytes;
}

absl::StatusOr<EntityRecords> EntityRecords::Build(const Columns& columns) {
  EntityRecords out;
  uint64_t numbers = 0;
  uint64_t values = 0;
  for (size_t d = 0; d < kDimensions; ++d) {
    out.first_[d] = static_cast<uint32_t>(numbers);
    numbers += columns.dictionaries[d].entries.size() + 1;
    values += columns.values[d].ordinals.size();
    if (numbers >= kMore || values >= kMore) return absl::DataLossError("more than 2^31 values");
    out.ordinals_[d] = MostFrequentFirst(columns.dictionaries[d]);
    out.numbers_[d].resize(out.ordinals_[d].size());
    for (uint32_t number = 0; number < out.ordinals_[d].size(); ++number) {
      out.numbers_[d][out.ordinals_[d][number]] = number;
    }
  }
  out.first_[kDimensions] = static_cast<uint32_t>(numbers);
  Record empty;
  empty.slots.fill(out.absent());
  out.records_ = HugeArray<Record>(columns.row_count, empty);
  std::vector<uint32_t> own;
  for (Row row = 0; row < columns.row_count; ++row) {
    if ((columns.live[row / 64] >> (row % 64) & 1) == 0) continue;
    own.clear();
    for (size_t d = 0; d < kDimensions; ++d) {
      const ValueColumn& column = columns.values[d];
      const uint32_t begin = column.offsets[row];
      const uint32_t end = column.offsets[row + 1];
      if (begin == end) own.push_back(out.first_[d + 1] - 1);
      for (uint32_t i = begin; i < end; ++i)
        own.push_back(out.first_[d] + out.numbers_[d][column.ordinals[i]]);
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
