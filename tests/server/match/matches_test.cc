#include "server/match/matches.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "server/match/accumulator.h"
#include "tests/support/random.h"

namespace dateline::match {
namespace {

using testing::ElementsAre;

TEST(MatchesTest, AUnionAddsUpTheScoresOfArticlesInBoth) {
  const Matches both = Union({{1, 4, 7}, {0.5, 1, 2}}, {{4, 5, 7, 9}, {10, 20, 30, 40}});
  EXPECT_THAT(both.rows, ElementsAre(1, 4, 5, 7, 9));
  EXPECT_THAT(both.scores, ElementsAre(0.5, 11, 20, 32, 40));
  const Matches unscored = Union({{1, 4}, {}}, {{2, 4}, {}});
  EXPECT_THAT(unscored.rows, ElementsAre(1, 2, 4));
  EXPECT_TRUE(unscored.scores.empty());
  EXPECT_THAT(Union({{}, {}}, {{3}, {1}}).scores, ElementsAre(1));
  EXPECT_TRUE(Union({}, {}).rows.empty());
}

TEST(MatchesTest, AMarkLeavesOthersAlone) {
  std::vector<uint8_t> matched = {0, 1, 0, 0};
  std::vector<double> scores = {1, 2, 3, 4};
  Mark({{2, 5, 8}, {10, 20, 30}}, {1, 2, 8, 9}, &matched, &scores);
  EXPECT_THAT(matched, ElementsAre(0, 1, 1, 0));
  EXPECT_THAT(scores, ElementsAre(1, 12, 33, 4));
  Mark({{9}, {}}, {1, 2, 8, 9}, &matched, nullptr);
  EXPECT_THAT(matched, ElementsAre(0, 1, 1, 1));
}

TEST(MatchesTest, CompactKeepsWhatIsAskedFor) {
  std::vector<int> values = {1, 2, 3, 4};
  Compact({1, 0, 0, 1}, 1, &values);
  EXPECT_THAT(values, ElementsAre(1, 4));
  Compact({1, 0}, 0, &values);
  EXPECT_THAT(values, ElementsAre(4));
}

TEST(AccumulatorTest, GivesToTheLastBitWhatUnionsGive) {
  support::Random random(3);
  constexpr uint32_t kRows = 2 * Accumulator::kRows + 400;
  for (int round = 0; round < 10; ++round) {
    const bool scored = random.Chance(50);
    std::vector<Matches> lists(3);
    Matches merged;
    for (Matches& list : lists) {
      for (uint32_t row = 0; row < kRows; ++row) {
        if (!random.Chance(15)) continue;
        list.rows.push_back(row);
        if (scored) list.scores.push_back(random.Below(1000) / 7.0);
      }
      merged = Union(merged, list);
    }
    Accumulator sums(Accumulator::kRows, scored);
    Matches added;
    for (uint32_t first = 0; first < kRows; first += Accumulator::kRows) {
      for (const Matches& list : lists) {
        for (size_t i = 0; i < list.rows.size(); ++i) {
          if (list.rows[i] / Accumulator::kRows * Accumulator::kRows != first) continue;
          if (scored) {
            sums.Add(list.rows[i] - first, list.scores[i]);
          } else {
            sums.Add(list.rows[i] - first);
          }
        }
      }
      sums.Take(first, &added);
    }
    ASSERT_EQ(added.rows, merged.rows);
    ASSERT_EQ(added.scores, merged.scores);
  }
}

}  // namespace
}  // namespace dateline::match
