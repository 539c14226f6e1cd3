#include "indexer/article/article.h"

#include <set>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::article {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

Mention MakeMention(Kind kind, uint32_t begin, uint32_t end, std::string id, std::string name) {
  Mention mention;
  mention.kind = kind;
  mention.begin = begin;
  mention.end = end;
  mention.entity_id = std::move(id);
  mention.name = std::move(name);
  return mention;
}

TEST(DimensionTest, RowsStandWhereTheirEnumSays) {
  for (size_t i = 0; i < kDimensions.size(); ++i) {
    EXPECT_EQ(static_cast<size_t>(kDimensions[i].dimension), i);
    EXPECT_EQ(FindDimension(kDimensions[i].name), kDimensions[i].dimension);
    EXPECT_EQ(kDimensions[i].type != DimensionType::kDate, i < kValueDimensionCount);
  }
  EXPECT_FALSE(FindDimension("Person").has_value());
  EXPECT_FALSE(FindDimension("").has_value());
}

TEST(ArticleTest, CountsEachEntityOncePerArticleUnderItsFirstName) {
  Article article;
  article.body = "Kim met Choe. Kim spoke in Moscow.";
  article.mentions = {
      MakeMention(Kind::kPerson, 0, 3, "person/kim-jong-un", "Kim Jong Un"),
      MakeMention(Kind::kPerson, 8, 12, "person/choe-son-hui", "Choe Son Hui"),
      MakeMention(Kind::kPerson, 14, 17, "person/kim-jong-un", "Kim Jong-un"),
      MakeMention(Kind::kPlace, 27, 33, "place/moscow", "Moscow"),
      MakeMention(Kind::kPerson, 27, 33, "", "Moscow"),  // Linked to nothing: no facet value.
  };
  EXPECT_THAT(ValuesOf(article, Dimension::kPerson),
              ElementsAre(FacetValue{"person/choe-son-hui", "Choe Son Hui"},
                          FacetValue{"person/kim-jong-un", "Kim Jong Un"}));
  EXPECT_THAT(ValuesOf(article, Dimension::kPlace),
              ElementsAre(FacetValue{"place/moscow", "Moscow"}));
  EXPECT_THAT(ValuesOf(article, Dimension::kOrganization), IsEmpty());
  EXPECT_EQ(article.text(article.mentions[1]), "Choe");
}

TEST(ArticleTest, LabelsAreTheirOwnNamesAndAbsentWhenEmpty) {
  Article article;
  EXPECT_THAT(ValuesOf(article, Dimension::kSource), IsEmpty());
  article.source = "Harbour Courier";
  article.language = "en";
  EXPECT_THAT(ValuesOf(article, Dimension::kSource),
              ElementsAre(FacetValue{"Harbour Courier", "Harbour Courier"}));
  EXPECT_THAT(ValuesOf(article, Dimension::kLanguage), ElementsAre(FacetValue{"en", "en"}));
  EXPECT_THAT(ValuesOf(article, Dimension::kPublishDate), IsEmpty());
}

TEST(ArticleTest, EventIntervalsAreSortedAndDistinct) {
  const absl::CivilDay day(2023, 9, 13);
  Article article;
  for (const DateInterval& interval : {DateInterval{day, day}, DateInterval{day - 3, day},
                                       DateInterval{day, day}, DateInterval{day, day + 2}}) {
    EventDate date;
    date.interval = interval;
    article.event_dates.push_back(date);
  }
  EXPECT_THAT(
      EventIntervalsOf(article),
      ElementsAre(DateInterval{day - 3, day}, DateInterval{day, day}, DateInterval{day, day + 2}));
}

TEST(EventDateTest, EveryGranularityAndRuleHasItsOwnName) {
  std::set<std::string> names;
  for (int i = 0; i <= static_cast<int>(kLastGranularity); ++i) {
    EXPECT_TRUE(names.emplace(Name(static_cast<DateGranularity>(i))).second) << i;
  }
  names.clear();
  for (int i = 0; i <= static_cast<int>(kLastRule); ++i) {
    EXPECT_TRUE(names.emplace(Name(static_cast<DateRule>(i))).second) << i;
  }
  EXPECT_EQ(Name(DateGranularity::kUnspecified), "");
  EXPECT_EQ(Name(DateRule::kUnspecified), "");
}

}  // namespace
}  // namespace dateline::article
