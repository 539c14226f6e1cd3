#include "server/snapshot/corrected_columns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "server/snapshot/correction_planner.h"

namespace dateline::snapshot {
namespace {

using article::Dimension;
using testing::ElementsAre;

// Columns of articles, each a list of ids; one that ends in '!' is what the article is about. No
// source and no date.
class ColumnsBuilder {
 public:
  explicit ColumnsBuilder(const std::vector<std::vector<std::string>>& articles, bool with_about) {
    columns_.row_count = columns_.article_count = static_cast<uint32_t>(articles.size());
    columns_.publish.start.assign(articles.size(), kUnknownDay);
    columns_.publish.precision.assign(articles.size(), 0);
    for (size_t d = 0; d < article::kValueDimensionCount; ++d) {
      Dictionary& dictionary = columns_.dictionaries[d];
      for (const auto& article : articles) {
        for (std::string id : article) {
          if (id.back() == '!') id.pop_back();
          if (static_cast<size_t>(*DimensionOfEntity(id)) != d) continue;
          if (dictionary.Find(id) != kNoOrdinal) continue;
          dictionary.entries.push_back({id, "name of " + id, 0});
          std::sort(dictionary.entries.begin(), dictionary.entries.end(),
                    [](const auto& a, const auto& b) { return a.value < b.value; });
        }
      }
      ValueColumn& column = columns_.values[d];
      column.offsets.push_back(0);
      if (with_about) column.about.assign(1, 0);
      for (const auto& article : articles) {
        std::vector<std::pair<Ordinal, bool>> row;
        for (std::string id : article) {
          const bool about = id.back() == '!';
          if (about) id.pop_back();
          if (static_cast<size_t>(*DimensionOfEntity(id)) != d) continue;
          row.emplace_back(dictionary.Find(id), about);
          ++dictionary.entries[row.back().first].article_count;
        }
        std::sort(row.begin(), row.end());
        for (const auto& [ordinal, about] : row) {
          const size_t i = column.ordinals.size();
          if (with_about && about) column.about[i / 64] |= uint64_t{1} << (i % 64);
          column.ordinals.push_back(ordinal);
          if (with_about) column.about.resize(column.ordinals.size() / 64 + 1, 0);
        }
        column.offsets.push_back(static_cast<uint32_t>(column.ordinals.size()));
      }
    }
  }

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
    std::vector<std::string> rows(columns_.row_count);
    for (size_t d = 0; d < article::kValueDimensionCount; ++d) {
      const ValueColumn& column = columns_.values[d];
      const std::vector<Dictionary::Entry>& entries = columns_.dictionaries[d].entries;
      std::vector<uint32_t> counts(entries.size(), 0);
      for (Row row = 0; row < columns_.row_count; ++row) {
        for (uint32_t i = column.offsets[row]; i < column.offsets[row + 1]; ++i) {
          EXPECT_TRUE(i == column.offsets[row] || column.ordinals[i - 1] < column.ordinals[i]);
          ++counts[column.ordinals[i]];
          const bool about = !column.about.empty() && column.IsAbout(i);
          absl::StrAppend(&rows[row], rows[row].empty() ? "" : " ",
                          entries[column.ordinals[i]].value, about ? "!" : "");
        }
      }
      EXPECT_EQ(column.ordinals.size(), column.offsets.back());
      for (size_t o = 0; o < entries.size(); ++o) {
        EXPECT_EQ(entries[o].article_count, counts[o]) << entries[o].value;
        EXPECT_GT(counts[o], 0u) << entries[o].value;
        EXPECT_TRUE(o == 0 || entries[o - 1].value < entries[o].value);
      }
    }
    return rows;
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
  EXPECT_THAT(ColumnsBuilder(SampleArticles(), true).Corrected("merge|person/a|person/c|r"),
              ElementsAre("person/b person/c! place/x", "person/b! person/c! organization/x",
                          "person/c organization/x! place/x", "place/y!", "", "person/c"));
  EXPECT_THAT(ColumnsBuilder(SampleArticles(), true)
                  .Corrected("merge|person/c|person/a|r\nmerge|person/b|person/c|r"),
              ElementsAre("person/a! place/x", "person/a! organization/x",
                          "person/a organization/x! place/x", "place/y!", "", "person/a"));
}

TEST(CorrectedColumnsTest, MergesAcrossDimensions) {
  EXPECT_THAT(ColumnsBuilder(SampleArticles(), true).Corrected("merge|organization/x|place/x|r"),
              ElementsAre("person/a! person/b place/x", "person/b! person/c! place/x",
                          "person/a place/x!", "place/y!", "", "person/a person/c"));
}

TEST(CorrectedColumnsTest, HidesAndSplits) {
  EXPECT_THAT(ColumnsBuilder(SampleArticles(), true).Corrected("hide|person/a|r\nhide|place/y|r"),
              ElementsAre("person/b place/x", "person/b! person/c! organization/x",
                          "organization/x! place/x", "", "", "person/c"));
  EXPECT_THAT(
      ColumnsBuilder(SampleArticles(), true)
          .Corrected("split|person/a|person/new|New|with=place/x without=person/b|r\n"
                     "split|person/a|person/b|B|with=place/x|r\n"),
      ElementsAre("person/b! place/x", "person/b! person/c! organization/x",
                  "person/new organization/x! place/x", "place/y!", "", "person/a person/c"));
  // Nothing is left of what was split.
  EXPECT_THAT(
      ColumnsBuilder(SampleArticles(), true)
          .Corrected("split|place/y|person/y|Y|without=person/a|r"),
      ElementsAre("person/a! person/b place/x", "person/b! person/c! organization/x",
                  "person/a organization/x! place/x", "person/y!", "", "person/a person/c"));
}

TEST(CorrectedColumnsTest, DoesWithoutWhatArticlesAreAbout) {
  EXPECT_THAT(ColumnsBuilder(SampleArticles(), false)
                  .Corrected("merge|person/a|person/c|r\nmerge|organization/x|place/x|r"),
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
  EXPECT_THAT(ColumnsBuilder(articles, true).Corrected("merge|person/a|person/b|r"),
              testing::ElementsAreArray(merged));
}

}  // namespace
}  // namespace dateline::snapshot
