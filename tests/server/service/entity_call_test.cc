#include "server/service/entity_call.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "indexer/text/utf8.h"
#include "tests/server/service/sample_index.h"

namespace dateline::service {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class EntityCallTest : public testing::Test {
 protected:
  v1::GetEntityResponse Get(const std::string& id) {
    v1::GetEntityRequest request;
    request.set_id(id);
    v1::GetEntityResponse response;
    const absl::Status status = RunGetEntity(engine_.engine(), request, nullptr, &response);
    EXPECT_TRUE(status.ok()) << status;
    return response;
  }

  // "id count" of every entity, page after page.
  std::vector<std::string> List(v1::ListEntitiesRequest request, int page_size) {
    std::vector<std::string> entities;
    request.set_page_size(page_size);
    do {
      v1::ListEntitiesResponse page;
      const absl::Status status = RunListEntities(engine_.engine(), request, nullptr, &page);
      EXPECT_TRUE(status.ok()) << status;
      EXPECT_THAT(page.warnings(), IsEmpty());
      for (const v1::Entity& entity : page.entities()) {
        entities.push_back(absl::StrCat(entity.id(), " ", entity.article_count()));
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty() && entities.size() < 100);
    return entities;
  }

  std::vector<std::string> ListCalled(const std::string& query) {
    v1::ListEntitiesRequest request;
    request.set_query(query);
    return List(request, 1000);
  }

  SampleIndex index_;
  SampleEngine engine_{index_.path()};
};

TEST_F(EntityCallTest, GetsWhatArticlesKnow) {
  const v1::GetEntityResponse putin = Get("person/vladimir-putin");
  EXPECT_EQ(putin.entity().id(), "person/vladimir-putin");
  EXPECT_EQ(putin.entity().kind(), v1::DIMENSION_PERSON);
  EXPECT_EQ(putin.entity().display_name(), "Vladimir Putin");
  EXPECT_EQ(putin.entity().article_count(), 3);
  ASSERT_EQ(putin.names_size(), 1);
  EXPECT_EQ(putin.names(0).name(), "Vladimir Putin");
  EXPECT_EQ(putin.names(0).entity_id(), "person/vladimir-putin");
  EXPECT_EQ(putin.names(0).article_count(), 3);
  EXPECT_EQ(putin.changes_size(), 0);
  // visit-2 is of September 2023, and may have appeared on its first day.
  EXPECT_EQ(putin.first_article().id(), "visit-2");
  EXPECT_EQ(putin.first_article().title(), "Another visit");
  EXPECT_EQ(putin.first_article().publish_date(), "2023-09");
  EXPECT_EQ(putin.first_article().publish_date_precision(), v1::DATE_PRECISION_MONTH);
  EXPECT_EQ(putin.last_article().id(), "deal-1");
  EXPECT_EQ(putin.undated_count(), 0);
  EXPECT_EQ(putin.revision(), 1);
}

TEST_F(EntityCallTest, SaysWhenThereIsNone) {
  v1::GetEntityRequest request;
  v1::GetEntityResponse response;
  for (const char* id : {"person/none", "kim", "person/", "source/bbc", "bbc", "\n"}) {
    request.set_id(id);
    const absl::Status status = RunGetEntity(engine_.engine(), request, nullptr, &response);
    EXPECT_EQ(status.code(), absl::StatusCode::kNotFound) << id;
  }
}

TEST_F(EntityCallTest, CutsNoCharacterOfALongIdInItsMessage) {
  v1::GetEntityRequest request;
  v1::GetEntityResponse response;
  for (const char* first : {"", "x", "xx"}) {
    std::string id = absl::StrCat("person/", first);
    for (int i = 0; i < 300; ++i) id += "\u20AC";
    request.set_id(id);
    const absl::Status status = RunGetEntity(engine_.engine(), request, nullptr, &response);
    EXPECT_EQ(status.code(), absl::StatusCode::kNotFound);
    EXPECT_TRUE(text::IsValidUtf8(status.message()));
  }
}

TEST_F(EntityCallTest, ListsByCountHoweverItIsPaged) {
  for (int page_size : {1, 2, 3, 5, 6}) {
    EXPECT_THAT(List(v1::ListEntitiesRequest(), page_size),
                ElementsAre("person/vladimir-putin 3", "person/kim-jong-un 2", "person/erdogan 1",
                            "person/kim-il-1 1", "person/kim-il-2 1"))
        << page_size;
  }
}

TEST_F(EntityCallTest, FindsNamesByTheBeginningsOfTheirWords) {
  EXPECT_THAT(ListCalled("kim"),
              ElementsAre("person/kim-jong-un 2", "person/kim-il-1 1", "person/kim-il-2 1"));
  EXPECT_THAT(ListCalled("jo KI"), ElementsAre("person/kim-jong-un 2"));
  EXPECT_THAT(ListCalled("rec erdog"), ElementsAre("person/erdogan 1"));
  EXPECT_THAT(ListCalled("erdoğan"), ElementsAre("person/erdogan 1"));
  EXPECT_THAT(ListCalled("ong"), IsEmpty());
  EXPECT_THAT(ListCalled("kim putin"), IsEmpty());
  EXPECT_THAT(ListCalled("..."), IsEmpty());
}

TEST_F(EntityCallTest, RefusesATokenOfAnotherRequest) {
  v1::ListEntitiesRequest request;
  request.set_page_size(1);
  v1::ListEntitiesResponse response;
  ASSERT_TRUE(RunListEntities(engine_.engine(), request, nullptr, &response).ok());
  request.set_page_token(response.next_page_token());
  request.set_page_size(2);
  EXPECT_TRUE(RunListEntities(engine_.engine(), request, nullptr, &response).ok());
  request.set_query("kim");
  EXPECT_EQ(RunListEntities(engine_.engine(), request, nullptr, &response).code(),
            absl::StatusCode::kInvalidArgument);
}

TEST_F(EntityCallTest, WarnsWhenTheIndexChangesBetweenPages) {
  v1::ListEntitiesRequest request;
  request.set_page_size(2);
  v1::ListEntitiesResponse response;
  ASSERT_TRUE(RunListEntities(engine_.engine(), request, nullptr, &response).ok());
  index_.Commit({MakeArticle("more", "More", "More.")});
  engine_.source().Refresh(engine_.source().Current().get()).status().IgnoreError();
  request.set_page_token(response.next_page_token());
  ASSERT_TRUE(RunListEntities(engine_.engine(), request, nullptr, &response).ok());
  ASSERT_EQ(response.warnings_size(), 1);
  EXPECT_EQ(response.revision(), 2);
}

TEST_F(EntityCallTest, ListsWhoSharesArticles) {
  v1::ListCooccurrencesRequest request;
  request.set_id("person/kim-jong-un");
  v1::ListCooccurrencesResponse response;
  ASSERT_TRUE(RunListCooccurrences(engine_.engine(), request, nullptr, &response).ok());
  EXPECT_EQ(response.article_count(), 2);
  ASSERT_EQ(response.cooccurrences_size(), 3);
  EXPECT_EQ(response.cooccurrences(0).kind(), v1::DIMENSION_PERSON);
  EXPECT_EQ(response.cooccurrences(2).kind(), v1::DIMENSION_PLACE);
  EXPECT_EQ(response.cooccurrences(2).distinct(), 0);
  EXPECT_EQ(response.cooccurrences(0).distinct(), 2);
  ASSERT_EQ(response.cooccurrences(0).values_size(), 2);
  const v1::Cooccurrence& putin = response.cooccurrences(0).values(0);
  EXPECT_EQ(putin.entity().id(), "person/vladimir-putin");
  EXPECT_EQ(putin.entity().article_count(), 3);
  EXPECT_EQ(putin.article_count(), 2);
  EXPECT_GT(putin.association(), 0);
  request.mutable_filter()->set_query("another");
  request.add_kinds(v1::DIMENSION_PERSON);
  request.set_size(1);
  request.set_order(v1::COOCCURRENCE_ORDER_ASSOCIATION);
  ASSERT_TRUE(RunListCooccurrences(engine_.engine(), request, nullptr, &response).ok());
  EXPECT_EQ(response.article_count(), 1);
  ASSERT_EQ(response.cooccurrences_size(), 1);
  EXPECT_EQ(response.cooccurrences(0).distinct(), 2);
  ASSERT_EQ(response.cooccurrences(0).values_size(), 1);
  // In one article everything is as chance has it, and ids decide.
  EXPECT_EQ(response.cooccurrences(0).values(0).entity().id(), "person/erdogan");
  EXPECT_EQ(response.cooccurrences(0).values(0).association(), 0);
}

TEST_F(EntityCallTest, SaysWhatAFilterDoesNotFind) {
  v1::ListCooccurrencesRequest request;
  request.set_id("person/kim-jong-un");
  request.mutable_filter()->set_copies_of("none");
  v1::FacetSelection* selection = request.mutable_filter()->add_selections();
  selection->set_dimension(v1::DIMENSION_PERSON);
  selection->add_values("person/none");
  v1::ListCooccurrencesResponse response;
  ASSERT_TRUE(RunListCooccurrences(engine_.engine(), request, nullptr, &response).ok());
  EXPECT_EQ(response.article_count(), 0);
  EXPECT_THAT(response.warnings(), ElementsAre("No article has the person \"person/none\".",
                                               "No article has the id \"none\"."));
}

}  // namespace
}  // namespace dateline::service
