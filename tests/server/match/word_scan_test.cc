#include "server/match/word_scan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "indexer/format/schema.h"
#include "tests/support/earlier_index.h"
#include "tests/support/random.h"

namespace dateline::match {
namespace {

constexpr uint64_t kKey = 1;

// The words at every position of one field; "-" is none, "x/xy" a character and a pair.
using Field = std::vector<std::string>;

std::string RecordOf(const std::vector<Field>& fields) {
  format::WordRecordBuilder builder;
  std::set<std::string> seen;
  std::vector<uint64_t> distinct;
  for (const Field& field : fields) {
    for (size_t i = 0; i < field.size(); ++i) {
      const std::vector<std::string> here = absl::StrSplit(field[i], '/');
      for (size_t w = 0; w < here.size() && field[i] != "-"; ++w) {
        builder.Add(static_cast<uint32_t>(i + 1), format::Hash64(here[w]), w == 1);
        if (seen.insert(here[w]).second) distinct.push_back(format::Hash64(here[w]));
      }
    }
    builder.EndField();
  }
  return builder.Finish(kKey, distinct);
}

bool Finds(const std::string& bytes, const std::vector<std::string>& phrase) {
  // Every word in turn the rarest: what is looked for first changes nothing.
  std::set<bool> answers;
  for (size_t rarest = 0; rarest < phrase.size(); ++rarest) {
    std::vector<uint32_t> counts(phrase.size(), 10);
    counts[rarest] = 1;
    WordScan scan(phrase, counts);
    answers.insert(scan.Finds(*format::WordRecord::Parse(bytes)));
    const std::string earlier = support::EarlierWordRecord(bytes, kKey);
    EXPECT_TRUE(format::WordRecord::HasChecksum(earlier, kKey));
    answers.insert(scan.Finds(*format::WordRecord::Parse(earlier)));
  }
  EXPECT_EQ(answers.size(), 1u) << absl::StrJoin(phrase, " ");
  return answers.count(true) > 0;
}

TEST(WordScanTest, FindsWordsNextToEachOtherInOrderWithinAField) {
  const std::string record =
      RecordOf({{"kim", "visits", "kim"}, {"visits", "new", "new", "york", "-", "kim"}, {"late"}});
  const char* found[] = {"kim visits",     "visits kim",   "Skim Svisits", "Svisits Skim",
                         "kim visits kim", "new new york", "visits new",   "Skim visits"};
  const char* not_found[] = {
      "kim kim",  "visits visits", "Svisits Svisits", "new visits",       "york kim",
      "kim late", "new new new",   "Svisits new",     "kim Svisits late", "Skim Svisits visits",
      "late kim"};
  for (const char* phrase : found)
    EXPECT_TRUE(Finds(record, absl::StrSplit(phrase, ' '))) << phrase;
  for (const char* phrase : not_found) {
    EXPECT_FALSE(Finds(record, absl::StrSplit(phrase, ' '))) << phrase;
  }
}

TEST(WordScanTest, FindsPairsAndCharacters) {
  const std::string record =
      RecordOf({{"x/xy", "y/yz", "z", "x/xz", "z"}, {"in", "x", "y", "x/xy", "y"}});
  const char* found[] = {"xy yz", "xy y",   "x y",       "x yz z",
                         "z xz",  "y xy y", "in x y xy", "Sx Syz Sz"};
  const char* not_found[] = {"yz xz", "xy xy", "z in", "in xy", "xz xz", "y yz z in", "x xz"};
  for (const char* phrase : found)
    EXPECT_TRUE(Finds(record, absl::StrSplit(phrase, ' '))) << phrase;
  for (const char* phrase : not_found) {
    EXPECT_FALSE(Finds(record, absl::StrSplit(phrase, ' '))) << phrase;
  }
}

// The definition: every word of the phrase at its place of one field, title words in the title.
bool NaiveFinds(const std::vector<Field>& fields, const std::vector<std::string>& phrase) {
  for (size_t f = 0; f < fields.size(); ++f) {
    for (size_t start = 0; start + phrase.size() <= fields[f].size(); ++start) {
      bool all = true;
      for (size_t i = 0; i < phrase.size(); ++i) {
        absl::string_view word = phrase[i];
        if (absl::ConsumePrefix(&word, "S") && f > 0) all = false;
        const std::vector<std::string> here = absl::StrSplit(fields[f][start + i], '/');
        all = all && std::find(here.begin(), here.end(), word) != here.end();
      }
      if (all) return true;
    }
  }
  return false;
}

// Records of every length around the vectors', narrow and wide, with and without pairs.
TEST(WordScanTest, AgreesWithTheDefinition) {
  support::Random random(7);
  uint32_t found = 0;
  for (int i = 0; i < 3000; ++i) {
    const bool pairs = random.Chance(50);
    const uint32_t vocabulary = random.Chance(80) ? 2 + random.Below(8) : 1500;
    std::vector<Field> fields(random.Below(4));
    std::vector<std::string> words;
    for (Field& field : fields) {
      field.resize(random.Below(random.Chance(20) ? 3000 : 80));
      for (std::string& word : field) {
        word = random.Chance(3) ? "-" : absl::StrCat("w", random.Below(vocabulary));
        if (pairs && word != "-" && random.Chance(50)) {
          absl::StrAppend(&word, "/p", random.Below(vocabulary));
        }
        if (word != "-") words.push_back(word);
      }
    }
    if (words.empty()) continue;
    const std::string record = RecordOf(fields);
    ASSERT_NE(record, "");
    for (int q = 0; q < 5; ++q) {
      std::vector<std::string> phrase;
      const size_t at = random.Below(static_cast<uint32_t>(words.size()));
      const size_t size = 2 + random.Below(4);
      const bool title = random.Chance(30);
      for (size_t w = 0; w < size; ++w) {
        const std::vector<std::string> here = absl::StrSplit(
            random.Chance(90) ? words[(at + w) % words.size()] : random.Pick(words), '/');
        phrase.push_back(absl::StrCat(title ? "S" : "", random.Pick(here)));
      }
      // Only words that the article has, title words in the title: what Finds requires.
      bool has_all = true;
      for (const std::string& word : phrase) has_all &= NaiveFinds(fields, {word});
      if (!has_all) continue;
      const bool expected = NaiveFinds(fields, phrase);
      found += expected;
      ASSERT_EQ(Finds(record, phrase), expected) << i << ": " << absl::StrJoin(phrase, " ");
    }
  }
  EXPECT_GT(found, 1000u);
}

}  // namespace
}  // namespace dateline::match
