#include "server/snapshot/entity_records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "tests/server/snapshot/made_columns.h"

namespace dateline::snapshot {
namespace {

using article::Dimension;
using testing::ElementsAre;

// Columns of 5 persons, 4 organizations and 12 places: by row, what it has of each.
Columns MakeColumns(const std::vector<std::vector<std::vector<Ordinal>>>& rows) {
  constexpr size_t kSizes[] = {5, 4, 12};
  Columns columns;
  for (size_t d = 0; d < 3; ++d) {
    for (size_t o = 0; o < kSizes[d]; ++o) columns.dictionaries[d].Add("", "", 0);
  }
  FillEntities(rows, &columns);
  return columns;
}

TEST(EntityRecordsTest, NumbersTheDimensionsOneAfterTheOther) {
  Columns columns = MakeColumns({{{0}, {0}, {0}}});
  const auto records = EntityRecords::Build(&columns);
  ASSERT_TRUE(records.ok());
  EXPECT_EQ(records->first(Dimension::kPerson), 0);
  EXPECT_EQ(records->missing(Dimension::kPerson), 5);
  EXPECT_EQ(records->first(Dimension::kOrganization), 6);
  EXPECT_EQ(records->missing(Dimension::kOrganization), 10);
  EXPECT_EQ(records->first(Dimension::kPlace), 11);
  EXPECT_EQ(records->missing(Dimension::kPlace), 23);
  EXPECT_EQ(records->absent(), 24);
  EXPECT_EQ(records->number_count(), 25);
}

TEST(EntityRecordsTest, HoldsWhatAnArticleHasAndSaysWhatItHasNot) {
  Columns columns = MakeColumns({
      {{1, 4}, {}, {0}},
      {},  // No article.
      {{0, 1, 2}, {0, 1}, {9, 10, 11}},
      {{}, {}, {}},
  });
  const auto records = EntityRecords::Build(&columns);
  ASSERT_TRUE(records.ok());
  EXPECT_THAT(records->records()[0].slots, ElementsAre(1, 4, 10, 11, 24, 24, 24, 24));
  EXPECT_THAT(records->records()[1].slots, testing::Each(24));
  EXPECT_THAT(records->records()[2].slots, ElementsAre(0, 1, 2, 6, 7, 20, 21, 22));
  EXPECT_THAT(records->records()[3].slots, ElementsAre(5, 10, 23, 24, 24, 24, 24, 24));
}

TEST(EntityRecordsTest, NumbersWhatMostArticlesHaveFirst) {
  Columns columns = MakeColumns({{{1, 4}, {}, {}}});
  const std::vector<uint32_t> counts = {3, 9, 0, 9, 10};
  for (size_t o = 0; o < counts.size(); ++o) {
    columns.dictionaries[0].entries[o].article_count = counts[o];
  }
  const auto records = EntityRecords::Build(&columns);
  ASSERT_TRUE(records.ok());
  EXPECT_THAT(records->ordinals(Dimension::kPerson), ElementsAre(4, 1, 3, 0, 2));
  EXPECT_THAT(records->numbers(Dimension::kPerson), ElementsAre(3, 1, 4, 2, 0));
  EXPECT_EQ(records->NumberOf(Dimension::kPlace, 7), records->first(Dimension::kPlace) + 7);
  EXPECT_THAT(records->records()[0].slots, ElementsAre(1, 0, 10, 23, 24, 24, 24, 24));
}

TEST(EntityRecordsTest, KeepsWhatDoesNotFitElsewhere) {
  Columns columns = MakeColumns({
      {{0, 1, 2, 3}, {0, 1, 2}, {3, 5}},  // Nine: one too many.
      {{}, {0, 1, 2, 3}, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}},
  });
  const auto records = EntityRecords::Build(&columns);
  ASSERT_TRUE(records.ok());
  const auto& nine = records->records()[0].slots;
  EXPECT_THAT(std::vector<uint32_t>(nine.begin(), nine.end() - 1),
              ElementsAre(0, 1, 2, 3, 6, 7, 8));
  ASSERT_GE(nine.back(), EntityRecords::kMore);
  const uint32_t* more = records->more() + (nine.back() - EntityRecords::kMore);
  EXPECT_THAT(std::vector<uint32_t>(more, more + 3), ElementsAre(2, 14, 16));
  const auto& many = records->records()[1].slots;
  EXPECT_THAT(std::vector<uint32_t>(many.begin(), many.end() - 1),
              ElementsAre(5, 6, 7, 8, 9, 11, 12));
  more = records->more() + (many.back() - EntityRecords::kMore);
  EXPECT_THAT(std::vector<uint32_t>(more, more + 11),
              ElementsAre(10, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22));
}

}  // namespace
}  // namespace dateline::snapshot
