#include "server/snapshot/correction_planner.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace dateline::snapshot {
namespace {

using article::Dimension;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

// Articles have person/a to person/f, organization/a, place/a, place/b, and the source bbc.
EntityCorrections::Dictionaries SampleDictionaries(const std::vector<std::string>& more = {}) {
  EntityCorrections::Dictionaries own;
  const auto add = [&](Dimension dimension, const std::string& value) {
    own[static_cast<size_t>(dimension)].Add(value, value, 1);
  };
  for (const char* slug : {"a", "b", "c", "d", "e", "f"}) {
    add(Dimension::kPerson, absl::StrCat("person/", slug));
  }
  for (const std::string& id : more) add(Dimension::kPerson, id);
  std::sort(own[0].entries.begin(), own[0].entries.end(),
            [](const auto& a, const auto& b) { return a.value < b.value; });
  add(Dimension::kOrganization, "organization/a");
  add(Dimension::kPlace, "place/a");
  add(Dimension::kPlace, "place/b");
  add(Dimension::kSource, "bbc");
  return own;
}

// Lines with '|' for the TABs and without reasons.
AliasOverlay Overlay(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) absl::StrAppend(&text, line, "|why\n");
  std::replace(text.begin(), text.end(), '|', '\t');
  absl::StatusOr<AliasOverlay> overlay = ParseAliasOverlay("a.tsv", text);
  EXPECT_TRUE(overlay.ok()) << overlay.status();
  return *overlay;
}

EntityCorrections Plan(const std::vector<std::string>& lines,
                       const std::vector<std::string>& more = {}) {
  const AliasOverlay overlay = Overlay(lines);
  return PlanCorrections(SampleDictionaries(more), true, &overlay);
}

TEST(CorrectionPlannerTest, DoesNothingWithoutRuleAndLines) {
  EXPECT_TRUE(PlanCorrections(SampleDictionaries(), true, nullptr).empty());
  EXPECT_EQ(PlanCorrections(SampleDictionaries(), true, nullptr).summary(), nullptr);
  const EntityCorrections plan = Plan({});
  EXPECT_TRUE(plan.empty());
  ASSERT_NE(plan.summary(), nullptr);
  EXPECT_THAT(plan.summary()->warnings, IsEmpty());
}

// The articles about person/a that say Ohio or Iowa have ids of their own.
EntityCorrections PlanNamesakes(const std::vector<std::string>& lines) {
  EntityRules rules;
  Namesakes::Group group;
  group.id = "person/a";
  group.members = {"person/a"};
  group.branches = {{"place/iowa", "Iowa", "person/a-iowa", 1},
                    {"place/ohio", "Ohio", "person/a-ohio", 7}};
  rules.namesakes.Add(group);
  const AliasOverlay overlay = Overlay(lines);
  return PlanCorrections(SampleDictionaries({"person/a-iowa", "person/a-ohio"}), std::move(rules),
                         &overlay);
}

TEST(CorrectionPlannerTest, TakesNamesakesForOwnIds) {
  const EntityCorrections plan =
      PlanNamesakes({"merge|person/a-iowa|person/b", "rename|person/a-ohio|A of Ohio"});
  EXPECT_THAT(plan.summary()->warnings, IsEmpty());
  EXPECT_FALSE(plan.empty());
  EXPECT_EQ(plan.Merged("person/a-iowa"), "person/b");
  EXPECT_THAT(plan.touched(), ElementsAre("person/a", "person/a-ohio", "person/b"));
  const std::vector<EntityChange> ohio = plan.ChangesOf("person/a-ohio");
  ASSERT_EQ(ohio.size(), 2u);
  EXPECT_EQ(ohio[0].kind, EntityChange::Kind::kSplit);
  EXPECT_TRUE(ohio[0].by_rule);
  EXPECT_EQ(ohio[0].other_id, "person/a");
  EXPECT_EQ(ohio[0].reason,
            "Persons of that name hold office for Iowa (1 article) and Ohio (7 articles); these "
            "articles say Ohio.");
  EXPECT_EQ(ohio[1].kind, EntityChange::Kind::kRename);
  EXPECT_EQ(plan.ChangesOf("person/b").size(), 2u);
  EXPECT_TRUE(plan.DependsOnArticles("person/a"));
  EXPECT_TRUE(plan.DependsOnArticles("person/b"));
  EXPECT_FALSE(plan.DependsOnArticles("person/c"));
  EXPECT_THAT(PlanNamesakes({"keep|person/a-iowa"}).summary()->warnings,
              ElementsAre(HasSubstr("keep the id that it is split from")));
}

