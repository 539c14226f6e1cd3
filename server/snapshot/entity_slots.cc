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
  Record empty;
  empty.slots.fill(out.none_);
  out.records_ = HugeArray<Record>(earlier.records_, row_count, row_count + sizes.size(), empty);
  out.about_.reserve(row_count + sizes.size());
  pace::Append(earlier.about_.data(), row_count, &out.about_);
  pace::Resize<uint8_t>(row_count + sizes.size(), 0, &out.about_);
  // What does not fit: where it lies in the earlier one, and its size, in the order of the rows.
  std::vector<std::pair<size_t, uint32_t>> taken;
  uint64_t end = 0;
  const auto take = [&](Row row, uint32_t size) {
    out.records_[row].slots[kLast] = static_cast<uint32_t>(kMore + end);
    end += 1 + uint64_t{size};
    return end < kMore;
  };
  for (Row row = 0; row < row_count; ++row) {
    pace::BreatheAt(row);
    const uint32_t last = out.records_[row].slots[kLast];
    if (last < kMore) continue;
    taken.emplace_back(last - kMore, earlier.more_[last - kMore]);
    if (!take(row, taken.back().second)) return absl::DataLossError("more than 2^31 values");
  }
  for (size_t i = 0; i < sizes.size(); ++i) {
    pace::BreatheAt(i);
    if (sizes[i] <= kSlots) continue;
    if (!take(row_count + static_cast<Row>(i), sizes[i] - static_cast<uint32_t>(kLast))) {
      return absl::DataLossError("more than 2^31 values");
    }
  }
  out.more_.reserve(end);
  out.more_about_.assign(end / 64 + 1, 0);
  for (const auto& [from, size] : taken) {
    pace::BreatheAt(out.more_.size());
    const size_t to = out.more_.size();
    out.more_.insert(out.more_.end(), earlier.more_.begin() + static_cast<std::ptrdiff_t>(from),
                     earlier.more_.begin() + static_cast<std::ptrdiff_t>(from + 1 + size));
    for (uint32_t i = 1; i <= size; ++i) {
      const uint64_t about = earlier.more_about_[(from + i) / 64] >> ((from + i) % 64) & 1;
      out.more_about_[(to + i) / 64] |= about << ((to + i) % 64);
    }
  }
  for (const uint32_t size : sizes) {
    if (size <= kSlots) continue;
    out.more_.push_back(size - static_cast<uint32_t>(kLast));
    out.more_.resize(out.more_.size() + size - kLast, out.none_);
  }
  return out;
}

void EntitySlots::Read(Row row, std::vector<Entity>* entities) const {
  entities->clear();
  ForEach(row, [&](uint32_t number, bool about) {
    if (number != none_) entities->push_back({number, about});
  });
}

void EntitySlots::Write(Row row, const std::vector<Entity>& entities) {
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
