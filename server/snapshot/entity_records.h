// The entities of every article in records of one width: what a search counts, and tests.
//
// All entities are numbered together, dimension after dimension, so that one array counts all
// dimensions in one pass; those that most articles have come first in their dimension, so that most
// counters that are used lie together. A record is one access to memory where the columns of three
// dimensions are six.

#ifndef DATELINE_SERVER_SNAPSHOT_ENTITY_RECORDS_H_
#define DATELINE_SERVER_SNAPSHOT_ENTITY_RECORDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "indexer/article/dimension.h"
#include "server/snapshot/columns.h"
#include "server/snapshot/huge_array.h"

namespace dateline::snapshot {

class EntityRecords {
 public:
  static constexpr uint32_t kSlots = 8;
  // Numbers in a slot are below it.
  static constexpr uint32_t kMore = uint32_t{1} << 31;
  static constexpr size_t kDimensions = 3;

  // The numbers of an article's entities, by dimension; for a dimension it has none
  // of, missing() of that; absent() in the slots that are left. When they are more than kSlots, the
  // last slot is kMore + i, and the others are more()[i + 1] on, more()[i] of them.
  struct alignas(32) Record {
    std::array<uint32_t, kSlots> slots;
  };

  // Of columns as they are in the end. DATA_LOSS for 2^31 values and more.
  static absl::StatusOr<EntityRecords> Build(const Columns& columns);

  static bool Covers(article::Dimension dimension) {
    return static_cast<size_t>(dimension) < kDimensions;
  }

  const Record* records() const { return records_.data(); }  // By row.
  const uint32_t* more() const { return more_.data(); }
  // The lowest number of a dimension. REQUIRES: Covers(dimension), here and below.
  uint32_t first(article::Dimension dimension) const {
    return first_[static_cast<size_t>(dimension)];
  }
  // Stands for having no entity of the dimension; the numbers of entities end before it.
  uint32_t missing(article::Dimension dimension) const {
    return first_[static_cast<size_t>(dimension) + 1] - 1;
  }
  // From ordinals to numbers and back, these counted from first().
  const std::vector<uint32_t>& numbers(article::Dimension dimension) const {
    return numbers_[static_cast<size_t>(dimension)];
  }
  const std::vector<Ordinal>& ordinals(article::Dimension dimension) const {
    return ordinals_[static_cast<size_t>(dimension)];
  }
  uint32_t NumberOf(article::Dimension dimension, Ordinal ordinal) const {
    return first(dimension) + numbers(dimension)[ordinal];
  }
  uint32_t absent() const { return first_[kDimensions]; }
  uint32_t number_count() const { return absent() + 1; }
  size_t byte_size() const;

 private:
  std::array<uint32_t, kDimensions + 1> first_ = {};
  std::array<std::vector<uint32_t>, kDimensions> numbers_;
  std::array<std::vector<Ordinal>, kDimensions> ordinals_;
  HugeArray<Record> records_;
  std::vector<uint32_t> more_;
};

static_assert(static_cast<int>(article::Dimension::kPerson) == 0 &&
              static_cast<int>(article::Dimension::kOrganization) == 1 &&
              static_cast<int>(article::Dimension::kPlace) == 2);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_ENTITY_RECORDS_H_
