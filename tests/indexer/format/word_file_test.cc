#include "indexer/format/word_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <fstream>
#include <string>

#include "absl/strings/str_cat.h"

namespace dateline::format {
namespace {

class WordFileTest : public testing::Test {
 protected:
  void SetUp() override { Write(absl::StrCat(kWordFileMagic, "12345678abcdefgh")); }
  void TearDown() override { std::remove(path_.c_str()); }
  void Write(const std::string& content) { std::ofstream(path_, std::ios::binary) << content; }

  const std::string path_ = absl::StrCat(
      testing::TempDir(), "/", testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(WordFileTest, GivesWhatIsAtALocation) {
  const auto file = WordFile::Open(path_, 32);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ((*file)->At({16, 8}), "12345678");
  EXPECT_EQ((*file)->At({16, 16}), "12345678abcdefgh");
  EXPECT_EQ((*file)->At({32, 0}), "");
}

TEST_F(WordFileTest, GivesNothingOutsideOfItself) {
  const auto file = WordFile::Open(path_, 24);
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ((*file)->At({24, 8}), "") << "behind what is committed";
  EXPECT_EQ((*file)->At({16, 16}), "");
  EXPECT_EQ((*file)->At({0, 8}), "") << "before the first record";
  EXPECT_EQ((*file)->At({20, 4}), "") << "not aligned";
  EXPECT_EQ((*file)->At({~uint64_t{7}, 8}), "");
}

TEST_F(WordFileTest, RefusesWhatIsMissingShortOrSomethingElse) {
  EXPECT_TRUE(absl::IsNotFound(WordFile::Open(path_ + "-", 16).status()));
  EXPECT_TRUE(absl::IsDataLoss(WordFile::Open(path_, 33).status()));
  EXPECT_TRUE(absl::IsDataLoss(WordFile::Open(path_, 8).status())) << "no room for its beginning";
  Write("something else, but 32 bytes too");
  EXPECT_TRUE(absl::IsDataLoss(WordFile::Open(path_, 32).status()));
}

TEST(WordFileStateTest, IsInTheMetadataOfTheShard) {
  Xapian::WritableDatabase shard("", Xapian::DB_BACKEND_INMEMORY);
  EXPECT_EQ(ReadWordFileState(shard).generation, 0u);
  WriteWordFileState({2, 4096, 1024}, &shard);
  const WordFileState state = ReadWordFileState(shard);
  EXPECT_EQ(state.generation, 2u);
  EXPECT_EQ(state.bytes, 4096u);
  EXPECT_EQ(state.live_bytes, 1024u);
}

}  // namespace
}  // namespace dateline::format
