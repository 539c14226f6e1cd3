#include "server/service/search_call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <set>

#include "indexer/format/schema.h"
#include "server/service/article_call.h"
#include "server/service/index_call.h"
#include "tests/server/service/sample_index.h"

namespace dateline::service {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class SearchCallTest : public testing::Test {
 protected:
  v1::SearchResponse Search(const v1::SearchRequest& request) {
    v1::SearchResponse response;
    const absl::Status status = RunSearch(engine_.engine(), request, nullptr, &response);
    EXPECT_TRUE(status.ok()) << status;
    return response;
  }

  static v1::SearchRequest Query(const std::string& query) {
    v1::SearchRequest request;
    request.mutable_filter()->set_query(query);
    return request;
  }

  static v1::FacetSelection* Select(v1::SearchRequest* request, v1::Dimension dimension,
                                    const std::vector<std::string>& values) {
    v1::FacetSelection* selection = request->mutable_filter()->add_selections();
    selection->set_dimension(dimension);
    for (const std::string& value : values) selection->add_values(value);
    return selection;
  }

  static std::vector<std::string> Ids(const v1::SearchResponse& response) {
    std::vector<std::string> ids;
    for (const v1::Hit& hit : response.hits()) ids.push_back(hit.article().id());
    return ids;
  }

