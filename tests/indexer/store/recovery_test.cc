// What a writer finds that an earlier one left: unfinished commits, leftovers, damage.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <filesystem>
#include <map>
#include <random>

#include "absl/strings/str_cat.h"
#include "indexer/format/codec.h"
#include "indexer/format/layout.h"
#include "indexer/store/index_check.h"
#include "indexer/store/index_writer.h"
#include "tests/indexer/store/random_articles.h"
#include "tests/indexer/store/temporary_folder.h"

namespace dateline::store {
namespace {

using article::Article;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAreArray;
namespace fs = std::filesystem;

constexpr uint32_t kShards = 3;

class RecoveryTest : public ::testing::Test {
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
  void ExpectSoundWith(const std::vector<Article>& articles) {
    const auto report = CheckIndex(index_, 2);
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_THAT(report->findings, IsEmpty());
    EXPECT_EQ(Contents(index_), Contents(articles));
  }
  std::vector<std::string> Shards() {
    std::vector<std::string> paths;
    for (const auto& entry : fs::directory_iterator(index_ + "/shards")) {
      paths.push_back(entry.path().string());
    }
    return paths;
  }
  std::vector<std::string> CommittedShards() { return format::ReadManifest(index_)->shard_paths; }

  TemporaryFolder folder_;
  const std::string index_ = folder_.Path("index");
};

TEST_F(RecoveryTest, RemovesShardsThatNoRevisionNames) {
  const std::vector<Article> before = RandomArticles(1500, 1);
  Write(before, 500);
  // What a writer leaves that dies while it writes or joins.
  CopyFolder(CommittedShards().front(), index_ + "/shards/700");
  fs::create_directories(index_ + "/shards/701");
  WriteAll(index_ + "/shards/701/docdata.glass", "half written");
  EXPECT_EQ(Contents(index_), Contents(before)) << "readers never see it";
  Write({before.front()});  // Nothing has changed.
  EXPECT_THAT(Shards(), UnorderedElementsAreArray(CommittedShards()));
  ExpectSoundWith(before);
  const std::vector<Article> after = RandomArticles(2500, 2);  // The same ids and 1,000 more.
  Write(after);
  EXPECT_THAT(Shards(), UnorderedElementsAreArray(CommittedShards()));
  ExpectSoundWith(after);
}

TEST_F(RecoveryTest, RemovesTheFoldersOfUnpublishedRevisions) {
  const std::vector<Article> before = RandomArticles(100, 1);
  Write(before);
  const std::string revision = format::RevisionPath(index_, 1);
  CopyFolder(revision, format::RevisionPath(index_, 2));              // Renamed, not published.
  CopyFolder(revision, format::RevisionPath(index_, 3) + ".tmp");     // Not yet renamed.
  WriteAll(format::ManifestPath(index_) + ".tmp", "auto revisions");  // Half written.
  const std::vector<Article> after = RandomArticles(100, 2);
  Write(after);
  EXPECT_EQ(format::ReadManifest(index_)->revision, 2u);
  EXPECT_FALSE(fs::exists(format::RevisionPath(index_, 3) + ".tmp"));
  ExpectSoundWith(after);
}

TEST_F(RecoveryTest, StartsOverAfterDyingBeforeTheFirstCommit) {
  Write(RandomArticles(300, 1));
  fs::remove(format::ManifestPath(index_));
  const std::vector<Article> after = RandomArticles(50, 2);
  Write(after);
  EXPECT_EQ(format::ReadManifest(index_)->revision, 1u);
  ExpectSoundWith(after);
}

TEST_F(RecoveryTest, RefusesWhenACommittedShardIsNotWhole) {
  Write(RandomArticles(100, 1));
  const std::string shard = CommittedShards().front();
  fs::remove(shard + "/iamglass");
  const absl::Status status = IndexWriter::Open(index_, {}).status();
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr(shard));
  EXPECT_TRUE(fs::exists(shard + "/postlist.glass")) << "nothing is removed";
}

TEST_F(RecoveryTest, FindsCopyGroupsAgainWhenTheirFileIsGoneOrDamaged) {
  std::mt19937 random(5);
  std::vector<Article> articles;
  for (int i = 0; i < 100; ++i) articles.push_back(RandomCopy(absl::StrCat("a", i), &random));
  Write(articles);
  const auto heads = CopyHeads(index_);
  ASSERT_THAT(heads, ::testing::Not(IsEmpty()));
  for (const bool gone : {true, false}) {
    const std::string path = format::CopiesPath(index_, format::ReadManifest(index_)->revision);
    if (gone) fs::remove(path);
    if (!gone) WriteAll(path, "something else");
    Write({});
    EXPECT_EQ(CopyHeads(index_), heads);
    ExpectSoundWith(articles);
  }
}

TEST_F(RecoveryTest, WritesAShardAnewWhoseWordFileIsGoneOrDamaged) {
  const std::vector<Article> articles = RandomArticles(300, 1);
  Write(articles);
  for (const bool gone : {true, false}) {
    const std::string path = CommittedShards().front() + "/words";
    if (gone) fs::remove(path);
    if (!gone) WriteAll(path, "something else");
    Write({});
    ExpectSoundWith(articles);
  }
}

TEST_F(RecoveryTest, KeepsAnOpenReaderWholeWhileTheNextRevisionIsWritten) {
  const std::vector<Article> before = RandomArticles(60, 1);  // Too few for a dictionary.
  Write(before, 20);
  const Xapian::Database reader(index_);
  WriterOptions options;
  const auto writer = IndexWriter::Open(index_, options);
  ASSERT_TRUE(writer.ok());
  for (const Article& article : RandomArticles(3000, 2)) {
    ASSERT_TRUE((*writer)->Upsert(article).ok());
  }
  ASSERT_TRUE((*writer)->Commit().ok());
  std::map<std::string, std::string> read;
  for (Xapian::PostingIterator it = reader.postlist_begin(""); it != reader.postlist_end("");
       ++it) {
    const auto article = format::DecodeStoredArticle(reader.get_document(*it).get_data(), nullptr);
    ASSERT_TRUE(article.ok());
    read[article->id] = format::ArticleToJson(*article);
  }
  EXPECT_EQ(read, Contents(before));
}

TEST_F(RecoveryTest, CanBeCopiedToAnotherPlace) {
  const std::vector<Article> articles = RandomArticles(100, 1);
  Write(articles);
  CopyFolder(index_, folder_.Path("moved"));
  fs::remove_all(index_);
  EXPECT_EQ(Contents(folder_.Path("moved")), Contents(articles));
}

}  // namespace
}  // namespace dateline::store
