#include "server/snapshot/postings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <numeric>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/random.h"

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

// The best of a list, by brute force: as many as are kept apart.
template <typename WorthOf>
std::vector<uint32_t> BestOf(size_t size, WorthOf worth_of) {
  std::vector<uint32_t> best(size);
  std::iota(best.begin(), best.end(), 0);
  std::sort(best.begin(), best.end(), [&](uint32_t i, uint32_t j) {
    const Postings::Worth a = worth_of(i);
    const Postings::Worth b = worth_of(j);
    if (a.score != b.score) return a.score > b.score;
    return a.key != b.key ? a.key < b.key : i < j;
  });
  best.resize(std::min<size_t>(64, size / 2));
  return best;
}

TEST(PostingsTest, KeepsTheBestApart) {
  for (const uint32_t size : {1u, 2u, 3u, 40u, 127u, 128u, 129u, 2000u, 10000u}) {
    for (const uint32_t keys : {1u, 7u, 2003u}) {  // So many different ones.
      for (const bool alike : {false, true}) {
        SCOPED_TRACE(absl::StrCat(size, " ", keys, " ", alike));
        std::vector<uint8_t> impacts;
        Postings postings = EverySo(8, size, &impacts);
        if (alike) impacts.assign(size, 7);
        const auto worth_of = [&](size_t i) {
          return Postings::Worth{impacts[i] * 0.01, i * 7919 % keys};
        };
        postings.Weigh(Weighing(), impacts, 100000);
        EXPECT_EQ(postings.dense(), size == 10000);
        for (uint32_t i = 0; i < size; ++i) ASSERT_EQ(postings.ImpactOf(i), impacts[i]);
        postings.PickChampions(worth_of);
        EXPECT_EQ(postings.champions(), BestOf(size, worth_of));
      }
    }
  }
}

TEST(PostingsTest, OfAListThatIsNotWeighedKeepsTheBestApartToo) {
  for (const uint32_t size : {1u, 2u, 129u, 2000u, 20000u}) {
    std::vector<uint8_t> impacts;
    Postings postings = EverySo(8, size, &impacts);
    postings.Index(200000);
    EXPECT_EQ(postings.dense(), size == 20000);
    const auto worth_of = [](size_t i) { return Postings::Worth{0, i * 7919 % 2003}; };
    postings.PickChampions(worth_of);
    EXPECT_EQ(postings.champions(), BestOf(size, worth_of));
  }
}

// One posting's share is barely above where an impact begins, and the other's barely below; in
// scores, which are rounded, there is no difference.
TEST(PostingsTest, KeepsTheBestApartAlsoWhereTheirImpactIsOneLower) {
  Postings postings;
  std::vector<uint8_t> impacts;
  for (uint32_t i = 0; i < 400; ++i) {
    postings.Add(2 * i, 1);
    impacts.push_back(i < 200 ? 50 : 49);
  }
  postings.Weigh(Weighing(), impacts, 100000);
  const auto worth_of = [](size_t i) { return Postings::Worth{1.5, 1000 - i}; };
  postings.PickChampions(worth_of);
  EXPECT_EQ(postings.champions(), BestOf(400, worth_of));
}

struct ListAndImpacts {
  std::vector<uint32_t> rows;
  std::vector<uint32_t> wdfs;
  std::vector<uint8_t> impacts;
};

ListAndImpacts RandomList(uint32_t row_count, uint32_t one_of, support::Random* random) {
  ListAndImpacts list;
  for (uint32_t row = 0; row < row_count; ++row) {
    if (random->Below(one_of) != 0) continue;
    list.rows.push_back(row);
    list.wdfs.push_back(random->Chance(1) ? 300 + random->Below(9) : 1 + random->Below(9));
    list.impacts.push_back(static_cast<uint8_t>(1 + random->Zipf(255)));
  }
  return list;
}

void AddFrom(const ListAndImpacts& list, size_t first, const Weighing& weighing, uint32_t row_count,
             Postings* postings) {
  for (size_t i = first; i < list.rows.size(); ++i) postings->Add(list.rows[i], list.wdfs[i]);
  postings->Weigh(weighing,
                  {list.impacts.begin() + static_cast<std::ptrdiff_t>(first), list.impacts.end()},
                  row_count);
}

void ExpectSame(const Postings& a, const Postings& b) {
  ASSERT_EQ(a.rows(), b.rows());
  for (size_t i = 0; i < a.rows().size(); ++i) {
    ASSERT_EQ(a.wdf(i), b.wdf(i));
    ASSERT_EQ(a.ImpactOf(i), b.ImpactOf(i));
    if (!a.dense()) continue;
    ASSERT_EQ(a.IndexOf(a.rows()[i]), b.IndexOf(a.rows()[i]));
  }
  EXPECT_EQ(a.bits(), b.bits());
  EXPECT_EQ(a.impacts(), b.impacts());
  EXPECT_EQ(a.impacts_by_row(), b.impacts_by_row());
  EXPECT_EQ(a.block_impacts(), b.block_impacts());
  EXPECT_EQ(a.row_block_impacts(), b.row_block_impacts());
  for (size_t best = 1; best <= 2048; best *= 2)
    EXPECT_EQ(a.ImpactOfBest(best), b.ImpactOfBest(best));
}

