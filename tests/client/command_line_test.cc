#include "client/command_line.h"

#include <gmock/gmock.h>
#include <google/protobuf/text_format.h>
#include <google/protobuf/util/message_differencer.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dateline::client {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Environment Today() {
  Environment environment;
  environment.today = absl::CivilDay(2023, 9, 13);
  return environment;
}

absl::StatusOr<Invocation> Parse(const std::vector<std::string>& arguments) {
  return ParseCommandLine(arguments, Today());
}

// What `arguments` of a search without facets of its own ask for.
v1::SearchRequest Search(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"search", "--json"});
  const auto invocation = Parse(arguments);
  EXPECT_TRUE(invocation.ok()) << invocation.status();
  return invocation.ok() ? invocation->search : v1::SearchRequest();
}

template <typename Message>
void ExpectMessage(const Message& message, const std::string& expected) {
  Message wanted;
  ASSERT_TRUE(google::protobuf::TextFormat::ParseFromString(expected, &wanted)) << expected;
  EXPECT_TRUE(google::protobuf::util::MessageDifferencer::Equals(message, wanted))
      << message.DebugString() << "instead of\n"
      << wanted.DebugString();
}

TEST(CommandLineTest, JoinsTheWordsOfTheQuery) {
  struct {
    std::vector<std::string> arguments;
    const char* query;
  } const cases[] = {
      {{}, ""},
      {{"visit", "kim"}, "visit kim"},
      {{"--", "visit", "-nuclear"}, "visit -nuclear"},
      {{"visit", "--any", "kim"}, "visit kim"},
      {{"visit", "--", "--any", "--", "kim"}, "visit --any -- kim"},
      {{"[a,b]", "{c}", "--", "[d,e]"}, "[a,b] {c} [d,e]"},
      {{"\"arms deal\""}, "\"arms deal\""},
      {{"--person", "Kim", "visit"}, "visit"},
      {{"--facet", "person", "visit"}, "visit"},
      {{"--all-of", "person", "--person=a", "visit"}, "visit"},
      {{"-7", "-2023", "-"}, "-7 -2023 -"},
      {{"health", "info"}, "health info"},
      {{"/any", "title:visit"}, "/any title:visit"},
      {{"金正恩"}, "金正恩"},
  };
  for (const auto& c : cases) EXPECT_EQ(Search(c.arguments).filter().query(), c.query);
}

