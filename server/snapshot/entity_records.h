// The entities of every article in records of one width: what a search counts, and tests.
//
// All entities are numbered together, dimension after dimension, so that one array counts all
// dimensions in one pass; those that most articles have come first in their dimension, so that most
// counters that are used lie together. A record is one access to memory for all dimensions. Behind
// the numbers of a dimension there is room: a later snapshot keeps them, and its new entities come
// last, until there is none left and all are numbered anew. Its records are those of the earlier
// one, not copies, as long as no correction touches an article that was there before.

#ifndef DATELINE_SERVER_SNAPSHOT_ENTITY_RECORDS_H_
#define DATELINE_SERVER_SNAPSHOT_ENTITY_RECORDS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "indexer/article/dimension.h"
#include "server/snapshot/columns.h"
#include "server/snapshot/entity_slots.h"

namespace dateline::snapshot {

class EntityRecords {
 public:
  static constexpr uint32_t kSlots = EntitySlots::kSlots;
  static constexpr uint32_t kMore = EntitySlots::kMore;
  static constexpr size_t kDimensions = kEntityDimensions;

  // The numbers of an article's entities in any order; for a dimension it has none of, missing()
  // of that; absent() in the slots that are left, and in all of a row without article.
  using Record = EntitySlots::Record;

  // Of columns as they are in the end; takes their entities, and sets what is missing in their
  // totals. Numbers that are final stay. DATA_LOSS for 2^31 values and more.
  static absl::StatusOr<EntityRecords> Build(Columns* columns);

  // Numbers that are left behind those of a dimension, when all are numbered.
  static size_t RoomFor(size_t entities);

  static bool Covers(article::Dimension dimension) {
    return static_cast<size_t>(dimension) < kDimensions;
  }

  const Record* records() const { return slots_.records(); }  // By row.
  const uint32_t* more() const { return slots_.more(); }
  // The lowest number of a dimension. REQUIRES: Covers(dimension), here and below.
  uint32_t first(article::Dimension dimension) const {
    return first_[static_cast<size_t>(dimension)];
  }
  // Stands for having no entity of the dimension; the numbers of entities end before it.
  uint32_t missing(article::Dimension dimension) const {
    return first_[static_cast<size_t>(dimension) + 1] - 1;
  }
  // From ordinals to numbers and back, these counted from first(); kNoOrdinal for a number that no
  // entity has any more, and the room behind them is left out.
  const std::vector<uint32_t>& numbers(article::Dimension dimension) const {
    return numbers_[static_cast<size_t>(dimension)];
  }
  const std::vector<Ordinal>& ordinals(article::Dimension dimension) const {
    return ordinals_[static_cast<size_t>(dimension)];
  }
  uint32_t NumberOf(article::Dimension dimension, Ordinal ordinal) const {
    return first(dimension) + numbers(dimension)[ordinal];
  }
  // The first number that no entity ever had; room up to missing().
  uint32_t next(article::Dimension dimension) const {
    return first(dimension) + static_cast<uint32_t>(ordinals(dimension).size());
  }
  uint32_t absent() const { return first_[kDimensions]; }
  uint32_t number_count() const { return absent() + 1; }

  // Calls visit(ordinal, about) for what an article has of a dimension, in any order.
  template <typename Visit>
  void ForEach(article::Dimension dimension, Row row, Visit visit) const {
    const uint32_t first = this->first(dimension);
    const auto size = static_cast<uint32_t>(this->ordinals(dimension).size());
    const Ordinal* ordinals = this->ordinals(dimension).data();
    slots_.ForEach(row, [&](uint32_t number, bool about) {
      if (number - first < size) visit(ordinals[number - first], about);
    });
  }
  // Calls visit(number, about) with all of a record: missing() and absent() too.
  template <typename Visit>
  void ForEachNumber(Row row, Visit visit) const {
    slots_.ForEach(row, visit);
  }
  bool Has(Row row, uint32_t number) const {
    bool found = false;
    slots_.ForEach(row, [&](uint32_t other, bool) { found |= other == number; });
    return found;
  }
  const EntitySlots& slots() const { return slots_; }
  size_t byte_size() const;

 private:
  // From the numbers that the rows have to final ones, by job.
  absl::Status NumberAnew(Columns* columns);
  // Numbers that are final already.
  void KeepNumbers(const Columns& columns);
  absl::Status CountMissing(Columns* columns) const;

  std::array<uint32_t, kDimensions + 1> first_ = {};
  std::array<std::vector<uint32_t>, kDimensions> numbers_;
  std::array<std::vector<Ordinal>, kDimensions> ordinals_;
  EntitySlots slots_;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_ENTITY_RECORDS_H_
