#include "server/snapshot/column_totals.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/random.h"

namespace dateline::snapshot {
namespace {

TEST(FirstByKeyTest, IsTheBeginningOfAllArticlesInTheOrderOfKeys) {
  support::Random random(3);
  for (int i = 0; i < 200; ++i) {
    Columns columns;
    columns.row_count = 1 + random.Below(3000);
    columns.live.assign(columns.row_count / 64 + 1, 0);
    const uint32_t keys = random.Chance(50) ? 100 : 1000000;  // So many different ones.
    const uint32_t dead = random.Below(100);                  // So many of a hundred.
    std::vector<std::pair<uint64_t, Row>> all;
    for (Row row = 0; row < columns.row_count; ++row) {
      columns.keys.push_back(random.Below(keys));
      if (random.Chance(dead)) continue;
      columns.live[row / 64] |= uint64_t{1} << (row % 64);
      all.emplace_back(columns.keys[row], row);
    }
    columns.lowest_keys = LowestKeys(columns);
    std::sort(all.begin(), all.end());
    for (const size_t count : {1, 5, 40, 5000}) {
      SCOPED_TRACE(absl::StrCat(i, " ", count));
      std::vector<Row> expected;
      for (size_t n = 0; n < std::min(count, all.size()); ++n) expected.push_back(all[n].second);
      ASSERT_EQ(FirstByKey(columns, count), expected);
    }
  }
}

}  // namespace
}  // namespace dateline::snapshot
