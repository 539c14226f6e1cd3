#include "server/snapshot/postings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace dateline::snapshot {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Every `step`th row from 3 on, with impacts 1, 2, ... 200, 1, ...
Postings EverySo(uint32_t step, uint32_t count, std::vector<uint8_t>* impacts) {
  Postings postings;
  for (uint32_t i = 0; i < count; ++i) {
    postings.Add(3 + i * step, 1 + i % 3);
    impacts->push_back(static_cast<uint8_t>(1 + i % 200));
  }
  return postings;
}

TEST(PostingsTest, OfATermThatFewHaveBoundsBlocksOfPostings) {
  std::vector<uint8_t> impacts;
  Postings postings = EverySo(100, 130, &impacts);
  EXPECT_FALSE(postings.WeighedBy(Weighing()));
  postings.Weigh(Weighing(), impacts, 100000);
  EXPECT_TRUE(postings.WeighedBy(Weighing()));
  EXPECT_FALSE(postings.WeighedBy({1, 0.5, 0.5}));
  EXPECT_FALSE(postings.dense());
  EXPECT_EQ(postings.impacts(), impacts);
  EXPECT_THAT(postings.block_impacts(), ElementsAre(64, 128, 130));
  EXPECT_THAT(postings.impacts_by_row(), IsEmpty());
  EXPECT_THAT(postings.row_block_impacts(), IsEmpty());
}

TEST(PostingsTest, OfATermThatSomeHaveBoundsBlocksOfRowsToo) {
  constexpr uint32_t kRows = 20000;
  std::vector<uint8_t> impacts;
  Postings postings = EverySo(100, 130, &impacts);
  postings.Weigh(Weighing(), impacts, kRows);
  ASSERT_FALSE(postings.dense());
  std::vector<uint8_t> expected(kRows / 64 + 1, 0);
  for (size_t i = 0; i < impacts.size(); ++i) {
    uint8_t& highest = expected[postings.rows()[i] / Postings::kBlock];
    highest = std::max(highest, impacts[i]);
  }
  EXPECT_EQ(postings.row_block_impacts(), expected);
  EXPECT_GE(postings.byte_size(), 130 * 6 + expected.size());
}

TEST(PostingsTest, OfATermThatManyHaveBoundsBlocksOfRows) {
  constexpr uint32_t kRows = 1000;
  std::vector<uint8_t> impacts;
  Postings postings = EverySo(10, 63, &impacts);
  postings.Weigh(Weighing(), impacts, kRows);
  ASSERT_TRUE(postings.dense());
  EXPECT_THAT(postings.impacts(), IsEmpty());
  ASSERT_EQ(postings.bits().size(), kRows / 64 + 1);
  ASSERT_EQ(postings.impacts_by_row().size(), postings.bits().size() * 64);
  ASSERT_EQ(postings.block_impacts().size(), postings.bits().size());
  for (uint32_t row = 0; row < postings.impacts_by_row().size(); ++row) {
    const bool has = row >= 3 && row % 10 == 3 && row < 3 + 630;
    EXPECT_EQ(postings.bits()[row / 64] >> (row % 64) & 1, has ? 1 : 0) << row;
    EXPECT_EQ(postings.impacts_by_row()[row], has ? 1 + (row - 3) / 10 : 0) << row;
    if (has) {
      EXPECT_EQ(postings.IndexOf(row), (row - 3) / 10) << row;
    }
  }
  for (size_t row = 0; row < postings.impacts_by_row().size(); row += Postings::kBlock) {
    const auto begin = postings.impacts_by_row().begin() + static_cast<std::ptrdiff_t>(row);
    EXPECT_EQ(postings.block_impacts()[row / Postings::kBlock],
              *std::max_element(begin, begin + Postings::kBlock))
        << row;
  }
}

TEST(PostingsTest, IsDenseFromASixteenthOfTheRowsOn) {
  for (const uint32_t count : {62u, 63u}) {
    std::vector<uint8_t> impacts;
    Postings postings = EverySo(2, count, &impacts);
    postings.Index(1000);
    EXPECT_EQ(postings.dense(), count == 63) << count;
  }
}

TEST(PostingsTest, TellsTheImpactThatSoManyReach) {
  std::vector<uint8_t> impacts;
  Postings postings = EverySo(100, 20, &impacts);  // Impacts 1 to 20.
  postings.Weigh(Weighing(), impacts, 100000);
  EXPECT_EQ(postings.ImpactOfBest(1), 20);
  EXPECT_EQ(postings.ImpactOfBest(2), 19);
  EXPECT_EQ(postings.ImpactOfBest(3), 17);  // Four have it or more.
  EXPECT_EQ(postings.ImpactOfBest(16), 5);
  EXPECT_EQ(postings.ImpactOfBest(17), 0);
  EXPECT_EQ(postings.ImpactOfBest(1 << 20), 0);
}

TEST(PostingsTest, KeepsTheBestApart) {
  std::vector<uint8_t> impacts;
  Postings postings = EverySo(20, 2000, &impacts);  // Ten of every impact from 1 to 200.
  postings.Weigh(Weighing(), impacts, 100000);
  std::vector<uint32_t> best;
  for (uint32_t i = 0; i < 2000; ++i) {
    EXPECT_EQ(postings.ImpactOf(i), impacts[i]);
    if (impacts[i] >= 194) best.push_back(i);  // The 64th best has 194.
  }
  EXPECT_EQ(postings.champions(), best);
  EXPECT_EQ(postings.champion_count(), 64u);
  // Of 600, three of every impact, 64 are more than a 16th.
  impacts.clear();
  Postings shorter = EverySo(20, 600, &impacts);
  shorter.Weigh(Weighing(), impacts, 100000);
  best.clear();
  for (uint32_t i = 0; i < 600; ++i) {
    if (impacts[i] >= 190) best.push_back(i);
  }
  EXPECT_EQ(shorter.champions(), best);
  EXPECT_EQ(shorter.champion_count(), 32u);
  // All alike: none is better.
  Postings alike = EverySo(20, 2000, &impacts);
  alike.Weigh(Weighing(), std::vector<uint8_t>(2000, 7), 100000);
  EXPECT_THAT(alike.champions(), IsEmpty());
  Postings few = EverySo(20, 63, &impacts);
  few.Weigh(Weighing(), std::vector<uint8_t>(63, 7), 100000);
  EXPECT_THAT(few.champions(), IsEmpty());
  EXPECT_EQ(few.champion_count(), 0u);
}

}  // namespace
}  // namespace dateline::snapshot
