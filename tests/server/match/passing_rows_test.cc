// What passes the filters of a search without words is kept, and the answers stay the same.

#include "server/match/passing_rows.h"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "indexer/format/schema.h"
#include "server/match/search.h"
#include "tests/support/corpus.h"
#include "tests/support/temporary_folder.h"

namespace dateline::match {
namespace {

using article::Dimension;
using snapshot::Snapshot;

Selection Of(Dimension dimension, std::vector<std::string> values) {
  Selection selection;
  selection.dimension = dimension;
  selection.values = std::move(values);
  return selection;
}

// An archive, and two snapshots of it: one that keeps what it has found.
class PassingRowsTest : public testing::Test {
 protected:
  PassingRowsTest() {
    support::CorpusOptions options;
    options.seed = 5;
    options.article_count = 1500;
    support::WriteCorpus(support::MakeCorpus(options), 2, folder_.path() + "/index");
    keeping_ = *Snapshot::Load(folder_.path() + "/index");
    snapshot::LoadOptions without;
    without.cache_bytes = 0;
    forgetting_ = *Snapshot::Load(folder_.path() + "/index", without);
    person_ = support::CorpusValues(Dimension::kPerson)[1];
    place_ = support::CorpusValues(Dimension::kPlace)[1];
  }

  static SearchResult Ask(const Snapshot& snapshot, const SearchRequest& request) {
    Snapshot::Lease lease = *snapshot.Open();
    return *Search(snapshot, &lease, request);
  }

  bool IsKept(const SearchRequest& request) const {
    return PassingRows(*keeping_, *RowFilter::Make(*keeping_, request)).kept() != nullptr;
  }

  std::string KeyOf(const SearchRequest& request) const {
    return RowFilter::Make(*keeping_, request)->Key();
  }

  void ExpectSameHits(const SearchRequest& request) {
    const SearchResult expected = Ask(*forgetting_, request);
    const SearchResult result = Ask(*keeping_, request);
    EXPECT_EQ(result.total, expected.total);
    EXPECT_EQ(result.more, expected.more);
    ASSERT_EQ(result.hits.size(), expected.hits.size());
    for (size_t i = 0; i < result.hits.size(); ++i) {
      ASSERT_EQ(result.hits[i].row, expected.hits[i].row) << i;
      ASSERT_EQ(result.hits[i].score, expected.hits[i].score) << i;
    }
  }

