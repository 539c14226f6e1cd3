// Articles by day, counted one by one and as all but the others.

#include "server/match/histogram.h"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/support/corpus.h"
#include "tests/support/temporary_folder.h"

namespace dateline::match {
namespace {

using snapshot::Row;
using snapshot::Snapshot;

TEST(HistogramTest, OfMostArticlesIsThatOfAllWithoutTheOthers) {
  support::CorpusOptions options;
  options.seed = 8;
  options.article_count = 900;
  options.days_only = true;
  support::TemporaryFolder folder;
  support::WriteCorpus(support::MakeCorpus(options), 2, folder.path() + "/index");
  const auto snapshot = *Snapshot::Load(folder.path() + "/index");
  ASSERT_FALSE(snapshot->publish_totals().article_counts.empty());
  ASSERT_GT(snapshot->publish_totals().unknown, 10u);
  const std::vector<Row> all = RowSet::OfAll(*snapshot).ToList();
  const std::function<bool()> never;
  for (const size_t left_out : {1, 2, 3, 4, 17}) {  // Every so-manyeth article.
    std::vector<Row> rows;
    std::vector<uint64_t> bits(snapshot->live().size(), 0);
    std::map<int32_t, uint32_t> expected;
    uint32_t missing = 0;
    for (size_t i = 0; i < all.size(); ++i) {
      if (i % left_out == 0) continue;
      const int32_t day = snapshot->publish().start[all[i]];
      rows.push_back(all[i]);
      bits[all[i] / 64] |= uint64_t{1} << (all[i] % 64);
      if (day == snapshot::kUnknownDay) {
        ++missing;
      } else {
        ++expected[day];
      }
    }
    const RowSet as_bits = RowSet::OfBits(bits);
    EXPECT_EQ(RowSet::OthersAreFew(*snapshot, as_bits), left_out > 3);
    for (const RowSet& set : {as_bits, RowSet::OfList(rows)}) {
      SCOPED_TRACE(absl::StrCat("one of ", left_out, set.bits() != nullptr ? " bits" : " list"));
      EXPECT_EQ(RowSet::OfOthers(*snapshot, set).size(), all.size() - rows.size());
      Cancellation cancellation(never);
      HistogramRequest request;
      request.dimension = article::Dimension::kPublishDate;
      request.interval = CalendarInterval::kDay;
      const auto histogram = CountDates(*snapshot, request, {}, set, &cancellation);
      ASSERT_TRUE(histogram.ok()) << histogram.status();
      EXPECT_EQ(histogram->missing, missing);
      std::map<int32_t, uint32_t> counted;
      for (const HistogramBucket& bucket : histogram->buckets) {
        if (bucket.count > 0) counted[bucket.start] = bucket.count;
      }
      EXPECT_EQ(counted, expected);
    }
  }
}

}  // namespace
}  // namespace dateline::match