  SampleIndex index_;
  SampleEngine engine_{index_.path()};
};

TEST_F(SearchCallTest, FindsScoresAndShows) {
  const v1::SearchResponse response = Search(Query("kim \"arms deal\""));
  ASSERT_EQ(response.hits_size(), 1);
  EXPECT_EQ(response.total(), 1);
  const v1::Hit& hit = response.hits(0);
  EXPECT_EQ(hit.article().id(), "visit-1");
  EXPECT_EQ(hit.article().title(), "Kim visits Putin");
  EXPECT_EQ(hit.article().publish_date(), "2023-09-13");
  EXPECT_EQ(hit.article().publish_date_precision(), v1::DATE_PRECISION_DAY);
  EXPECT_EQ(hit.article().publish_date_source(), v1::DATE_EVIDENCE_GIVEN);
  EXPECT_EQ(hit.article().body(), "");
  EXPECT_GT(hit.score(), 0);
  ASSERT_EQ(hit.snippets_size(), 1);
  EXPECT_EQ(hit.snippets(0).field(), v1::ARTICLE_FIELD_BODY);
  EXPECT_EQ(hit.snippets(0).highlights_size(), 3);
  EXPECT_EQ(response.query_info().parsed(), "kim AND \"arms deal\"");
  EXPECT_EQ(response.revision(), 1);
  EXPECT_EQ(response.next_page_token(), "");
  EXPECT_GE(response.timings().total_us(),
            response.timings().search_us() + response.timings().present_us());
}

TEST_F(SearchCallTest, FindsEverythingWithoutAQuery) {
  const v1::SearchResponse response = Search(v1::SearchRequest());
  EXPECT_EQ(response.total(), 5);
  EXPECT_EQ(response.hits_size(), 5);
  EXPECT_EQ(response.hits(0).score(), 0);
}

TEST_F(SearchCallTest, GivesTheWholeArticleInTheFullView) {
  v1::SearchRequest request = Query("arms kim");
  request.set_view(v1::ARTICLE_VIEW_FULL);
  request.mutable_snippets()->set_disabled(true);
  const v1::SearchResponse response = Search(request);
  ASSERT_EQ(response.hits_size(), 1);
  const v1::Article& article = response.hits(0).article();
  EXPECT_EQ(article.body(), "Kim visited Putin. They spoke of an arms deal.");
  ASSERT_EQ(article.mentions_size(), 2);
  EXPECT_EQ(article.mentions(0).kind(), v1::DIMENSION_PERSON);
  EXPECT_EQ(article.mentions(0).text(), "K");
  ASSERT_EQ(article.event_dates_size(), 1);
  EXPECT_EQ(article.event_dates(0).start_date(), "2023-08-30");
  EXPECT_EQ(article.event_dates(0).end_date(), "2023-09-02");
  EXPECT_EQ(article.event_dates(0).granularity(), v1::DATE_GRANULARITY_RANGE);
  EXPECT_EQ(article.event_dates(0).rule(), v1::DATE_RULE_NEAREST_YEAR);
  EXPECT_EQ(response.hits(0).snippets_size(), 0);
}

TEST_F(SearchCallTest, ReturnsCountsAlone) {
  v1::SearchRequest request = Query("deal");
  request.set_counts_only(true);
  const v1::SearchResponse response = Search(request);
  EXPECT_EQ(response.total(), 3);
  EXPECT_EQ(response.hits_size(), 0);
  EXPECT_EQ(response.next_page_token(), "");
}

TEST_F(SearchCallTest, SortsByDateWithUnknownOnesLast) {
  v1::SearchRequest request;
  request.set_sort(v1::SORT_ORDER_OLDEST);
  EXPECT_EQ(Ids(Search(request)).front(), "deal-2");
  EXPECT_EQ(Ids(Search(request)).back(), "undated");
  request.set_sort(v1::SORT_ORDER_NEWEST);
  EXPECT_EQ(Ids(Search(request)).front(), "deal-1");
  EXPECT_EQ(Ids(Search(request)).back(), "undated");
}

TEST_F(SearchCallTest, TakesNamesForEntities) {
  for (const char* name : {"person/kim-jong-un", "Kim Jong Un", "kim JONG-un", "Kim, Jong Un!"}) {
    v1::SearchRequest request;
    Select(&request, v1::DIMENSION_PERSON, {name});
    const v1::SearchResponse response = Search(request);
    EXPECT_THAT(Ids(response), UnorderedElementsAre("visit-1", "visit-2")) << name;
    EXPECT_THAT(response.warnings(), IsEmpty()) << name;
  }
  v1::SearchRequest request;
  Select(&request, v1::DIMENSION_PERSON, {"recep erdogan"});
  EXPECT_THAT(Ids(Search(request)), ElementsAre("visit-2"));
}

TEST_F(SearchCallTest, TakesANameOfSeveralForAllOfThem) {
  v1::SearchRequest request;
  v1::FacetSelection* selection = Select(&request, v1::DIMENSION_PERSON, {"kim il"});
  EXPECT_THAT(Ids(Search(request)), UnorderedElementsAre("deal-1", "deal-2"));
  selection->set_match(v1::FACET_MATCH_ALL);
  const v1::SearchResponse all = Search(request);
  EXPECT_EQ(all.total(), 0);
  EXPECT_THAT(all.warnings(), ElementsAre(HasSubstr("stands for 2 entities")));
}

TEST_F(SearchCallTest, WarnsOfAValueThatNoArticleHas) {
  v1::SearchRequest request;
  Select(&request, v1::DIMENSION_PERSON, {"Nobody"});
  request.add_facets()->set_dimension(v1::DIMENSION_PERSON);
  const v1::SearchResponse response = Search(request);
  EXPECT_EQ(response.total(), 0);
  EXPECT_THAT(response.warnings(), ElementsAre("No article has the person \"Nobody\"."));
  bool found = false;
  for (const v1::FacetValue& value : response.facets(0).values()) {
    if (value.value() != "Nobody") continue;
    found = true;
    EXPECT_TRUE(value.selected());
    EXPECT_EQ(value.count(), 0);
  }
  EXPECT_TRUE(found);
}

TEST_F(SearchCallTest, ExcludesByNameToo) {
  v1::SearchRequest request;
  Select(&request, v1::DIMENSION_PERSON, {})->add_excluded_values("Vladimir Putin");
  EXPECT_THAT(Ids(Search(request)), UnorderedElementsAre("deal-2", "undated"));
}

TEST_F(SearchCallTest, CountsInTheOrderAskedFor) {
  v1::SearchRequest request = Query("kim OR deal");
  request.add_facets()->set_dimension(v1::DIMENSION_PUBLISH_DATE);
  v1::FacetRequest* persons = request.add_facets();
  persons->set_dimension(v1::DIMENSION_PERSON);
  persons->set_size(1);
  persons->add_include_values("Recep Erdogan");
  request.add_facets()->set_dimension(v1::DIMENSION_EVENT_DATE);
  const v1::SearchResponse response = Search(request);
  ASSERT_EQ(response.facets_size(), 3);
  const v1::Facet& published = response.facets(0);
  EXPECT_EQ(published.dimension(), v1::DIMENSION_PUBLISH_DATE);
  EXPECT_EQ(published.interval(), v1::CALENDAR_INTERVAL_MONTH);
  ASSERT_EQ(published.buckets_size(), 2);
  EXPECT_EQ(published.buckets(0).start_date(), "2023-09-01");
  EXPECT_EQ(published.buckets(0).end_date(), "2023-09-30");
  EXPECT_EQ(published.buckets(0).count(), 2);
  EXPECT_EQ(published.imprecise(), 1);
  EXPECT_EQ(published.missing(), 0);
  const v1::Facet& persons_found = response.facets(1);
  EXPECT_EQ(persons_found.dimension(), v1::DIMENSION_PERSON);
  EXPECT_EQ(persons_found.distinct(), 5);
  ASSERT_EQ(persons_found.values_size(), 2);
  EXPECT_EQ(persons_found.values(0).value(), "person/vladimir-putin");
  EXPECT_EQ(persons_found.values(0).display_name(), "Vladimir Putin");
  EXPECT_EQ(persons_found.values(0).count(), 3);
  EXPECT_EQ(persons_found.values(1).value(), "person/erdogan");
  EXPECT_EQ(response.facets(2).dimension(), v1::DIMENSION_EVENT_DATE);
  EXPECT_EQ(response.facets(2).missing(), 3);
  EXPECT_EQ(response.facets(2).buckets_size(), 2);
}

TEST_F(SearchCallTest, NarrowsByWindows) {
  v1::SearchRequest request;
  request.mutable_filter()->mutable_publish_window()->set_since("2023-09");
  request.mutable_filter()->mutable_publish_window()->set_until("2023-09");
  EXPECT_THAT(Ids(Search(request)), UnorderedElementsAre("visit-1", "visit-2"));
  request.mutable_filter()->clear_publish_window();
  request.mutable_filter()->mutable_event_window()->set_since("2023-09-01");
  EXPECT_THAT(Ids(Search(request)), ElementsAre("visit-1"));
  request.mutable_filter()->set_event_match(v1::EVENT_MATCH_WITHIN);
  EXPECT_THAT(Ids(Search(request)), IsEmpty());
}

TEST_F(SearchCallTest, SaysWhichWordsItLeftOut) {
  v1::SearchRequest request = Query("the visit of kim (");
  request.mutable_filter()->set_match_mode(v1::MATCH_MODE_ANY);
  const v1::SearchResponse response = Search(request);
  EXPECT_THAT(response.query_info().ignored_words(), ElementsAre("the", "of"));
  EXPECT_EQ(response.query_info().parsed(), "visit OR kim");
  EXPECT_THAT(response.warnings(), ElementsAre(HasSubstr("read as plain words")));
}

TEST_F(SearchCallTest, PagesThroughEveryHitOnce) {
  for (v1::SortOrder sort :
       {v1::SORT_ORDER_RELEVANCE, v1::SORT_ORDER_NEWEST, v1::SORT_ORDER_OLDEST}) {
    v1::SearchRequest request = Query("kim OR deal OR rained");
    request.set_sort(sort);
    const std::vector<std::string> whole = Ids(Search(request));
    EXPECT_EQ(whole.size(), 5u);
    std::vector<std::string> paged;
    int size = 1;
    do {
      request.set_page_size(size++ % 2 + 1);  // The size may change between pages.
      const v1::SearchResponse page = Search(request);
      EXPECT_EQ(page.total(), 5);
      for (const std::string& id : Ids(page)) paged.push_back(id);
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty() && paged.size() < 10);
    EXPECT_EQ(paged, whole);
  }
}

TEST_F(SearchCallTest, RefusesATokenOfAnotherRequest) {
  v1::SearchRequest request = Query("kim OR deal");
  request.set_page_size(1);
  const std::string token = Search(request).next_page_token();
  request.set_page_token(token);
  request.mutable_filter()->set_query("kim OR deals");
  v1::SearchResponse response;
  EXPECT_EQ(RunSearch(engine_.engine(), request, nullptr, &response).message(),
            "page_token belongs to another request; between pages only page_size may change");
  v1::ListFacetValuesRequest values;
  values.set_dimension(v1::DIMENSION_PERSON);
  values.set_page_token(token);
  v1::ListFacetValuesResponse values_response;
  EXPECT_EQ(RunListFacetValues(engine_.engine(), values, nullptr, &values_response).code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(SearchCallTest, WarnsWhenTheIndexChangedBetweenPages) {
  v1::SearchRequest request = Query("kim OR deal");
  request.set_page_size(1);
  request.set_page_token(Search(request).next_page_token());
  EXPECT_THAT(Search(request).warnings(), IsEmpty());
  index_.Commit({MakeArticle("deal-3", "Deal", "One more deal.")});
  ASSERT_TRUE(engine_.source().Refresh(engine_.source().Current().get()).ok());
  const v1::SearchResponse response = Search(request);
  EXPECT_EQ(response.revision(), 2);
  EXPECT_THAT(response.warnings(), ElementsAre(HasSubstr("The index has changed")));
}

TEST_F(SearchCallTest, AnswersFromTheNextRevisionWhenItsOwnIsGone) {
  for (int i = 0; i < 4; ++i) {
    index_.Commit({MakeArticle("new-" + std::to_string(i), "Deal",
                               "One more deal, and a lot of words to write over what was.")});
    const v1::SearchResponse response = Search(Query("deal"));
    EXPECT_EQ(response.total(), 3 + response.revision() - 1);
  }
}

TEST_F(SearchCallTest, EndsWhenItsTimeIsOver) {
  v1::SearchResponse response;
  const absl::Status status = RunSearch(
      engine_.engine(), Query("kim"), [] { return true; }, &response);
  EXPECT_EQ(status.code(), absl::StatusCode::kDeadlineExceeded);
}

TEST(SearchCallWithoutIndexTest, IsUnavailable) {
  support::TemporaryFolder folder;
  snapshot::SnapshotSource source(folder.path(), {});
  EntityNames names;
  const Engine engine = {&source, &names, match::Bm25()};
  v1::SearchResponse response;
  EXPECT_EQ(RunSearch(engine, v1::SearchRequest(), nullptr, &response).code(),
            absl::StatusCode::kUnavailable);
}

TEST_F(SearchCallTest, GetsAnArticle) {
  v1::GetArticleRequest request;
  request.set_id("visit-2");
  v1::GetArticleResponse response;
  ASSERT_TRUE(RunGetArticle(engine_.engine(), request, nullptr, &response).ok());
  EXPECT_EQ(response.article().body(), "Putin welcomed Kim on a visit.");
  EXPECT_EQ(response.revision(), 1);
  request.set_view(v1::ARTICLE_VIEW_BASIC);
  ASSERT_TRUE(RunGetArticle(engine_.engine(), request, nullptr, &response).ok());
  EXPECT_EQ(response.article().body(), "");
  EXPECT_EQ(response.article().title(), "Another visit");
  request.set_id("none");
  EXPECT_EQ(RunGetArticle(engine_.engine(), request, nullptr, &response).code(),
            absl::StatusCode::kNotFound);
}

// visit-1, visit-2 and deal-1 are copies.
class CopiesCallTest : public SearchCallTest {
 protected:
  CopiesCallTest() {
    index_.SetCopyGroups({{"visit-1", "visit-1"}, {"visit-2", "visit-1"}, {"deal-1", "visit-1"}});
    with_copies_ = std::make_unique<SampleEngine>(index_.path());
  }

  v1::SearchResponse Search(const v1::SearchRequest& request) {
    v1::SearchResponse response;
    const absl::Status status = RunSearch(with_copies_->engine(), request, nullptr, &response);
    EXPECT_TRUE(status.ok()) << status;
    return response;
  }

  std::unique_ptr<SampleEngine> with_copies_;
};

TEST_F(CopiesCallTest, EveryArticleNamesItsCopyGroup) {
  const v1::SearchResponse response = Search(v1::SearchRequest());
  EXPECT_EQ(response.total(), 5);
  EXPECT_EQ(response.total_articles(), 5);
  for (const v1::Hit& hit : response.hits()) {
    const std::string& id = hit.article().id();
    const bool alone = id == "deal-2" || id == "undated";
    EXPECT_EQ(hit.article().copy_group(), alone ? "" : "visit-1") << id;
    EXPECT_EQ(hit.copy_count(), 0) << id;
  }
  v1::GetArticleRequest get;
  get.set_id("deal-1");
  get.set_view(v1::ARTICLE_VIEW_BASIC);
  v1::GetArticleResponse got;
  ASSERT_TRUE(RunGetArticle(with_copies_->engine(), get, nullptr, &got).ok());
  EXPECT_EQ(got.article().copy_group(), "visit-1");
}

TEST_F(CopiesCallTest, CollapsesHitsAndCounts) {
  v1::SearchRequest request;
  request.set_sort(v1::SORT_ORDER_NEWEST);
  request.set_collapse_copies(true);
  request.add_facets()->set_dimension(v1::DIMENSION_PERSON);
  request.add_facets()->set_dimension(v1::DIMENSION_PUBLISH_DATE);
  const v1::SearchResponse response = Search(request);
  EXPECT_THAT(Ids(response), ElementsAre("deal-1", "deal-2", "undated"));
  EXPECT_EQ(response.total(), 3);
  EXPECT_EQ(response.total_articles(), 5);
  EXPECT_EQ(response.hits(0).copy_count(), 3);
  EXPECT_EQ(response.hits(1).copy_count(), 1);
  for (const v1::FacetValue& value : response.facets(0).values()) {
    EXPECT_EQ(value.count(), 1) << value.value();
  }
  EXPECT_EQ(response.facets(0).distinct(), 5);
  EXPECT_EQ(response.facets(0).missing(), 1);
  ASSERT_EQ(response.facets(1).buckets_size(), 2);
  EXPECT_EQ(response.facets(1).buckets(0).count(), 1);  // Two articles of September.
  EXPECT_EQ(response.facets(1).buckets(1).count(), 1);
  EXPECT_EQ(response.facets(1).imprecise(), 1);
  EXPECT_EQ(response.facets(1).missing(), 1);
}

TEST_F(CopiesCallTest, PagesThroughGroupsWithTokensOfTheirOwn) {
  v1::SearchRequest request;
  request.set_collapse_copies(true);
  const std::vector<std::string> whole = Ids(Search(request));
  EXPECT_EQ(whole.size(), 3u);
  request.set_page_size(1);
  std::vector<std::string> paged;
  std::string token;
  do {
    request.set_page_token(token);
    const v1::SearchResponse page = Search(request);
    for (const std::string& id : Ids(page)) paged.push_back(id);
    if (!page.next_page_token().empty()) token = page.next_page_token();
    request.set_page_token(page.next_page_token());
  } while (!request.page_token().empty() && paged.size() < 10);
  EXPECT_EQ(paged, whole);
  request.set_page_token(token);
  request.set_collapse_copies(false);
  v1::SearchResponse response;
  EXPECT_EQ(RunSearch(with_copies_->engine(), request, nullptr, &response).message(),
            "page_token belongs to another request; between pages only page_size may change");
}

TEST_F(CopiesCallTest, ListsTheCopiesOfAnArticle) {
  v1::SearchRequest request;
  request.mutable_filter()->set_copies_of("deal-1");
  v1::SearchResponse response = Search(request);
  EXPECT_THAT(Ids(response), UnorderedElementsAre("visit-1", "visit-2", "deal-1"));
  EXPECT_THAT(response.warnings(), IsEmpty());
  request.mutable_filter()->set_copies_of("undated");
  EXPECT_THAT(Ids(Search(request)), ElementsAre("undated"));
  request.mutable_filter()->set_copies_of("none");
  response = Search(request);
  EXPECT_EQ(response.total(), 0);
  EXPECT_THAT(response.warnings(), ElementsAre("No article has the id \"none\"."));
}

TEST_F(CopiesCallTest, CountsValuesByGroup) {
  v1::ListFacetValuesRequest request;
  request.set_dimension(v1::DIMENSION_PERSON);
  request.set_collapse_copies(true);
  v1::ListFacetValuesResponse response;
  ASSERT_TRUE(RunListFacetValues(with_copies_->engine(), request, nullptr, &response).ok());
  EXPECT_EQ(response.distinct(), 5);
  for (const v1::FacetValue& value : response.values()) EXPECT_EQ(value.count(), 1);
  request.mutable_filter()->set_copies_of("none");
  ASSERT_TRUE(RunListFacetValues(with_copies_->engine(), request, nullptr, &response).ok());
  EXPECT_EQ(response.distinct(), 0);
  EXPECT_THAT(response.warnings(), ElementsAre("No article has the id \"none\"."));
}

TEST_F(CopiesCallTest, TellsHowManyCopiesTheIndexHolds) {
  v1::GetIndexResponse response;
  ASSERT_TRUE(RunGetIndex(with_copies_->engine(), v1::GetIndexRequest(), nullptr, &response).ok());
  EXPECT_EQ(response.copy_group_count(), 1);
  EXPECT_EQ(response.grouped_article_count(), 3);
}

// The whole way: what the indexer finds, over several commits.
TEST_F(SearchCallTest, CollapsesTheCopiesThatTheIndexerFinds) {
  std::string story;
  for (int i = 0; i < 60; ++i) {
    story += "Ferry " + std::to_string(i * i) + " left harbour " + std::to_string(i * 7) + ". ";
  }
  index_.Commit({MakeArticle("paper", "Ferry", story, "2023-09-14", {}, "paper"),
                 MakeArticle("agency", "Ferry", story, "2023-09-13", {}, "agency")});
  index_.Commit({MakeArticle("later", "Ferry", story, "2023-09-15", {}, "later"),
                 MakeArticle("other", "Ferry", "Another ferry left on time.", "2023-09-15")});
  const SampleEngine engine(index_.path());
  v1::SearchRequest request = Query("ferry");
  request.set_sort(v1::SORT_ORDER_OLDEST);
  request.set_collapse_copies(true);
  v1::SearchResponse response;
  ASSERT_TRUE(RunSearch(engine.engine(), request, nullptr, &response).ok());
  EXPECT_THAT(Ids(response), ElementsAre("agency", "other"));
  EXPECT_EQ(response.total(), 2);
  EXPECT_EQ(response.total_articles(), 4);
  EXPECT_EQ(response.hits(0).copy_count(), 3);
  EXPECT_EQ(response.hits(0).article().copy_group(), "agency");  // The earliest.
  EXPECT_EQ(response.hits(1).article().copy_group(), "");
}

// Two articles that mention one person, and one of them is about him.
TEST_F(SearchCallTest, TellsAboutFromMentions) {
  const Entity kim = {"person/kim-jong-un", "Kim Jong Un"};
  article::Article about =
      MakeArticle("about", "Kim travels", "He took a train.", "2023-09-14", {kim});
  about.mentions[0].field = article::Field::kTitle;
  about.mentions[0].end = 3;
  const SampleIndex index({about, MakeArticle("mentions", "Trains", "Kim likes them.", "", {kim})});
  const SampleEngine engine(index.path());
  const auto search = [&](const v1::SearchRequest& request) {
    v1::SearchResponse response;
    EXPECT_TRUE(RunSearch(engine.engine(), request, nullptr, &response).ok());
    return response;
  };
  v1::SearchRequest request;
  v1::FacetSelection* selection = Select(&request, v1::DIMENSION_PERSON, {"kim jong un"});
  v1::FacetRequest* facet = request.add_facets();
  facet->set_dimension(v1::DIMENSION_PERSON);
  EXPECT_THAT(Ids(search(request)), UnorderedElementsAre("about", "mentions"));
  EXPECT_EQ(search(request).facets(0).values(0).count(), 2);
  selection->set_about_only(true);
  EXPECT_THAT(Ids(search(request)), ElementsAre("about"));
  EXPECT_EQ(search(request).facets(0).values(0).count(), 2);
  facet->set_about_only(true);
  EXPECT_EQ(search(request).facets(0).values(0).count(), 1);
  EXPECT_EQ(search(request).facets(0).missing(), 1);
  // Those that only mention him.
  selection->set_about_only(true);
  selection->clear_values();
  selection->add_excluded_values("person/kim-jong-un");
  EXPECT_THAT(Ids(search(request)), ElementsAre("mentions"));

  v1::ListFacetValuesRequest list;
  list.set_dimension(v1::DIMENSION_PERSON);
  list.set_about_only(true);
  v1::ListFacetValuesResponse values;
  ASSERT_TRUE(RunListFacetValues(engine.engine(), list, nullptr, &values).ok());
  EXPECT_EQ(values.values(0).count(), 1);
  EXPECT_EQ(values.missing(), 1);

  v1::GetArticleRequest get;
  get.set_id("about");
  v1::GetArticleResponse got;
  ASSERT_TRUE(RunGetArticle(engine.engine(), get, nullptr, &got).ok());
  ASSERT_EQ(got.article().entities_size(), 1);
  EXPECT_EQ(got.article().entities(0).name(), "Kim Jong Un");
  EXPECT_TRUE(got.article().entities(0).about());
  EXPECT_TRUE(got.article().entities(0).in_title());
  EXPECT_DOUBLE_EQ(got.article().entities(0).salience(), 0.45 + 0.30 / 2);
}

TEST_F(SearchCallTest, RefusesAboutWhereNoArticleIsAboutAnything) {
  v1::SearchResponse response;
  v1::SearchRequest request;
  Select(&request, v1::DIMENSION_SOURCE, {"cnn"})->set_about_only(true);
  EXPECT_THAT(std::string(RunSearch(engine_.engine(), request, nullptr, &response).message()),
              HasSubstr("filter.selections[0].about_only"));
  for (const v1::Dimension dimension : {v1::DIMENSION_LANGUAGE, v1::DIMENSION_PUBLISH_DATE}) {
    v1::SearchRequest counts;
    counts.add_facets()->set_dimension(dimension);
    counts.mutable_facets(0)->set_about_only(true);
    const absl::Status status = RunSearch(engine_.engine(), counts, nullptr, &response);
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("facets[0].about_only"));
  }
  v1::ListFacetValuesRequest list;
  list.set_dimension(v1::DIMENSION_SOURCE);
  list.set_about_only(true);
  v1::ListFacetValuesResponse values;
  EXPECT_TRUE(
      absl::IsInvalidArgument(RunListFacetValues(engine_.engine(), list, nullptr, &values)));
}

TEST_F(SearchCallTest, TellsWhatTheIndexHolds) {
  v1::GetIndexResponse response;
  ASSERT_TRUE(RunGetIndex(engine_.engine(), v1::GetIndexRequest(), nullptr, &response).ok());
  EXPECT_EQ(response.revision(), 1);
  EXPECT_EQ(response.article_count(), 5);
  EXPECT_EQ(response.shard_count(), 2);
  EXPECT_EQ(response.format_version(), format::kFormatVersion);
  EXPECT_EQ(response.first_publish_date(), "2022-01-01");
  EXPECT_EQ(response.last_publish_date(), "2023-10-19");
  EXPECT_EQ(response.undated_count(), 1);
  ASSERT_EQ(response.dimensions_size(), 5);
  EXPECT_EQ(response.dimensions(0).dimension(), v1::DIMENSION_PERSON);
  EXPECT_EQ(response.dimensions(0).distinct(), 5);
  EXPECT_EQ(response.dimensions(0).article_count(), 4);
  EXPECT_EQ(response.dimensions(3).dimension(), v1::DIMENSION_SOURCE);
  EXPECT_EQ(response.dimensions(3).article_count(), 4);
  EXPECT_GT(response.snapshot_bytes(), 0);
  EXPECT_LE(response.cache_bytes(), response.cache_limit_bytes());
  EXPECT_EQ(response.cache_limit_bytes(),
            static_cast<int64_t>(snapshot::LoadOptions().cache_bytes));
  EXPECT_GT(response.load_us(), 0);
  EXPECT_THAT(response.loaded_at(), testing::MatchesRegex(".*T.*Z"));
  EXPECT_NE(response.server_version(), "");
}

}  // namespace
}  // namespace dateline::service
