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
  ASSERT_EQ(EntityRecords::RoomFor(5), 16u);
  ASSERT_EQ(EntityRecords::RoomFor(100), 22u);
  Columns columns = MakeColumns({{{0}, {0}, {0}}});
  const auto records = EntityRecords::Build(&columns);
  ASSERT_TRUE(records.ok());
  EXPECT_EQ(records->first(Dimension::kPerson), 0);
  EXPECT_EQ(records->next(Dimension::kPerson), 5);
  EXPECT_EQ(records->missing(Dimension::kPerson), 21);
  EXPECT_EQ(records->first(Dimension::kOrganization), 22);
  EXPECT_EQ(records->next(Dimension::kOrganization), 26);
  EXPECT_EQ(records->missing(Dimension::kOrganization), 42);
  EXPECT_EQ(records->first(Dimension::kPlace), 43);
  EXPECT_EQ(records->missing(Dimension::kPlace), 71);
  EXPECT_EQ(records->absent(), 72);
  EXPECT_EQ(records->number_count(), 73);
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
  EXPECT_THAT(records->records()[0].slots, ElementsAre(1, 4, 42, 43, 72, 72, 72, 72));
  EXPECT_THAT(records->records()[1].slots, testing::Each(72));
  EXPECT_THAT(records->records()[2].slots, ElementsAre(0, 1, 2, 22, 23, 52, 53, 54));
  EXPECT_THAT(records->records()[3].slots, ElementsAre(21, 42, 71, 72, 72, 72, 72, 72));
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
  EXPECT_THAT(records->records()[0].slots, ElementsAre(1, 0, 42, 71, 72, 72, 72, 72));
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
              ElementsAre(0, 1, 2, 3, 22, 23, 24));
  ASSERT_GE(nine.back(), EntityRecords::kMore);
  const uint32_t* more = records->more() + (nine.back() - EntityRecords::kMore);
  EXPECT_THAT(std::vector<uint32_t>(more, more + 3), ElementsAre(2, 46, 48));
  const auto& many = records->records()[1].slots;
  EXPECT_THAT(std::vector<uint32_t>(many.begin(), many.end() - 1),
              ElementsAre(21, 22, 23, 24, 25, 43, 44));
  more = records->more() + (many.back() - EntityRecords::kMore);
  EXPECT_THAT(std::vector<uint32_t>(more, more + 11),
              ElementsAre(10, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54));
}

TEST(EntityRecordsTest, CountsTheArticlesThatHaveNone) {
  Columns columns = MakeColumns({
      {{1, 4}, {}, {0}},
      {},  // No article.
      // The one that it has not comes after eight others.
      {{0, 1, 2}, {}, {0, 1, 2, 3, 4, 5}},
      {{}, {}, {}},
  });
  ASSERT_TRUE(EntityRecords::Build(&columns).ok());
  EXPECT_EQ(columns.totals[0].missing, 1u);
  EXPECT_EQ(columns.totals[1].missing, 3u);
  EXPECT_EQ(columns.totals[2].missing, 1u);
}

