#include "server/match/collapsed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/random.h"

namespace dateline::match {
namespace {

using snapshot::CopyColumn;
using snapshot::kNoGroup;
using snapshot::Row;
using testing::ElementsAre;

// The column of the groups that the rows say they are in.
CopyColumn ColumnOf(const std::vector<uint32_t>& groups, uint32_t group_count) {
  CopyColumn column;
  column.groups = groups;
  for (uint32_t g = 0; g < group_count; ++g) {
    column.offsets.push_back(static_cast<uint32_t>(column.rows.size()));
    for (Row row = 0; row < groups.size(); ++row) {
      if (groups[row] == g) column.rows.push_back(row);
    }
  }
  column.offsets.push_back(static_cast<uint32_t>(column.rows.size()));
  return column;
}

Collapsed CollapseAll(const CopyColumn& column, const Matches& matches) {
  const std::function<bool()> never;
  Cancellation cancellation(never);
  return Collapse(column, matches, &cancellation);
}

TEST(CollapseTest, KeepsScoresWithTheirRows) {
  const CopyColumn column = ColumnOf({1, kNoGroup, 0, 1, 0, 1, kNoGroup, 2, 2}, 3);
  const Collapsed collapsed = CollapseAll(column, {{0, 1, 2, 3, 5, 8}, {10, 11, 12, 13, 15, 18}});
  // Of groups 0 and 2 one article matches.
  EXPECT_THAT(collapsed.alone.rows, ElementsAre(1, 2, 8));
  EXPECT_THAT(collapsed.alone.scores, ElementsAre(11, 12, 18));
  EXPECT_THAT(collapsed.together.rows, ElementsAre(0, 3, 5));
  EXPECT_THAT(collapsed.together.scores, ElementsAre(10, 13, 15));
  EXPECT_THAT(collapsed.offsets, ElementsAre(0, 3));
  EXPECT_EQ(collapsed.size(), 4u);
}

TEST(CollapseTest, WithoutGroupsEveryArticleIsAlone) {
  const Collapsed collapsed = CollapseAll(CopyColumn(), {{0, 7}, {1.5, 2.5}});
  EXPECT_THAT(collapsed.alone.rows, ElementsAre(0, 7));
  EXPECT_THAT(collapsed.alone.scores, ElementsAre(1.5, 2.5));
  EXPECT_EQ(collapsed.group_count(), 0u);
  EXPECT_EQ(CollapseAll(ColumnOf({0, 0}, 1), {}).size(), 0u);
}

TEST(CollapseTest, IsRightHoweverMuchMatches) {
  support::Random random(71);
  for (const uint32_t group_count : {1u, 20u, 400u}) {
    std::vector<uint32_t> groups;
    for (int i = 0; i < 1500; ++i) {
      groups.push_back(random.Chance(20) ? kNoGroup : random.Below(group_count));
    }
    const CopyColumn column = ColumnOf(groups, group_count);
    for (const int percent : {0, 1, 2, 5, 20, 60, 100}) {
      SCOPED_TRACE(absl::StrCat(group_count, " groups, ", percent, "%"));
      Matches matches;
      std::map<uint32_t, std::vector<Row>> by_group;
      for (Row row = 0; row < groups.size(); ++row) {
        if (!random.Chance(percent)) continue;
        matches.rows.push_back(row);
        if (groups[row] != kNoGroup) by_group[groups[row]].push_back(row);
      }
      std::vector<Row> alone;
      for (const Row row : matches.rows) {
        if (groups[row] == kNoGroup || by_group[groups[row]].size() == 1) alone.push_back(row);
      }
      const Collapsed collapsed = CollapseAll(column, matches);
      EXPECT_EQ(collapsed.alone.rows, alone);
      EXPECT_TRUE(collapsed.alone.scores.empty());
      std::vector<std::vector<Row>> together;
      for (uint32_t g = 0; g < collapsed.group_count(); ++g) {
        const Copies copies = collapsed.group(g);
        together.emplace_back(copies.rows, copies.rows + copies.size);
      }
      std::vector<std::vector<Row>> expected;
      for (const auto& [group, rows] : by_group) {
        if (rows.size() > 1) expected.push_back(rows);
      }
      EXPECT_THAT(together, testing::UnorderedElementsAreArray(expected));
    }
  }
}

}  // namespace
}  // namespace dateline::match
