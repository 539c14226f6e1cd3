#include "server/service/index_call.h"

#include <gtest/gtest.h>

#include <string>

#include "indexer/article/article.h"
#include "indexer/article/date.h"
#include "tests/server/service/sample_index.h"
#include "tests/support/corpus.h"
#include "tests/support/temporary_folder.h"

namespace dateline::service {
namespace {

// Dates that are all known by the day are kept in another form than those of every precision.
TEST(IndexCallTest, TellsTheFirstAndTheLastDayThatArticlesMayBeOf) {
  for (const bool days_only : {false, true}) {
    const support::TemporaryFolder folder;
    support::CorpusOptions options;
    options.days_only = days_only;
    const support::Corpus corpus = support::MakeCorpus(options);
    support::WriteCorpus(corpus, 2, folder.path() + "/index");
    std::string first, last;
    int undated = 0;
    for (const article::Article& article : corpus.articles) {
      if (!article.publish_date.known()) {
        ++undated;
        continue;
      }
      const article::DateInterval days =
          article::IntervalOf(article.publish_date.day, article.publish_date.precision);
      const std::string start = article::FormatIsoDate(days.start);
      const std::string end = article::FormatIsoDate(days.end);
      if (first.empty() || start < first) first = start;
      if (end > last) last = end;
    }
    SampleEngine engine(folder.path() + "/index");
    v1::GetIndexResponse response;
    const absl::Status status =
        RunGetIndex(engine.engine(), v1::GetIndexRequest(), nullptr, &response);
    ASSERT_TRUE(status.ok()) << status;
    EXPECT_EQ(response.first_publish_date(), first);
    EXPECT_EQ(response.last_publish_date(), last);
    EXPECT_EQ(response.undated_count(), undated);
  }
}

}  // namespace
}  // namespace dateline::service
