#include "server/snapshot/entity_records.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "indexer/pace/pace.h"
#include "server/snapshot/parallel.h"

namespace dateline::snapshot {
namespace {

// Rows that a thread looks at at a time.
constexpr Row kPart = 1 << 16;
// Of a large dimension, room for later entities is one for so many that there are.
constexpr size_t kRoomShare = 16;

// Sorts by some bits; those with the same stay in their order.
void SortByDigit(int shift, int bits, std::vector<uint64_t>* keys) {
  const uint64_t mask = (uint64_t{1} << bits) - 1;
  std::vector<uint32_t> places((size_t{1} << bits) + 1, 0);
  for (const uint64_t key : *keys) ++places[(key >> shift & mask) + 1];
  if (std::find(places.begin(), places.end(), keys->size()) != places.end()) return;
  std::partial_sum(places.begin(), places.end(), places.begin());
  std::vector<uint64_t> sorted(keys->size());
  for (size_t i = 0; i < keys->size(); ++i) {
    pace::BreatheAt(i);
    sorted[places[(*keys)[i] >> shift & mask]++] = (*keys)[i];
  }
  keys->swap(sorted);
}

// All ordinals; of equals the lowest first.
std::vector<Ordinal> MostFrequentFirst(const Dictionary& dictionary) {
  std::vector<uint64_t> keys(dictionary.entries.size());
  for (size_t o = 0; o < keys.size(); ++o) {
    keys[o] = uint64_t{UINT32_MAX - dictionary.entries[o].article_count} << 32 | o;
  }
  // They are in the order of their ordinals, and most counts are small.
  constexpr int kBits = 11;
  for (int shift = 32; shift < 64; shift += kBits) {
    SortByDigit(shift, std::min(kBits, 64 - shift), &keys);
  }
  return std::vector<Ordinal>(keys.begin(), keys.end());
}

}  // namespace

size_t EntityRecords::byte_size() const {
  size_t bytes = slots_.byte_size();
  for (size_t d = 0; d < kDimensions; ++d) {
    bytes += numbers_[d].capacity() * sizeof(uint32_t) + ordinals_[d].capacity() * sizeof(Ordinal);
  }
  return bytes;
}

size_t EntityRecords::RoomFor(size_t entities) { return entities / kRoomShare + kRoomShare; }

absl::Status EntityRecords::NumberAnew(Columns* columns) {
  slots_.Unshare();
  uint64_t count = 0;
  for (size_t d = 0; d < kDimensions; ++d) {
    first_[d] = static_cast<uint32_t>(count);
    const size_t size = columns->dictionaries[d].entries.size();
    // Those that corrections have left without articles get a number the next time, too.
    const size_t given = columns->own_numbers.given[d];
    count += size + RoomFor(size) + (given > size ? given - size : 0) + 1;
    if (count >= kMore - 1) return absl::DataLossError("more than 2^31 values");
  }
  first_[kDimensions] = static_cast<uint32_t>(count);
  // From the numbers that the rows have to the final ones.
  std::vector<uint32_t> final_of(columns->own_numbers.count, absent());
  std::vector<std::function<absl::Status()>> jobs;
  for (size_t d = 0; d < kDimensions; ++d) {
    jobs.push_back([&, d] {
      const Dictionary& dictionary = columns->dictionaries[d];
      ordinals_[d] = MostFrequentFirst(dictionary);
      numbers_[d].resize(ordinals_[d].size());
      for (uint32_t number = 0; number < ordinals_[d].size(); ++number) {
        pace::BreatheAt(number);
        const Ordinal ordinal = ordinals_[d][number];
        numbers_[d][ordinal] = number;
        final_of[dictionary.entries[ordinal].own_number] = first_[d] + number;
      }
      final_of[columns->own_numbers.missing[d]] = first_[d + 1] - 1;
      return absl::OkStatus();
    });
  }
  const absl::Status status = RunJobs(jobs);
  if (!status.ok()) return status;

  jobs.clear();
  const auto map = [this, &final_of](uint32_t number) {
    return number == EntitySlots::kNone ? absent() : final_of[number];
  };
  for (Row part = 0; part < columns->row_count; part += kPart) {
    jobs.push_back([=] {
      const Row end = std::min(columns->row_count - part, kPart) + part;
      for (Row row = part; row < end; ++row) {
        pace::BreatheAt(row);
        for (uint32_t& number : slots_.record(row).slots) {
          if (number < kMore) {
            number = map(number);
          } else {
            uint32_t* more = slots_.more() + (number - kMore);
            for (uint32_t i = 1; i <= more[0]; ++i) more[i] = map(more[i]);
          }
        }
      }
      return absl::OkStatus();
    });
  }
  slots_.set_none(absent());
  return RunJobs(jobs);
}

void EntityRecords::KeepNumbers(const Columns& columns) {
  for (size_t d = 0; d < kDimensions; ++d) {
    first_[d + 1] = columns.own_numbers.missing[d] + 1;
    const std::vector<Dictionary::Entry>& entries = columns.dictionaries[d].entries;
    pace::Resize<uint32_t>(entries.size(), 0, &numbers_[d]);
    pace::Resize<Ordinal>(columns.own_numbers.next[d] - first_[d], kNoOrdinal, &ordinals_[d]);
    for (Ordinal ordinal = 0; ordinal < entries.size(); ++ordinal) {
      pace::BreatheAt(ordinal);
      const uint32_t number = entries[ordinal].own_number - first_[d];
      numbers_[d][ordinal] = number;
      ordinals_[d][number] = ordinal;
    }
  }
}

absl::Status EntityRecords::CountMissing(Columns* columns) const {
  std::vector<std::function<absl::Status()>> jobs;
  std::vector<std::array<uint32_t, kDimensions>> missing(columns->row_count / kPart + 1);
  for (size_t p = 0; p < missing.size(); ++p) {
    jobs.push_back([this, p, columns, &missing] {
      std::array<uint32_t, kDimensions> without = {};
      const auto count = [&](const uint32_t* numbers, size_t size) {
        for (size_t d = 0; d < kDimensions; ++d) {
          const uint32_t number = first_[d + 1] - 1;
          uint32_t found = 0;
          for (size_t i = 0; i < size; ++i) found += numbers[i] == number ? 1 : 0;
          without[d] += found;
        }
      };
      const Row end = std::min<uint64_t>(columns->row_count, (p + 1) * uint64_t{kPart});
      for (Row row = static_cast<Row>(p) * kPart; row < end; ++row) {
        pace::BreatheAt(row);
        const Record& record = slots_.records()[row];
        count(record.slots.data(), kSlots);
        if (record.slots.back() < kMore) continue;
        const uint32_t* more = slots_.more() + (record.slots.back() - kMore);
        count(more + 1, more[0]);
      }
      missing[p] = without;
      return absl::OkStatus();
    });
  }
  const absl::Status status = RunJobs(jobs);
  for (size_t d = 0; d < kDimensions; ++d) {
    columns->totals[d].missing = 0;
    for (const auto& part : missing) columns->totals[d].missing += part[d];
  }
  return status;
}

absl::StatusOr<EntityRecords> EntityRecords::Build(Columns* columns) {
  EntityRecords out;
  out.slots_ = std::move(columns->entities);
  absl::Status status;
  if (columns->own_numbers.final) {
    out.KeepNumbers(*columns);
  } else {
    status = out.NumberAnew(columns);
  }
  if (status.ok()) status = out.CountMissing(columns);
  if (!status.ok()) return status;
  return out;
}

}  // namespace dateline::snapshot