TEST(CommandLineTest, TranslatesEveryOptionOfASearch) {
  struct {
    std::vector<std::string> arguments;
    const char* request;
  } const cases[] = {
      {{}, "filter {} sort: SORT_ORDER_RELEVANCE"},
      {{"--any"}, "filter { match_mode: MATCH_MODE_ANY } sort: SORT_ORDER_RELEVANCE"},
      {{"--sort", "newest"}, "filter {} sort: SORT_ORDER_NEWEST"},
      {{"--sort=oldest"}, "filter {} sort: SORT_ORDER_OLDEST"},
      {{"--page-size", "1000", "--page-token", "-abc=="},
       "filter {} sort: SORT_ORDER_RELEVANCE page_size: 1000 page_token: '-abc=='"},
      {{"--counts-only"}, "filter {} sort: SORT_ORDER_RELEVANCE counts_only: true"},
      {{"--collapse"}, "filter {} sort: SORT_ORDER_RELEVANCE collapse_copies: true"},
      {{"--copies-of", "a/1"}, "filter { copies_of: 'a/1' } sort: SORT_ORDER_RELEVANCE"},
      {{"--full"}, "filter {} sort: SORT_ORDER_RELEVANCE view: ARTICLE_VIEW_FULL"},
      {{"--snippets", "0"}, "filter {} sort: SORT_ORDER_RELEVANCE snippets { disabled: true }"},
      {{"--snippets", "3"}, "filter {} sort: SORT_ORDER_RELEVANCE snippets { max_snippets: 3 }"},
      {{"--query-language", "de"}, "filter { language: 'de' } sort: SORT_ORDER_RELEVANCE"},
      {{"--person", "Kim Jong Un", "--person=a,b", "--not-person", "[x]", "--source", "bbc"},
       "filter { selections { dimension: DIMENSION_PERSON values: 'Kim Jong Un' values: 'a,b' "
       "excluded_values: '[x]' } selections { dimension: DIMENSION_SOURCE values: 'bbc' } } "
       "sort: SORT_ORDER_RELEVANCE"},
      {{"--organization", "a", "--place", "b", "--language", "c", "--not-organization", "d",
        "--not-place", "e", "--not-source", "f", "--not-language", "g"},
       "filter { selections { dimension: DIMENSION_ORGANIZATION values: 'a' excluded_values: 'd' } "
       "selections { dimension: DIMENSION_PLACE values: 'b' excluded_values: 'e' } "
       "selections { dimension: DIMENSION_SOURCE excluded_values: 'f' } "
       "selections { dimension: DIMENSION_LANGUAGE values: 'c' excluded_values: 'g' } } "
       "sort: SORT_ORDER_RELEVANCE"},
      {{"--person", "a", "--all-of", "person"},
       "filter { selections { dimension: DIMENSION_PERSON values: 'a' match: FACET_MATCH_ALL } } "
       "sort: SORT_ORDER_RELEVANCE"},
      {{"--about", "person", "--person", "a", "--not-person", "b", "--place", "c", "--about=place"},
       "filter { selections { dimension: DIMENSION_PERSON values: 'a' excluded_values: 'b' "
       "about_only: true } selections { dimension: DIMENSION_PLACE values: 'c' about_only: true } "
       "} sort: SORT_ORDER_RELEVANCE"},
      {{"--not-organization", "a", "--about", "organization", "--person", "b"},
       "filter { selections { dimension: DIMENSION_PERSON values: 'b' } selections { dimension: "
       "DIMENSION_ORGANIZATION excluded_values: 'a' about_only: true } } "
       "sort: SORT_ORDER_RELEVANCE"},
      {{"--person", "a", "--person", "b", "--about", "person", "--all-of", "person"},
       "filter { selections { dimension: DIMENSION_PERSON values: 'a' values: 'b' "
       "match: FACET_MATCH_ALL about_only: true } } sort: SORT_ORDER_RELEVANCE"},
      {{"--facet", "person:3:about", "--facet", "place:about", "--facet", "organization:about"},
       "filter {} sort: SORT_ORDER_RELEVANCE "
       "facets { dimension: DIMENSION_PERSON size: 3 about_only: true } "
       "facets { dimension: DIMENSION_PLACE about_only: true } "
       "facets { dimension: DIMENSION_ORGANIZATION about_only: true }"},
      {{"--since", "-7d", "--until=-1d"},
       "filter { publish_window { since: '2023-09-06' until: '2023-09-12' } } "
       "sort: SORT_ORDER_RELEVANCE"},
      {{"--since=-7d"},
       "filter { publish_window { since: '2023-09-06' } } sort: SORT_ORDER_RELEVANCE"},
      {{"--event-since", "1987", "--event-until", "1987-06", "--event-within"},
       "filter { event_window { since: '1987' until: '1987-06' } event_match: EVENT_MATCH_WITHIN } "
       "sort: SORT_ORDER_RELEVANCE"},
      {{"--facet", "person", "--facet", "source:3", "--facet", "event_date"},
       "filter {} sort: SORT_ORDER_RELEVANCE facets { dimension: DIMENSION_PERSON } "
       "facets { dimension: DIMENSION_SOURCE size: 3 } facets { dimension: DIMENSION_EVENT_DATE }"},
      {{"--facet", "publish_date:week", "--event-timeline", "year"},
       "filter {} sort: SORT_ORDER_RELEVANCE "
       "facets { dimension: DIMENSION_PUBLISH_DATE interval: CALENDAR_INTERVAL_WEEK } "
       "facets { dimension: DIMENSION_EVENT_DATE interval: CALENDAR_INTERVAL_YEAR }"},
      {{"--timeline", "day"},
       "filter {} sort: SORT_ORDER_RELEVANCE "
       "facets { dimension: DIMENSION_PUBLISH_DATE interval: CALENDAR_INTERVAL_DAY }"},
  };
  for (const auto& c : cases) ExpectMessage(Search(c.arguments), c.request);
}

