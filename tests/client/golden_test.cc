// Whole pages, byte by byte. Answers of a server are in tests/golden as JSON, beside the pages.
//
// With DATELINE_REGENERATE_GOLDEN=1 in the environment the pages are written anew; read the
// difference before you commit it.

#include <google/protobuf/util/json_util.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "absl/strings/str_cat.h"
#include "client/article_page.h"
#include "client/entity_page.h"
#include "client/index_page.h"
#include "client/json_line.h"
#include "client/search_page.h"

namespace dateline::client {
namespace {

enum class Page {
  kSearch,
  kSearchAbout,  // Of a request that counts what the articles are about.
  kSearchJson,
  kArticle,
  kFacetValues,
  kFacetValuesAbout,
  kFacetValuesJson,
  kEntity,  // With entity_beside.json.
  kEntityAlone,
  kEntityJson,
  kEntities,
  kIndex
};

struct GoldenCase {
  const char* golden;  // The page, below tests/golden.
  const char* answer;  // What it is rendered from.
  Page page;
  int width;
  bool color;
  bool unicode;
};

constexpr GoldenCase kCases[] = {
    {"search_80.txt", "search.json", Page::kSearch, 80, false, true},
    {"search_120.txt", "search.json", Page::kSearch, 120, false, true},
    {"search_40.txt", "search.json", Page::kSearch, 40, false, true},
    {"search_20.txt", "search.json", Page::kSearch, 20, false, true},
    {"search_color.txt", "search.json", Page::kSearch, 80, true, true},
    {"search_ascii.txt", "search.json", Page::kSearch, 80, false, false},
    {"about_80.txt", "search.json", Page::kSearchAbout, 80, false, true},
    {"about_20.txt", "search.json", Page::kSearchAbout, 20, false, true},
    {"search_json.txt", "search.json", Page::kSearchJson, 80, false, true},
    {"collapsed_80.txt", "collapsed.json", Page::kSearch, 80, false, true},
    {"collapsed_40.txt", "collapsed.json", Page::kSearch, 40, false, true},
    {"collapsed_json.txt", "collapsed.json", Page::kSearchJson, 80, false, true},
    {"counts_80.txt", "counts.json", Page::kSearch, 80, false, true},
    {"counts_200.txt", "counts.json", Page::kSearch, 200, false, true},
    {"nothing_80.txt", "nothing.json", Page::kSearch, 80, false, true},
    {"nothing_json.txt", "nothing.json", Page::kSearchJson, 80, false, true},
    {"hostile_color.txt", "hostile.json", Page::kSearch, 80, true, true},
    {"hostile_ascii.txt", "hostile.json", Page::kSearch, 80, false, false},
    {"hostile_json.txt", "hostile.json", Page::kSearchJson, 80, false, true},
    {"article_80.txt", "article.json", Page::kArticle, 80, false, true},
    {"article_about_80.txt", "article_about.json", Page::kArticle, 80, false, true},
    {"article_about_color_40.txt", "article_about.json", Page::kArticle, 40, true, true},
    {"article_copy_80.txt", "article_copy.json", Page::kArticle, 80, false, true},
    {"article_head_80.txt", "article_head.json", Page::kArticle, 80, false, true},
    {"article_color_40.txt", "article.json", Page::kArticle, 40, true, true},
    {"facet_values_80.txt", "facet_values.json", Page::kFacetValues, 80, false, true},
    {"facet_values_about_80.txt", "facet_values.json", Page::kFacetValuesAbout, 80, false, true},
    {"facet_values_json.txt", "facet_values.json", Page::kFacetValuesJson, 80, false, true},
    {"entity_80.txt", "entity.json", Page::kEntity, 80, false, true},
    {"entity_20.txt", "entity.json", Page::kEntity, 20, false, true},
    {"entity_color.txt", "entity.json", Page::kEntity, 80, true, true},
    {"entity_ascii.txt", "entity.json", Page::kEntity, 80, false, false},
    {"entity_small_80.txt", "entity_small.json", Page::kEntityAlone, 80, false, true},
    {"entity_json.txt", "entity.json", Page::kEntityJson, 80, false, true},
    {"entities_80.txt", "entities.json", Page::kEntities, 80, false, true},
    {"entities_20.txt", "entities.json", Page::kEntities, 20, false, true},
    {"entities_color.txt", "entities.json", Page::kEntities, 80, true, true},
    {"index_80.txt", "index.json", Page::kIndex, 80, false, true},
    {"index_overlay_80.txt", "index_overlay.json", Page::kIndex, 80, false, true},
    {"index_overlay_color_40.txt", "index_overlay.json", Page::kIndex, 40, true, true},
};

std::string Path(absl::string_view name) {
  return absl::StrCat(DATELINE_SOURCE_DIR, "/tests/golden/", name);
}

std::string ReadFile(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  EXPECT_TRUE(file.good()) << path;
  std::ostringstream content;
  content << file.rdbuf();
  return content.str();
}

template <typename Message>
Message ReadAnswer(absl::string_view name) {
  Message message;
  const auto status = google::protobuf::util::JsonStringToMessage(ReadFile(Path(name)), &message);
  EXPECT_TRUE(status.ok()) << name << ": " << status.ToString();
  return message;
}

template <typename Message>
Message Answer(const GoldenCase& golden) {
  return ReadAnswer<Message>(golden.answer);
}

std::string Render(const GoldenCase& golden) {
  Screen screen;
  screen.width = golden.width;
  screen.color = golden.color;
  screen.unicode = golden.unicode;
  v1::SearchRequest about;
  for (v1::Dimension dimension : {v1::DIMENSION_PERSON, v1::DIMENSION_ORGANIZATION}) {
    v1::FacetRequest* facet = about.add_facets();
    facet->set_dimension(dimension);
    facet->set_about_only(true);
  }
  about.add_facets()->set_dimension(v1::DIMENSION_PLACE);
  v1::ListFacetValuesRequest list_about;
  list_about.set_about_only(true);
  v1::ListCooccurrencesResponse beside;
  if (golden.page == Page::kEntity || golden.page == Page::kEntityJson) {
    beside = ReadAnswer<v1::ListCooccurrencesResponse>("entity_beside.json");
  }
  switch (golden.page) {
    case Page::kSearch:
      return RenderSearch({}, Answer<v1::SearchResponse>(golden), screen);
    case Page::kSearchAbout:
      return RenderSearch(about, Answer<v1::SearchResponse>(golden), screen);
    case Page::kSearchJson:
      return JsonLine(Answer<v1::SearchResponse>(golden)).value();
    case Page::kArticle:
      return RenderArticle(Answer<v1::Article>(golden), screen);
    case Page::kFacetValues:
      return RenderFacetValues({}, Answer<v1::ListFacetValuesResponse>(golden), screen);
    case Page::kFacetValuesAbout:
      return RenderFacetValues(list_about, Answer<v1::ListFacetValuesResponse>(golden), screen);
    case Page::kFacetValuesJson:
      return JsonLine(Answer<v1::ListFacetValuesResponse>(golden)).value();
    case Page::kEntity:
    case Page::kEntityAlone:
      return RenderEntity(Answer<v1::GetEntityResponse>(golden), {}, beside, screen);
    case Page::kEntityJson:
      return JsonLineWithList(
                 Answer<v1::GetEntityResponse>(golden), "cooccurrences",
                 {beside.cooccurrences().pointer_begin(), beside.cooccurrences().pointer_end()})
          .value();
    case Page::kEntities:
      return RenderCandidates(Answer<v1::ListEntitiesResponse>(golden), screen);
    case Page::kIndex:
      return RenderIndex(Answer<v1::GetIndexResponse>(golden), screen);
  }
  return "";
}

class GoldenTest : public testing::TestWithParam<GoldenCase> {};

TEST_P(GoldenTest, PageIsTheSameByteByByte) {
  const std::string page = Render(GetParam());
  if (std::getenv("DATELINE_REGENERATE_GOLDEN") != nullptr) {
    std::ofstream(Path(GetParam().golden), std::ios::binary) << page;
    GTEST_SKIP() << "written: " << GetParam().golden;
  }
  EXPECT_EQ(page, ReadFile(Path(GetParam().golden)));
}

INSTANTIATE_TEST_SUITE_P(Pages, GoldenTest, testing::ValuesIn(kCases), [](const auto& info) {
  const std::string name = info.param.golden;
  return name.substr(0, name.find('.'));
});

}  // namespace
}  // namespace dateline::client
