// What every method says of entities that the alias overlay has corrected.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/service/article_call.h"
#include "server/service/entity_call.h"
#include "server/service/index_call.h"
#include "server/service/search_call.h"
#include "server/snapshot/alias_file.h"
#include "tests/server/service/sample_index.h"
#include "tests/support/temporary_folder.h"

namespace dateline::service {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<article::Article> Articles() {
  const Entity ted = {"person/ted-roe", "Ted Roe"};
  const Entity roe = {"person/edward-roe", "Edward Roe"};
  const Entity texas_org = {"organization/texas", "Texas"};
  const Entity texas = {"place/texas", "Texas"};
  const Entity bush = {"person/bush", "George Bush"};
  const Entity desk = {"organization/desk", "The Desk"};
  return {MakeArticle("a", "A", "Aa.", "1990", {ted, bush, desk}),
          MakeArticle("b", "B", "Bb.", "1991", {roe, ted, texas_org}),
          MakeArticle("c", "C", "Cc.", "2002", {bush, texas, roe}),
          MakeArticle("d", "D", "Dd.", "2003", {bush, texas_org}),
          MakeArticle("e", "E", "Ee.", "", {bush})};
}

constexpr char kOverlay[] =
    "merge|person/ted-roe|person/edward-roe|a nickname\n"
    "merge|organization/texas|place/texas|a state\n"
    "rename|place/texas|State of Texas|its full name\n"
    "hide|organization/desk|a byline\n"
    "split|person/bush|person/bush-43|George W. Bush|since=2001-01-20|his terms\n";

class CorrectedEntitiesTest : public testing::Test {
 protected:
  void Write(std::string text) {
    std::replace(text.begin(), text.end(), '|', '\t');
    std::ofstream(overlay_, std::ios::trunc) << text;
  }
  void Reload() {
    const auto loaded = engine_->source().Refresh(engine_->source().Current().get());
    ASSERT_TRUE(loaded.ok()) << loaded.status();
  }
  void SetUp() override {
    Write(kOverlay);
    aliases_ = *snapshot::AliasFile::Open(overlay_);
    engine_ = std::make_unique<SampleEngine>(index_.path(), aliases_.get());
  }

  v1::SearchResponse Search(v1::SearchRequest request) {
    for (auto dimension : {v1::DIMENSION_PERSON, v1::DIMENSION_ORGANIZATION, v1::DIMENSION_PLACE}) {
      request.add_facets()->set_dimension(dimension);
    }
    v1::SearchResponse response;
    const absl::Status status = RunSearch(engine_->engine(), request, nullptr, &response);
    EXPECT_TRUE(status.ok()) << status;
    return response;
  }
  v1::SearchResponse Select(v1::Dimension dimension, const std::string& value) {
    v1::SearchRequest request;
    v1::FacetSelection* selection = request.mutable_filter()->add_selections();
    selection->set_dimension(dimension);
    selection->add_values(value);
    return Search(request);
  }
  static std::vector<std::string> Values(const v1::Facet& facet) {
    std::vector<std::string> values;
    for (const v1::FacetValue& v : facet.values()) {
      values.push_back(absl::StrCat(v.value(), " ", v.count(), " ", v.display_name()));
    }
    return values;
  }
  v1::GetEntityResponse Get(const std::string& id) {
    v1::GetEntityRequest request;
    request.set_id(id);
    v1::GetEntityResponse response;
    const absl::Status status = RunGetEntity(engine_->engine(), request, nullptr, &response);
    EXPECT_TRUE(status.ok()) << status;
    return response;
  }