TEST(CorrectionPlannerTest, SplitsIntoWhatIsMergedBack) {
  const EntityCorrections plan =
      Plan({"split|person/a|person/b|B|with=place/a", "merge|person/b|person/a"});
  EXPECT_THAT(plan.summary()->warnings, IsEmpty());
  EXPECT_THAT(plan.SourcesOf("person/a"), ElementsAre("person/a"));
}

TEST(CorrectionPlannerTest, MergesAreTransitiveInAnyOrder) {
  for (const auto& lines : std::vector<std::vector<std::string>>{
           {"merge|person/a|person/b", "merge|person/b|place/a"},
           {"merge|person/b|place/a", "merge|person/a|person/b"}}) {
    const EntityCorrections plan = Plan(lines);
    EXPECT_EQ(plan.Merged("person/a"), "place/a");
    EXPECT_EQ(plan.Merged("person/b"), "place/a");
    EXPECT_EQ(plan.Merged("person/c"), "person/c");
    EXPECT_THAT(plan.MembersOf("place/a"), ElementsAre("place/a", "person/a", "person/b"));
    EXPECT_EQ(plan.summary()->merges, 2);
    EXPECT_THAT(plan.summary()->warnings, IsEmpty());
  }
  // By way of an id that no article has.
  const EntityCorrections plan = Plan({"merge|person/a|person/none", "merge|person/none|person/b"});
  EXPECT_EQ(plan.Merged("person/a"), "person/b");
  EXPECT_THAT(plan.summary()->warnings, IsEmpty());
}

TEST(CorrectionPlannerTest, SaysWhatWasDone) {
  const EntityCorrections plan =
      Plan({"rename|person/a|A", "merge|person/b|person/a", "hide|person/c",
            "split|person/d|person/a|A|source=bbc", "split|person/d|person/new|New|with=place/a"},
           {"person/jane-roe", "person/jane-q-roe"});
  EXPECT_THAT(plan.summary()->warnings, IsEmpty());
  EXPECT_EQ(plan.summary()->renames, 1);
  EXPECT_EQ(plan.summary()->hides, 1);
  EXPECT_EQ(plan.summary()->splits, 2);
  const std::vector<EntityChange> changes = plan.ChangesOf("person/a");
  ASSERT_EQ(changes.size(), 3u);
  EXPECT_EQ(changes[0].kind, EntityChange::Kind::kMerge);
  EXPECT_EQ(changes[0].other_id, "person/b");
  EXPECT_FALSE(changes[0].by_rule);
  EXPECT_EQ(changes[0].reason, "why");
  EXPECT_EQ(changes[0].line, 2);
  EXPECT_EQ(changes[1].kind, EntityChange::Kind::kRename);
  EXPECT_EQ(changes[1].line, 1);
  EXPECT_EQ(changes[2].kind, EntityChange::Kind::kSplit);
  EXPECT_EQ(changes[2].other_id, "person/d");
  const std::vector<EntityChange> rule = plan.ChangesOf("person/jane-roe");
  ASSERT_EQ(rule.size(), 1u);
  EXPECT_TRUE(rule[0].by_rule);
  EXPECT_EQ(rule[0].other_id, "person/jane-q-roe");
  EXPECT_EQ(rule[0].line, 0);
  EXPECT_NE(rule[0].reason, "");
  EXPECT_EQ(plan.WhyHidden("person/c"), "why");
  EXPECT_THAT(plan.SourcesOf("person/a"), ElementsAre("person/a", "person/d"));
}

