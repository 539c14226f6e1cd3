// What a writer finds that an earlier one left: torn commits, unfinished first commits, leftovers.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "indexer/format/codec.h"
#include "indexer/format/layout.h"
#include "indexer/format/schema.h"
#include "indexer/store/document_builder.h"
#include "indexer/store/index_check.h"
#include "indexer/store/index_writer.h"
#include "indexer/store/shard_metadata.h"
#include "tests/indexer/store/random_articles.h"
#include "tests/indexer/store/temporary_folder.h"

namespace dateline::store {
namespace {

using article::Article;
using ::testing::IsEmpty;
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
  // What a writer does to one shard in a commit that it does not live to publish.
  void CommitShardAlone(uint32_t shard, const std::vector<Article>& articles) {
    Xapian::WritableDatabase database(format::ShardPath(index_, shard), Xapian::DB_OPEN);
    database.begin_transaction();
    DocumentBuilder builder;
    for (const Article& article : articles) {
      if (format::ShardOf(article.id, kShards) != shard) continue;
      database.replace_document(format::IdTerm(article.id),
                                builder.Build(article, format::EncodeArticle(article)));
    }
    WriteShardMetadata(shard, kShards, format::ReadManifest(index_)->revision + 1, &database);
    database.commit_transaction();
  }
  void ExpectSoundWith(const std::vector<Article>& articles) {
    const auto report = CheckIndex(index_, 2);
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_THAT(report->findings, IsEmpty());
    EXPECT_EQ(Contents(index_), Contents(articles));
    for (uint32_t shard = 0; shard < kShards; ++shard) {
      EXPECT_EQ(Xapian::Database::check(format::ShardPath(index_, shard)), 0u);
    }
  }

  TemporaryFolder folder_;
  const std::string index_ = folder_.Path("index");
};

// Every way to die between the first shard's commit and the manifest, with batches that add,
// replace (freeing blocks) and overflow several blocks of the free list.
TEST_F(RecoveryTest, UndoesACommitThatOnlySomeShardsHadMade) {
  const std::vector<Article> before = RandomArticles(1500, 1);
  const std::vector<Article> torn = RandomArticles(2500, 2);  // The same ids and 1,000 more.
  for (uint32_t committed_shards = 1; committed_shards <= kShards; ++committed_shards) {
    fs::remove_all(index_);
    Write(before, 500);  // Several revisions, so that there are free blocks to reuse.
    for (uint32_t shard = 0; shard < committed_shards; ++shard) CommitShardAlone(shard, torn);
    EXPECT_EQ(Contents(index_), Contents(before)) << "readers never see the torn commit";
    Write({before.front()});  // Opening restores; nothing else has changed.
    ExpectSoundWith(before);
    Write(torn);  // And the work can be done after all.
    ExpectSoundWith(torn);
  }
}

TEST_F(RecoveryTest, UndoesTheSameCommitAgainAndAgain) {
  const std::vector<Article> before = RandomArticles(600, 1);
  Write(before, 200);
  for (uint32_t seed = 2; seed < 8; ++seed) {
    CommitShardAlone(seed % kShards, RandomArticles(900, seed));
    Write({before.front()});
    ExpectSoundWith(before);
  }
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

TEST_F(RecoveryTest, RestoresAVersionFileThatIsGone) {
  const std::vector<Article> before = RandomArticles(100, 1);
  Write(before);
  fs::remove(format::ShardPath(index_, 1) + "/iamglass");
  Write({before.front()});
  ExpectSoundWith(before);
}

TEST_F(RecoveryTest, RefusesWhenTheCommittedViewIsNotWhole) {
  Write(RandomArticles(100, 1));
  fs::remove(format::ShardViewPath(index_, 1, 1) + "/iamglass");
  const absl::Status status = IndexWriter::Open(index_, {}).status();
  EXPECT_FALSE(status.ok());
  EXPECT_THAT(std::string(status.message()), ::testing::HasSubstr("revisions/1/1"));
}

TEST_F(RecoveryTest, KeepsAnOpenReaderWholeWhileTheNextRevisionIsWritten) {
  const std::vector<Article> before = RandomArticles(1000, 1);
  Write(before, 300);
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
    const auto article = format::DecodeArticle(reader.get_document(*it).get_data());
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
