#include "indexer/article/namesake.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace dateline::article {
namespace {

using testing::ElementsAre;
using testing::Pair;

TEST(NamesakeTest, HasTheHomeBehindIdAndName) {
  EXPECT_EQ(NamesakeId("person/jane-roe", "place/ohio"), "person/jane-roe-ohio");
  EXPECT_EQ(NamesakeName("Jane Roe", "Ohio"), "Jane Roe (Ohio)");
}

TEST(NamesakeTest, ListsEachHomeOfAnEntityOnce) {
  Article article;
  for (const auto& [id, home] : {std::make_pair("person/b", "place/y"),
                                 {"person/b", "place/x"},
                                 {"person/a", "place/x"},
                                 {"person/b", "place/x"},
                                 {"person/c", ""},
                                 {"", "place/x"}}) {
    article.mentions.emplace_back().entity_id = id;
    article.mentions.back().home = home;
  }
  EXPECT_THAT(HomesOf(article),
              ElementsAre(Pair("person/a", "place/x"), Pair("person/b", "place/x"),
                          Pair("person/b", "place/y")));
}

}  // namespace
}  // namespace dateline::article