// Lists that stay what they are in density, and that change.
TEST(PostingsTest, GoesOnFromAnEarlierListAsIfItWereMadeAnew) {
  support::Random random(5);
  for (int i = 0; i < 300 && !testing::Test::HasFailure(); ++i) {
    const uint32_t rows_before = 64 + random.Below(30000);
    const uint32_t end = random.Chance(50) ? rows_before : random.Below(rows_before);
    const uint32_t row_count = end + random.Below(random.Chance(20) ? 40000 : 3000);
    ListAndImpacts list =
        RandomList(std::max(rows_before, row_count), 1 + random.Below(40), &random);
    const auto below = [&](uint32_t row) {
      return std::lower_bound(list.rows.begin(), list.rows.end(), row) - list.rows.begin();
    };
    ListAndImpacts first = list;
    first.rows.resize(below(rows_before));
    first.impacts.resize(first.rows.size());
    list.rows.resize(below(row_count));
    list.impacts.resize(list.rows.size());
    const Weighing then = {1, 0.5, 0.5, 100};
    const Weighing now = {1, 0.5, 0.5, random.Chance(50) ? 100 : 100.1};
    Postings earlier;
    AddFrom(first, 0, then, rows_before, &earlier);
    ASSERT_TRUE(earlier.CanGoOn(now));
    Postings made(earlier, end, list.rows.size(), row_count);
    ASSERT_EQ(made.rows().size(), below(end));
    AddFrom(list, made.rows().size(), now, row_count, &made);
    Postings anew;
    AddFrom(list, 0, now, row_count, &anew);
    SCOPED_TRACE(absl::StrCat(i, ": ", rows_before, " ", end, " ", row_count, ", ",
                              list.rows.size(), " postings"));
    if (earlier.dense() == made.dense()) {
      // It has no room to spare.
      EXPECT_LE(made.byte_size(), anew.byte_size() * 5 / 4 + 4096);
    }
    const bool drifted = below(end) > 0 && now.average_length != then.average_length;
    EXPECT_EQ(made.slack(), drifted ? 1 : 0);
    // As far from the impacts as the slack allows.
    const uint32_t apart = drifted ? 511 : 255;
    const auto worth_of = [&](size_t i) {
      const double share =
          (list.impacts[i] * 256.0 + static_cast<double>(i % 9 * 61 % apart)) / 65536;
      return Postings::Worth{share, i * 7919 % 1000003};
    };
    made.PickChampions(worth_of);
    ASSERT_EQ(made.champions(), BestOf(list.rows.size(), worth_of));
    if (drifted) continue;
    ExpectSame(made, anew);
  }
}

// Lists of one snapshot after the other share their memory, and none changes.
TEST(PostingsTest, GoesOnInPlaceBehindTheRowsOfTheEarlierList) {
  support::Random random(6);
  int in_place = 0;
  int dense_in_place = 0;
  for (int i = 0; i < 60 && !testing::Test::HasFailure(); ++i) {
    const uint32_t one_of = 1 + random.Below(30);
    const Weighing weighing = {1, 0.5, 0.5, 100};
    ListAndImpacts list = RandomList(8000 + random.Below(9000), one_of, &random);
    uint32_t row_count = list.rows.empty() ? 1 : list.rows.back() + 1 + random.Below(100);
    std::vector<std::unique_ptr<Postings>> made;
    std::vector<std::unique_ptr<Postings>> anew;
    uint32_t end = 0;
    for (int version = 0; version < 8; ++version) {
      made.push_back(version == 0 ? std::make_unique<Postings>()
                                  : std::make_unique<Postings>(*made.back(), end, list.rows.size(),
                                                               row_count));
      AddFrom(list, made.back()->rows().size(), weighing, row_count, made.back().get());
      anew.push_back(std::make_unique<Postings>());
      AddFrom(list, 0, weighing, row_count, anew.back().get());
      for (size_t v = 0; v < made.size(); ++v) ExpectSame(*made[v], *anew[v]);
      if (version > 0) {
        const Postings& earlier = *made[version - 1];
        in_place += made[version]->rows().data() == earlier.rows().data();
        dense_in_place += earlier.dense() &&
                          made[version]->impacts_by_row().data() == earlier.impacts_by_row().data();
      }
      // As the rows of the next shard.
      end = (row_count / 64 + 1) * 64;
      ListAndImpacts more = RandomList(random.Below(60), one_of, &random);
      for (size_t m = 0; m < more.rows.size(); ++m) {
        list.rows.push_back(end + more.rows[m]);
        list.wdfs.push_back(more.wdfs[m]);
        list.impacts.push_back(more.impacts[m]);
      }
      row_count = end + 60;
    }
  }
  EXPECT_GT(in_place, 60);
  EXPECT_GT(dense_in_place, 20);
}

TEST(PostingsTest, DoesNotGoOnWhereTheMeanLengthHasChangedMuch) {
  std::vector<uint8_t> impacts;
  Postings postings = EverySo(20, 100, &impacts);
  EXPECT_FALSE(postings.CanGoOn({1, 0.5, 0.5, 100})) << "not weighed";
  postings.Weigh({1, 0.5, 0.5, 100}, impacts, 100000);
  for (const double mean : {100.0, 100.19, 99.81}) {
    EXPECT_TRUE(postings.CanGoOn({1, 0.5, 0.5, mean})) << mean;
  }
  for (const double mean : {100.3, 99.7, 0.0}) {
    EXPECT_FALSE(postings.CanGoOn({1, 0.5, 0.5, mean})) << mean;
  }
  EXPECT_FALSE(postings.CanGoOn({1, 0.25, 0.5, 100}));
}

}  // namespace
}  // namespace dateline::snapshot
