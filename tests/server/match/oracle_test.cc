// Random searches over made-up archives, checked against Xapian's own matcher and against a scan
// of all articles.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/match/posting_reader.h"
#include "server/match/search.h"
#include "server/match/spare_cores.h"
#include "server/snapshot/snapshot.h"
#include "tests/server/match/stem_weights.h"
#include "tests/server/match/xapian_search.h"
#include "tests/support/corpus.h"
#include "tests/support/earlier_index.h"
#include "tests/support/naive_search.h"
#include "tests/support/random.h"
#include "tests/support/request_generator.h"
#include "tests/support/temporary_folder.h"

namespace dateline::match {
namespace {

using article::Dimension;
using snapshot::Row;
using snapshot::Snapshot;

struct Archive {
  uint64_t seed;
  uint32_t article_count;
  uint32_t shard_count;
  bool distant_dates;
  bool copies;
  uint32_t old_articles = 0;  // Every how many-th is as before format version 6; 0: none.
  bool days_only = false;
  bool earlier = false;
  uint32_t own_persons = 0;
};

constexpr Archive kArchives[] = {{11, 500, 1, false, false},
                                 {12, 700, 2, true, true},
                                 {13, 600, 3, false, true},
                                 {14, 40, 3, false, true},
                                 {15, 3, 2, false, true},
                                 {16, 500, 2, false, false, 3},
                                 {17, 300, 1, false, true, 1},
                                 {18, 650, 2, false, false, 0, true},
                                 {19, 600, 3, true, true, 0, false, true},
                                 // Few articles beside the entities.
                                 {20, 600, 2, false, false, 0, false, false, 12}};
constexpr int kRequests = 250;

// An index on disk and the snapshot of it.
class Fixture {
 public:
  explicit Fixture(const Archive& archive)
      : corpus_(support::MakeCorpus({archive.seed, archive.article_count, archive.distant_dates,
                                     archive.copies, archive.days_only, archive.own_persons})) {
    support::WriteCorpus(corpus_, archive.shard_count, folder_.path() + "/index");
    if (archive.earlier || archive.old_articles > 0) {
      support::MakeEarlier(folder_.path() + "/index");
    }
    if (archive.old_articles > 0) {
      MakeArticlesOld(folder_.path() + "/index", archive.old_articles);
    }
    snapshot_ = *Snapshot::Load(folder_.path() + "/index");
    lease_ = std::make_unique<Snapshot::Lease>(*snapshot_->Open());
  }

  const std::vector<article::Article>& articles() const { return corpus_.articles; }
  const support::Corpus& corpus() const { return corpus_; }
  const Snapshot& snapshot() const { return *snapshot_; }
  Snapshot::Lease* lease() { return lease_.get(); }
  std::string IdOf(Row row) { return snapshot_->ReadArticle(lease_.get(), row)->id; }

