#include "indexer/store/join_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace dateline::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Groups = std::vector<std::vector<size_t>>;

std::vector<ShardSize> Sizes(const std::vector<uint32_t>& articles) {
  std::vector<ShardSize> sizes;
  for (const uint32_t count : articles) sizes.push_back({count, false});
  return sizes;
}

TEST(JoinPlanTest, JoinsEightOfASize) {
  EXPECT_THAT(PlanJoins({}, 1000000), IsEmpty());
  EXPECT_THAT(PlanJoins(Sizes({10, 20, 30, 40, 50, 60, 70}), 1000000), IsEmpty());
  EXPECT_THAT(PlanJoins(Sizes({10, 20, 30, 40, 50, 60, 70, 80}), 1000000),
              ElementsAre(ElementsAre(0, 1, 2, 3, 4, 5, 6, 7)));
  EXPECT_THAT(PlanJoins(Sizes({9000, 20, 30, 40, 50, 60, 70, 80, 90}), 1000000),
              ElementsAre(ElementsAre(1, 2, 3, 4, 5, 6, 7, 8)));
  EXPECT_THAT(PlanJoins(Sizes({900, 2000, 9000, 70000, 300000, 10, 20, 30}), 1000000), IsEmpty());
}

TEST(JoinPlanTest, GoesOnWithWhatComesOut) {
  // Eight of 900 make one of 7,200, the eighth of its size.
  std::vector<uint32_t> sizes(7, 3000);
  sizes.insert(sizes.end(), 8, 900);
  std::vector<size_t> all(15);
  std::iota(all.begin(), all.end(), 0);
  EXPECT_THAT(PlanJoins(Sizes(sizes), 1000000), ElementsAre(all));
}

TEST(JoinPlanTest, JoinsNoneBeyondTheMost) {
  EXPECT_THAT(PlanJoins(Sizes(std::vector<uint32_t>(8, 40)), 100), ElementsAre(ElementsAre(0, 1)));
  EXPECT_THAT(PlanJoins(Sizes(std::vector<uint32_t>(8, 60)), 100), IsEmpty());
}

TEST(JoinPlanTest, RewritesWhatLosesArticles) {
  std::vector<ShardSize> sizes = Sizes({10, 20, 5000, 0});
  sizes[1].rewrite = sizes[2].rewrite = sizes[3].rewrite = true;
  EXPECT_THAT(PlanJoins(sizes, 1000000),
              ::testing::UnorderedElementsAre(ElementsAre(1), ElementsAre(2)));
}

// Whatever comes, each shard is in one group at most, and a thousand commits leave few.
TEST(JoinPlanTest, KeepsShardsFew) {
  std::vector<uint32_t> shards;
  uint64_t written = 0;
  for (int commit = 0; commit < 1000; ++commit) {
    shards.push_back(1000);
    const Groups groups = PlanJoins(Sizes(shards), 10000000);
    std::vector<uint32_t> next = shards;
    for (const std::vector<size_t>& group : groups) {
      uint32_t sum = 0;
      for (const size_t place : group) {
        ASSERT_GT(next[place], 0u) << "in two groups";
        sum += next[place];
        next[place] = 0;
      }
      next.push_back(sum);
      written += sum;
    }
    next.erase(std::remove(next.begin(), next.end(), 0u), next.end());
    shards = next;
    ASSERT_LE(shards.size(), 28u);
  }
  EXPECT_EQ(std::accumulate(shards.begin(), shards.end(), 0u), 1000000u);
  EXPECT_LT(written, 4000000u) << "each article a few times";
}

// Those that are full neither keep others from being joined, nor have them joined too early.
TEST(JoinPlanTest, LeavesFullShardsAlone) {
  std::vector<uint32_t> shards;
  uint64_t written = 0;
  for (int commit = 0; commit < 1000; ++commit) {
    shards.push_back(1000);
    std::vector<uint32_t> next = shards;
    for (const std::vector<size_t>& group : PlanJoins(Sizes(shards), 50000)) {
      uint32_t sum = 0;
      for (const size_t place : group) sum += std::exchange(next[place], 0);
      ASSERT_LE(sum, 50000u);
      next.push_back(sum);
      written += sum;
    }
    next.erase(std::remove(next.begin(), next.end(), 0u), next.end());
    shards = next;
    ASSERT_LE(shards.size(), static_cast<size_t>(commit) / 25 + 15);
  }
  EXPECT_LT(written, 3000000u) << "each article a few times";
}

TEST(JoinPlanTest, CompactsIntoAFewOfOneSize) {
  const std::vector<ShardSize> sizes = Sizes({100000, 50000, 30000, 20000, 10000, 10000});
  const Groups two = PlanCompaction(sizes, 2, 1000000);
  ASSERT_EQ(two.size(), 2u);
  for (const std::vector<size_t>& group : two) {
    uint32_t sum = 0;
    for (const size_t place : group) sum += sizes[place].articles;
    EXPECT_EQ(sum, 110000u);
  }
  EXPECT_THAT(PlanCompaction(sizes, 2, 60000), ElementsAre(ElementsAre(2, 5), ElementsAre(3, 4)))
      << "the two largest stay as they are";
  EXPECT_THAT(PlanCompaction(Sizes({10, 20}), 2, 1000), ElementsAre(ElementsAre(0, 1)))
      << "too small for two";
  EXPECT_THAT(PlanCompaction(Sizes({500000, 400000}), 2, 500000), IsEmpty());
  EXPECT_THAT(PlanCompaction({{0, true}}, 2, 500000), IsEmpty());
}

}  // namespace
}  // namespace dateline::store
