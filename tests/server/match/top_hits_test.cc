#include "server/match/top_hits.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <optional>
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

// Of an archive with more articles than those with the lowest keys that a snapshot knows.
TEST(TopHitsTest, ArticlesThatScoreTheSameComeInTheOrderOfTheirKeys) {
  support::TemporaryFolder folder;
  support::CorpusOptions options;
  options.seed = 3;
  options.article_count = 2 * Snapshot::kFirstByKey;
  support::WriteCorpus(support::MakeCorpus(options), 1, folder.path() + "/index");
  const auto snapshot = *Snapshot::Load(folder.path() + "/index");
  const std::vector<Row>& first = snapshot->first_by_key();
  ASSERT_EQ(first.size(), size_t{Snapshot::kFirstByKey});
  ASSERT_GT(snapshot->article_count(), first.size() + 1000);
  // All, and all but those with the lowest keys, but for some.
  for (const size_t left : {first.size(), size_t{0}, size_t{1}, size_t{7}, size_t{12}}) {
    std::vector<uint64_t> words = snapshot->live();
    for (size_t i = 0; i + left < first.size(); ++i) {
      words[first[i] / 64] &= ~(uint64_t{1} << (first[i] % 64));
    }
    const RowSet rows = RowSet::OfBits(std::move(words));
    std::vector<Row> expected = rows.ToList();
    std::sort(expected.begin(), expected.end(), [&](Row a, Row b) {
      return std::make_pair(snapshot->keys()[a], a) < std::make_pair(snapshot->keys()[b], b);
    });
    for (const uint32_t size : {1u, 11u, 300u}) {
      SCOPED_TRACE(absl::StrCat(left, " left, top ", size));
      TopHits top(*snapshot, Sort::kRelevance, size, std::nullopt);
      top.OfferEqual(rows, 0);
      const std::vector<Hit> hits = top.Take();
      ASSERT_EQ(hits.size(), size);
      for (uint32_t i = 0; i < size; ++i) ASSERT_EQ(hits[i].row, expected[i]);
    }
  }
}

}  // namespace
}  // namespace dateline::match
