#include "indexer/command/line_output.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include "tests/indexer/store/temporary_folder.h"

namespace dateline::command {
namespace {

TEST(LineOutputTest, WritesLinesWhenFlushed) {
  store::TemporaryFolder folder;
  const int fd = ::open(folder.Path("out").c_str(), O_WRONLY | O_CREAT, 0666);
  LineOutput output(fd);
  EXPECT_TRUE(output.Write("one"));
  EXPECT_TRUE(output.Write("two"));
  EXPECT_TRUE(output.Flush());
  ::close(fd);
  EXPECT_EQ(store::ReadAll(folder.Path("out")), "one\ntwo\n");
}

TEST(LineOutputTest, TakesAReaderThatLeavesForNoError) {
  ::signal(SIGPIPE, SIG_IGN);
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  LineOutput output(ends[1]);
  EXPECT_TRUE(output.Write("buffered"));
  ::close(ends[0]);
  EXPECT_FALSE(output.Flush());
  EXPECT_TRUE(output.reader_gone());
  EXPECT_TRUE(output.status().ok());
  EXPECT_FALSE(output.Write("more"));
  ::close(ends[1]);
}

TEST(LineOutputTest, SaysWhenTheDiskIsFull) {
  const int fd = ::open("/dev/full", O_WRONLY);
  ASSERT_GE(fd, 0);
  LineOutput output(fd);
  output.Write("anything");
  EXPECT_FALSE(output.Flush());
  EXPECT_FALSE(output.reader_gone());
  EXPECT_THAT(std::string(output.status().message()), ::testing::HasSubstr("No space left"));
  ::close(fd);
}

}  // namespace
}  // namespace dateline::command
