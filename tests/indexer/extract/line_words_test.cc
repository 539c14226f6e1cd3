#include "indexer/extract/line_words.h"

#include <string>

#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

TEST(LineWordsTest, CountsRunsOfLettersAndDigits) {
  EXPECT_EQ(CountWords("").count, 0u);
  EXPECT_EQ(CountWords(" - | \u2014 \u00bb").count, 0u);
  EXPECT_EQ(CountWords("A bridge opens, after 11 years").count, 6u);
  EXPECT_EQ(CountWords("\u201cIt\u2019s open\u201d \u00abhier\u00bb").count, 4u);
  EXPECT_EQ(CountWords("Fu\u00dfg\u00e4nger \u6a4b").count, 2u);
}

TEST(LineWordsTest, FindsTheSameWordsWhereverTheyStand) {
  for (const std::string words :
       {"the", "1", "a \u00a9 b", "subscribe", "internationally the", "caf\u00e9s and bars",
        "\u201cthe\u201d", "Getty Images 2023", "it\u2019s", "\u4e16\u754c"}) {
    const LineWords expected = CountWords(words);
    for (size_t before = 0; before < 10; ++before) {
      for (size_t behind = 0; behind < 10; ++behind) {
        const LineWords found =
            CountWords(std::string(before, '-') + words + std::string(behind, '-'));
        ASSERT_EQ(found.count, expected.count) << words;
        ASSERT_EQ(found.function_words, expected.function_words) << words;
        ASSERT_EQ(found.appeal_words, expected.appeal_words) << words;
        ASSERT_EQ(found.groups, expected.groups) << words;
        ASSERT_EQ(found.hash, expected.hash) << words;
        ASSERT_EQ(found.bits, expected.bits) << words;
      }
    }
  }
}

TEST(LineWordsTest, KnowsTheWordsOfSentencesInSeveralLanguages) {
  for (const char* line : {"The bridge of the town", "Die Br\u00fccke der Stadt",
                           "Le pont de la ville", "El puente de la ciudad",
                           "\u041c\u043e\u0441\u0442 \u0432 \u0433\u043e\u0440\u043e\u0434\u0435 "
                           "\u0438 \u0440\u0435\u043a\u0430"}) {
    EXPECT_GE(CountWords(line).function_words, 2u) << line;
  }
  for (const char* line : {"World Business Sport Culture", "Facebook Twitter"})
    EXPECT_EQ(CountWords(line).function_words, 0u) << line;
}

TEST(LineWordsTest, OverlooksCase) {
  EXPECT_EQ(CountWords("THE BRIDGE").hash, CountWords("The bridge").hash);
  EXPECT_EQ(CountWords("THE BRIDGE").function_words, 1u);
  EXPECT_NE(CountWords("bridge the").hash, CountWords("the bridge").hash);
}

TEST(LineWordsTest, NamesTheGroupsOfItsWords) {
  struct Case {
    const char* line;
    uint8_t group;
  };
  for (const Case& c : {Case{"Photo by Jane", kCreditWord}, Case{"\u00a9 Jane", kCreditWord},
                        Case{"a senior editor", kRoleWord}, Case{"All rights", kRightsWord},
                        Case{"Story continues below", kGoesOnWord}, Case{"at 10 o'clock", kNumber},
                        Case{"Subscribe", kAppealWord}}) {
    EXPECT_NE(CountWords(c.line).groups & c.group, 0) << c.line;
    EXPECT_EQ(CountWords("A bridge opens over water").groups & c.group, 0) << c.line;
  }
}

TEST(LineWordsTest, SharesBitsBetweenTextsWithWordsInCommon) {
  const uint64_t bridge = CountWords("bridge").bits;
  EXPECT_EQ(CountWords("The bridge opened").bits & bridge, bridge);
}

}  // namespace
}  // namespace dateline::extract
