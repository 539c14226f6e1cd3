#include "indexer/extract/furniture_index.h"

#include <string>

#include "gtest/gtest.h"
#include "indexer/extract/furniture_phrases.h"
#include "indexer/extract/line_fold.h"

namespace dateline::extract {
namespace {

template <typename Phrases>
void ExpectMatch(const Phrases& phrases, PhraseMatch match, const std::string& behind) {
  for (const absl::string_view phrase : phrases) {
    const std::string line = std::string(phrase) + behind;
    EXPECT_TRUE(FurnitureIndex::Get().MayBegin(line)) << line;
    EXPECT_NE(FurnitureIndex::Get().Match(FoldLine(line)) & match, 0) << line;
  }
}

TEST(FurnitureIndexTest, FindsEveryPhraseOfTheTables) {
  // One that is not in the form of FoldLine is never found; that is for its table's test.
  ExpectMatch(FurniturePhrases(), kSaysPhrase, "");
  ExpectMatch(FurniturePrefixes(), kBeginsAsPhrase, "");
  ExpectMatch(FurniturePrefixes(), kBeginsAsPhrase, " and more");
  ExpectMatch(EndPrefixes(), kBeginsAsEnd, "");
  ExpectMatch(EndPrefixes(), kBeginsAsEnd, " and more");
}

TEST(FurnitureIndexTest, TellsWholeLinesFromBeginnings) {
  const FurnitureIndex& index = FurnitureIndex::Get();
  EXPECT_EQ(index.Match("share"), kSaysPhrase);
  EXPECT_EQ(index.Match("share prices fell"), 0);
  EXPECT_EQ(index.Match("recent posts"), kBeginsAsEnd | kSaysEnd);
  EXPECT_EQ(index.Match("recent posts of hers"), kBeginsAsEnd);
  EXPECT_EQ(index.Match(""), 0);
}

TEST(FurnitureIndexTest, PassesLinesThatBeginAsNoFurnitureDoes) {
  const FurnitureIndex& index = FurnitureIndex::Get();
  for (const char* line : {"Bridges are closed", "\u201cWe share it\u201d", "\"Share\"", "$5 off",
                           "\u00abPartager\u00bb", "\u00c9lus", "@jane"}) {
    EXPECT_FALSE(index.MayBegin(line)) << line;
  }
  for (const char* line :
       {"SHARE", "share/print", "12 comments", "1/12", ".5k shares", "\u00b7 Share \u00b7 Print",
        "\u2022 Share", "(c) 2023 Jane Roe", "\u00a9 2023", "Editor\u2019s picks",
        // Whose form only text::Fold knows.
        "\u30b3\u30e1\u30f3\u30c8", "\uff33hare"}) {
    EXPECT_TRUE(index.MayBegin(line)) << line;
  }
  // Folded, these are longer than any whole phrase.
  EXPECT_FALSE(index.MayBegin("Tweet " + std::string(200, 'x')));
  EXPECT_FALSE(index.MayBegin("12 " + std::string(200, 'x')));
  EXPECT_TRUE(index.MayBegin("Read more about " + std::string(200, 'x')));
}

// A line is looked up by its first word: a beginning that ends within it would not be found.
TEST(FurnitureIndexTest, HasNoBeginningThatEndsWithinTheFirstWord) {
  const auto check = [](absl::string_view prefix) {
    uint64_t key = 0;
    uint64_t longer_key = 0;
    if (!FirstWordKey(prefix, &key)) return;
    ASSERT_TRUE(FirstWordKey(std::string(prefix) + "a", &longer_key));
    EXPECT_EQ(key, longer_key) << prefix;
  };
  for (const absl::string_view prefix : FurniturePrefixes()) check(prefix);
  for (const absl::string_view prefix : EndPrefixes()) check(prefix);
}

}  // namespace
}  // namespace dateline::extract
