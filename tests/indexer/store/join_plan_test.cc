#include "indexer/store/join_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

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

TEST(JoinPlanTest, JoinsFourOfASize) {
  EXPECT_THAT(PlanJoins({}, 1000000), IsEmpty());
  EXPECT_THAT(PlanJoins(Sizes({10, 20, 30}), 1000000), IsEmpty());
  EXPECT_THAT(PlanJoins(Sizes({10, 20, 30, 40}), 1000000), ElementsAre(ElementsAre(0, 1, 2, 3)));
  EXPECT_THAT(PlanJoins(Sizes({9000, 20, 30, 40, 50}), 1000000),
              ElementsAre(ElementsAre(1, 2, 3, 4)));
  EXPECT_THAT(PlanJoins(Sizes({9000, 2000, 70000, 300000}), 1000000), IsEmpty());
}

TEST(JoinPlanTest, GoesOnWithWhatComesOut) {
  // Four of 900 make one of 3,600, the fourth of its size.
  EXPECT_THAT(PlanJoins(Sizes({3000, 3000, 3000, 900, 900, 900, 900}), 1000000),
              ElementsAre(ElementsAre(0, 1, 2, 3, 4, 5, 6)));
}

TEST(JoinPlanTest, JoinsNoneBeyondTheMost) {
  EXPECT_THAT(PlanJoins(Sizes({40, 40, 40, 40}), 100), ElementsAre(ElementsAre(0, 1)));
  EXPECT_THAT(PlanJoins(Sizes({60, 60, 60, 60}), 100), IsEmpty());
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
    ASSERT_LE(shards.size(), 15u);
  }
  EXPECT_EQ(std::accumulate(shards.begin(), shards.end(), 0u), 1000000u);
  EXPECT_LT(written, 6000000u) << "each article a few times";
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
