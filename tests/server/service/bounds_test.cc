// Every bound of proto/dateline/v1: at the limit it is taken, one past it is refused with what is
// allowed.

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "server/query/parser.h"
#include "server/service/article_call.h"
#include "server/service/entity_call.h"
#include "server/service/limits.h"
#include "server/service/search_call.h"
#include "server/service/search_codec.h"
#include "tests/server/service/sample_index.h"

namespace dateline::service {
namespace {

using Change = std::function<void(v1::SearchRequest*)>;

v1::SearchRequest With(const Change& change) {
  v1::SearchRequest request;
  change(&request);
  return request;
}

Change Query(const std::string& query) {
  return [query](v1::SearchRequest* r) { r->mutable_filter()->set_query(query); };
}

Change PageSize(int size) {
  return [size](v1::SearchRequest* r) { r->set_page_size(size); };
}

Change FacetSize(int size) {
  return [size](v1::SearchRequest* r) {
    v1::FacetRequest* facet = r->add_facets();
    facet->set_dimension(v1::DIMENSION_PERSON);
    facet->set_size(size);
  };
}

Change Facet(const std::function<void(v1::FacetRequest*)>& change) {
  return [change](v1::SearchRequest* r) {
    v1::FacetRequest* facet = r->add_facets();
    facet->set_dimension(v1::DIMENSION_PLACE);
    change(facet);
  };
}

Change Selection(const std::function<void(v1::FacetSelection*)>& change) {
  return [change](v1::SearchRequest* r) {
    v1::FacetSelection* selection = r->mutable_filter()->add_selections();
    selection->set_dimension(v1::DIMENSION_PERSON);
    change(selection);
  };
}

Change Window(const std::string& since, const std::string& until) {
  return [since, until](v1::SearchRequest* r) {
    r->mutable_filter()->mutable_publish_window()->set_since(since);
    r->mutable_filter()->mutable_publish_window()->set_until(until);
  };
}

Change Snippets(int characters, int snippets) {
  return [characters, snippets](v1::SearchRequest* r) {
    r->mutable_snippets()->set_max_characters(characters);
    r->mutable_snippets()->set_max_snippets(snippets);
  };
}

std::string Words(size_t count) {
  std::string words;
  for (size_t i = 0; i < count; ++i) words += "kim ";
  return words;
}

std::string Nested(size_t depth) {
  return std::string(depth, '(') + "kim" + std::string(depth, ')');
}

template <typename Add>
void Times(size_t count, Add add) {
  for (size_t i = 0; i < count; ++i) add(absl::StrCat("v", i));
}

TEST(SearchBoundsTest, TakesWhatIsAtTheLimit) {
  const std::vector<Change> kAccepted = {
      [](v1::SearchRequest*) {},
      Query(std::string(query::kMaxQueryBytes, ' ')),
      Query(Words(query::kMaxQueryTerms)),
      Query(Nested(query::kMaxQueryDepth)),
      Query("di*"),
      PageSize(0),
      PageSize(1),
      PageSize(1000),
      FacetSize(0),
      FacetSize(1000),
      Facet([](v1::FacetRequest* f) { f->set_prefix(std::string(256, 'x')); }),
      Facet([](v1::FacetRequest* f) {
        Times(100, [&](const std::string& v) { f->add_include_values(v); });
      }),
      Facet([](v1::FacetRequest* f) {  // What a date dimension ignores is not checked either.
        f->set_dimension(v1::DIMENSION_EVENT_DATE);
        f->set_size(-1);
        f->set_prefix(std::string(257, 'x'));
        f->set_interval(v1::CALENDAR_INTERVAL_DAY);
      }),
      Selection([](v1::FacetSelection* s) {
        Times(100, [&](const std::string& v) { s->add_values(v); });
        Times(100, [&](const std::string& v) { s->add_excluded_values(v); });
      }),
      Selection([](v1::FacetSelection*) {}),
      Window("2023", ""),
      Window("", "2023-02"),
      Window("2023-09-13", "2023-09-13"),
      Window("2023", "2023-01"),
      Window("1000", "2999"),
      Snippets(0, 0),
      Snippets(2000, 5),
      [](v1::SearchRequest* r) { r->set_counts_only(true); },
      [](v1::SearchRequest* r) { r->mutable_filter()->set_language("xx"); },
      [](v1::SearchRequest* r) { r->set_view(v1::ARTICLE_VIEW_FULL); },
      [](v1::SearchRequest* r) { r->set_collapse_copies(true); },
      [](v1::SearchRequest* r) { r->mutable_filter()->set_copies_of(std::string(1000, 'x')); },
      [](v1::SearchRequest* r) { r->mutable_filter()->set_copies_of(""); },
  };
  for (size_t i = 0; i < kAccepted.size(); ++i) {
    const absl::Status status = DecodeSearch(With(kAccepted[i])).status();
    EXPECT_TRUE(status.ok()) << i << ": " << status;
  }
}

TEST(SearchBoundsTest, RefusesWhatIsPastItAndSaysWhatIsAllowed) {
  const struct {
    Change change;
    const char* message;
  } kRefused[] = {
      {Query(std::string(query::kMaxQueryBytes + 1, ' ')),
       "filter.query: the query has 8193 bytes; the maximum is 8192"},
      {Query(Words(query::kMaxQueryTerms + 1)),
       "filter.query: the query has 513 words; the maximum is 512"},
      {Query(Nested(query::kMaxQueryDepth + 1)),
       "filter.query: column 33: parentheses are nested deeper than 32"},
      {Query("d*"), "filter.query: column 2: '*' needs at least 2 letters before it"},
      {Query("kim OR"), "filter.query: column 5: a word, a phrase or '(' expected behind OR"},
      {PageSize(1001), "page_size is 1001; the maximum is 1000"},
      {PageSize(-1), "page_size is -1; it must not be negative"},
      {FacetSize(1001), "facets[0].size is 1001; the maximum is 1000"},
      {FacetSize(-1), "facets[0].size is -1; it must not be negative"},
      {Facet([](v1::FacetRequest* f) { f->clear_dimension(); }), "facets[0].dimension is required"},
      {Facet([](v1::FacetRequest* f) { f->set_dimension(static_cast<v1::Dimension>(99)); }),
       "facets[0].dimension is 99, which is no value of Dimension"},
      {Facet([](v1::FacetRequest* f) { f->set_prefix(std::string(257, 'x')); }),
       "facets[0].prefix has 257 bytes; the maximum is 256"},
      {Facet([](v1::FacetRequest* f) {
         Times(101, [&](const std::string& v) { f->add_include_values(v); });
       }),
       "facets[0].include_values has 101 entries; the maximum is 100"},
      {Facet([](v1::FacetRequest* f) {
         f->set_dimension(v1::DIMENSION_PUBLISH_DATE);
         f->set_interval(static_cast<v1::CalendarInterval>(-2));
       }),
       "facets[0].interval is -2, which is no value of CalendarInterval"},
      {[](v1::SearchRequest* r) {
         r->add_facets()->set_dimension(v1::DIMENSION_PLACE);
         r->add_facets()->set_dimension(v1::DIMENSION_PLACE);
       },
       "facets[1].dimension is DIMENSION_PLACE a second time; there may be one facet per "
       "dimension"},
      {Selection([](v1::FacetSelection* s) {
         Times(101, [&](const std::string& v) { s->add_values(v); });
       }),
       "filter.selections[0].values has 101 entries; the maximum is 100"},
      {Selection([](v1::FacetSelection* s) {
         Times(101, [&](const std::string& v) { s->add_excluded_values(v); });
       }),
       "filter.selections[0].excluded_values has 101 entries; the maximum is 100"},
      {Selection([](v1::FacetSelection* s) { s->clear_dimension(); }),
       "filter.selections[0].dimension is required"},
      {Selection([](v1::FacetSelection* s) { s->set_dimension(v1::DIMENSION_PUBLISH_DATE); }),
       "filter.selections[0].dimension is DIMENSION_PUBLISH_DATE; dates have no values, only "
       "windows"},
      {Selection([](v1::FacetSelection* s) { s->set_match(static_cast<v1::FacetMatch>(3)); }),
       "filter.selections[0].match is 3, which is no value of FacetMatch"},
      {[](v1::SearchRequest* r) {
         r->mutable_filter()->add_selections()->set_dimension(v1::DIMENSION_SOURCE);
         r->mutable_filter()->add_selections()->set_dimension(v1::DIMENSION_SOURCE);
       },
       "filter.selections[1].dimension is DIMENSION_SOURCE a second time; there may be one "
       "selection per dimension"},
      {Window("2023-13", ""),
       "filter.publish_window.since is \"2023-13\"; a date is written 2023, 2023-09 or "
       "2023-09-13, its year from 1000 to 2999"},
      {Window("", "yesterday"),
       "filter.publish_window.until is \"yesterday\"; a date is written 2023, 2023-09 or "
       "2023-09-13, its year from 1000 to 2999"},
      {Window("2023-09-14", "2023-09-13"),
       "filter.publish_window.since is 2023-09-14, after filter.publish_window.until, which is "
       "2023-09-13"},
      {[](v1::SearchRequest* r) {
         r->mutable_filter()->mutable_event_window()->set_since("2023-02-30");
       },
       "filter.event_window.since is \"2023-02-30\"; a date is written 2023, 2023-09 or "
       "2023-09-13, its year from 1000 to 2999"},
      {Snippets(2001, 0), "snippets.max_characters is 2001; the maximum is 2000"},
      {Snippets(-1, 0), "snippets.max_characters is -1; it must not be negative"},
      {Snippets(0, 6), "snippets.max_snippets is 6; the maximum is 5"},
      {Snippets(0, -1), "snippets.max_snippets is -1; it must not be negative"},
      {[](v1::SearchRequest* r) {
         r->set_counts_only(true);
         r->set_page_size(1);
       },
       "counts_only returns no hits: page_size and page_token must be empty with it"},
      {[](v1::SearchRequest* r) {
         r->set_counts_only(true);
         r->set_page_token("x");
       },
       "counts_only returns no hits: page_size and page_token must be empty with it"},
      {[](v1::SearchRequest* r) { r->set_page_token("x"); },
       "page_token is not one that this server gave out"},
      {[](v1::SearchRequest* r) { r->set_sort(static_cast<v1::SortOrder>(4)); },
       "sort is 4, which is no value of SortOrder"},
      {[](v1::SearchRequest* r) { r->set_view(static_cast<v1::ArticleView>(3)); },
       "view is 3, which is no value of ArticleView"},
      {[](v1::SearchRequest* r) {
         r->mutable_filter()->set_match_mode(static_cast<v1::MatchMode>(3));
       },
       "filter.match_mode is 3, which is no value of MatchMode"},
      {[](v1::SearchRequest* r) {
         r->mutable_filter()->set_event_match(static_cast<v1::EventMatch>(3));
       },
       "filter.event_match is 3, which is no value of EventMatch"},
      {[](v1::SearchRequest* r) { r->mutable_filter()->set_copies_of(std::string(1001, 'x')); },
       "filter.copies_of has 1001 bytes; the maximum is 1000"},
  };
  for (const auto& c : kRefused) {
    const absl::Status status = DecodeSearch(With(c.change)).status();
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << c.message;
    EXPECT_EQ(status.message(), c.message);
  }
}

TEST(SearchBoundsTest, HasTheDefaultsOfTheProto) {
  const absl::StatusOr<SearchCall> call = DecodeSearch(With(Facet([](v1::FacetRequest*) {})));
  ASSERT_TRUE(call.ok());
  EXPECT_EQ(call->engine.top, 20u);
  EXPECT_EQ(call->engine.facets[0].size, 10u);
  EXPECT_EQ(call->engine.sort, match::Sort::kRelevance);
  EXPECT_EQ(call->snippets.max_characters, 240u);
  EXPECT_EQ(call->snippets.max_snippets, 1u);
  EXPECT_FALSE(call->full_view);
  EXPECT_EQ(call->filter.language, "");
  EXPECT_EQ(call->filter.event_match, match::EventMatch::kOverlaps);
  EXPECT_EQ(call->filter.copies_of, "");
  EXPECT_FALSE(call->engine.collapse_copies);
  const absl::StatusOr<SearchCall> dates = DecodeSearch(
      With(Facet([](v1::FacetRequest* f) { f->set_dimension(v1::DIMENSION_PUBLISH_DATE); })));
  EXPECT_EQ(dates->engine.histograms[0].interval, match::CalendarInterval::kMonth);
}

TEST(SearchBoundsTest, ReadsAWindowFromTheFirstToTheLastDayItNames) {
  const absl::StatusOr<SearchCall> call = DecodeSearch(With(Window("2023-02", "2024-02")));
  EXPECT_EQ(call->filter.publish_window.since, article::ToDayNumber(absl::CivilDay(2023, 2, 1)));
  EXPECT_EQ(call->filter.publish_window.until, article::ToDayNumber(absl::CivilDay(2024, 2, 29)));
}

class OtherBoundsTest : public testing::Test {
 protected:
  SampleIndex index_;
  SampleEngine engine_{index_.path()};
};

TEST_F(OtherBoundsTest, ListFacetValuesHoldsItsBounds) {
  const auto run = [&](const std::function<void(v1::ListFacetValuesRequest*)>& change) {
    v1::ListFacetValuesRequest request;
    request.set_dimension(v1::DIMENSION_PERSON);
    change(&request);
    v1::ListFacetValuesResponse response;
    const absl::Status status = RunListFacetValues(engine_.engine(), request, nullptr, &response);
    return status.ok() ? std::string("OK") : std::string(status.message());
  };
  using Request = v1::ListFacetValuesRequest;
  EXPECT_EQ(run([](Request* r) { r->set_page_size(1000); }), "OK");
  EXPECT_EQ(run([](Request* r) { r->set_prefix(std::string(256, 'x')); }), "OK");
  EXPECT_EQ(run([](Request* r) { r->set_page_size(1001); }),
            "page_size is 1001; the maximum is 1000");
  EXPECT_EQ(run([](Request* r) { r->set_page_size(-1); }),
            "page_size is -1; it must not be negative");
  EXPECT_EQ(run([](Request* r) { r->set_prefix(std::string(257, 'x')); }),
            "prefix has 257 bytes; the maximum is 256");
  EXPECT_EQ(run([](Request* r) { r->clear_dimension(); }), "dimension is required");
  EXPECT_EQ(run([](Request* r) { r->set_dimension(v1::DIMENSION_EVENT_DATE); }),
            "dimension is DIMENSION_EVENT_DATE; dates have no values, only windows");
  EXPECT_EQ(run([](Request* r) { r->set_page_token("AAAA"); }),
            "page_token is not one that this server gave out");
}

TEST_F(OtherBoundsTest, GetArticleHoldsItsBounds) {
  const auto run = [&](const std::string& id) {
    v1::GetArticleRequest request;
    request.set_id(id);
    v1::GetArticleResponse response;
    return RunGetArticle(engine_.engine(), request, nullptr, &response);
  };
  EXPECT_EQ(run("").message(), "id is required");
  EXPECT_EQ(run(std::string(1000, 'x')).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(run(std::string(1001, 'x')).message(), "id has 1001 bytes; the maximum is 1000");
}

TEST_F(OtherBoundsTest, GetEntityHoldsItsBounds) {
  const auto run = [&](const std::string& id) {
    v1::GetEntityRequest request;
    request.set_id(id);
    v1::GetEntityResponse response;
    return RunGetEntity(engine_.engine(), request, nullptr, &response);
  };
  EXPECT_EQ(run("").message(), "id is required");
  EXPECT_EQ(run(std::string(1000, 'x')).code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(run(std::string(1001, 'x')).message(), "id has 1001 bytes; the maximum is 1000");
}

TEST_F(OtherBoundsTest, ListEntitiesHoldsItsBounds) {
  using Request = v1::ListEntitiesRequest;
  const auto run = [&](const std::function<void(Request*)>& change) {
    Request request;
    change(&request);
    v1::ListEntitiesResponse response;
    const absl::Status status = RunListEntities(engine_.engine(), request, nullptr, &response);
    return status.ok() ? absl::StrCat("OK ", response.entities_size())
                       : std::string(status.message());
  };
  EXPECT_EQ(run([](Request*) {}), "OK 5");
  EXPECT_EQ(run([](Request* r) { r->set_page_size(1000); }), "OK 5");
  EXPECT_EQ(run([](Request* r) { r->set_page_size(1); }), "OK 1");
  EXPECT_EQ(run([](Request* r) { r->set_query(std::string(256, 'x')); }), "OK 0");
  EXPECT_EQ(run([](Request* r) { r->add_kinds(v1::DIMENSION_PLACE); }), "OK 0");
  EXPECT_EQ(run([](Request* r) { r->set_page_size(1001); }),
            "page_size is 1001; the maximum is 1000");
  EXPECT_EQ(run([](Request* r) { r->set_page_size(-1); }),
            "page_size is -1; it must not be negative");
  EXPECT_EQ(run([](Request* r) { r->set_query(std::string(257, 'x')); }),
            "query has 257 bytes; the maximum is 256");
  EXPECT_EQ(run([](Request* r) { r->add_kinds(v1::DIMENSION_UNSPECIFIED); }),
            "kinds[0] is required");
  EXPECT_EQ(run([](Request* r) { r->add_kinds(v1::DIMENSION_SOURCE); }),
            "kinds[0] is DIMENSION_SOURCE; kinds are DIMENSION_PERSON, DIMENSION_ORGANIZATION and "
            "DIMENSION_PLACE");
  EXPECT_EQ(run([](Request* r) { r->add_kinds(static_cast<v1::Dimension>(99)); }),
            "kinds[0] is 99, which is no value of Dimension");
  EXPECT_EQ(run([](Request* r) { r->set_page_token("AAAA"); }),
            "page_token is not one that this server gave out");
}

TEST_F(OtherBoundsTest, ListCooccurrencesHoldsItsBounds) {
  using Request = v1::ListCooccurrencesRequest;
  const auto run = [&](const std::function<void(Request*)>& change) {
    Request request;
    request.set_id("person/kim-jong-un");
    change(&request);
    v1::ListCooccurrencesResponse response;
    const absl::Status status = RunListCooccurrences(engine_.engine(), request, nullptr, &response);
    return status.ok() ? std::string("OK") : std::string(status.message());
  };
  EXPECT_EQ(run([](Request*) {}), "OK");
  EXPECT_EQ(run([](Request* r) { r->set_size(1000); }), "OK");
  EXPECT_EQ(run([](Request* r) { r->clear_id(); }), "id is required");
  EXPECT_EQ(run([](Request* r) { r->set_id(std::string(1001, 'x')); }),
            "id has 1001 bytes; the maximum is 1000");
  EXPECT_EQ(run([](Request* r) { r->set_id("person/none"); }),
            "no article mentions the entity \"person/none\"");
  EXPECT_EQ(run([](Request* r) { r->set_size(1001); }), "size is 1001; the maximum is 1000");
  EXPECT_EQ(run([](Request* r) { r->set_size(-1); }), "size is -1; it must not be negative");
  EXPECT_EQ(run([](Request* r) { r->set_order(static_cast<v1::CooccurrenceOrder>(3)); }),
            "order is 3, which is no value of CooccurrenceOrder");
  EXPECT_EQ(run([](Request* r) { r->add_kinds(v1::DIMENSION_EVENT_DATE); }),
            "kinds[0] is DIMENSION_EVENT_DATE; kinds are DIMENSION_PERSON, DIMENSION_ORGANIZATION "
            "and DIMENSION_PLACE");
  EXPECT_EQ(run([](Request* r) { r->mutable_filter()->set_query("kim OR"); }),
            "filter.query: column 5: a word, a phrase or '(' expected behind OR");
}

}  // namespace
}  // namespace dateline::service
