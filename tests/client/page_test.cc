#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "client/article_page.h"
#include "client/display_width.h"
#include "client/entity_page.h"
#include "client/facet_columns.h"
#include "client/json_line.h"
#include "client/search_page.h"
#include "dateline/v1/index_service.pb.h"

namespace dateline::client {
namespace {

using testing::HasSubstr;
using testing::Not;

Screen Colored() {
  Screen screen;
  screen.color = true;
  return screen;
}

std::string Shown(const v1::Snippet& snippet) {
  return RenderSnippet(snippet, Colored()).Print(Colored());
}

v1::Snippet Whole(const std::string& text) {
  v1::Snippet snippet;
  snippet.set_field(v1::ARTICLE_FIELD_BODY);
  snippet.set_text(text);
  snippet.set_starts_field(true);
  snippet.set_ends_field(true);
  return snippet;
}

void Highlight(int begin, int end, v1::Snippet* snippet) {
  v1::Highlight* highlight = snippet->add_highlights();
  highlight->set_begin(begin);
  highlight->set_end(end);
}

TEST(RenderSnippetTest, HighlightsBytesOfTheText) {
  v1::Snippet snippet = Whole("é Kim é");
  Highlight(3, 6, &snippet);
  EXPECT_EQ(Shown(snippet), "é \x1b[1;33mKim\x1b[0m é");
}

TEST(RenderSnippetTest, ShowsWhereTheTextWasCut) {
  v1::Snippet snippet = Whole("a");
  snippet.set_starts_field(false);
  EXPECT_EQ(Shown(snippet), "… a");
  snippet.set_ends_field(false);
  EXPECT_EQ(Shown(snippet), "… a …");
}

TEST(RenderSnippetTest, SurvivesHighlightsThatCannotBe) {
  const int kEnds[] = {-2147483647 - 1, -1, 0, 1, 2, 3, 4, 5, 100, 2147483647};
  for (int begin : kEnds) {
    for (int end : kEnds) {
      v1::Snippet snippet = Whole("金é");  // Three bytes and two.
      Highlight(begin, end, &snippet);
      Highlight(end, begin, &snippet);
      EXPECT_EQ(RenderSnippet(snippet, Colored()).text(), "金é") << begin << " " << end;
    }
  }
}

TEST(NextPageLineTest, CanBePastedIntoAShell) {
  EXPECT_EQ(NextPageLine("abc-_.=", Screen()), "Next page: add --page-token=abc-_.=\n");
  EXPECT_EQ(NextPageLine("a'b $(x)", Screen()), "Next page: add --page-token='a'\\''b $(x)'\n");
}

TEST(RenderSearchTest, SumsUp) {
  v1::SearchResponse response;
  response.set_revision(17);
  response.mutable_timings()->set_total_us(3120);
  EXPECT_THAT(RenderSearch({}, response, Screen()),
              HasSubstr("No article matches.\n0 articles, revision 17, 3.1 ms\n"));
  response.set_total(1);
  response.add_hits()->mutable_article()->set_id("x");
  EXPECT_THAT(RenderSearch({}, response, Screen()),
              HasSubstr("\n1 article, revision 17, 3.1 ms\n"));
  response.set_total(3456);
  EXPECT_THAT(RenderSearch({}, response, Screen()),
              HasSubstr("\n1 of 3,456 articles, revision 17"));
  EXPECT_THAT(RenderSearch({}, response, Screen()), Not(HasSubstr("Next page")));
}

TEST(RenderSearchTest, NumbersLineUp) {
  v1::SearchResponse response;
  for (int i = 0; i < 100; ++i) response.add_hits()->mutable_article()->set_title("T");
  const std::string page = RenderSearch({}, response, Screen());
  EXPECT_THAT(page, HasSubstr("  1. T\n     undated"));
  EXPECT_THAT(page, HasSubstr("\n 99. T\n"));
  EXPECT_THAT(page, HasSubstr("\n100. T\n     undated"));
}

TEST(RenderSearchTest, SaysWhichDatesAreUnknown) {
  v1::SearchResponse response;
  response.add_hits()->mutable_article()->set_id("x");
  EXPECT_THAT(RenderSearch({}, response, Screen()), HasSubstr("undated · x\n"));
}

TEST(FacetColumnsTest, AreNeverWiderThanTheScreen) {
  google::protobuf::RepeatedPtrField<v1::Facet> facets;
  for (int dimension = 1; dimension <= 5; ++dimension) {
    v1::Facet* facet = facets.Add();
    facet->set_dimension(static_cast<v1::Dimension>(dimension));
    facet->set_missing(2147483647);
    facet->set_distinct(2147483647);
    for (int i = 0; i < dimension; ++i) {
      v1::FacetValue* value = facet->add_values();
      value->set_value("person/a-name-that-is-long-enough-to-be-cut-in-a-narrow-column");
      value->set_display_name("金正恩 and a name that is long enough to be cut in a column");
      value->set_count(i % 2 == 0 ? 2147483647 : 3);
      value->set_selected(i % 2 == 1);
    }
  }
  for (bool unicode : {true, false}) {
    for (int width = kMinWidth; width < 300; ++width) {
      Screen screen;
      screen.width = width;
      screen.unicode = unicode;
      for (absl::string_view line : absl::StrSplit(DrawFacetColumns(facets, {}, screen), '\n')) {
        ASSERT_LE(DisplayWidth(line), width) << line;
      }
      for (const StyledText& line : DrawValues(facets[4].values(), width, true, screen)) {
        ASSERT_EQ(line.width(), width) << line.text();
      }
    }
  }
}

TEST(FacetColumnsTest, MarkWhatIsSelected) {
  google::protobuf::RepeatedPtrField<v1::FacetValue> values;
  values.Add()->set_value("a");
  v1::FacetValue* selected = values.Add();
  selected->set_value("b");
  selected->set_selected(true);
  const auto lines = DrawValues(values, 30, false, Screen());
  ASSERT_EQ(lines.size(), 2u);
  EXPECT_EQ(lines[0].text().substr(0, 3), "  a");
  EXPECT_THAT(lines[1].text(), HasSubstr("▸ b"));
}

v1::GetEntityResponse ManyRows(int rows) {
  v1::GetEntityResponse response;
  for (int i = 0; i < rows; ++i) {
    response.add_names()->set_name(absl::StrCat("name", i));
    response.add_changes()->set_reason(absl::StrCat("reason", i));
  }
  return response;
}

TEST(RenderEntityTest, ShowsAsManyRowsAsAskedFor) {
  const std::string page = RenderEntity(ManyRows(37), {}, {}, Screen());
  EXPECT_THAT(page, HasSubstr("\n\nNames  10 of 37\n  name0 "));
  EXPECT_THAT(page, HasSubstr("\n\nChanges  10 of 37\n  changed\n    reason0\n"));
  EXPECT_THAT(page, HasSubstr("name9 "));
  EXPECT_THAT(page, Not(HasSubstr("name10")));
  EXPECT_THAT(page, Not(HasSubstr("reason10")));
  v1::ListCooccurrencesRequest request;
  request.set_size(37);
  const std::string all = RenderEntity(ManyRows(37), request, {}, Screen());
  EXPECT_THAT(all, HasSubstr("\n\nNames\n"));
  EXPECT_THAT(all, HasSubstr("reason36\n"));
  EXPECT_THAT(all, Not(HasSubstr("The server tells")));
  EXPECT_THAT(RenderEntity(ManyRows(100), {}, {}, Screen()),
              HasSubstr("\n  The server tells the first 100 names.\n"));
}

TEST(RenderEntityTest, SaysInWhichOrderOthersStand) {
  v1::ListCooccurrencesResponse beside;
  beside.add_cooccurrences()->set_kind(v1::DIMENSION_PERSON);
  v1::ListCooccurrencesRequest request;
  EXPECT_THAT(RenderEntity({}, request, beside, Screen()),
              testing::EndsWith("\n\nIn the same articles, most often first\n"
                                "Person  0 of 0\n  no values\n"));
  request.set_order(v1::COOCCURRENCE_ORDER_ASSOCIATION);
  EXPECT_THAT(RenderEntity({}, request, beside, Screen()), HasSubstr("most above chance first\n"));
}

TEST(RenderCandidatesTest, SaysHowToAskForOne) {
  v1::ListEntitiesResponse candidates;
  EXPECT_EQ(RenderCandidates(candidates, Screen()), "");
  candidates.add_entities()->set_id("person/o'neill");
  candidates.add_entities()->set_id("person/kim");
  candidates.set_total(2);
  EXPECT_THAT(RenderCandidates(candidates, Screen()),
              testing::EndsWith("\n\n2 entities, revision 0\n"
                                "For one of them: dateline entity 'person/o'\\''neill'\n"));
  candidates.set_total(3);
  EXPECT_THAT(RenderCandidates(candidates, Screen()),
              testing::EndsWith("\nFor more: add --limit 4, or words of the name\n"));
}

TEST(RenderCandidatesTest, AdvisesNoLimitThatTheServerRefuses) {
  v1::ListEntitiesResponse candidates;
  candidates.set_total(5000);
  while (candidates.entities_size() < 999) candidates.add_entities()->set_id("person/kim");
  EXPECT_THAT(RenderCandidates(candidates, Screen()),
              testing::EndsWith("\nFor more: add --limit 1000, or words of the name\n"));
  candidates.add_entities()->set_id("person/kim");
  EXPECT_THAT(RenderCandidates(candidates, Screen()),
              testing::EndsWith("\nFor more: add words of the name\n"));
}

TEST(RenderCandidatesTest, NamesNoIdThatTheScreenCannotShow) {
  v1::ListEntitiesResponse candidates;
  candidates.add_entities()->set_id("place/大阪");
  EXPECT_THAT(RenderCandidates(candidates, Screen()), HasSubstr("entity 'place/大阪'\n"));
  Screen ascii;
  ascii.unicode = false;
  EXPECT_THAT(RenderCandidates(candidates, ascii), HasSubstr("one of them: dateline entity ID\n"));
  candidates.add_entities()->set_id("place/osaka");
  EXPECT_THAT(RenderCandidates(candidates, ascii), HasSubstr("dateline entity place/osaka\n"));
}

// Only ids, which are there to be copied, run over the edge.
void ExpectNarrow(const std::string& page, int width) {
  for (absl::string_view line : absl::StrSplit(page, '\n')) {
    const size_t id = std::min(line.size(), line.find("person/"));
    ASSERT_LE(DisplayWidth(absl::StripTrailingAsciiWhitespace(line.substr(0, id))), width) << line;
  }
}

TEST(RenderEntityTest, IsNeverWiderThanTheScreen) {
  v1::GetEntityResponse entity = ManyRows(3);
  const std::string long_name =
      "金正恩 and a name that is long enough to be cut in any column of it";
  entity.mutable_entity()->set_display_name(long_name);
  entity.mutable_entity()->set_id("person/long");
  entity.mutable_entity()->set_article_count(2147483647);
  entity.mutable_names(0)->set_name(long_name);
  entity.mutable_changes(0)->set_other_id("person/another-that-is-too-long-for-a-line");
  entity.mutable_changes(0)->set_origin(v1::ENTITY_CHANGE_ORIGIN_RULE);
  entity.mutable_first_article()->set_title(long_name);
  v1::ListCooccurrencesResponse beside;
  v1::ListEntitiesResponse candidates;
  candidates.set_total(2147483647);
  for (int kind = 1; kind <= 3; ++kind) {
    v1::Cooccurrence* other = beside.add_cooccurrences()->add_values();
    other->mutable_entity()->set_display_name(long_name);
    other->set_article_count(2147483647);
    v1::Entity* candidate = candidates.add_entities();
    *candidate = entity.entity();
    candidate->set_kind(static_cast<v1::Dimension>(kind));
  }
  for (int width = kMinWidth; width < 200; ++width) {
    Screen screen;
    screen.width = width;
    ExpectNarrow(RenderEntity(entity, {}, beside, screen), width);
    const std::string page = RenderCandidates(candidates, screen);
    // What is there to be copied stands at the end.
    ExpectNarrow(page.substr(0, page.find("For one of them")), width);
  }
}

TEST(RenderArticleTest, MarksMentionsByKind) {
  v1::Article article;
  article.set_title("Kim");
  article.set_body("Kim in é Oslo.");
  v1::Mention* kim = article.add_mentions();
  kim->set_field(v1::ARTICLE_FIELD_BODY);
  kim->set_kind(v1::DIMENSION_PERSON);
  kim->set_end(3);
  v1::Mention* oslo = article.add_mentions();
  oslo->set_field(v1::ARTICLE_FIELD_BODY);
  oslo->set_kind(v1::DIMENSION_PLACE);
  oslo->set_begin(10);
  oslo->set_end(14);
  EXPECT_THAT(RenderArticle(article, Colored()),
              HasSubstr("\n\x1b[4;32mKim\x1b[0m in é \x1b[4;35mOslo\x1b[0m.\n"));
}

TEST(RenderArticleTest, SaysWhetherItKnowsWhatTheArticleIsAbout) {
  v1::Article article;
  v1::Mention* mention = article.add_mentions();
  mention->set_kind(v1::DIMENSION_PERSON);
  mention->set_entity_id("person/kim");
  mention->set_text("Kim");
  // A server that tells no entities.
  EXPECT_THAT(RenderArticle(article, Screen()), HasSubstr("\nPersons\n  Kim  1  person/kim\n"));
  v1::ArticleEntity* entity = article.add_entities();
  entity->set_entity_id("person/kim");
  entity->set_kind(v1::DIMENSION_PERSON);
  entity->set_name("Kim Jong Un");
  entity->set_mention_count(1);
  EXPECT_THAT(RenderArticle(article, Screen()),
              testing::EndsWith("\n\nPersons mentioned\n  Kim Jong Un  1  person/kim\n"));
  entity->set_about(true);
  EXPECT_THAT(RenderArticle(article, Screen()),
              testing::EndsWith("\n\nAbout\n  Kim Jong Un  1  person/kim\n"));
}

TEST(RenderArticleTest, LeavesSpansThatCannotBeUnmarked) {
  const int kEnds[] = {-2147483647 - 1, -1, 0, 1, 2, 3, 4, 5, 6, 100, 2147483647};
  for (int begin : kEnds) {
    for (int end : kEnds) {
      v1::Article article;
      article.set_body("金é\nx");
      for (v1::ArticleField field : {v1::ARTICLE_FIELD_BODY, v1::ARTICLE_FIELD_TITLE}) {
        v1::EventDate* date = article.add_event_dates();
        date->set_field(field);
        date->set_begin(begin);
        date->set_end(end);
      }
      EXPECT_THAT(RenderArticle(article, Screen()), HasSubstr("\n\n金é\nx\n"));
    }
  }
}

TEST(RenderArticleTest, PutsOneEmptyLineBetweenParagraphs) {
  v1::Article article;
  article.set_body("\n\na\n \n\nb\nc\n\n");
  EXPECT_THAT(RenderArticle(article, Screen()), testing::EndsWith("\na\n\nb\nc\n"));
}

TEST(JsonLineTest, HasZeroCountsAndProtoNames) {
  v1::SearchResponse response;
  response.add_facets()->add_values()->set_value("x");
  const std::string json = JsonLine(response).value();
  for (const char* part : {"\"total\":0", "\"count\":0", "\"selected\":false", "\"hits\":[]",
                           "\"next_page_token\":\"\"", "\"revision\":\"0\"",
                           "\"display_name\":\"\"", "\"distinct\":0", "\"missing\":0"}) {
    EXPECT_THAT(json, HasSubstr(part));
  }
  EXPECT_EQ(json.find('\n'), json.size() - 1);
}

TEST(JsonLineTest, TakesAListAsOneMoreField) {
  v1::DateWindow window;
  window.set_since("2023");
  v1::DateBucket bucket;
  EXPECT_EQ(JsonLineWithList(window, "list", {}).value(),
            "{\"since\":\"2023\",\"until\":\"\",\"list\":[]}\n");
  EXPECT_EQ(JsonLineWithList(window, "list", {&window, &bucket}).value(),
            "{\"since\":\"2023\",\"until\":\"\",\"list\":[{\"since\":\"2023\",\"until\":\"\"},"
            "{\"start_date\":\"\",\"end_date\":\"\",\"count\":0}]}\n");
  EXPECT_EQ(JsonLineWithList(v1::GetIndexRequest(), "list", {}).value(), "{\"list\":[]}\n");
}

}  // namespace
}  // namespace dateline::client