 private:
  support::TemporaryFolder folder_;
  support::Corpus corpus_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::unique_ptr<Snapshot::Lease> lease_;
};

bool Near(double a, double b) {
  return std::abs(a - b) <= 1e-6 * std::max({1e-9, std::abs(a), std::abs(b)});
}

class OracleTest : public testing::TestWithParam<Archive> {};

TEST_P(OracleTest, FindsWhatXapianFindsWithTheSameScores) {
  Fixture fixture(GetParam());
  const PositionedIndex positioned(fixture.snapshot(), fixture.lease());
  support::Random random(GetParam().seed);
  size_t found = 0;
  for (int i = 0; i < kRequests; ++i) {
    support::RandomRequest made = support::MakeRequest(fixture.articles(), &random);
    SearchRequest& request = made.request;
    SCOPED_TRACE(
        absl::StrCat("seed ", GetParam().seed, " request ", i, "\n", support::Describe(request)));
    request.top = 100000;
    request.histograms.clear();
    request.collapse_copies = false;  // Which articles match does not depend on it.
    const absl::StatusOr<SearchResult> result =
        Search(fixture.snapshot(), fixture.lease(), request);
    ASSERT_TRUE(result.ok()) << result.status();
    const std::map<Row, double> expected = XapianSearch(positioned, request);
    ASSERT_EQ(result->total, expected.size());
    ASSERT_EQ(result->article_count, expected.size());
    ASSERT_EQ(result->hits.size(), expected.size());
    for (const Hit& hit : result->hits) {
      const auto it = expected.find(hit.row);
      ASSERT_TRUE(it != expected.end()) << "row " << hit.row;
      ASSERT_TRUE(Near(hit.score, it->second)) << hit.score << " and " << it->second;
    }
    found += expected.size();
  }
  // A generator whose searches find nothing would prove nothing.
  if (GetParam().article_count > 100) {
    EXPECT_GT(found, size_t{20} * kRequests);
  }
}

// Xapian has no name for what a word with several stems is but OP_SYNONYM, whose documents it finds
// exactly; their frequency it only estimates, so that its weights are others.
TEST_P(OracleTest, FindsTheStemsOfAWordAsXapianFindsSynonyms) {
  Fixture fixture(GetParam());
  const Xapian::Database all = fixture.lease()->All();
  Xapian::Enquire enquire(all);
  enquire.set_weighting_scheme(Xapian::BoolWeight());
  uint32_t found = 0;
  uint32_t most = 0;
  for (const char* word : {"visits", "visiting", "parties", "sanctions", "stadte", "marches", "kim",
                           "3.5", "diplomas", "absent"}) {
    for (const query::Scope scope : {query::Scope::kText, query::Scope::kTitle}) {
      SCOPED_TRACE(word);
      query::Node node;
      node.op = query::Op::kStem;
      node.term = word;
      node.scope = scope;
      SearchRequest request;
      request.query = &node;
      request.top = 100000;
      const absl::StatusOr<SearchResult> result =
          Search(fixture.snapshot(), fixture.lease(), request);
      ASSERT_TRUE(result.ok()) << result.status();
      enquire.set_query(SynonymQuery(fixture.lease()->shards(), node));
      const Xapian::MSet expected = enquire.get_mset(0, all.get_doccount(), all.get_doccount());
      ASSERT_EQ(result->total, expected.size());
      found += result->total;
      most = std::max(most, result->total);
      for (auto it = expected.begin(); it != expected.end(); ++it) {
        const auto shards = static_cast<Xapian::docid>(fixture.lease()->shards().size());
        const Row row = fixture.lease()->first_row((*it - 1) % shards) + (*it - 1) / shards;
        EXPECT_TRUE(std::any_of(result->hits.begin(), result->hits.end(),
                                [row](const Hit& hit) { return hit.row == row; }));
      }
    }
  }
  if (GetParam().article_count > 100) {
    EXPECT_GT(found, GetParam().article_count);
  }
  // Both short lists and those that are read again when the query runs.
  if (GetParam().article_count >= 600) {
    EXPECT_GE(most, 256u);
  }
}

void ExpectHits(Fixture* fixture, const SearchRequest& request, const support::NaiveResult& naive,
                const SearchResult& result) {
  const std::vector<support::NaiveHit>& expected = naive.hits;
  ASSERT_EQ(result.total, expected.size());
  ASSERT_EQ(result.article_count, naive.articles.size());
  const size_t size = std::min<size_t>(request.top, expected.size());
  ASSERT_EQ(result.hits.size(), size);
  EXPECT_EQ(result.more, expected.size() > size);
  std::map<std::string, const support::NaiveHit*> by_id;
  for (const support::NaiveHit& hit : naive.articles) by_id[hit.id] = &hit;
  std::map<std::string, uint32_t> copies;
  for (const support::NaiveHit& hit : expected) copies[hit.group] = hit.copies;
  std::set<std::string> groups;
  for (size_t i = 0; i < size; ++i) {
    const Hit& hit = result.hits[i];
    const std::string id = fixture->IdOf(hit.row);
    ASSERT_EQ(by_id.count(id), 1u) << id;
    ASSERT_TRUE(Near(hit.score, by_id[id]->score)) << id;
    if (request.collapse_copies) {
      const std::string& group = by_id[id]->group;
      ASSERT_TRUE(groups.insert(group).second) << "twice: " << group;
      ASSERT_EQ(hit.copies, copies[group]) << group;
    } else {
      ASSERT_EQ(hit.copies, 1u) << id;
    }
    if (request.sort == Sort::kRelevance) {
      // Scores added up in another order may differ in the last bit, and then the order may.
      ASSERT_TRUE(Near(hit.score, expected[i].score)) << i;
    } else {
      ASSERT_EQ(id, expected[i].id) << i;
    }
    if (i == 0) continue;
    const Hit& before = result.hits[i - 1];
    if (request.sort == Sort::kRelevance) {
      ASSERT_TRUE(before.score > hit.score ||
                  (before.score == hit.score && before.key.key < hit.key.key));
    }
  }
}

void ExpectFacet(const Facet& expected, const Facet& facet) {
  EXPECT_EQ(facet.dimension, expected.dimension);
  EXPECT_EQ(facet.distinct, expected.distinct);
  EXPECT_EQ(facet.missing, expected.missing);
  ASSERT_EQ(facet.values.size(), expected.values.size());
  for (size_t i = 0; i < facet.values.size(); ++i) {
    EXPECT_EQ(facet.values[i].value, expected.values[i].value) << i;
    EXPECT_EQ(facet.values[i].display_name, expected.values[i].display_name) << i;
    EXPECT_EQ(facet.values[i].count, expected.values[i].count) << i;
    EXPECT_EQ(facet.values[i].selected, expected.values[i].selected) << i;
  }
}

void ExpectHistogram(const Histogram& expected, const Histogram& histogram) {
  EXPECT_EQ(histogram.dimension, expected.dimension);
  EXPECT_EQ(histogram.interval, expected.interval);
  EXPECT_EQ(histogram.missing, expected.missing);
  EXPECT_EQ(histogram.imprecise, expected.imprecise);
  ASSERT_EQ(histogram.buckets.size(), expected.buckets.size());
  for (size_t i = 0; i < histogram.buckets.size(); ++i) {
    EXPECT_EQ(histogram.buckets[i].start, expected.buckets[i].start) << i;
    EXPECT_EQ(histogram.buckets[i].end, expected.buckets[i].end) << i;
    EXPECT_EQ(histogram.buckets[i].count, expected.buckets[i].count) << i;
  }
}

void ExpectAnswer(Fixture* fixture, const SearchRequest& request,
                  const support::NaiveResult& expected, const SearchResult& result) {
  ExpectHits(fixture, request, expected, result);
  ASSERT_EQ(result.facets.size(), expected.facets.size());
  for (size_t f = 0; f < expected.facets.size(); ++f) {
    ExpectFacet(expected.facets[f], result.facets[f]);
  }
  ASSERT_EQ(result.histograms.size(), expected.histograms.size());
  for (size_t h = 0; h < expected.histograms.size(); ++h) {
    ExpectHistogram(expected.histograms[h], result.histograms[h]);
  }
}

TEST_P(OracleTest, AgreesWithAScanOfAllArticles) {
  Fixture fixture(GetParam());
  const support::NaiveSearch naive(fixture.articles(), fixture.corpus().copy_groups);
  support::Random random(GetParam().seed + 1000);
  SpareCores cores(3, /*least_rows=*/1);
  for (int i = 0; i < kRequests && !testing::Test::HasFailure(); ++i) {
    support::RandomRequest made = support::MakeRequest(fixture.articles(), &random);
    SearchRequest& request = made.request;
    SCOPED_TRACE(
        absl::StrCat("seed ", GetParam().seed, " request ", i, "\n", support::Describe(request)));
    const support::NaiveResult expected = naive.Search(request);
    // What was read for the first answer is kept for the second, and what the second asks for
    // again for the third.
    for (int times = 1; times <= 3; ++times) {
      SCOPED_TRACE(absl::StrCat("time ", times));
      request.cores = times == 2 ? nullptr : &cores;
      const absl::StatusOr<SearchResult> result =
          Search(fixture.snapshot(), fixture.lease(), request);
      ASSERT_EQ(result.status().code(), expected.status.code()) << result.status();
      if (result.ok()) ExpectAnswer(&fixture, request, expected, *result);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Archives, OracleTest, testing::ValuesIn(kArchives),
                         [](const testing::TestParamInfo<Archive>& info) {
                           return absl::StrCat("Seed", info.param.seed, "Shards",
                                               info.param.shard_count);
                         });

}  // namespace
}  // namespace dateline::match