TEST(CommandLineTest, CountsForPeopleUnlessTheySayWhat) {
  const auto invocation = Parse({"search", "visit"});
  ASSERT_TRUE(invocation.ok()) << invocation.status();
  ExpectMessage(invocation->search,
                "filter { query: 'visit' } sort: SORT_ORDER_RELEVANCE "
                "facets { dimension: DIMENSION_PERSON size: 5 } "
                "facets { dimension: DIMENSION_ORGANIZATION size: 5 } "
                "facets { dimension: DIMENSION_PLACE size: 5 } "
                "facets { dimension: DIMENSION_PUBLISH_DATE interval: CALENDAR_INTERVAL_MONTH }");
  ExpectMessage(Parse({"search", "--place", "x", "--about", "place", "--person", "y"})->search,
                "filter { selections { dimension: DIMENSION_PERSON values: 'y' } "
                "selections { dimension: DIMENSION_PLACE values: 'x' about_only: true } } "
                "sort: SORT_ORDER_RELEVANCE "
                "facets { dimension: DIMENSION_PERSON size: 5 } "
                "facets { dimension: DIMENSION_ORGANIZATION size: 5 } "
                "facets { dimension: DIMENSION_PLACE size: 5 about_only: true } "
                "facets { dimension: DIMENSION_PUBLISH_DATE interval: CALENDAR_INTERVAL_MONTH }");
  EXPECT_EQ(Parse({"search", "--timeline", "year"})->search.facets_size(), 1);
  EXPECT_EQ(Parse({"search", "--facet", "place"})->search.facets_size(), 1);
}

TEST(CommandLineTest, TranslatesTheOtherCommands) {
  EXPECT_EQ(Parse({"article", "x/1"})->article.id(), "x/1");
  EXPECT_EQ(Parse({"article", "--", "-x"})->article.id(), "-x");
  EXPECT_TRUE(Parse({"article", "--json", "x"})->json);
  EXPECT_EQ(Parse({"info"})->command, Command::kInfo);
  EXPECT_EQ(Parse({"health", "--service", "dateline.v1.SearchService"})->health_service,
            "dateline.v1.SearchService");
  ExpectMessage(Parse({"facets", "person", "--prefix", "kim", "--page-size", "7", "--place", "x",
                       "--", "visit", "-a"})
                    ->facets,
                "filter { query: 'visit -a' selections { dimension: DIMENSION_PLACE values: 'x' } "
                "} dimension: DIMENSION_PERSON prefix: 'kim' page_size: 7");
}

TEST(CommandLineTest, FacetsTakeCopiesToo) {
  ExpectMessage(Parse({"facets", "person", "--collapse", "--copies-of=-x"})->facets,
                "filter { copies_of: '-x' } dimension: DIMENSION_PERSON collapse_copies: true");
}

TEST(CommandLineTest, FacetsCountWhatArticlesAreAboutToo) {
  ExpectMessage(
      Parse({"facets", "person:about", "--place", "x", "--about", "place", "visit"})->facets,
      "filter { query: 'visit' selections { dimension: DIMENSION_PLACE values: 'x' "
      "about_only: true } } dimension: DIMENSION_PERSON about_only: true");
}

TEST(CommandLineTest, TellsIdsOfEntitiesFromNames) {
  struct {
    std::vector<std::string> words;
    const char* id;
    const char* name;
  } const cases[] = {
      {{"Kim Jong Un"}, "", "Kim Jong Un"},
      {{"Kim", "Jong", "Un"}, "", "Kim Jong Un"},
      {{"  Kim "}, "", "Kim"},
      {{"--", "-Kim"}, "", "-Kim"},
      {{"person/kim-jong-un"}, "person/kim-jong-un", ""},
      {{"organization/united-nations"}, "organization/united-nations", ""},
      {{"place/金"}, "place/金", ""},
      {{"place/a/b c"}, "place/a/b c", ""},
      {{"source/bbc"}, "", "source/bbc"},
      {{"AC/DC"}, "", "AC/DC"},
      {{"Person/kim"}, "", "Person/kim"},
      {{"person/"}, "", "person/"},
      {{"/"}, "", "/"},
  };
  for (auto c : cases) {
    c.words.insert(c.words.begin(), "entity");
    const auto invocation = Parse(c.words);
    ASSERT_TRUE(invocation.ok()) << invocation.status();
    EXPECT_EQ(invocation->command, Command::kEntity);
    EXPECT_EQ(invocation->entity.beside.id(), c.id);
    EXPECT_EQ(invocation->entity.candidates.query(), c.name);
  }
}

