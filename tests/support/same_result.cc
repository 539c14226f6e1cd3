#include "tests/support/same_result.h"

#include <gtest/gtest.h>

namespace dateline::support {

void ExpectSame(const match::SearchResult& a, const match::SearchResult& b) {
  EXPECT_EQ(a.total, b.total);
  EXPECT_EQ(a.article_count, b.article_count);
  EXPECT_EQ(a.more, b.more);
  ASSERT_EQ(a.hits.size(), b.hits.size());
  for (size_t i = 0; i < a.hits.size(); ++i) {
    EXPECT_EQ(a.hits[i].row, b.hits[i].row);
    EXPECT_EQ(a.hits[i].score, b.hits[i].score);
    EXPECT_EQ(a.hits[i].copies, b.hits[i].copies);
  }
  ASSERT_EQ(a.facets.size(), b.facets.size());
  for (size_t f = 0; f < a.facets.size(); ++f) {
    EXPECT_EQ(a.facets[f].distinct, b.facets[f].distinct);
    EXPECT_EQ(a.facets[f].missing, b.facets[f].missing);
    ASSERT_EQ(a.facets[f].values.size(), b.facets[f].values.size());
    for (size_t v = 0; v < a.facets[f].values.size(); ++v) {
      EXPECT_EQ(a.facets[f].values[v].value, b.facets[f].values[v].value);
      EXPECT_EQ(a.facets[f].values[v].count, b.facets[f].values[v].count);
    }
  }
  ASSERT_EQ(a.histograms.size(), b.histograms.size());
  for (size_t h = 0; h < a.histograms.size(); ++h) {
    EXPECT_EQ(a.histograms[h].missing, b.histograms[h].missing);
    ASSERT_EQ(a.histograms[h].buckets.size(), b.histograms[h].buckets.size());
    for (size_t i = 0; i < a.histograms[h].buckets.size(); ++i) {
      EXPECT_EQ(a.histograms[h].buckets[i].count, b.histograms[h].buckets[i].count);
    }
  }
}

}  // namespace dateline::support