// What a later snapshot does with the numbers of an earlier one.
TEST(EntityRecordsTest, KeepsNumbersThatAreFinal) {
  Columns before = MakeColumns({{{1, 4}, {}, {0}}, {{0}, {0}, {0}}});
  const auto earlier = EntityRecords::Build(&before);
  ASSERT_TRUE(earlier.ok());

  Columns columns = MakeColumns({});
  OwnNumbers& numbers = columns.own_numbers;
  numbers.count = earlier->number_count();
  numbers.final = true;
  for (size_t d = 0; d < 3; ++d) {
    const auto dimension = static_cast<Dimension>(d);
    numbers.missing[d] = earlier->missing(dimension);
    numbers.next[d] = earlier->next(dimension);
    auto& entries = columns.dictionaries[d].entries;
    for (Ordinal o = 0; o < entries.size(); ++o) {
      entries[o].own_number = earlier->NumberOf(dimension, o);
    }
  }
  // One that is gone leaves its number to the first new one; one more has room.
  auto& persons = columns.dictionaries[0].entries;
  persons.erase(persons.begin());
  numbers.unused[0] = {0};
  for (int i = 0; i < 2; ++i) {
    columns.dictionaries[0].Add("", "", 0).own_number = numbers.Add(0);
  }
  ASSERT_TRUE(numbers.final);
  columns.row_count = 2;
  columns.entities = *EntitySlots::GoOn(earlier->slots(), 1, {2});
  columns.entities.Put(1, 0, persons.back().own_number, true);
  columns.entities.Put(1, 1, numbers.missing[1], false);

  const auto records = EntityRecords::Build(&columns);
  ASSERT_TRUE(records.ok());
  EXPECT_THAT(records->numbers(Dimension::kPerson), ElementsAre(1, 2, 3, 4, 0, 5));
  EXPECT_THAT(records->ordinals(Dimension::kPerson), ElementsAre(4, 0, 1, 2, 3, 5));
  EXPECT_EQ(records->missing(Dimension::kPerson), 21);
  EXPECT_THAT(records->records()[0].slots, ElementsAre(1, 4, 42, 43, 72, 72, 72, 72));
  EXPECT_THAT(records->records()[1].slots, ElementsAre(5, 42, 72, 72, 72, 72, 72, 72));
  EXPECT_EQ(columns.totals[1].missing, 2u);
  EXPECT_EQ(columns.totals[2].missing, 0u);
}

TEST(EntityRecordsTest, LeavesTheEarlierOneAloneWhenItNumbersAnew) {
  std::vector<std::vector<std::vector<Ordinal>>> rows(100, {{1, 4}, {}, {0}});
  Columns before = MakeColumns(rows);
  const auto earlier = EntityRecords::Build(&before);
  ASSERT_TRUE(earlier.ok());
  // Copied once, there is room behind the rows.
  const auto with_room = EntitySlots::GoOn(earlier->slots(), 100, {});

  Columns columns = MakeColumns({});
  columns.row_count = 100;
  columns.own_numbers.count = earlier->number_count() + 1;
  for (size_t d = 0; d < 3; ++d) {
    columns.own_numbers.missing[d] = earlier->missing(static_cast<Dimension>(d));
    auto& entries = columns.dictionaries[d].entries;
    for (Ordinal o = 0; o < entries.size(); ++o) {
      entries[o].own_number = earlier->NumberOf(static_cast<Dimension>(d), o);
    }
  }
  columns.dictionaries[0].entries[3].article_count = 7;  // It comes first now.
  columns.entities = *EntitySlots::GoOn(*with_room, 100, {});
  ASSERT_EQ(columns.entities.records(), with_room->records());
  const auto records = EntityRecords::Build(&columns);
  ASSERT_TRUE(records.ok());
  EXPECT_THAT(records->records()[99].slots, ElementsAre(2, 4, 42, 43, 72, 72, 72, 72));
  EXPECT_THAT(with_room->records()[99].slots, ElementsAre(1, 4, 42, 43, 72, 72, 72, 72));
}

TEST(EntityRecordsTest, LeavesRoomForThoseThatCorrectionsTakeAway) {
  Columns columns = MakeColumns({{{0}, {0}, {0}}});
  columns.own_numbers.given[0] = 45;
  const auto records = EntityRecords::Build(&columns);
  ASSERT_TRUE(records.ok());
  EXPECT_EQ(records->next(Dimension::kPerson), 5);
  EXPECT_EQ(records->missing(Dimension::kPerson), 5 + 16 + 40);
  EXPECT_EQ(records->missing(Dimension::kOrganization) - records->first(Dimension::kOrganization),
            4 + 16);
}

TEST(EntityRecordsTest, NumbersAnewWhenThereIsNoRoom) {
  OwnNumbers numbers;
  numbers.count = 10;
  numbers.final = true;
  numbers.missing = {4, 6, 8};
  numbers.next = {3, 6, 8};
  EXPECT_EQ(numbers.Add(0), 3u);
  EXPECT_TRUE(numbers.final);
  EXPECT_EQ(numbers.Add(0), 10u);
  EXPECT_FALSE(numbers.final);
  EXPECT_EQ(numbers.Add(2), 11u);
  EXPECT_EQ(numbers.count, 12u);
}

}  // namespace
}  // namespace dateline::snapshot
