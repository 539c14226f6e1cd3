#include "indexer/extract/explained_block.h"

#include <string>

#include "gtest/gtest.h"

namespace dateline::extract {
namespace {

TEST(ExplainedLineTest, IsOneLine) {
  EXPECT_EQ(ExplainedLine({true, "text of the article", "Rain.", "article > p"}),
            "keep  text of the article  [article > p]  Rain.");
  EXPECT_EQ(ExplainedLine({false, "byline", "By\nJane\tRoe", "line 3"}),
            "drop  byline  [line 3]  By Jane Roe");
  EXPECT_EQ(ExplainedLine({false, "form", "a\x1b[31mb\x7f", "form"}), "drop  form  [form]  a[31mb");
  EXPECT_EQ(ExplainedLine({false, "form", "", "form"}), "drop  form  [form]  ");
}

TEST(ExplainedLineTest, ShowsAHundredCharacters) {
  std::string hundred;
  for (int i = 0; i < 100; ++i) hundred += "\u6a4b";
  EXPECT_EQ(ExplainedLine({true, "r", hundred, "p"}), "keep  r  [p]  " + hundred);
  EXPECT_EQ(ExplainedLine({true, "r", hundred + "x", "p"}), "keep  r  [p]  " + hundred + " ...");
}

}  // namespace
}  // namespace dateline::extract
