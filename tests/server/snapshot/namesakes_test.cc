#include "server/snapshot/namesakes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "tests/server/snapshot/made_columns.h"

namespace dateline::snapshot {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// "person/a ohio 3": so many articles of their own, which tell that home of that id.
struct Told {
  std::string id;
  std::string home;
  uint32_t articles;
};

// States with their countries.
const std::map<std::string, std::string>& Countries() {
  static const auto* countries =
      new std::map<std::string, std::string>{{"place/ohio", "place/usa"},
                                             {"place/iowa", "place/usa"},
                                             {"place/maine", "place/usa"},
                                             {"place/ontario", "place/canada"}};
  return *countries;
}

// What the rule splits, "person/a: iowa ohio", homes with a place "Ohio" and so on.
std::vector<std::string> Split(const std::vector<Told>& told,
                               const absl::flat_hash_map<std::string, std::string>& merged = {},
                               const absl::flat_hash_set<std::string>& kept = {}) {
  std::vector<ShardHomes> shards(2);
  std::map<std::pair<std::string, std::string>, std::vector<Row>> rows;
  std::set<std::string> ids;
  Row next = 0;
  for (const Told& t : told) {
    const std::string home = "place/" + t.home;
    for (uint32_t i = 0; i < t.articles; ++i) {
      rows[{t.id, home}].push_back(next);
      std::vector<ShardHomes::Home>& homes = shards[next++ % 2].homes;
      if (!homes.empty() && homes.back().entity_id == t.id && homes.back().home == home) {
        ++homes.back().article_count;
      } else {
        homes.push_back({t.id, home, 1});
      }
    }
    ids.insert(t.id);
    const auto country = Countries().find(home);
    if (country != Countries().end()) shards[0].homes.push_back({home, country->second, 1});
  }
  Dictionary persons;
  for (const std::string& id : ids) persons.Add(id, id, 1);
  Dictionary places;
  places.Add("place/ohio", "Ohio", 1);
  NamesakeEvidence evidence;
  evidence.homes = &shards;
  evidence.persons = &persons;
  evidence.places = &places;
  evidence.merged_into = &merged;
  evidence.kept = &kept;
  evidence.rows_of = [&](absl::string_view id, absl::string_view home) {
    return rows[{std::string(id), std::string(home)}];
  };
  const Namesakes namesakes = FindNamesakes(evidence);
  std::vector<std::string> split;
  for (const Namesakes::Group& group : namesakes.groups()) {
    std::string text = absl::StrCat(group.id, ":");
    for (const Namesakes::Branch& branch : group.branches) {
      EXPECT_EQ(namesakes.BranchOf(branch.target), &branch);
      absl::StrAppend(&text, " ", branch.home_name, " ", branch.article_count);
    }
    split.push_back(text);
  }
  return split;
}

TEST(NamesakesTest, SplitsWhatSeveralHomesAreToldOf) {
  EXPECT_THAT(Split({{"person/a", "ohio", 4}, {"person/a", "iowa", 3}}),
              ElementsAre("person/a: iowa 3 Ohio 4"));
  EXPECT_THAT(Split({{"person/a", "ohio", 6}, {"person/a", "ontario", 3}}),
              ElementsAre("person/a: Ohio 6 ontario 3"));
  EXPECT_THAT(Split({{"person/a", "norway", 3}, {"person/a", "peru", 3}}),
              ElementsAre("person/a: norway 3 peru 3"));
  EXPECT_THAT(Split({{"person/a", "ohio", 3}, {"person/a", "peru", 4}}),
              ElementsAre("person/a: Ohio 3 peru 4"));
  EXPECT_THAT(Split({{"person/a", "ohio", 3}, {"person/a", "iowa", 3}, {"person/a", "maine", 2}}),
              ElementsAre("person/a: iowa 3 Ohio 3"));
  // A tenth is enough of many.
  EXPECT_THAT(Split({{"person/a", "ohio", 200}, {"person/a", "iowa", 20}}),
              ElementsAre("person/a: iowa 20 Ohio 200"));
  // The country of one of them says nothing, however often it is told.
  EXPECT_THAT(Split({{"person/a", "usa", 90}, {"person/a", "ohio", 3}, {"person/a", "iowa", 5}}),
              ElementsAre("person/a: iowa 5 Ohio 3"));
  // Those of fuller names, and what the indexer gives one of two within an article.
  EXPECT_THAT(Split({{"person/a-b", "ohio", 4}, {"person/a-c-b", "iowa", 3}},
                    {{"person/a-c-b", "person/a-b"}}),
              ElementsAre("person/a-b: iowa 3 Ohio 4"));
  EXPECT_THAT(
      Split({{"person/a", "ohio", 4}, {"person/a", "iowa", 2}, {"person/a-iowa", "iowa", 1}}),
      ElementsAre("person/a: iowa 3 Ohio 4"));
  EXPECT_THAT(Split({{"person/b", "ohio", 3},
                     {"person/b", "iowa", 3},
                     {"person/a", "ohio", 3},
                     {"person/a", "iowa", 3}}),
              ElementsAre("person/a: iowa 3 Ohio 3", "person/b: iowa 3 Ohio 3"));
}

TEST(NamesakesTest, LeavesWhatNothingIsToldOf) {
  EXPECT_THAT(Split({}), IsEmpty());
  EXPECT_THAT(Split({{"person/a", "ohio", 9}}), IsEmpty());
  EXPECT_THAT(Split({{"person/a", "ohio", 9}, {"person/b", "iowa", 9}}), IsEmpty());
  // Slips: of few, less than half as many; of many, less than a tenth.
  EXPECT_THAT(Split({{"person/a", "ohio", 3}, {"person/a", "iowa", 2}}), IsEmpty());
  EXPECT_THAT(Split({{"person/a", "ohio", 7}, {"person/a", "iowa", 3}}), IsEmpty());
  EXPECT_THAT(Split({{"person/a", "ohio", 190}, {"person/a", "iowa", 19}}), IsEmpty());
  EXPECT_THAT(Split({{"person/a", "ohio", 201}, {"person/a", "iowa", 20}}), IsEmpty());
  EXPECT_THAT(Split({{"person/a", "ohio", 2}, {"person/a", "iowa", 2}, {"person/a", "peru", 2}}),
              IsEmpty());
  // A governor who became the president.
  EXPECT_THAT(Split({{"person/a", "ohio", 9}, {"person/a", "usa", 9}}), IsEmpty());
  EXPECT_THAT(Split({{"person/a", "ontario", 9}, {"person/a", "canada", 30}}), IsEmpty());
  // Kept; and two that a word more tells apart.
  EXPECT_THAT(Split({{"person/a", "ohio", 9}, {"person/a", "iowa", 9}}, {}, {"person/a"}),
              IsEmpty());
  EXPECT_THAT(Split({{"person/a-b", "ohio", 4}, {"person/a-c-b", "iowa", 3}}), IsEmpty());
  // Neither organizations nor places.
  EXPECT_THAT(Split({{"organization/a", "ohio", 9}, {"organization/a", "iowa", 9}}), IsEmpty());
}

TEST(NamesakesTest, PutsFullerNamesOfOneHomeTogether) {
  const std::vector<ShardHomes> homes = {{{{"person/a-c-b-ohio", "place/ohio", 1},
                                           {"person/a-c-b-iowa", "place/ohio", 1},
                                           {"person/a-c-b-peru", "place/peru", 1},
                                           {"person/x-ohio", "place/ohio", 1}}}};
  absl::flat_hash_map<std::string, std::string> merged = {{"person/a-c-b", "person/a-b"}};
  MergeFullerNamesakes(homes, {"person/a-c-b-peru"}, &merged);
  EXPECT_THAT(merged,
              testing::UnorderedElementsAre(testing::Pair("person/a-c-b", "person/a-b"),
                                            testing::Pair("person/a-c-b-ohio", "person/a-b-ohio")));
}

// Rows 0 to 3 are of person/a; of those, 0 and 1 tell Iowa, 2 Ohio.
Namesakes SampleNamesakes() {
  Namesakes::Group group;
  group.id = "person/a";
  group.members = {"person/a", "person/a-long"};
  group.branches = {{"place/iowa", "Iowa", "person/a-iowa", 2},
                    {"place/ohio", "Ohio", "person/a-ohio", 1}};
  group.rows = {{0, 0}, {1, 0}, {2, 1}};
  Namesakes namesakes;
  namesakes.Add(std::move(group));
  return namesakes;
}

TEST(NamesakesTest, SplitsColumns) {
  Columns columns = MadeColumns({{"person/a", "person/a-iowa", "person/a-long!"},
                                 {"person/a"},
                                 {"person/a-long!", "person/b!"},
                                 {"person/a"}});
  ASSERT_TRUE(SplitNamesakes(SampleNamesakes(), &columns).ok());
  std::vector<std::string> entries;
  for (const Dictionary::Entry& entry : columns.dictionaries[0].entries) {
    entries.push_back(absl::StrCat(entry.value, " ", entry.display_name, " ", entry.article_count));
  }
  EXPECT_THAT(
      entries,
      ElementsAre("person/a name of person/a 1", "person/a-iowa name of person/a-iowa 2",
                  "person/a-long name of person/a-long 0",
                  "person/a-ohio name of person/a (Ohio) 1", "person/b name of person/b 1"));
  EXPECT_THAT(RowTexts(columns), ElementsAre("person/a-iowa!", "person/a-iowa",
                                             "person/a-ohio! person/b!", "person/a"));

  // An article that tells the home of a person whom it does not have.
  EXPECT_TRUE(absl::IsDataLoss(SplitNamesakes(SampleNamesakes(), &columns)));
}

TEST(NamesakesTest, GivesArticlesWhatTheirColumnsHave) {
  const Namesakes namesakes = SampleNamesakes();
  EXPECT_EQ(namesakes.RuledIn(1, "person/a"), "person/a-iowa");
  EXPECT_EQ(namesakes.RuledIn(2, "person/a-long"), "person/a-ohio");
  EXPECT_EQ(namesakes.RuledIn(3, "person/a"), "person/a");
  EXPECT_EQ(namesakes.RuledIn(1, "person/b"), "person/b");
  EXPECT_THAT(namesakes.OwnIdsOf("person/a-iowa"),
              ElementsAre("person/a-iowa", "person/a", "person/a-long"));
  EXPECT_THAT(namesakes.OwnIdsOf("person/a"), ElementsAre("person/a"));
  const auto apply = [&](const std::vector<std::pair<std::string, std::string>>& mentions) {
    article::Article article;
    for (const auto& [id, home] : mentions) {
      article.mentions.emplace_back().entity_id = id;
      article.mentions.back().home = home;
    }
    namesakes.Apply(&article);
    std::vector<std::string> ids;
    for (const article::Mention& mention : article.mentions) ids.push_back(mention.entity_id);
    return absl::StrJoin(ids, " ");
  };
  EXPECT_EQ(apply({{"person/a", "place/iowa"}, {"person/a-long", ""}, {"person/b", ""}}),
            "person/a-iowa person/a-iowa person/b");
  EXPECT_EQ(apply({{"person/a", "place/iowa"}, {"person/a-long", "place/ohio"}}),
            "person/a person/a-long");
  EXPECT_EQ(apply({{"person/a", "place/peru"}, {"person/b", "place/iowa"}}), "person/a person/b");
  EXPECT_EQ(apply({{"person/a", "place/peru"}, {"person/a", "place/ohio"}}),
            "person/a-ohio person/a-ohio");
}

}  // namespace
}  // namespace dateline::snapshot