TEST(CorrectionPlannerTest, LinesSpeakOfWhatTheRuleHasMade) {
  const std::vector<std::string> roes = {"person/jane-roe", "person/jane-q-roe"};
  EXPECT_EQ(*Plan({"rename|person/jane-q-roe|JQ"}, roes).GivenName("person/jane-roe"), "JQ");
  EXPECT_EQ(Plan({"merge|person/jane-q-roe|person/a"}, roes).Merged("person/jane-roe"), "person/a");
  const EntityCorrections kept = Plan({"keep|person/jane-q-roe"}, roes);
  EXPECT_EQ(kept.Merged("person/jane-q-roe"), "person/jane-q-roe");
  EXPECT_EQ(kept.summary()->keeps, 1);
  const AliasOverlay none = Overlay({});
  EXPECT_TRUE(PlanCorrections(SampleDictionaries(roes), false, &none).empty());
}

TEST(CorrectionPlannerTest, OfContradictionsTheFirstLineCounts) {
  const struct {
    std::vector<std::string> lines;
    const char* warning;
  } kCases[] = {
      {{"merge|person/a|person/b", "merge|person/a|person/c"},
       "Line 2: person/a is merged into another by line 1."},
      {{"merge|person/a|person/b", "merge|person/b|person/a"},
       "Line 2: person/a is merged into person/b by the lines before, and not the other way "
       "round."},
      {{"merge|person/a|person/b", "merge|person/b|person/c", "merge|person/c|person/a"},
       "Line 3: person/a is merged into person/c by the lines before"},
      {{"hide|person/a", "merge|person/a|person/b"},
       "Line 2: person/a is to be merged, but line 1 says something else about it."},
      {{"merge|person/a|person/b", "hide|person/a"},
       "Line 2: person/a is merged into another by line 1."},
      {{"merge|person/a|person/b", "rename|person/a|A"}, "Line 2: person/a is merged"},
      {{"rename|person/a|A", "merge|person/a|person/b"}, "Line 2: person/a is to be merged"},
      {{"split|person/a|person/x|X|source=bbc", "merge|person/a|person/b"},
       "Line 2: person/a is to be merged"},
      {{"rename|person/a|A", "rename|person/a|B"}, "Line 2: person/a is named by line 1."},
      {{"hide|person/a", "hide|person/a"}, "Line 2: person/a is hidden by line 1."},
      {{"split|person/a|person/x|X|source=bbc", "split|person/b|person/x|Y|source=bbc"},
       "Line 2: person/x is named by line 1."},
      {{"keep|person/a", "keep|person/a"}, "Line 2: person/a is kept by a line before."},
  };
  for (const auto& c : kCases) {
    const EntityCorrections plan = Plan(c.lines);
    ASSERT_EQ(plan.summary()->warnings.size(), 1u) << c.warning;
    EXPECT_THAT(plan.summary()->warnings[0], HasSubstr(c.warning));
  }
  const EntityCorrections roes =
      Plan({"merge|person/jane-roe|person/jane-q-roe"}, {"person/jane-roe", "person/jane-q-roe"});
  EXPECT_THAT(roes.summary()->warnings,
              ElementsAre("Line 1: person/jane-roe and person/jane-q-roe are one by the server's "
                          "rule."));
}

TEST(CorrectionPlannerTest, WarnsAboutWhatNoArticleHas) {
  const struct {
    std::vector<std::string> lines;
    std::vector<std::string> warnings;
  } kCases[] = {
      {{"hide|person/none"}, {"Line 1: no article has person/none."}},
      {{"keep|person/none"}, {"Line 1: no article has person/none."}},
      {{"rename|place/c|C"}, {"Line 1: no article has place/c."}},
      {{"merge|person/none|person/a"}, {"Line 1: no article has person/none."}},
      {{"merge|person/a|person/none"}, {"Line 1: no article has person/none."}},
      {{"split|person/none|person/x|X|source=bbc"}, {"Line 1: no article has person/none."}},
      {{"split|person/a|person/x|X|with=place/c"}, {"Line 1: no article has place/c."}},
      {{"split|person/a|person/x|X|without=place/c"}, {"Line 1: no article has place/c."}},
      {{"split|person/a|person/x|X|source=cnn"}, {"Line 1: no article has the source \"cnn\"."}},
      // One is about nothing because another is.
      {{"rename|person/x|X", "split|person/none|person/x|X|source=bbc"},
       {"Line 1: no article has person/x.", "Line 2: no article has person/none."}},
      {{"hide|person/x", "split|person/none|person/x|X|source=bbc"},
       {"Line 1: no article has person/x.", "Line 2: no article has person/none."}},
      {{"merge|person/a|person/x", "split|person/none|person/x|X|source=bbc"},
       {"Line 1: no article has person/x.", "Line 2: no article has person/none."}},
  };
  for (const auto& c : kCases) {
    const EntityCorrections plan = Plan(c.lines);
    EXPECT_THAT(plan.summary()->warnings, testing::ElementsAreArray(c.warnings)) << c.lines[0];
    EXPECT_TRUE(plan.empty()) << c.lines[0];
  }
}

