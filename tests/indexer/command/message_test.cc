#include "indexer/command/message.h"

#include <gtest/gtest.h>

namespace dateline::command {
namespace {

TEST(MessageTest, WritesNumbersWithCommas) {
  EXPECT_EQ(WithCommas(0), "0");
  EXPECT_EQ(WithCommas(999), "999");
  EXPECT_EQ(WithCommas(1000), "1,000");
  EXPECT_EQ(WithCommas(123456), "123,456");
  EXPECT_EQ(WithCommas(1234567890), "1,234,567,890");
}

TEST(MessageTest, CountsInTheRightNumber) {
  EXPECT_EQ(Count(0, "article"), "0 articles");
  EXPECT_EQ(Count(1, "article"), "1 article");
  EXPECT_EQ(Count(1234, "article"), "1,234 articles");
}

TEST(MessageTest, ShowsNoControlCharacters) {
  ::testing::internal::CaptureStderr();
  Say("a\x1b[2Jb\rc\x7f");
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "dateline-indexer: a?[2Jb?c?\n");
}

}  // namespace
}  // namespace dateline::command