  support::TemporaryFolder folder_;
  const std::string overlay_ = folder_.path() + "/aliases.tsv";
  SampleIndex index_{Articles()};
  std::unique_ptr<snapshot::AliasFile> aliases_;
  std::unique_ptr<SampleEngine> engine_;
};

TEST_F(CorrectedEntitiesTest, FacetsCountFinalEntities) {
  const v1::SearchResponse all = Search(v1::SearchRequest());
  EXPECT_THAT(Values(all.facets(0)),
              ElementsAre("person/edward-roe 3 Edward Roe", "person/bush 2 George Bush",
                          "person/bush-43 2 George W. Bush"));
  EXPECT_THAT(Values(all.facets(1)), IsEmpty());
  EXPECT_EQ(all.facets(1).missing(), 5);
  EXPECT_THAT(Values(all.facets(2)), ElementsAre("place/texas 3 State of Texas"));
  EXPECT_THAT(all.warnings(), IsEmpty());
}

TEST_F(CorrectedEntitiesTest, SelectionsTakeFormerIdsAndNames) {
  for (const char* value : {"person/ted-roe", "person/edward-roe", "Ted Roe", "edward roe"}) {
    const v1::SearchResponse found = Select(v1::DIMENSION_PERSON, value);
    EXPECT_EQ(found.total(), 3) << value;
    EXPECT_THAT(found.warnings(), IsEmpty());
    EXPECT_EQ(found.facets(0).values(0).value(), "person/edward-roe");
    EXPECT_TRUE(found.facets(0).values(0).selected());
  }
  EXPECT_EQ(Select(v1::DIMENSION_PLACE, "State of Texas").total(), 3);
  EXPECT_EQ(Select(v1::DIMENSION_PLACE, "Texas").total(), 3);
  // What has become a place is found where it was.
  for (const char* value : {"organization/texas", "Texas"}) {
    const v1::SearchResponse found = Select(v1::DIMENSION_ORGANIZATION, value);
    EXPECT_EQ(found.total(), 3) << value;
    EXPECT_THAT(found.warnings(),
                ElementsAre(absl::StrCat("The organization \"", value,
                                         "\" has become place/texas and is counted as place.")));
    EXPECT_THAT(Values(found.facets(1)), ElementsAre("place/texas 3 State of Texas"));
    EXPECT_TRUE(found.facets(1).values(0).selected());
    EXPECT_EQ(found.facets(1).distinct(), 0);
  }
  const v1::SearchResponse other = Select(v1::DIMENSION_ORGANIZATION, "person/bush");
  EXPECT_EQ(other.total(), 2);
  EXPECT_THAT(other.warnings(),
              ElementsAre("\"person/bush\" is no organization and is counted as person."));
  const v1::SearchResponse hidden = Select(v1::DIMENSION_ORGANIZATION, "organization/desk");
  EXPECT_EQ(hidden.total(), 0);
  EXPECT_THAT(hidden.warnings(), ElementsAre("The alias overlay hides the organization "
                                             "\"organization/desk\": a byline"));
}

TEST_F(CorrectedEntitiesTest, FacetValuesAndIncludedOnesAreFinal) {
  v1::ListFacetValuesRequest request;
  request.set_dimension(v1::DIMENSION_PERSON);
  request.set_prefix("ed");
  v1::ListFacetValuesResponse values;
  ASSERT_TRUE(RunListFacetValues(engine_->engine(), request, nullptr, &values).ok());
  ASSERT_EQ(values.values_size(), 1);
  EXPECT_EQ(values.values(0).value(), "person/edward-roe");
  v1::SearchRequest search;
  v1::FacetRequest* facet = search.add_facets();
  facet->set_dimension(v1::DIMENSION_PERSON);
  facet->set_size(1);
  facet->add_include_values("person/ted-roe");
  v1::SearchResponse response;
  ASSERT_TRUE(RunSearch(engine_->engine(), search, nullptr, &response).ok());
  EXPECT_EQ(response.facets(0).values(0).value(), "person/edward-roe");
}

TEST_F(CorrectedEntitiesTest, ArticlesSpeakFinalIds) {
  v1::GetArticleRequest request;
  request.set_id("a");
  v1::GetArticleResponse a;
  ASSERT_TRUE(RunGetArticle(engine_->engine(), request, nullptr, &a).ok());
  ASSERT_EQ(a.article().mentions_size(), 3);
  EXPECT_EQ(a.article().mentions(0).entity_id(), "person/edward-roe");
  EXPECT_EQ(a.article().mentions(0).name(), "Edward Roe");
  EXPECT_EQ(a.article().mentions(1).entity_id(), "person/bush");
  EXPECT_EQ(a.article().mentions(2).entity_id(), "");
  EXPECT_EQ(a.article().mentions(2).name(), "A");  // The words of the text.
  v1::SearchRequest search;
  search.mutable_filter()->set_query("dd");
  search.set_view(v1::ARTICLE_VIEW_FULL);
  const v1::SearchResponse d = Search(search);
  ASSERT_EQ(d.hits_size(), 1);
  EXPECT_EQ(d.hits(0).article().mentions(0).entity_id(), "person/bush-43");
  EXPECT_EQ(d.hits(0).article().mentions(0).name(), "George W. Bush");
  EXPECT_EQ(d.hits(0).article().mentions(1).entity_id(), "place/texas");
  EXPECT_EQ(d.hits(0).article().mentions(1).kind(), v1::DIMENSION_PLACE);
}

// Together, a merged entity is mentioned more; without a hidden one, others have more of the whole.
TEST_F(CorrectedEntitiesTest, ArticlesAreAboutWhatTheyAreFoundBy) {
  const Entity roe = {"person/edward-roe", "Edward Roe"};
  const Entity ted = {"person/ted-roe", "Ted Roe"};
  const Entity bush = {"person/bush", "George Bush"};
  const Entity desk = {"organization/desk", "The Desk"};
  article::Article untitled = MakeArticle("f", "", "Ff.", "1990", {ted, roe, bush, bush, desk});
  for (article::Mention& mention : untitled.mentions) mention.field = article::Field::kCaptions;
  untitled.captions = "Ff.";
  article::Article beside_desk = MakeArticle("g", "", "Gg.", "1990", {ted, ted, desk, desk, desk});
  for (article::Mention& mention : beside_desk.mentions) mention.field = article::Field::kCaptions;
  beside_desk.captions = "Gg.";
  index_.Commit({untitled, beside_desk});
  Reload();
  std::map<std::string, int> shown;
  for (const char* id : {"a", "b", "c", "d", "e", "f", "g"}) {
    v1::GetArticleRequest request;
    request.set_id(id);
    v1::GetArticleResponse response;
    const absl::Status status = RunGetArticle(engine_->engine(), request, nullptr, &response);
    ASSERT_TRUE(status.ok()) << status;
    for (const v1::ArticleEntity& entity : response.article().entities()) {
      shown[entity.entity_id()] += entity.about();
    }
  }
  for (const auto& [id, count] : shown) EXPECT_EQ(Get(id).entity().about_count(), count) << id;
  EXPECT_EQ(shown.size(), 4u);
}

TEST_F(CorrectedEntitiesTest, EntitiesSayWhatWasDoneAndWhy) {
  const v1::GetEntityResponse roe = Get("person/ted-roe");
  EXPECT_EQ(roe.entity().id(), "person/edward-roe");
  EXPECT_EQ(roe.entity().article_count(), 3);
  ASSERT_EQ(roe.names_size(), 2);
  EXPECT_EQ(roe.names(0).name(), "Edward Roe");
  EXPECT_EQ(roe.names(0).article_count(), 2);
  EXPECT_EQ(roe.names(1).entity_id(), "person/ted-roe");
  ASSERT_EQ(roe.changes_size(), 1);
  EXPECT_EQ(roe.changes(0).kind(), v1::ENTITY_CHANGE_KIND_MERGE);
  EXPECT_EQ(roe.changes(0).other_id(), "person/ted-roe");
  EXPECT_EQ(roe.changes(0).origin(), v1::ENTITY_CHANGE_ORIGIN_OVERLAY);
  EXPECT_EQ(roe.changes(0).reason(), "a nickname");
  EXPECT_EQ(roe.changes(0).overlay_line(), 1);
  const v1::GetEntityResponse texas = Get("organization/texas");
  EXPECT_EQ(texas.entity().kind(), v1::DIMENSION_PLACE);
  ASSERT_EQ(texas.changes_size(), 2);
  EXPECT_EQ(texas.changes(1).kind(), v1::ENTITY_CHANGE_KIND_RENAME);
  const v1::GetEntityResponse bush = Get("person/bush-43");
  ASSERT_EQ(bush.changes_size(), 1);
  EXPECT_EQ(bush.changes(0).kind(), v1::ENTITY_CHANGE_KIND_SPLIT);
  EXPECT_EQ(bush.changes(0).other_id(), "person/bush");
  EXPECT_EQ(bush.names(0).entity_id(), "person/bush");
  EXPECT_EQ(bush.names(0).article_count(), 2);
  EXPECT_EQ(bush.first_article().id(), "c");
  EXPECT_EQ(Get("person/bush").undated_count(), 1);
  v1::GetEntityRequest request;
  request.set_id("organization/desk");
  v1::GetEntityResponse response;
  const absl::Status hidden = RunGetEntity(engine_->engine(), request, nullptr, &response);
  EXPECT_EQ(hidden.code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(hidden.message(), "the alias overlay hides organization/desk: a byline");
  v1::ListEntitiesRequest list;
  list.set_query("ted");
  v1::ListEntitiesResponse listed;
  ASSERT_TRUE(RunListEntities(engine_->engine(), list, nullptr, &listed).ok());
  ASSERT_EQ(listed.total(), 1);
  EXPECT_EQ(listed.entities(0).id(), "person/edward-roe");
}

TEST_F(CorrectedEntitiesTest, TheIndexTellsHowTheOverlayWasApplied) {
  Write(absl::StrCat(kOverlay, "hide|place/none|gone\n"));
  Reload();
  v1::GetIndexResponse index;
  ASSERT_TRUE(RunGetIndex(engine_->engine(), v1::GetIndexRequest(), nullptr, &index).ok());
  EXPECT_EQ(index.alias_overlay().path(), overlay_);
  EXPECT_EQ(index.alias_overlay().merges(), 2);
  EXPECT_EQ(index.alias_overlay().renames(), 1);
  EXPECT_EQ(index.alias_overlay().hides(), 1);
  EXPECT_EQ(index.alias_overlay().splits(), 1);
  EXPECT_THAT(index.alias_overlay().warnings(), ElementsAre("Line 6: no article has place/none."));
  SampleEngine without(index_.path());
  ASSERT_TRUE(RunGetIndex(without.engine(), v1::GetIndexRequest(), nullptr, &index).ok());
  EXPECT_FALSE(index.has_alias_overlay());
}

TEST_F(CorrectedEntitiesTest, AnOverlayThatChangesBetweenPagesIsAWarning) {
  v1::ListFacetValuesRequest request;
  request.set_dimension(v1::DIMENSION_PERSON);
  request.set_page_size(1);
  v1::ListFacetValuesResponse values;
  ASSERT_TRUE(RunListFacetValues(engine_->engine(), request, nullptr, &values).ok());
  request.set_page_token(values.next_page_token());
  ASSERT_TRUE(RunListFacetValues(engine_->engine(), request, nullptr, &values).ok());
  EXPECT_THAT(values.warnings(), IsEmpty());
  // Everything is hidden now: the second page is behind the end.
  Write("hide|person/bush|x\nhide|person/ted-roe|x\nhide|person/edward-roe|x\n");
  Reload();
  ASSERT_TRUE(RunListFacetValues(engine_->engine(), request, nullptr, &values).ok());
  EXPECT_EQ(values.values_size(), 0);
  EXPECT_THAT(values.warnings(),
              ElementsAre("The alias overlay has changed since the page before: something may be "
                          "missing between the pages, or come twice."));
}

}  // namespace
}  // namespace dateline::service
