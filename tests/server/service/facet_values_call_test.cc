#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "server/service/search_call.h"
#include "tests/server/service/sample_index.h"

namespace dateline::service {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class FacetValuesCallTest : public testing::Test {
 protected:
  v1::ListFacetValuesResponse List(const v1::ListFacetValuesRequest& request) {
    v1::ListFacetValuesResponse response;
    const absl::Status status = RunListFacetValues(engine_.engine(), request, nullptr, &response);
    EXPECT_TRUE(status.ok()) << status;
    return response;
  }

  // "value count", with a star when selected; page after page.
  std::vector<std::string> ListAll(v1::ListFacetValuesRequest request, int page_size) {
    std::vector<std::string> values;
    request.set_page_size(page_size);
    do {
      const v1::ListFacetValuesResponse page = List(request);
      EXPECT_LE(page.values_size(), page_size);
      for (const v1::FacetValue& value : page.values()) {
        values.push_back(
            absl::StrCat(value.value(), " ", value.count(), value.selected() ? "*" : ""));
      }
      request.set_page_token(page.next_page_token());
    } while (!request.page_token().empty() && values.size() < 100);
    return values;
  }

  static v1::ListFacetValuesRequest Persons() {
    v1::ListFacetValuesRequest request;
    request.set_dimension(v1::DIMENSION_PERSON);
    return request;
  }

  SampleIndex index_;
  SampleEngine engine_{index_.path()};
};

TEST_F(FacetValuesCallTest, ListsByFallingCountThenValueHoweverItIsPaged) {
  for (int page_size : {1, 2, 3, 4, 5, 6}) {
    EXPECT_THAT(ListAll(Persons(), page_size),
                ElementsAre("person/vladimir-putin 3", "person/kim-jong-un 2", "person/erdogan 1",
                            "person/kim-il-1 1", "person/kim-il-2 1"))
        << page_size;
  }
  const v1::ListFacetValuesResponse response = List(Persons());
  EXPECT_EQ(response.distinct(), 5);
  EXPECT_EQ(response.missing(), 1);
  EXPECT_EQ(response.revision(), 1);
}

TEST_F(FacetValuesCallTest, ListsWhatBeginsWithThePrefix) {
  v1::ListFacetValuesRequest request = Persons();
  request.set_prefix("ERDOG");
  EXPECT_THAT(ListAll(request, 10), ElementsAre("person/erdogan 1"));
  request.set_prefix("kim i");
  EXPECT_THAT(ListAll(request, 1), ElementsAre("person/kim-il-1 1", "person/kim-il-2 1"));
  request.set_prefix("zz");
  EXPECT_THAT(ListAll(request, 10), IsEmpty());
}

TEST_F(FacetValuesCallTest, CountsOnlyTheArticlesOfTheFilter) {
  v1::ListFacetValuesRequest request = Persons();
  request.mutable_filter()->set_query("deal");
  EXPECT_THAT(ListAll(request, 10), ElementsAre("person/vladimir-putin 2", "person/kim-il-1 1",
                                                "person/kim-il-2 1", "person/kim-jong-un 1"));
}

TEST_F(FacetValuesCallTest, LeavesItsOwnMatchAnySelectionOut) {
  v1::ListFacetValuesRequest request = Persons();
  v1::FacetSelection* selection = request.mutable_filter()->add_selections();
  selection->set_dimension(v1::DIMENSION_PERSON);
  selection->add_values("person/erdogan");
  selection->add_values("Nobody");
  for (int page_size : {1, 2, 10}) {
    EXPECT_THAT(ListAll(request, page_size),
                ElementsAre("person/vladimir-putin 3", "person/kim-jong-un 2", "person/erdogan 1*",
                            "person/kim-il-1 1", "person/kim-il-2 1"));
  }
}

TEST_F(FacetValuesCallTest, AppliesItsOwnMatchAllSelectionAndExclusions) {
  v1::ListFacetValuesRequest request = Persons();
  v1::FacetSelection* selection = request.mutable_filter()->add_selections();
  selection->set_dimension(v1::DIMENSION_PERSON);
  selection->set_match(v1::FACET_MATCH_ALL);
  selection->add_values("Kim Jong Un");
  for (int page_size : {1, 2, 10}) {
    EXPECT_THAT(
        ListAll(request, page_size),
        ElementsAre("person/kim-jong-un 2*", "person/vladimir-putin 2", "person/erdogan 1"));
  }
  selection->add_excluded_values("person/erdogan");
  EXPECT_THAT(ListAll(request, 1), ElementsAre("person/kim-jong-un 1*", "person/vladimir-putin 1"));
  request.set_prefix("vlad");
  EXPECT_THAT(ListAll(request, 1), ElementsAre("person/vladimir-putin 1"));
}

TEST_F(FacetValuesCallTest, ListsLabels) {
  v1::ListFacetValuesRequest request;
  request.set_dimension(v1::DIMENSION_SOURCE);
  EXPECT_THAT(ListAll(request, 10), ElementsAre("bbc 2", "cnn 2"));
  EXPECT_EQ(List(request).missing(), 1);
}

}  // namespace
}  // namespace dateline::service
