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
#include "tests/support/same_result.h"
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

  // As the snapshot that keeps nothing.
  void ExpectSame(const SearchRequest& request) {
    support::ExpectSame(Ask(*keeping_, request), Ask(*forgetting_, request));
  }

  // And what is asked of a filter beside its first page.
  void ExpectSameVariants(const SearchRequest& request) {
    // The page behind, and more hits than there are champions.
    const SearchResult first = Ask(*keeping_, request);
    if (!first.hits.empty()) {
      SearchRequest next = request;
      next.after = first.hits.back().key;
      ExpectSame(next);
    }
    for (const uint32_t top : {0u, 90u}) {
      SearchRequest other = request;
      other.top = top;
      ExpectSame(other);
    }
    for (const Sort sort : {Sort::kNewest, Sort::kOldest}) {
      SearchRequest sorted = request;
      sorted.sort = sort;
      ExpectSame(sorted);
    }
    SearchRequest collapsed = request;
    collapsed.collapse_copies = true;
    ExpectSame(collapsed);
    // What counts beside the hits in the facet of a selection is not kept.
    SearchRequest counted = request;
    for (const Dimension dimension :
         {Dimension::kPerson, Dimension::kPlace, Dimension::kOrganization, Dimension::kSource}) {
      counted.facets.emplace_back();
      counted.facets.back().dimension = dimension;
    }
    counted.histograms.emplace_back();
    counted.histograms.back().dimension = Dimension::kPublishDate;
    ExpectSame(counted);
    counted.facets.erase(counted.facets.begin(), counted.facets.begin() + 2);
    ExpectSame(counted);
    Snapshot::Lease kept = *keeping_->Open();
    Snapshot::Lease anew = *forgetting_->Open();
    EXPECT_EQ(*FindRows(*keeping_, &kept, request), *FindRows(*forgetting_, &anew, request));
  }

  support::TemporaryFolder folder_;
  std::shared_ptr<const Snapshot> keeping_;
  std::shared_ptr<const Snapshot> forgetting_;
  std::string person_;
  std::string place_;
};

TEST_F(PassingRowsTest, AreKeptWhenTheyAreWantedAgain) {
  std::vector<SearchRequest> requests(7);
  requests[0].selections = {Of(Dimension::kPerson, {person_}), Of(Dimension::kPlace, {place_})};
  requests[1].selections = {Of(Dimension::kPerson, {})};
  requests[1].selections[0].excluded_values = {person_};
  requests[2].publish_window.since = 15000;
  requests[3].event_window.since = 15000;
  requests[4].selections = {
      Of(Dimension::kLanguage, {support::CorpusValues(Dimension::kLanguage)[1]})};
  requests[5].selections = {Of(Dimension::kPerson, {person_})};
  requests[5].selections[0].about_only = true;
  requests[6].publish_window.until = -200000;
  size_t found = 0;
  for (SearchRequest& request : requests) {
    SCOPED_TRACE(KeyOf(request));
    request.top = 10;
    EXPECT_FALSE(IsKept(request));
    ExpectSame(request);
    EXPECT_FALSE(IsKept(request)) << "the first time";
    ExpectSame(request);
    ASSERT_TRUE(IsKept(request));
    ExpectSame(request);
    ExpectSameVariants(request);
    const uint32_t total = Ask(*keeping_, request).total;
    ASSERT_LT(total, keeping_->article_count());
    found += total >= 90 ? 1 : 0;
  }
  EXPECT_EQ(found, requests.size() - 1) << "one finds nothing";
}

// The list of an entity's articles is kept once, for this and for selections beside words.
TEST_F(PassingRowsTest, OfEntitiesAreTheirArticles) {
  SearchRequest one;
  one.selections = {Of(Dimension::kPerson, {person_})};
  SearchRequest two;
  two.selections = {Of(Dimension::kPerson, support::CorpusValues(Dimension::kPerson))};
  SearchRequest all;
  all.selections = {Of(Dimension::kPerson, {person_})};
  all.selections[0].match_all = true;
  SearchRequest both = two;
  both.selections[0].match_all = true;
  both.selections[0].values = {two.selections[0].values[1], two.selections[0].values[2]};
  for (SearchRequest* request : {&one, &two, &all, &both}) {
    SCOPED_TRACE(KeyOf(*request));
    request->top = 10;
    ExpectSame(*request);
    ExpectSame(*request);
    ASSERT_TRUE(IsKept(*request));
    ExpectSame(*request);
    ExpectSameVariants(*request);
  }
  EXPECT_EQ(Ask(*keeping_, one).total, Ask(*keeping_, all).total);
  EXPECT_GT(Ask(*keeping_, one).total, Ask(*keeping_, both).total);
  const size_t lists = keeping_->postings().size();
  EXPECT_GT(Ask(*keeping_, two).total, Ask(*keeping_, one).total);
  EXPECT_EQ(keeping_->postings().size(), lists);
}

TEST_F(PassingRowsTest, OfAWordAreNot) {
  query::Node word;
  word.op = query::Op::kTerm;
  word.term = format::WordTerm("new");
  SearchRequest request;
  request.query = &word;
  request.publish_window.since = 15000;
  for (int times = 0; times < 4; ++times) ExpectSame(request);
  EXPECT_GT(Ask(*keeping_, request).total, 0u);
  EXPECT_FALSE(IsKept(request));
}

TEST_F(PassingRowsTest, OfACancelledSearchAreNot) {
  SearchRequest request;
  request.publish_window.since = 15000;
  ExpectSame(request);
  int asked = 0;
  SearchRequest cancelled = request;
  cancelled.cancelled = [&] { return ++asked > 1; };
  Snapshot::Lease lease = *keeping_->Open();
  EXPECT_TRUE(absl::IsDeadlineExceeded(Search(*keeping_, &lease, cancelled).status()));
  EXPECT_EQ(asked, 2);
  EXPECT_FALSE(IsKept(request));
  ExpectSame(request);
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

TEST_F(PassingRowsTest, HaveAKeyThatDoesNotTellTheOrderOfSelections) {
  SearchRequest one;
  one.selections = {Of(Dimension::kPerson, {"a", "b"}), Of(Dimension::kPlace, {"c"})};
  SearchRequest other;
  other.selections = {Of(Dimension::kPlace, {"c"}), Of(Dimension::kOrganization, {}),
                      Of(Dimension::kPerson, {"b", "a"})};
  EXPECT_EQ(KeyOf(one), KeyOf(other));
}

// Another archive has other articles that pass, whatever the earlier snapshot kept.
TEST_F(PassingRowsTest, AreNotThoseOfAnEarlierSnapshot) {
  SearchRequest request;
  request.publish_window.since = 15000;
  for (int times = 0; times < 3; ++times) ExpectSame(request);
  ASSERT_TRUE(IsKept(request));
  support::CorpusOptions options;
  options.seed = 6;
  options.article_count = 700;
  support::TemporaryFolder folder;
  support::WriteCorpus(support::MakeCorpus(options), 1, folder.path() + "/index");
  snapshot::LoadOptions load;
  load.before = keeping_;
  keeping_ = *Snapshot::Load(folder.path() + "/index", load);
  load.before = nullptr;
  load.cache_bytes = 0;
  forgetting_ = *Snapshot::Load(folder.path() + "/index", load);
  EXPECT_FALSE(IsKept(request));
  for (int times = 0; times < 3; ++times) ExpectSame(request);
}

}  // namespace
}  // namespace dateline::match
