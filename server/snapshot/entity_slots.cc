#include "server/snapshot/entity_slots.h"

#include <algorithm>

#include "indexer/pace/pace.h"

namespace dateline::snapshot {
namespace {

constexpr size_t kLast = EntitySlots::kSlots - 1;

}  // namespace

absl::StatusOr<EntitySlots> EntitySlots::WithRoom(const std::vector<uint32_t>& sizes) {
  EntitySlots out;
  Record empty;
  empty.slots.fill(kNone);
  out.records_ = HugeArray<Record>(sizes.size(), empty);
  out.about_.assign(sizes.size(), 0);
  uint64_t end = 0;
  for (size_t row = 0; row < sizes.size(); ++row) {
    pace::BreatheAt(row);
    if (sizes[row] <= kSlots) continue;
    out.records_[row].slots[kLast] = static_cast<uint32_t>(kMore + end);
    end += 1 + sizes[row] - kLast;
    if (end >= kMore) return absl::DataLossError("more than 2^31 values");
  }
  out.more_.assign(end, kNone);
  out.more_about_.assign(end / 64 + 1, 0);
  for (size_t row = 0; row < sizes.size(); ++row) {
    pace::BreatheAt(row);
    if (sizes[row] <= kSlots) continue;
    out.more_[out.records_[row].slots[kLast] - kMore] = sizes[row] - static_cast<uint32_t>(kLast);
  }
  return out;
}

void EntitySlots::Read(Row row, std::vector<Entity>* entities) const {
  entities->clear();
  ForEach(row, [&](uint32_t number, bool about) {
    if (number != kNone) entities->push_back({number, about});
  });
}

void EntitySlots::Write(Row row, const std::vector<Entity>& entities) {
  std::array<uint32_t, kSlots>& slots = records_[row].slots;
  const uint32_t last = slots[kLast];
  const bool spills = entities.size() > kSlots;
  slots.fill(kNone);
  about_[row] = 0;
  if (spills) {
    const auto size = static_cast<uint32_t>(entities.size() - kLast);
    size_t at = last - kMore;
    if (last < kMore || more_[at] < size) {
      at = more_.size();
      more_.resize(at + 1 + size);
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
  return records_.byte_size() + more_.capacity() * sizeof(more_[0]) + about_.capacity() +
         more_about_.capacity() * sizeof(more_about_[0]);
}

}  // namespace dateline::snapshot