TEST(CorrectionPlannerTest, AMergeIntoNothingTakesNoOtherLineWithIt) {
  for (const auto& lines : std::vector<std::vector<std::string>>{
           {"merge|person/a|person/b", "merge|person/b|person/none"},
           {"merge|person/a|person/b", "merge|person/b|person/no", "merge|person/no|person/none"},
           {"merge|person/a|person/no", "merge|person/no|person/b",
            "merge|person/b|person/none"}}) {
    const EntityCorrections plan = Plan(lines);
    EXPECT_EQ(plan.Merged("person/a"), "person/b") << lines[1];
    EXPECT_EQ(plan.Merged("person/b"), "person/b") << lines[1];
    EXPECT_EQ(plan.summary()->merges + plan.summary()->warning_count,
              static_cast<int>(lines.size()));
    EXPECT_EQ(plan.summary()->warnings.back(),
              absl::StrCat("Line ", lines.size(), ": no article has person/none."));
  }
}

TEST(CorrectionPlannerTest, LinesThatGoTogether) {
  for (const auto& lines : std::vector<std::vector<std::string>>{
           {"split|person/a|person/x|X|source=bbc", "split|person/a|person/x|X|with=place/a"},
           {"split|person/a|person/x|X|source=bbc", "hide|person/a"},
           {"split|person/a|person/x|X|source=bbc", "hide|person/x"},
           {"split|person/a|person/x|X|source=bbc", "rename|person/a|A"},
           {"split|person/a|person/x|X|source=bbc", "merge|person/b|person/x"},
           {"split|person/a|person/b|B|source=bbc", "merge|person/b|person/c"},
           {"split|person/a|place/x|X|source=bbc"},
           {"merge|person/a|person/b", "hide|person/b"},
           {"merge|organization/a|place/a", "rename|place/a|A"},
           {"hide|person/a", "rename|person/a|A"}}) {
    EXPECT_THAT(Plan(lines).summary()->warnings, IsEmpty()) << lines[0];
  }
}

TEST(CorrectionPlannerTest, LimitsMergesInARowAndWarnings) {
  for (const bool forwards : {true, false}) {
    std::vector<std::string> more;
    std::vector<std::string> lines;
    for (int i = 1000; i <= 1000 + kMaxMergesInARow + 1; ++i) {
      more.push_back(absl::StrCat("person/p", i));
      if (i > 1000) lines.push_back(absl::StrCat("merge|person/p", i - 1, "|person/p", i));
    }
    if (!forwards) std::reverse(lines.begin(), lines.end());
    const EntityCorrections plan = Plan(lines, more);
    EXPECT_EQ(plan.summary()->merges, kMaxMergesInARow);
    ASSERT_EQ(plan.summary()->warnings.size(), 1u);
    EXPECT_THAT(plan.summary()->warnings[0], HasSubstr("more than 100 merges in a row"));
  }
  std::vector<std::string> lines(kMaxAliasWarnings + 1, "hide|person/none");
  lines[0] = "hide|person/a";
  EXPECT_EQ(Plan(lines).summary()->warning_count, 100);
  lines.push_back("hide|person/b");
  lines.push_back("hide|person/none");
  const EntityCorrections plan = Plan(lines);
  EXPECT_EQ(plan.summary()->warnings.size(), kMaxAliasWarnings);
  EXPECT_EQ(plan.summary()->warning_count, 101);
}

}  // namespace
}  // namespace dateline::snapshot
