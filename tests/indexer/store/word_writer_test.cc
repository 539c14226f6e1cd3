// The word file of an index as it is written, lost, cut off and written anew.

#include "indexer/store/word_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "indexer/format/layout.h"
#include "indexer/format/schema.h"
#include "indexer/store/index_check.h"
#include "indexer/store/index_writer.h"
#include "tests/indexer/store/random_articles.h"
#include "tests/indexer/store/temporary_folder.h"

namespace dateline::store {
namespace {

using article::Article;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
namespace fs = std::filesystem;

constexpr uint32_t kShards = 2;

class WordFileOfIndexTest : public ::testing::Test {
 protected:
  void Write(const std::vector<Article>& articles, uint64_t batch = 1000000) {
    WriterOptions options;
    options.shard_count = kShards;
    options.batch_articles = batch;
    options.commit_interval = absl::ZeroDuration();
    const auto writer = IndexWriter::Open(index_, options);
    ASSERT_TRUE(writer.ok()) << writer.status();
    for (const Article& article : articles) ASSERT_TRUE((*writer)->Upsert(article).ok());
    ASSERT_TRUE((*writer)->Commit().ok());
  }
  void ExpectSound() {
    const auto report = CheckIndex(index_, 2);
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_THAT(report->findings, IsEmpty());
  }
  std::string Path(uint32_t shard, uint64_t generation) {
    return absl::StrCat(format::ShardPath(index_, shard), "/", format::WordFileName(generation));
  }
  format::WordFileState State(uint32_t shard) {
    return format::ReadWordFileState(Xapian::Database(format::ShardPath(index_, shard)));
  }
  // The word files in the folder of a shard.
  std::vector<std::string> Files(uint32_t shard) {
    std::vector<std::string> files;
    for (const auto& entry : fs::directory_iterator(format::ShardPath(index_, shard))) {
      if (entry.path().stem() == "words") files.push_back(entry.path().filename());
    }
    std::sort(files.begin(), files.end());
    return files;
  }

