// The entities of every article in records of one width, as numbers of any kind.

#ifndef DATELINE_SERVER_SNAPSHOT_ENTITY_SLOTS_H_
#define DATELINE_SERVER_SNAPSHOT_ENTITY_SLOTS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "server/snapshot/growing.h"
#include "server/snapshot/huge_array.h"
#include "server/snapshot/snapshot.h"

namespace dateline::snapshot {

class EntitySlots {
 public:
  static constexpr uint32_t kSlots = 8;
  // Numbers in a slot are below it.
  static constexpr uint32_t kMore = uint32_t{1} << 31;
  static constexpr uint32_t kNone = kMore - 1;

  // When an article has more than kSlots, the last slot is kMore + i, and the others are
  // more()[i + 1] on, more()[i] of them.
  struct alignas(32) Record {
    std::array<uint32_t, kSlots> slots;
  };
  struct Entity {
    uint32_t number = 0;
    bool about = false;  // The article is about it.
  };

  EntitySlots() = default;
  // Room for so many entities in each row, of none(). DATA_LOSS when they are 2^31 and more.
  static absl::StatusOr<EntitySlots> WithRoom(const std::vector<uint32_t>& sizes);
  // The first rows of an earlier one, behind which there is room as above. They take no copying as
  // long as none of them is written, if they are all rows of the earlier one, and it has room to
  // spare. Nobody may write to that any more.
  static absl::StatusOr<EntitySlots> GoOn(const EntitySlots& earlier, Row row_count,
                                          const std::vector<uint32_t>& sizes);

  // Stands where there is none: kNone, until all numbers are final; of one that goes on, that of
  // the earlier one.
  uint32_t none() const { return none_; }
  void set_none(uint32_t none) { none_ = none; }

  const Record* records() const { return records_.data(); }  // By row.
  const uint32_t* more() const { return more_.data(); }

  // Puts an entity at a place of its row. Several threads may, each with rows of its own.
  // REQUIRES: there is room, no entity with `about` was at this place before, and the row is not of
  // an earlier one.
  void Put(Row row, uint32_t place, uint32_t number, bool about) {
    std::array<uint32_t, kSlots>& slots = records_[row].slots;
    if (place < kSlots - 1 || slots[kSlots - 1] < kMore) {
      slots[place] = number;
      about_[row] |= static_cast<uint8_t>(uint8_t{about} << place);
      return;
    }
    const size_t i = slots[kSlots - 1] - kMore + 1 + place - (kSlots - 1);
    more_[i] = number;
    // Rows of two threads may share a word.
    if (about) __atomic_fetch_or(&more_about_[i / 64], uint64_t{1} << (i % 64), __ATOMIC_RELAXED);
  }

  // Calls visit(number, about) with all that a row has room for, none() too.
  template <typename Visit>
  void ForEach(Row row, Visit visit) const {
    constexpr size_t kLast = kSlots - 1;
    const std::array<uint32_t, kSlots>& slots = records_[row].slots;
    const uint32_t about = about_[row];
    for (size_t slot = 0; slot < kLast; ++slot) visit(slots[slot], (about >> slot & 1) != 0);
    if (slots[kLast] < kMore) {
      visit(slots[kLast], (about >> kLast & 1) != 0);
      return;
    }
    const size_t begin = slots[kLast] - kMore + 1;
    const size_t end = begin + more_[begin - 1];
    for (size_t i = begin; i < end; ++i) {
      visit(more_[i], (more_about_[i / 64] >> (i % 64) & 1) != 0);
    }
  }

  // What a row has, without none().
  void Read(Row row, std::vector<Entity>* entities) const;
  // Replaces it. Not while another thread reads or writes any row.
  void Write(Row row, const std::vector<Entity>& entities);

  size_t byte_size() const;

  // Unchecked: for renumbering in place. REQUIRES: it shares nothing with an earlier one.
  Record& record(Row row) { return records_[row]; }
  uint32_t* more() { return more_.empty() ? nullptr : &more_[0]; }
  // Copies what it has in common with an earlier one, if it has, without what no row has any more.
  void Unshare();

 private:
  void TakeMore(const EntitySlots& earlier, Row row_count);

  uint32_t none_ = kNone;
  Growing<Record, HugeArray<Record>> records_;
  Growing<uint32_t> more_;
  Growing<uint8_t> about_;  // By row: bit i of slot i.
  Growing<uint64_t> more_about_;
  Row shared_rows_ = 0;  // The first ones may be those of an earlier one.
};

// Sorts what a row has by number, those that are the same put together: about when one of them is.
void PutTogether(std::vector<EntitySlots::Entity>* entities);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_ENTITY_SLOTS_H_