  support::TemporaryFolder folder_;
  std::shared_ptr<const Snapshot> keeping_;
  std::shared_ptr<const Snapshot> forgetting_;
  std::string person_;
  std::string place_;
};

TEST_F(PassingRowsTest, AreKeptWhenTheyAreWantedAgain) {
  std::vector<SearchRequest> requests(4);
  requests[0].selections = {Of(Dimension::kPerson, {person_})};
  requests[1].selections = {Of(Dimension::kPerson, {person_}), Of(Dimension::kPlace, {place_})};
  requests[2].selections = {Of(Dimension::kPerson, {})};
  requests[2].selections[0].excluded_values = {person_};
  requests[3].publish_window.since = 15000;
  for (SearchRequest& request : requests) {
    SCOPED_TRACE(KeyOf(request));
    request.top = 10;
    EXPECT_FALSE(IsKept(request));
    ExpectSameHits(request);
    EXPECT_FALSE(IsKept(request)) << "the first time";
    ExpectSameHits(request);
    ASSERT_TRUE(IsKept(request));
    ExpectSameHits(request);
    const SearchResult result = Ask(*keeping_, request);
    ASSERT_GT(result.total, 100u);
    ASSERT_LT(result.total, keeping_->article_count());
    // The page behind, more hits than there are champions, and other orders.
    SearchRequest next = request;
    next.after = result.hits.back().key;
    ExpectSameHits(next);
    SearchRequest many = request;
    many.top = 90;
    ExpectSameHits(many);
    for (const Sort sort : {Sort::kNewest, Sort::kOldest}) {
      SearchRequest sorted = request;
      sorted.sort = sort;
      ExpectSameHits(sorted);
    }
    SearchRequest none = request;
    none.top = 0;
    ExpectSameHits(none);
    SearchRequest collapsed = request;
    collapsed.collapse_copies = true;
    ExpectSameHits(collapsed);
    // What counts beside the hits in the facet of the selection is not kept.
    SearchRequest counted = request;
    for (const Dimension dimension : {Dimension::kPerson, Dimension::kPlace}) {
      counted.facets.emplace_back();
      counted.facets.back().dimension = dimension;
    }
    const SearchResult counts = Ask(*keeping_, counted);
    const SearchResult expected = Ask(*forgetting_, counted);
    for (size_t f = 0; f < counts.facets.size(); ++f) {
      EXPECT_EQ(counts.facets[f].distinct, expected.facets[f].distinct);
      EXPECT_EQ(counts.facets[f].missing, expected.facets[f].missing);
      ASSERT_EQ(counts.facets[f].values.size(), expected.facets[f].values.size());
      for (size_t v = 0; v < counts.facets[f].values.size(); ++v) {
        EXPECT_EQ(counts.facets[f].values[v].value, expected.facets[f].values[v].value);
        EXPECT_EQ(counts.facets[f].values[v].count, expected.facets[f].values[v].count);
      }
    }
  }
}

TEST_F(PassingRowsTest, OfAWordAreNot) {
  query::Node word;
  word.op = query::Op::kTerm;
  word.term = format::WordTerm("new");
  SearchRequest request;
  request.query = &word;
  request.selections = {Of(Dimension::kPerson, {person_})};
  for (int times = 0; times < 4; ++times) ExpectSameHits(request);
  EXPECT_GT(Ask(*keeping_, request).total, 0u);
  EXPECT_FALSE(IsKept(request));
}

TEST_F(PassingRowsTest, OfACancelledSearchAreNot) {
  SearchRequest request;
  request.publish_window.since = 15000;
  ExpectSameHits(request);
  int asked = 0;
  SearchRequest cancelled = request;
  cancelled.cancelled = [&] { return ++asked > 1; };
  Snapshot::Lease lease = *keeping_->Open();
  EXPECT_TRUE(absl::IsDeadlineExceeded(Search(*keeping_, &lease, cancelled).status()));
  EXPECT_EQ(asked, 2);
  EXPECT_FALSE(IsKept(request));
  ExpectSameHits(request);
}

TEST_F(PassingRowsTest, HaveAKeyThatTellsTheirFilterFromOthers) {
  const auto excluding = [](Selection selection, std::vector<std::string> excluded) {
    selection.excluded_values = std::move(excluded);
    return selection;
  };
  Selection all = Of(Dimension::kPerson, {"a", "b"});
  all.match_all = true;
  Selection about = Of(Dimension::kPerson, {"a", "b"});
  about.about_only = true;
  const std::vector<std::vector<Selection>> selections = {
      {},
      {Of(Dimension::kPerson, {"a", "b"})},
      {Of(Dimension::kPerson, {"ab"})},
      {Of(Dimension::kPerson, {"a,1,b"})},
      {Of(Dimension::kPerson, {"a"})},
      {Of(Dimension::kPlace, {"a"})},
      {all},
      {about},
      {excluding(Of(Dimension::kPerson, {"a"}), {"b"})},
      {excluding(Of(Dimension::kPerson, {}), {"a", "b"})},
      {Of(Dimension::kPerson, {"a"}), Of(Dimension::kPlace, {"b"})},
  };
  using End = std::optional<int32_t>;
  const std::vector<Window> windows = {{},      {12, End()}, {End(), 12}, {1, 2},
                                       {-1, 2}, {1, End()},  {End(), 1}};
  std::set<std::string> keys;
  size_t filters = 0;
  for (const std::vector<Selection>& selection : selections) {
    for (const Window& published : windows) {
      for (const Window& event : windows) {
        for (const EventMatch match : {EventMatch::kOverlaps, EventMatch::kWithin}) {
          if (event.empty() && match == EventMatch::kWithin) continue;
          SearchRequest request;
          request.selections = selection;
          request.publish_window = published;
          request.event_window = event;
          request.event_match = match;
          keys.insert(KeyOf(request));
          ++filters;
        }
      }
    }
  }
  EXPECT_EQ(keys.size(), filters);
}

}  // namespace
}  // namespace dateline::match
