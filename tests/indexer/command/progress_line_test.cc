#include "indexer/command/progress_line.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

namespace dateline::command {
namespace {

TEST(ProgressTextTest, SaysDoneRateAndTimeLeft) {
  struct Case {
    uint64_t articles;
    uint64_t done;
    uint64_t total;
    double seconds;
    const char* text;
  };
  for (const Case& c : std::vector<Case>{
           {0, 0, 0, 0, "0 articles"},
           {1, 10, 100, 0.1, "1 article, 10%"},
           {12345, 41, 100, 10, "12,345 articles, 41%, 1,234/s, 0:14 left"},
           {500, 50, 100, 3661, "500 articles, 50%, 0/s, 1:01:01 left"},
           {500, 0, 0, 2, "500 articles, 250/s"},
           {500, 0, 100, 2, "500 articles, 0%, 250/s"},
           {10, 120, 100, 2, "10 articles, 100%, 5/s, 0:00 left"},
       }) {
    EXPECT_EQ(ProgressText(c.articles, c.done, c.total, c.seconds), c.text);
  }
}

TEST(ProgressTextTest, FitsALineWhateverTheNumbers) {
  EXPECT_LE(ProgressText(UINT64_MAX, 1, UINT64_MAX, 1).size(), 79u);
}

TEST(ProgressLineTest, WritesNothingWhereThereIsNoTerminal) {
  ::testing::internal::CaptureStderr();
  {
    ProgressLine progress(false, 100);
    for (int i = 0; i < 1000; ++i) progress.Update(i, i);
  }
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace dateline::command
