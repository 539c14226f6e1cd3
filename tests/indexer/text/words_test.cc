#include "gtest/gtest.h"
#include "indexer/text/analyzer.h"

namespace dateline::text {
namespace {

TEST(WordsTest, KnowsFunctionWordsAlone) {
  for (absl::string_view word : {"the", "of", "us", "a", "yours", "dont", "who"}) {
    EXPECT_TRUE(IsStopWord(word)) << word;
  }
  for (absl::string_view word : {"", "kim", "The", "visit", "u.s", "un", "zzz"}) {
    EXPECT_FALSE(IsStopWord(word)) << word;
  }
}

TEST(StemmerTest, StemsByLanguage) {
  const Stemmer english("en");
  EXPECT_EQ(english.Stem("visits"), "visit");
  EXPECT_EQ(english.Stem("visited"), english.Stem("visiting"));
  EXPECT_EQ(Stemmer("de").Stem("verhandlungen"), Stemmer("de").Stem("verhandlung"));
  EXPECT_EQ(Stemmer("nb").Stem("havnene"), Stemmer("no").Stem("havnene"));
}

TEST(StemmerTest, LeavesNumbersAcronymsAndUnknownLanguagesAlone) {
  const Stemmer english("en");
  for (const char* term : {"2023", "3.5", "u.s", "g7s"}) EXPECT_EQ(english.Stem(term), term);
  EXPECT_EQ(Stemmer("xx").Stem("visits"), "visits");
  EXPECT_EQ(Stemmer("").Stem("visits"), "visits");
  EXPECT_FALSE(HasStemmer("ja"));
  EXPECT_TRUE(HasStemmer("en"));
}

}  // namespace
}  // namespace dateline::text