  TemporaryFolder folder_;
  const std::string index_ = folder_.Path("index");
};

TEST_F(WordFileOfIndexTest, IsLinkedToByEveryView) {
  Write(RandomArticles(50, 1));
  EXPECT_EQ(ReadAll(format::ShardViewPath(index_, 1, 0) + "/words.1"), ReadAll(Path(0, 1)));
  EXPECT_EQ(fs::file_size(Path(0, 1)), State(0).bytes);
  EXPECT_EQ(State(0).bytes, State(0).live_bytes + format::kWordFileMagic.size());
}

TEST_F(WordFileOfIndexTest, KeepsWhatEarlierRevisionsHave) {
  Write(RandomArticles(200, 1));
  const std::string before = ReadAll(Path(0, 1));
  Write(RandomArticles(300, 2));
  EXPECT_EQ(ReadAll(Path(0, 1)).substr(0, before.size()), before);
  EXPECT_GT(fs::file_size(Path(0, 1)), before.size());
  ExpectSound();
}

TEST_F(WordFileOfIndexTest, LosesWhatIsBehindTheCommittedBytes) {
  Write(RandomArticles(100, 1));
  const std::string committed = ReadAll(Path(1, 1));
  WriteAll(Path(1, 1), committed + "left by an interrupted commit");
  WriteAll(Path(1, 2), "a file that was never committed");
  ExpectSound();
  Write({RandomArticles(100, 1).front()});  // Changes nothing.
  EXPECT_EQ(ReadAll(Path(1, 1)), committed);
  Write(RandomArticles(120, 2));
  EXPECT_EQ(ReadAll(Path(1, 1)).substr(0, committed.size()), committed);
  EXPECT_THAT(Files(1), ::testing::ElementsAre("words.1")) << "no revision links to words.2";
  ExpectSound();
}

TEST_F(WordFileOfIndexTest, IsMadeAgainWhenItIsGoneOrShort) {
  const std::vector<Article> articles = RandomArticles(100, 1);
  Write(articles);
  for (const bool gone : {true, false}) {
    const uint64_t generation = State(0).generation;
    const std::string path = Path(0, generation);
    if (gone) {
      fs::remove(path);
    } else {
      fs::resize_file(path, fs::file_size(path) - 1);
    }
    const auto report = CheckIndex(index_, 1);
    ASSERT_TRUE(report.ok());
    ASSERT_FALSE(report->findings.empty());
    EXPECT_THAT(report->findings[0], HasSubstr(format::WordFileName(generation)));
    Write({articles.front()});  // What it was: the file alone is a reason to commit.
    EXPECT_GT(State(0).generation, generation);
    EXPECT_EQ(State(1).generation, 1u) << "nothing was wrong there";
    EXPECT_EQ(Contents(index_), Contents(articles));
    ExpectSound();
  }
}

TEST_F(WordFileOfIndexTest, IsWrittenAnewWhenMostOfItIsGarbage) {
  std::vector<Article> articles = RandomArticles(1500, 1);
  std::string text;
  for (int i = 0; i < 400; ++i) absl::StrAppend(&text, " word", i);
  for (Article& article : articles) article.body += text;
  Write(articles);
  uint64_t largest = 0;
  for (uint32_t round = 2; round < 8; ++round) {
    // Half of them again, each time.
    for (size_t i = round % 2; i < articles.size(); i += 2) {
      articles[i].body += absl::StrCat(" changed", round);
      articles[i].captured_at += 1000 * round;
    }
    Write(articles);
    const format::WordFileState state = State(0);
    EXPECT_LE(state.bytes, 2 * state.live_bytes + WordWriter::kMinGarbageBytes);
    largest = std::max(largest, state.generation);
    EXPECT_LE(Files(0).size(), 4u) << "those of three revisions, and one that is not needed";
    EXPECT_EQ(Contents(index_), Contents(articles));
    ExpectSound();
  }
  EXPECT_GT(largest, 1u);
}

TEST_F(WordFileOfIndexTest, RepairsDamagedRecordsWhenItIsWrittenAnew) {
  const std::vector<Article> articles = RandomArticles(60, 1);
  Write(articles);
  {
    // A record lost, and the file seen as garbage for the most part.
    Xapian::WritableDatabase shard(format::ShardPath(index_, 0), Xapian::DB_OPEN);
    format::WordFileState state = State(0);
    std::string bytes = ReadAll(Path(0, 1));
    bytes[bytes.size() / 2] ^= 1;
    bytes.resize(bytes.size() + 2 * WordWriter::kMinGarbageBytes);
    WriteAll(Path(0, 1), bytes);
    state.bytes = bytes.size();
    format::WriteWordFileState(state, &shard);
    shard.commit();
  }
  fs::copy_file(format::ShardPath(index_, 0) + "/iamglass",
                format::ShardViewPath(index_, 1, 0) + "/iamglass",
                fs::copy_options::overwrite_existing);
  const auto report = CheckIndex(index_, 1);
  ASSERT_TRUE(report.ok());
  ASSERT_EQ(report->findings.size(), 1u);
  EXPECT_THAT(report->findings[0], HasSubstr("word file is damaged"));
  Write({articles.front()});
  EXPECT_EQ(State(0).generation, 2u);
  ExpectSound();
}

TEST_F(WordFileOfIndexTest, ForgetsRemovedArticles) {
  Write(RandomArticles(100, 1));
  const uint64_t before = State(0).live_bytes + State(1).live_bytes;
  const auto writer = IndexWriter::Open(index_, {});
  ASSERT_TRUE(writer.ok());
  bool removed = false;
  for (int i = 0; i < 50; ++i) {
    ASSERT_TRUE((*writer)->Remove(absl::StrCat("a", i), &removed).ok());
    EXPECT_TRUE(removed);
  }
  ASSERT_TRUE((*writer)->Commit().ok());
  EXPECT_LT(State(0).live_bytes + State(1).live_bytes, before);
  EXPECT_GT(State(0).live_bytes, 0u);
  ExpectSound();
}

}  // namespace
}  // namespace dateline::store
