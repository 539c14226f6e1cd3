#include "server/snapshot/corrected_columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "server/snapshot/correction_planner.h"
#include "tests/server/snapshot/made_columns.h"

namespace dateline::snapshot {
namespace {

using article::Dimension;
using testing::ElementsAre;

// Columns of articles, each a list of ids; one that ends in '!' is what the article is about.
class ColumnsBuilder {
 public:
  explicit ColumnsBuilder(const std::vector<std::vector<std::string>>& articles)
      : columns_(MadeColumns(articles)) {}

  // Every row as text, "a! b", ids of all dimensions; with "!" as given.
  std::vector<std::string> Corrected(std::string lines) {
    std::replace(lines.begin(), lines.end(), '|', '\t');
    const AliasOverlay overlay = *ParseAliasOverlay("a.tsv", lines);
    EntityCorrections corrections = PlanCorrections(columns_.dictionaries, false, &overlay);
    EXPECT_THAT(corrections.summary()->warnings, testing::IsEmpty());
    NameSource source;
    source.names_of = [](const std::string&) { return std::vector<EntityName>(); };
    source.rows_of = [](const EntityName&) { return std::vector<Row>(); };
    CorrectColumns(source, &columns_, &corrections);
    for (const Dictionary& dictionary : columns_.dictionaries) {
      for (const auto& entry : dictionary.entries) EXPECT_GT(entry.article_count, 0u);
    }
    return RowTexts(columns_);
  }

 private:
  Columns columns_;
};

const std::vector<std::vector<std::string>>& SampleArticles() {
  static const auto* articles =
      new std::vector<std::vector<std::string>>{{"person/a!", "person/b", "place/x"},
                                                {"person/b!", "person/c!", "organization/x"},
                                                {"person/a", "organization/x!", "place/x"},
                                                {"place/y!"},
                                                {},
                                                {"person/a", "person/c"}};
  return *articles;
}

TEST(CorrectedColumnsTest, MergesWithinADimension) {
  EXPECT_THAT(ColumnsBuilder(SampleArticles()).Corrected("merge|person/a|person/c|r"),
              ElementsAre("person/b person/c! place/x", "person/b! person/c! organization/x",
                          "person/c organization/x! place/x", "place/y!", "", "person/c"));
  EXPECT_THAT(ColumnsBuilder(SampleArticles())
                  .Corrected("merge|person/c|person/a|r\nmerge|person/b|person/c|r"),
              ElementsAre("person/a! place/x", "person/a! organization/x",
                          "person/a organization/x! place/x", "place/y!", "", "person/a"));
}

TEST(CorrectedColumnsTest, MergesAcrossDimensions) {
  EXPECT_THAT(ColumnsBuilder(SampleArticles()).Corrected("merge|organization/x|place/x|r"),
              ElementsAre("person/a! person/b place/x", "person/b! person/c! place/x",
                          "person/a place/x!", "place/y!", "", "person/a person/c"));
}

TEST(CorrectedColumnsTest, HidesAndSplits) {
  EXPECT_THAT(ColumnsBuilder(SampleArticles()).Corrected("hide|person/a|r\nhide|place/y|r"),
              ElementsAre("person/b place/x", "person/b! person/c! organization/x",
                          "organization/x! place/x", "", "", "person/c"));
  EXPECT_THAT(
      ColumnsBuilder(SampleArticles())
          .Corrected("split|person/a|person/new|New|with=place/x without=person/b|r\n"
                     "split|person/a|person/b|B|with=place/x|r\n"),
      ElementsAre("person/b! place/x", "person/b! person/c! organization/x",
                  "person/new organization/x! place/x", "place/y!", "", "person/a person/c"));
  // Nothing is left of what was split.
  EXPECT_THAT(
      ColumnsBuilder(SampleArticles()).Corrected("split|place/y|person/y|Y|without=person/a|r"),
      ElementsAre("person/a! person/b place/x", "person/b! person/c! organization/x",
                  "person/a organization/x! place/x", "person/y!", "", "person/a person/c"));
}

TEST(CorrectedColumnsTest, DoesWithoutWhatArticlesAreAbout) {
  std::vector<std::vector<std::string>> articles = SampleArticles();
  for (auto& article : articles) {
    for (std::string& id : article) id.erase(std::remove(id.begin(), id.end(), '!'), id.end());
  }
  EXPECT_THAT(ColumnsBuilder(articles).Corrected(
                  "merge|person/a|person/c|r\nmerge|organization/x|place/x|r"),
              ElementsAre("person/b person/c place/x", "person/b person/c place/x",
                          "person/c place/x", "place/y", "", "person/c"));
}

TEST(CorrectedColumnsTest, KeepsTheBitsOfManyValues) {
  // Over the edges of words, with values that go.
  std::vector<std::vector<std::string>> articles;
  std::vector<std::string> merged;
  for (int i = 0; i < 200; ++i) {
    std::vector<std::string>& article = articles.emplace_back();
    std::string& text = merged.emplace_back();
    if (i % 3 != 1) article.push_back(i % 5 == 0 ? "person/a!" : "person/a");
    if (i % 3 != 2) article.push_back(i % 7 == 0 ? "person/b!" : "person/b");
    const bool about = (i % 3 != 1 && i % 5 == 0) || (i % 3 != 2 && i % 7 == 0);
    text = about ? "person/b!" : "person/b";
    article.push_back(i % 11 == 0 ? "person/c!" : "person/c");
    text += i % 11 == 0 ? " person/c!" : " person/c";
  }
  EXPECT_THAT(ColumnsBuilder(articles).Corrected("merge|person/a|person/b|r"),
              testing::ElementsAreArray(merged));
}

}  // namespace
}  // namespace dateline::snapshot
