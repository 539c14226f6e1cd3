#include "server/snapshot/entity_records.h"

#include <algorithm>
#include <functional>
#include <numeric>
#include <utility>

#include "indexer/pace/pace.h"
#include "server/snapshot/parallel.h"

namespace dateline::snapshot {
namespace {

// Rows that a thread renumbers at a time.
constexpr Row kPart = 1 << 16;

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

absl::StatusOr<EntityRecords> EntityRecords::Build(Columns* columns) {
  EntityRecords out;
  uint64_t count = 0;
  for (size_t d = 0; d < kDimensions; ++d) {
    out.first_[d] = static_cast<uint32_t>(count);
    count += columns->dictionaries[d].entries.size() + 1;
    if (count >= kMore - 1) return absl::DataLossError("more than 2^31 values");
  }
  out.first_[kDimensions] = static_cast<uint32_t>(count);
  // From the numbers that the rows have to the final ones.
  std::vector<uint32_t> final_of(columns->own_numbers.count, out.absent());
  std::vector<std::function<absl::Status()>> jobs;
  for (size_t d = 0; d < kDimensions; ++d) {
    jobs.push_back([&, d] {
      const Dictionary& dictionary = columns->dictionaries[d];
      out.ordinals_[d] = MostFrequentFirst(dictionary);
      out.numbers_[d].resize(out.ordinals_[d].size());
      for (uint32_t number = 0; number < out.ordinals_[d].size(); ++number) {
        pace::BreatheAt(number);
        const Ordinal ordinal = out.ordinals_[d][number];
        out.numbers_[d][ordinal] = number;
        final_of[dictionary.entries[ordinal].own_number] = out.first_[d] + number;
      }
      final_of[columns->own_numbers.missing[d]] = out.first_[d + 1] - 1;
      return absl::OkStatus();
    });
  }
  absl::Status status = RunJobs(jobs);
  if (!status.ok()) return status;
  out.slots_ = std::move(columns->entities);

  jobs.clear();
  const size_t parts = columns->row_count / kPart + 1;
  std::vector<std::array<uint32_t, kDimensions>> missing(parts);
  for (size_t p = 0; p < parts; ++p) {
    jobs.push_back([&, p] {
      std::array<uint32_t, kDimensions> without = {};
      const auto map = [&](uint32_t number) {
        const uint32_t final_number =
            number == EntitySlots::kNone ? out.absent() : final_of[number];
        for (size_t d = 0; d < kDimensions; ++d)
          without[d] += final_number == out.first_[d + 1] - 1;
        return final_number;
      };
      const Row end = std::min<uint64_t>(columns->row_count, (p + 1) * uint64_t{kPart});
      for (Row row = static_cast<Row>(p) * kPart; row < end; ++row) {
        pace::BreatheAt(row);
        for (uint32_t& number : out.slots_.record(row).slots) {
          if (number < kMore) {
            number = map(number);
          } else {
            uint32_t* more = out.slots_.more() + (number - kMore);
            for (uint32_t i = 1; i <= more[0]; ++i) more[i] = map(more[i]);
          }
        }
      }
      missing[p] = without;
      return absl::OkStatus();
    });
  }
  status = RunJobs(jobs);
  if (!status.ok()) return status;
  for (size_t d = 0; d < kDimensions; ++d) {
    columns->totals[d].missing = 0;
    for (const auto& part : missing) columns->totals[d].missing += part[d];
  }
  return out;
}

}  // namespace dateline::snapshot