TEST(CommandLineTest, TranslatesEveryOptionOfAnEntity) {
  struct {
    std::vector<std::string> arguments;
    const char* beside;
    const char* candidates;
  } const cases[] = {
      {{"Kim"}, "order: COOCCURRENCE_ORDER_COUNT", "query: 'Kim'"},
      {{"--kind", "person", "--kind=place", "--kind", "person", "Kim"},
       "order: COOCCURRENCE_ORDER_COUNT",
       "query: 'Kim' kinds: DIMENSION_PERSON kinds: DIMENSION_PLACE"},
      {{"--beside", "organization", "--order", "association", "--limit", "3", "place/x"},
       "id: 'place/x' kinds: DIMENSION_ORGANIZATION size: 3 order: COOCCURRENCE_ORDER_ASSOCIATION",
       "page_size: 3"},
      {{"--kind", "place", "--order=count", "place/x"},
       "id: 'place/x' order: COOCCURRENCE_ORDER_COUNT",
       "kinds: DIMENSION_PLACE"},
  };
  for (auto c : cases) {
    c.arguments.insert(c.arguments.begin(), "entity");
    const auto invocation = Parse(c.arguments);
    ASSERT_TRUE(invocation.ok()) << invocation.status();
    ExpectMessage(invocation->entity.beside, c.beside);
    ExpectMessage(invocation->entity.candidates, c.candidates);
  }
}

TEST(CommandLineTest, FindsTheServer) {
  EXPECT_EQ(Parse({"info"})->address, "127.0.0.1:7410");
  EXPECT_EQ(Parse({"info"})->timeout, absl::Seconds(30));
  EXPECT_EQ(Parse({"info", "--timeout", "0.25"})->timeout, absl::Milliseconds(250));
  Environment environment = Today();
  environment.dateline_address = "[::1]:80";
  EXPECT_EQ(ParseCommandLine({"info"}, environment)->address, "[::1]:80");
  EXPECT_EQ(ParseCommandLine({"info", "--address", "db-1.example.org:65535"}, environment)->address,
            "db-1.example.org:65535");
  environment.dateline_address = "nowhere";
  EXPECT_THAT(ParseCommandLine({"info"}, environment).status().message(),
              HasSubstr("DATELINE_ADDRESS: 'nowhere' is no address"));
}

