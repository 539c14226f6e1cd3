#include "server/snapshot/fuller_names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"

namespace dateline::snapshot {
namespace {

Dictionary Persons(std::vector<std::string> slugs) {
  std::sort(slugs.begin(), slugs.end());
  Dictionary dictionary;
  for (const std::string& slug : slugs) dictionary.Add("person/" + slug, slug, 1);
  return dictionary;
}

// "from > into" of every merge.
std::vector<std::string> Merges(const std::vector<std::string>& slugs,
                                const std::vector<std::string>& kept = {}) {
  const Dictionary persons = Persons(slugs);
  absl::flat_hash_set<std::string> keep;
  for (const std::string& slug : kept) keep.insert("person/" + slug);
  std::vector<std::string> merges;
  for (const FullerName& merge : FindFullerNames(persons, keep)) {
    merges.push_back(absl::StrCat(persons.entries[merge.from].display_name, " > ",
                                  persons.entries[merge.into].display_name));
  }
  return merges;
}

TEST(FullerNamesTest, PutsNamesTogetherThatFit) {
  const struct {
    std::vector<std::string> slugs;
    std::vector<std::string> merges;
  } kCases[] = {
      {{"edward-kennedy", "edward-m-kennedy"}, {"edward-m-kennedy > edward-kennedy"}},
      {{"edward-kennedy", "edward-m-kennedy", "edward-moore-kennedy"},
       {"edward-m-kennedy > edward-kennedy", "edward-moore-kennedy > edward-kennedy"}},
      // Without the short form, the initial is the shortest.
      {{"edward-m-kennedy", "edward-moore-kennedy"}, {"edward-moore-kennedy > edward-m-kennedy"}},
      // Within a suffix.
      {{"john-roe-jr", "john-q-roe-jr"}, {"john-q-roe-jr > john-roe-jr"}},
      {{"john-roe-iii", "john-q-roe-iii", "john-roe-jr"}, {"john-q-roe-iii > john-roe-iii"}},
      // What has several words in between and fits stays by itself, and does not speak against it.
      {{"edward-kennedy", "edward-m-kennedy", "edward-m-ted-kennedy"},
       {"edward-m-kennedy > edward-kennedy"}},
      {{"émile-zola", "émile-é-zola"}, {"émile-é-zola > émile-zola"}},
      {{"anna-lind", "anna-k-lind", "anna-lund", "anna-m-lund"},
       {"anna-k-lind > anna-lind", "anna-m-lund > anna-lund"}},
  };
  for (const auto& c : kCases) {
    EXPECT_THAT(Merges(c.slugs), testing::ElementsAreArray(c.merges)) << c.slugs[0];
  }
}

TEST(FullerNamesTest, LeavesAloneWhatMayBeTwo) {
  const std::vector<std::vector<std::string>> kApart = {
      {},
      {"john-smith"},
      // Two middle names: the short one may be either.
      {"john-smith", "john-d-smith", "john-f-smith"},
      {"john-smith", "john-d-smith", "john-frank-smith"},
      {"john-smith", "john-d-smith", "john-david-smith", "john-daniel-smith"},
      {"george-bush", "george-w-bush", "george-h-w-bush"},
      {"john-smith", "john-d-smith", "john-f-smith-jr"},
      // A suffix tells father and son apart, and the name without one may be either.
      {"john-smith", "john-smith-jr"},
      {"john-q-smith", "john-q-smith-jr"},
      {"john-smith", "john-q-smith", "john-q-smith-jr"},
      // The family name may come first, or the given name be of two words.
      {"choe-hui", "choe-son-hui"},
      {"choe-son-hui", "choe-sun-hui"},
      {"jean-juncker", "jean-claude-juncker"},
      {"hillary-clinton", "hillary-rodham-clinton"},
      // Letters alone.
      {"j-smith", "j-k-smith"},
      {"malcolm-x", "malcolm-l-x"},
      {"edward-kennedy", "robert-f-kennedy"},
      {"edward-kennedy", "edward-m-kennedys"},
      {"kennedy", "edward-m-kennedy"},
      {"henry-viii", "henry-t-viii-x"},
      {"x", "jr", "jr-sr", "a-jr", "-", "a--b", "a-b-"},
  };
  for (const std::vector<std::string>& slugs : kApart) {
    EXPECT_THAT(Merges(slugs), testing::IsEmpty()) << testing::PrintToString(slugs);
  }
}

TEST(FullerNamesTest, KeptIdsAreNotMergedButSpeakAgainst) {
  EXPECT_THAT(Merges({"john-smith", "john-d-smith"}, {"john-d-smith"}), testing::IsEmpty());
  EXPECT_THAT(Merges({"john-smith", "john-d-smith"}, {"john-smith"}), testing::IsEmpty());
  EXPECT_THAT(Merges({"john-smith", "john-d-smith", "john-f-smith"}, {"john-f-smith"}),
              testing::IsEmpty());
  EXPECT_THAT(Merges({"john-smith", "john-d-smith", "john-david-smith"}, {"john-smith"}),
              testing::ElementsAre("john-david-smith > john-d-smith"));
}

}  // namespace
}  // namespace dateline::snapshot
