#include "gtest/gtest.h"
#include "indexer/extract/furniture.h"

namespace dateline::extract {
namespace {

TEST(LineFurnitureTest, KnowsItsPhrasesWhateverTheirCaseAndMarks) {
  for (const char* line :
       {"Share", "SHARE", "Share:", "> Share", "Zur\u00fcck", "ZUR\u00dcCK", "All Rights Reserved",
        "\u00a9 2023 Example. All rights reserved.", "12 shares", "3 of 10", "Share Tweet Print",
        "\u041f\u043e\u0434\u0435\u043b\u0438\u0442\u044c\u0441\u044f",
        "This story has been shared 12 times."}) {
    EXPECT_EQ(FurnitureOf(line), Furniture::kPhrase) << line;
  }
}

TEST(LineFurnitureTest, KnowsTheHeadsOfWhatFollowsAnArticle) {
  for (const char* line :
       {"Comments", "Related articles", "\u00c4hnliche Artikel", "12 thoughts on the bridge",
        "There are 3 comments", "One response to the bridge", "{ 38 comments\u2026 add one }",
        "\u3010\u95a2\u9023\u8a18\u4e8b\u3011",
        "\u0427\u0438\u0442\u0430\u0439\u0442\u0435 \u0442\u0430\u043a\u0436\u0435"}) {
    EXPECT_EQ(FurnitureOf(line), Furniture::kEndsArticle) << line;
  }
}

TEST(LineFurnitureTest, LeavesOtherLinesAlone) {
  for (const char* line :
       {"", " ", "-", "A bridge opens", "Shares fell on Monday", "Thoughts on it", "12 bridges",
        "One bridge too many", "The rights of the ferry", "38 comments were read out",
        "\u00dcber die Br\u00fccke", "\u6a4b"}) {
    EXPECT_EQ(FurnitureOf(line), Furniture::kNone) << line;
  }
}

TEST(LineFurnitureTest, SeesTheEndsOfSentences) {
  for (const char* line : {"It opened.", "Did it?", "It did!", "\u201cIt opened.\u201d",
                           "(It opened.)", "It opened. *", "\u5f00\u4e86\u3002",
                           "\u300c\u958b\u3044\u305f\u3002\u300d", "It opened\u2026"})
    EXPECT_TRUE(EndsSentence(line)) << line;
  for (const char* line : {"", "\"", "It opened", "It opened:", "\u201cIt opened\u201d", "\u5f00"})
    EXPECT_FALSE(EndsSentence(line)) << line;
}

TEST(LineFurnitureTest, KnowsBylines) {
  for (const char* line : {"By Jane Roe", "By Staff and news service reports", "Von Jane Roe",
                           "By our own correspondent in Rome"})
    EXPECT_TRUE(IsByline(line)) << line;
  for (const char* line : {"By the bridge", "By Monday the ferry had gone", "By Jane Roe.",
                           "Jane Roe", "By staff who want to stay on until the very end of it"})
    EXPECT_FALSE(IsByline(line)) << line;
}

TEST(LineFurnitureTest, TakesCreditsOffCaptions) {
  struct Case {
    const char* caption;
    const char* without;
  };
  for (const Case& c : {
           Case{"A ferry. Photo: Jane Roe", "A ferry."},
           Case{"A ferry (Jane Roe/Getty Images)", "A ferry"},
           Case{"A ferry. (AP Photo/Jane Roe)", "A ferry."},
           Case{"A ferry \u00a9 Jane Roe", "A ferry"},
           Case{"Jane Roe (left) on a ferry. Foto: dpa", "Jane Roe (left) on a ferry."},
           Case{"Jane Roe (left) on a ferry.", "Jane Roe (left) on a ferry."},
           Case{"Photo: Jane Roe", ""},
           Case{"", ""},
       }) {
    EXPECT_EQ(WithoutPhotoCredit(c.caption), c.without) << c.caption;
  }
}

}  // namespace
}  // namespace dateline::extract