TEST(CommandLineTest, RefusesWhatCannotBeMeant) {
  struct {
    std::vector<std::string> arguments;
    const char* message;
  } const cases[] = {
      {{}, "which command?"},
      {{""}, "there is no command ''"},
      {{"serach"}, "there is no command 'serach'"},
      {{"help", "me"}, "there is no command 'me'"},
      {{"search", "-nuclear"}, "unknown option '-nuclear'"},
      {{"search", "--bogus", "x"}, "unknown option '--bogus'"},
      {{"search", "--prefix", "x"}, "unknown option '--prefix'"},
      {{"search", "--person"}, "--person"},
      {{"search", "--person", ""}, "--person: the value is empty"},
      {{"search", "--person=", "--any"}, "--person=: the value is empty"},
      {{"search", "--since", ""}, "--since: the value is empty"},
      {{"search", "--copies-of", ""}, "--copies-of: the value is empty"},
      {{"search", "--copies-of", "a", "--copies-of", "b"}, "--copies-of"},
      {{"search", "--collapse=yes please"}, "--collapse"},
      {{"article", "a", "--collapse"}, "unknown option '--collapse'"},
      {{"search", "--since", "yesterday"}, "--since: 'yesterday' is no date"},
      {{"search", "--until", "2023-02-29"}, "--until: '2023-02-29' is no date"},
      {{"search", "--event-since", "-7"}, "--event-since: '-7' is no date"},
      {{"search", "--event-until", "--json"}, "--event-until: '--json' is no date"},
      {{"search", "--since", "2023", "--since", "2022"}, "--since"},
      {{"search", "--event-within"}, "--event-within needs a window"},
      {{"search", "--event-within", "--since", "2023"}, "--event-within needs a window"},
      {{"search", "--all-of", "person"}, "--all-of person needs values: give --person"},
      {{"search", "--all-of", "person", "--not-person", "x"}, "--all-of person needs values"},
      {{"search", "--all-of", "persons", "--person", "x"}, "'persons' is no dimension"},
      {{"search", "--all-of", "event_date"}, "values of event_date cannot be selected"},
      {{"search", "--about", "person"},
       "--about person needs values: give --person or --not-person"},
      {{"search", "--about", "place", "--person", "x"}, "--about place needs values"},
      {{"search", "--about", "source", "--source", "x"}, "--about: 'source' is no kind of entity"},
      {{"search", "--about", "event_date"}, "--about: 'event_date' is no kind of entity"},
      {{"search", "--about", "Kim"}, "as in --person NAME --about person"},
      {{"search", "--about"}, "--about"},
      {{"search", "--facet", "source:about"}, "--facet: articles are about a person, an organ"},
      {{"search", "--facet", "publish_date:about"}, "not about a publish_date"},
      {{"search", "--facet", "publish_date:month:about"}, "not about a publish_date"},
      {{"search", "--facet", "person:about:3"}, "'about:3' is no number of values"},
      {{"search", "--facet", "person:0:about"}, "'0' is no number of values"},
      {{"search", "--facet", "person::about"}, "'' is no number of values"},
      {{"search", "--facet", ":about"}, "'' is no dimension"},
      {{"search", "--facet", "person", "--facet", "person:about"}, "person is asked for twice"},
      {{"search", "--facet", "author"}, "--facet: 'author' is no dimension"},
      {{"search", "--facet", "person:"}, "--facet: '' is no number of values"},
      {{"search", "--facet", "person:0"}, "'0' is no number of values"},
      {{"search", "--facet", "person:-1"}, "'-1' is no number of values"},
      {{"search", "--facet", "person:9999999999"}, "is no number of values"},
      {{"search", "--facet", "person:month"}, "'month' is no number of values"},
      {{"search", "--facet", "publish_date:5"}, "'5' is no interval"},
      {{"search", "--facet", "person", "--facet", "person:3"}, "person is asked for twice"},
      {{"search", "--timeline", "day", "--facet", "publish_date"},
       "publish_date is asked for twice"},
      {{"search", "--timeline", "decade"}, "--timeline: 'decade' is no interval"},
      {{"search", "--event-timeline", "Month"}, "--event-timeline: 'Month' is no interval"},
      {{"search", "--sort", "best"}, "--sort is 'best'"},
      {{"search", "--page-size", "0"}, "--page-size is 0; it is at least 1"},
      {{"search", "--page-size", "-5"}, "--page-size is -5"},
      {{"search", "--page-size", "ten"}, "--page-size: 'ten' is no whole number"},
      {{"search", "--page-size", "1e3"}, "'1e3' is no whole number"},
      {{"search", "--page-size", "99999999999"}, "'99999999999' is no whole number"},
      {{"search", "--counts-only", "--page-size", "5"}, "--counts-only returns no articles"},
      {{"search", "--counts-only", "--page-token", "x"}, "--counts-only returns no articles"},
      {{"search", "--full"}, "--full is for --json"},
      {{"search", "--snippets", "-1"}, "--snippets is -1"},
      {{"search", "--any=perhaps"}, "--any"},
      {{"search", "--width", "19"}, "--width is 19; it is from 20 to 1000"},
      {{"search", "--width", "1001"}, "--width is 1001"},
      {{"search", "--color", "sometimes"}, "--color is 'sometimes'"},
      {{"search", "--timeout", "0"}, "--timeout is 0"},
      {{"search", "--timeout", "-1"}, "--timeout is -1"},
      {{"search", "--timeout", "86401"}, "--timeout is 86401"},
      {{"search", "--timeout", "nan"}, "--timeout is nan"},
      {{"search", "--timeout", "inf"}, "--timeout is inf"},
      {{"search", "--timeout", "soon"}, "--timeout"},
      {{"search", "--address", "localhost"}, "--address: 'localhost' is no address"},
      {{"search", "--address", ":7410"}, "is no address"},
      {{"search", "--address", "localhost:"}, "is no address"},
      {{"search", "--address", "localhost:0"}, "is no address"},
      {{"search", "--address", "localhost:65536"}, "is no address"},
      {{"search", "--address", "localhost:+1"}, "is no address"},
      {{"search", "--address", "::1:7410"}, "is no address"},
      {{"search", "--address", "[]:7410"}, "is no address"},
      {{"search", "--address", "http://a:80"}, "is no address"},
      {{"search", "visit", "\xff"}, "argument 3 is not UTF-8"},
      {{"\xc3"}, "argument 1 is not UTF-8"},
      {{"article"}, "which ID?"},
      {{"article", "a", "b"}, "unexpected argument 'b'"},
      {{"article", "a", "--any"}, "unknown option '--any'"},
      {{"entity"}, "which NAME or ID?"},
      {{"entity", " ", ""}, "which NAME or ID?"},
      {{"entity", "--kind", "person"}, "which NAME or ID?"},
      {{"entity", "--kind", "source", "Kim"}, "--kind: 'source' is no kind of entity"},
      {{"entity", "--kind", "Person", "Kim"}, "--kind: 'Person' is no kind of entity"},
      {{"entity", "--beside", "event_date", "Kim"}, "--beside: 'event_date' is no kind of entity"},
      {{"entity", "--kind", "place", "person/kim"}, "--kind: 'person/kim' is an id of kind person"},
      {{"entity", "--limit", "0", "Kim"}, "--limit is 0; it is at least 1"},
      {{"entity", "--limit", "-1", "Kim"}, "--limit is -1"},
      {{"entity", "--limit", "many", "Kim"}, "'many' is no whole number"},
      {{"entity", "--order", "best", "Kim"}, "--order is 'best'; it is count or association"},
      {{"entity", "Kim", "--any"}, "unknown option '--any'"},
      {{"search", "--kind", "person"}, "unknown option '--kind'"},
      {{"facets"}, "which DIMENSION?"},
      {{"facets", "author"}, "'author' is no dimension"},
      {{"facets", "source:about"}, "articles are about a person, an organization or a place"},
      {{"facets", "person:3:about"}, "'person:3' is no dimension"},
      {{"facets", "publish_date:about"}, "publish_date has intervals, not values"},
      {{"facets", "publish_date"}, "publish_date has intervals, not values"},
      {{"facets", "person", "--page-size", "0"}, "--page-size is 0"},
      {{"facets", "person", "--sort", "newest"}, "unknown option '--sort'"},
      {{"info", "x"}, "unexpected argument 'x'"},
      {{"health", "x"}, "unexpected argument 'x'"},
      {{"health", "--json"}, "unknown option '--json'"},
  };
  for (const auto& c : cases) {
    const auto invocation = Parse(c.arguments);
    ASSERT_FALSE(invocation.ok()) << c.message;
    EXPECT_EQ(invocation.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(invocation.status().message()), HasSubstr(c.message));
  }
}

TEST(CommandLineTest, TakesBoundsAtTheirEdge) {
  EXPECT_EQ(Parse({"search", "--width", "20"})->width, 20);
  EXPECT_EQ(Parse({"search", "--width", "1000"})->width, 1000);
  EXPECT_EQ(Parse({"search", "--timeout", "86400"})->timeout, absl::Hours(24));
  EXPECT_EQ(Parse({"search", "--page-size", "1"})->search.page_size(), 1);
  EXPECT_EQ(Parse({"search", "--facet", "person:1"})->search.facets(0).size(), 1);
}

TEST(CommandLineTest, PointsToTheManual) {
  EXPECT_THAT(std::string(Parse({"facets"}).status().message()),
              HasSubstr("\nSee 'dateline facets --help'."));
}

}  // namespace
}  // namespace dateline::client
