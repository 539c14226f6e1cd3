#include "server/match/row_set.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <numeric>
#include <set>
#include <vector>

#include "server/match/row_list.h"
#include "tests/support/random.h"

namespace dateline::match {
namespace {

using snapshot::Row;
using testing::ElementsAre;

std::vector<Row> RandomRows(uint32_t limit, size_t count, support::Random* random) {
  std::set<Row> rows;
  for (size_t i = 0; i < count; ++i) rows.insert(random->Below(limit));
  return {rows.begin(), rows.end()};
}

std::vector<uint64_t> BitsOf(const std::vector<Row>& rows, uint32_t limit) {
  std::vector<uint64_t> bits(limit / 64 + 1, 0);
  for (const Row row : rows) bits[row / 64] |= uint64_t{1} << (row % 64);
  return bits;
}

TEST(RowSetTest, IsTheSameAsAListAndAsBits) {
  support::Random random(1);
  for (const size_t count : {0, 1, 5, 200, 700, 3000, 20000, 200000}) {
    const std::vector<Row> rows = RandomRows(5000, count, &random);
    const RowSet list = RowSet::OfList(rows);
    const RowSet bits = RowSet::OfBits(BitsOf(rows, 5000));
    EXPECT_EQ(list.size(), rows.size());
    EXPECT_EQ(bits.size(), rows.size());
    EXPECT_EQ(list.ToList(), rows);
    EXPECT_EQ(bits.ToList(), rows);
    // In parts that end anywhere.
    std::vector<Row> in_parts;
    for (size_t begin = 0; begin < bits.unit_count(); begin += 21) {
      bits.ForEachRun(
          begin, std::min(begin + 21, bits.unit_count()),
          [&](const Row* run, size_t size) { in_parts.insert(in_parts.end(), run, run + size); });
    }
    EXPECT_EQ(in_parts, rows);
    EXPECT_EQ(list.bits(), nullptr);
    EXPECT_EQ(bits.list(), nullptr);
  }
  EXPECT_TRUE(RowSet().empty());
  EXPECT_TRUE(RowSet().ToList().empty());
}

TEST(RowSetTest, SharesPostings) {
  auto postings = std::make_shared<snapshot::Postings>();
  for (const Row row : {1, 30, 40}) postings->Add(row, 1);
  postings->Index(41);
  ASSERT_TRUE(postings->dense());
  const RowSet set = RowSet::OfPostings(postings);
  EXPECT_EQ(set.list(), postings->rows().data());
  postings = nullptr;
  EXPECT_THAT(set.ToList(), ElementsAre(1, 30, 40));
}

TEST(RowListTest, IntersectsAndUnitesListsOfAnySizes) {
  support::Random random(2);
  for (const auto& [a_size, b_size] : std::vector<std::pair<size_t, size_t>>{
           {0, 0}, {0, 9}, {9, 0}, {50, 60}, {3, 2000}, {2000, 3}, {900, 900}}) {
    const std::vector<Row> a = RandomRows(4000, a_size, &random);
    const std::vector<Row> b = RandomRows(4000, b_size, &random);
    std::vector<Row> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    std::vector<Row> either;
    std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(either));
    std::vector<Row> rows = a;
    IntersectLists(b, &rows);
    EXPECT_EQ(rows, both);
    rows = a;
    const std::vector<Row> before = rows;
    std::vector<uint32_t> places(rows.size());
    std::iota(places.begin(), places.end(), 0);
    IntersectBits(BitsOf(b, 4000).data(), &rows, &places);
    ASSERT_EQ(places.size(), rows.size());
    for (size_t i = 0; i < rows.size(); ++i) EXPECT_EQ(before[places[i]], rows[i]);
    std::vector<Row> alone = before;
    std::vector<uint32_t> none;
    IntersectBits(BitsOf(b, 4000).data(), &alone, &none);
    EXPECT_EQ(alone, rows);
    EXPECT_EQ(rows, both);
    EXPECT_EQ(UniteLists(a, b), either);
  }
}

TEST(RowListTest, FindsTheFirstRowNotBefore) {
  support::Random random(3);
  const std::vector<Row> rows = RandomRows(1000, 200, &random);
  for (size_t from = 0; from <= rows.size(); from += 7) {
    for (Row row = 0; row <= 1000; ++row) {
      const size_t expected =
          std::max<size_t>(from, std::lower_bound(rows.begin(), rows.end(), row) - rows.begin());
      EXPECT_EQ(FirstNotBefore(rows.data(), rows.size(), from, row), expected);
    }
  }
}

}  // namespace
}  // namespace dateline::match
