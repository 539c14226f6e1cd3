#include "server/snapshot/entity_slots.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

#include "tests/support/random.h"

namespace dateline::snapshot {
namespace {

using Entities = std::vector<std::pair<uint32_t, bool>>;

Entities Sorted(const std::vector<EntitySlots::Entity>& entities) {
  Entities sorted;
  for (const EntitySlots::Entity& entity : entities) {
    sorted.emplace_back(entity.number, entity.about);
  }
  std::sort(sorted.begin(), sorted.end());
  return sorted;
}

std::vector<EntitySlots::Entity> RandomEntities(support::Random* random) {
  std::vector<EntitySlots::Entity> entities(random->Below(random->Chance(20) ? 40 : 9));
  uint32_t number = 0;
  for (EntitySlots::Entity& entity : entities) {
    entity = {number += 1 + random->Below(50), random->Chance(30)};
  }
  return entities;
}

// One version, and what its rows have.
struct Version {
  EntitySlots slots;
  std::vector<std::vector<EntitySlots::Entity>> rows;
};

void ExpectHasItsRows(const Version& version) {
  std::vector<EntitySlots::Entity> read;
  for (Row row = 0; row < version.rows.size(); ++row) {
    version.slots.Read(row, &read);
    ASSERT_EQ(Sorted(read), Sorted(version.rows[row])) << "row " << row;
  }
}

// The next version: the first `kept` rows, and new ones, with room to spare now and then.
void GoOn(const Version& earlier, Row kept, size_t added, support::Random* random, Version* next) {
  next->rows.assign(earlier.rows.begin(), earlier.rows.begin() + kept);
  std::vector<uint32_t> sizes;
  for (size_t i = 0; i < added; ++i) {
    next->rows.push_back(RandomEntities(random));
    sizes.push_back(static_cast<uint32_t>(next->rows.back().size()) + random->Below(3));
  }
  next->slots = *EntitySlots::GoOn(earlier.slots, kept, sizes);
  for (Row row = kept; row < next->rows.size(); ++row) {
    const auto& entities = next->rows[row];
    for (uint32_t i = 0; i < entities.size(); ++i) {
      next->slots.Put(row, i, entities[i].number, entities[i].about);
    }
  }
}

class EntitySlotsTest : public testing::TestWithParam<uint64_t> {};

TEST_P(EntitySlotsTest, NoVersionChangesWhenLaterOnesGoOn) {
  support::Random random(GetParam());
  const uint32_t write_chance = GetParam() % 2 == 0 ? 0 : 30;
  std::vector<std::unique_ptr<Version>> versions;
  versions.push_back(std::make_unique<Version>());
  GoOn(Version(), 0, 3000, &random, versions.back().get());
  int in_place = 0;
  for (int i = 0; i < 12; ++i) {
    const Version& earlier = *versions.back();
    const Row all = static_cast<Row>(earlier.rows.size());
    const Row kept = random.Chance(80) ? all : all - random.Below(100);
    versions.push_back(std::make_unique<Version>());
    Version& next = *versions.back();
    GoOn(earlier, kept, random.Below(40), &random, &next);
    in_place += next.slots.records() == earlier.slots.records();
    while (random.Chance(write_chance)) {
      const Row row = random.Below(static_cast<uint32_t>(next.rows.size()));
      next.rows[row] = RandomEntities(&random);
      next.slots.Write(row, next.rows[row]);
    }
    if (random.Chance(10)) next.slots.Unshare();
    for (const auto& version : versions) ExpectHasItsRows(*version);
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(in_place, write_chance == 0 ? 4 : 0);
}

INSTANTIATE_TEST_SUITE_P(Seeds, EntitySlotsTest, testing::Range<uint64_t>(1, 9));

// As when corrections of the same articles come again and again.
TEST(EntitySlotsTest, DoesNotGrowWhereRowsChangeBackAndForth) {
  support::Random random(4);
  auto version = std::make_unique<Version>();
  GoOn(Version(), 0, 2000, &random, version.get());
  size_t first = 0;
  for (int i = 0; i < 60; ++i) {
    auto next = std::make_unique<Version>();
    GoOn(*version, 2000, 0, &random, next.get());
    for (Row row = 0; row < 2000; row += 3) {
      std::vector<EntitySlots::Entity> more = next->rows[row];
      more.resize(12, {9999, false});
      next->slots.Write(row, more);
      next->slots.Write(row, next->rows[row]);
    }
    ExpectHasItsRows(*next);
    version = std::move(next);
    if (i == 1) first = version->slots.byte_size();
  }
  EXPECT_LE(version->slots.byte_size(), first * 5 / 4);
}

TEST(EntitySlotsTest, KeepsWhatStandsForNothing) {
  Version first;
  support::Random random(3);
  GoOn(Version(), 0, 10, &random, &first);
  EXPECT_EQ(first.slots.none(), EntitySlots::kNone);
  const EntitySlots empty = *EntitySlots::WithRoom({0, 3, 20});
  empty.ForEach(1, [](uint32_t number, bool) { EXPECT_EQ(number, EntitySlots::kNone); });
  EntitySlots other = *EntitySlots::WithRoom({0});
  other.set_none(77);
  const EntitySlots later = *EntitySlots::GoOn(other, 0, {0, 12});
  for (const Row row : {0, 1}) {
    later.ForEach(row, [](uint32_t number, bool) { EXPECT_EQ(number, 77u); });
  }
}

}  // namespace
}  // namespace dateline::snapshot
