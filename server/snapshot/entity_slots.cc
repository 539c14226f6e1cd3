#include "server/snapshot/entity_slots.h"

#include <algorithm>
#include <utility>

#include "indexer/pace/pace.h"

namespace dateline::snapshot {
namespace {

constexpr size_t kLast = EntitySlots::kSlots - 1;

}  // namespace

absl::StatusOr<EntitySlots> EntitySlots::WithRoom(const std::vector<uint32_t>& sizes) {
  return GoOn(EntitySlots(), 0, sizes);
}

absl::StatusOr<EntitySlots> EntitySlots::GoOn(const EntitySlots& earlier, Row row_count,
                                              const std::vector<uint32_t>& sizes) {
  EntitySlots out;
  out.none_ = earlier.none_;
  const size_t all_rows = row_count + sizes.size();
  out.records_ = {earlier.records_, row_count, all_rows};
  out.about_ = {earlier.about_, row_count, all_rows};
  const bool in_place = row_count > 0 && out.records_.data() == earlier.records_.data();
  // One of them may have gone on in place for another snapshot already.
  if (in_place || out.about_.data() == earlier.about_.data()) out.shared_rows_ = row_count;
  if (in_place) {
    out.more_ = {earlier.more_, earlier.more_.size(), earlier.more_.size()};
    out.more_about_ = {earlier.more_about_, earlier.more_about_.size(), earlier.more_about_.size()};
    // No word of bits is of both.
    out.more_.resize(out.more_about_.size() * 64, out.none_);
  } else {
    out.TakeMore(earlier, row_count);
  }
  Record empty;
  empty.slots.fill(out.none_);
  out.records_.resize(all_rows, empty);
  out.about_.resize(all_rows, 0);
  for (size_t i = 0; i < sizes.size(); ++i) {
    pace::BreatheAt(i);
    if (sizes[i] <= kSlots) continue;
    const auto size = static_cast<uint32_t>(sizes[i] - kLast);
    if (out.more_.size() + 1 + size >= kMore) return absl::DataLossError("more than 2^31 values");
    out.records_[row_count + i].slots[kLast] = kMore + static_cast<uint32_t>(out.more_.size());
    out.more_.push_back(size);
    out.more_.resize(out.more_.size() + size, out.none_);
  }
  out.more_about_.resize(out.more_.size() / 64 + 1, 0);
  return out;
}

// What does not fit into the records of the first rows, one behind the other.
void EntitySlots::TakeMore(const EntitySlots& earlier, Row row_count) {
  for (Row row = 0; row < row_count; ++row) {
    pace::BreatheAt(row);
    uint32_t& last = records_[row].slots[kLast];
    if (last < kMore) continue;
    const size_t from = last - kMore;
    const size_t to = more_.size();
    last = kMore + static_cast<uint32_t>(to);
    const uint32_t size = earlier.more_[from];
    more_.append(earlier.more_.view().subspan(from, 1 + size));
    more_about_.resize(more_.size() / 64 + 1, 0);
    for (uint32_t i = 1; i <= size; ++i) {
      const uint64_t about = earlier.more_about_[(from + i) / 64] >> ((from + i) % 64) & 1;
      more_about_[(to + i) / 64] |= about << ((to + i) % 64);
    }
  }
}

void EntitySlots::Unshare() {
  if (shared_rows_ == 0) return;
  EntitySlots own;
  own.none_ = none_;
  own.records_.reserve(records_.capacity());
  own.records_.append(records_.view());
  own.about_.reserve(about_.capacity());
  own.about_.append(about_.view());
  own.TakeMore(*this, static_cast<Row>(records_.size()));
  own.more_about_.resize(own.more_.size() / 64 + 1, 0);
  *this = std::move(own);
}

void EntitySlots::Read(Row row, std::vector<Entity>* entities) const {
  entities->clear();
  ForEach(row, [&](uint32_t number, bool about) {
    if (number != none_) entities->push_back({number, about});
  });
}

void EntitySlots::Write(Row row, const std::vector<Entity>& entities) {
  if (row < shared_rows_) Unshare();
  std::array<uint32_t, kSlots>& slots = records_[row].slots;
  const uint32_t last = slots[kLast];
  const bool spills = entities.size() > kSlots;
  slots.fill(none_);
  about_[row] = 0;
  if (spills) {
    const auto size = static_cast<uint32_t>(entities.size() - kLast);
    size_t at = last - kMore;
    if (last < kMore || more_[at] < size) {
      at = more_.size();
      more_.resize(at + 1 + size, none_);
      more_about_.resize(more_.size() / 64 + 1, 0);
    }
    more_[at] = size;
    slots[kLast] = kMore + static_cast<uint32_t>(at);
    for (size_t i = at + 1; i <= at + size; ++i) {
      more_about_[i / 64] &= ~(uint64_t{1} << (i % 64));
    }
  }
  for (size_t i = 0; i < entities.size(); ++i) {
    Put(row, static_cast<uint32_t>(i), entities[i].number, entities[i].about);
  }
}

void PutTogether(std::vector<EntitySlots::Entity>* entities) {
  std::sort(entities->begin(), entities->end(),
            [](const auto& a, const auto& b) { return a.number < b.number; });
  size_t size = 0;
  for (const EntitySlots::Entity& entity : *entities) {
    if (size > 0 && (*entities)[size - 1].number == entity.number) {
      (*entities)[size - 1].about |= entity.about;
    } else {
      (*entities)[size++] = entity;
    }
  }
  entities->resize(size);
}

size_t EntitySlots::byte_size() const {
  return records_.byte_size() + more_.byte_size() + about_.byte_size() + more_about_.byte_size();
}

}  // namespace dateline::snapshot
