#include "indexer/store/index_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>

#include "absl/strings/str_cat.h"
#include "indexer/format/layout.h"
#include "indexer/format/schema.h"
#include "indexer/store/index_check.h"
#include "indexer/store/index_reader.h"
#include "tests/indexer/store/random_articles.h"
#include "tests/indexer/store/temporary_folder.h"

namespace dateline::store {
namespace {

using article::Article;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
namespace fs = std::filesystem;

class IndexWriterTest : public ::testing::Test {
 protected:
  std::unique_ptr<IndexWriter> Open(WriterOptions options = {}) {
    auto writer = IndexWriter::Open(index_, options);
    EXPECT_TRUE(writer.ok()) << writer.status();
    return writer.ok() ? *std::move(writer) : nullptr;
  }
  absl::Status OpenError(WriterOptions options = {}) {
    return IndexWriter::Open(index_, options).status();
  }
  // Upserts and commits with a writer of its own.
  WriteCounts Write(const std::vector<Article>& articles, WriterOptions options = {}) {
    const auto writer = Open(options);
    for (const Article& article : articles) EXPECT_TRUE(writer->Upsert(article).ok());
    EXPECT_TRUE(writer->Commit().ok());
    return *writer->Counts();
  }
  uint64_t Revision() { return format::ReadManifest(index_)->revision; }
  void ExpectSound() {
    const auto report = CheckIndex(index_, 2);
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_THAT(report->findings, IsEmpty());
  }

  TemporaryFolder folder_;
  std::string index_ = folder_.Path("index");
};

TEST_F(IndexWriterTest, StoresEveryArticleOnceWhateverTheShardCount) {
  const std::vector<Article> articles = RandomArticles(300, 1);
  for (const uint32_t shards : {1, 2, 3, 7, 64}) {
    fs::remove_all(index_);
    WriterOptions options;
    options.shard_count = shards;
    Write(articles, options);
    EXPECT_EQ(format::ReadManifest(index_)->shard_paths.size(), shards);
    EXPECT_EQ(Contents(index_), Contents(articles)) << shards;
    ExpectSound();
  }
}

TEST_F(IndexWriterTest, GroupsCopiesHoweverTheyWereWritten) {
  std::mt19937 random(5);
  std::vector<Article> articles;
  for (int i = 0; i < 200; ++i) articles.push_back(RandomCopy(absl::StrCat("a", i), &random));
  Write(articles);
  const std::map<std::string, std::string> expected = CopyHeads(index_);
  EXPECT_GT(expected.size(), 60u);
  EXPECT_LT(expected.size(), 200u);

  for (const uint32_t shards : {1, 3}) {
    fs::remove_all(index_);
    std::shuffle(articles.begin(), articles.end(), random);
    WriterOptions options;
    options.shard_count = shards;
    options.commit_interval = absl::ZeroDuration();
    for (size_t begin = 0; begin < articles.size(); begin += 50) {
      options.batch_articles = 1 + random() % 20;
      // Each part by a writer of its own; in between other texts take the places of some.
      std::vector<Article> part(articles.begin() + begin, articles.begin() + begin + 50);
      for (int i = 0; i < 20; ++i) {
        part.push_back(RandomCopy(absl::StrCat("a", random() % 250), &random));
      }
      Write(part, options);
      ExpectSound();
    }
    const auto writer = Open();
    for (int i = 0; i < 250; ++i) {
      bool removed = false;
      if (i >= 200 || i % 4 == 0) {
        ASSERT_TRUE(writer->Remove(absl::StrCat("a", i), &removed).ok());
      }
    }
    ASSERT_TRUE(writer->Commit().ok());
    for (const Article& article : articles) ASSERT_TRUE(writer->Upsert(article).ok());
    ASSERT_TRUE(writer->Commit().ok());
    EXPECT_EQ(CopyHeads(index_), expected) << shards;
    EXPECT_EQ(writer->copy_counts().articles, expected.size());
    ExpectSound();
  }
}

TEST_F(IndexWriterTest, ACopyChangesNothingButTheSlotOfTheOthers) {
  std::mt19937 random(5);
  Article first = RandomCopy("b", &random);
  first.publish_date = {};
  first.captured_at = 0;
  Article second = first;
  second.id = "a";
  Write({first});
  EXPECT_THAT(CopyHeads(index_), IsEmpty());
  EXPECT_EQ(Write({second}).added, 1u);
  EXPECT_EQ(CopyHeads(index_), (std::map<std::string, std::string>{{"a", "a"}, {"b", "a"}}));
  EXPECT_EQ(Write({first, second}).unchanged, 2u) << "the group is no part of what was written";
  second.body.clear();
  Write({second});
  EXPECT_THAT(CopyHeads(index_), IsEmpty());
  ExpectSound();
}

TEST_F(IndexWriterTest, ReadsArticlesInOrderOfTheirIds) {
  Write(RandomArticles(100, 1));
  std::vector<std::string> ids;
  const auto reader = IndexReader::Open(index_);
  ASSERT_TRUE(reader.ok());
  ASSERT_TRUE((*reader)
                  ->ForEachArticle([&](const Article& article, const std::string&) {
                    ids.push_back(article.id);
                    return true;
                  })
                  .ok());
  EXPECT_EQ(ids.size(), 100u);
  EXPECT_TRUE(std::is_sorted(ids.begin(), ids.end()));
}

TEST_F(IndexWriterTest, CountsWhatUpsertsCameTo) {
  std::vector<Article> articles = RandomArticles(50, 1);
  EXPECT_EQ(Write(articles).added, 50u);
  articles[3].body += " corrected";
  articles.resize(10);
  const WriteCounts counts = Write(articles);
  EXPECT_EQ(counts.added, 0u);
  EXPECT_EQ(counts.replaced, 1u);
  EXPECT_EQ(counts.unchanged, 9u);
  EXPECT_EQ(Contents(index_).size(), 50u);
  EXPECT_THAT(Contents(index_)["a3"], HasSubstr("corrected"));
  ExpectSound();
}

TEST_F(IndexWriterTest, WritesNothingWhenNothingHasChanged) {
  const std::vector<Article> articles = RandomArticles(50, 1);
  Write(articles);
  const std::string manifest = ReadAll(format::ManifestPath(index_));
  EXPECT_EQ(Write(articles).unchanged, 50u);
  EXPECT_EQ(ReadAll(format::ManifestPath(index_)), manifest);
}

TEST_F(IndexWriterTest, LetsTheLaterCaptureWinInWhateverOrder) {
  struct Case {
    int64_t stored;
    int64_t next;
    bool replaced;
  };
  // 0: it is not known when. An equal or unknown moment leaves it to the order of the input.
  for (const Case& c : {Case{100, 200, true},
                        {200, 100, false},
                        {100, 100, true},
                        {0, 100, true},
                        {100, 0, true},
                        {0, 0, true}}) {
    for (const bool one_run : {true, false}) {
      index_ = folder_.Path(absl::StrCat("captures-", c.stored, "-", c.next, "-", one_run));
      std::vector<Article> articles = RandomArticles(2, 1);
      articles[1].id = articles[0].id;
      articles[0].captured_at = c.stored;
      articles[1].captured_at = c.next;
      if (one_run) {
        Write(articles);
      } else {
        Write({articles[0]});
        Write({articles[1]});
      }
      EXPECT_EQ(Contents(index_), Contents({articles[c.replaced ? 1 : 0]}))
          << c.stored << " " << c.next << " " << one_run;
      ExpectSound();
    }
  }
}

TEST_F(IndexWriterTest, LetsTheLastOfOneIdWin) {
  std::vector<Article> articles = RandomArticles(3, 1);
  articles[1].id = articles[2].id = articles[0].id;
  Write(articles);
  EXPECT_EQ(Contents(index_), Contents({articles[2]}));
  ExpectSound();
}

TEST_F(IndexWriterTest, RemovesById) {
  Write(RandomArticles(50, 1));
  {
    const auto writer = Open();
    bool removed = false;
    ASSERT_TRUE(writer->Remove("a7", &removed).ok());
    EXPECT_TRUE(removed);
    ASSERT_TRUE(writer->Remove("a7", &removed).ok());
    EXPECT_FALSE(removed) << "already gone";
    ASSERT_TRUE(writer->Remove("nobody", &removed).ok());
    EXPECT_FALSE(removed);
    ASSERT_TRUE(writer->Commit().ok());
  }
  EXPECT_EQ(Contents(index_).size(), 49u);
  EXPECT_EQ(Contents(index_).count("a7"), 0u);
  ExpectSound();
}

TEST_F(IndexWriterTest, ShowsNothingBeforeTheCommit) {
  Write(RandomArticles(10, 1));
  const auto writer = Open();
  for (Article& article : RandomArticles(500, 2)) ASSERT_TRUE(writer->Upsert(article).ok());
  ASSERT_TRUE(writer->Counts().ok()) << "all of it is written";
  EXPECT_EQ(Contents(index_).size(), 10u);
  EXPECT_EQ(Revision(), 1u);
}

TEST_F(IndexWriterTest, DropsWhatIsNotCommitted) {
  Write(RandomArticles(10, 1));
  {
    const auto writer = Open();
    for (Article& article : RandomArticles(500, 2)) ASSERT_TRUE(writer->Upsert(article).ok());
  }
  EXPECT_EQ(Contents(index_), Contents(RandomArticles(10, 1)));
  ExpectSound();
}

TEST_F(IndexWriterTest, GivesANewIndexItsFirstRevisionThoughItIsEmpty) {
  Write({});
  EXPECT_EQ(Revision(), 1u);
  EXPECT_THAT(Contents(index_), IsEmpty());
  ExpectSound();
}

struct BatchCase {
  uint64_t articles;
  uint64_t batch_articles;
  uint64_t revisions;
};

TEST_F(IndexWriterTest, EndsABatchAtItsNumberOfArticles) {
  for (const BatchCase& c : std::vector<BatchCase>{
           {9, 10, 1}, {10, 10, 1}, {11, 10, 2}, {20, 10, 2}, {30, 10, 3}, {5, 1, 5}}) {
    fs::remove_all(index_);
    WriterOptions options;
    options.batch_articles = c.batch_articles;
    options.commit_interval = absl::ZeroDuration();
    Write(RandomArticles(static_cast<int>(c.articles), 1), options);
    EXPECT_EQ(Revision(), c.revisions) << c.articles << " in batches of " << c.batch_articles;
  }
}

TEST_F(IndexWriterTest, CommitsNoFasterThanItsPace) {
  WriterOptions options;
  options.batch_articles = 10;
  options.commit_interval = absl::Hours(1);
  Write(RandomArticles(100, 1), options);
  EXPECT_EQ(Revision(), 1u) << "only the last commit";
}

TEST_F(IndexWriterTest, EndsABatchAtItsBytesWhateverThePace) {
  WriterOptions options;
  options.batch_bytes = 1000;
  options.commit_interval = absl::Hours(1);
  std::vector<Article> articles = RandomArticles(6, 1);
  for (Article& article : articles) {
    article.title.clear();
    article.body = std::string(500, 'x');
    article.mentions.clear();
    article.event_dates.clear();
  }
  Write(articles, options);
  EXPECT_EQ(Revision(), 3u);
}

TEST_F(IndexWriterTest, KeepsTheCurrentRevisionAndTwoBefore) {
  WriterOptions options;
  options.batch_articles = 10;
  options.commit_interval = absl::ZeroDuration();
  Write(RandomArticles(80, 1), options);
  std::vector<std::string> revisions;
  for (const auto& entry : fs::directory_iterator(index_ + "/revisions")) {
    revisions.push_back(entry.path().filename().string());
  }
  EXPECT_THAT(revisions, ::testing::UnorderedElementsAre("6", "7", "8"));
}

TEST_F(IndexWriterTest, KeepsItsShardCount) {
  WriterOptions options;
  options.shard_count = 3;
  Write(RandomArticles(10, 1), options);
  EXPECT_EQ(Open()->shard_count(), 3u);
  EXPECT_EQ(Open(options)->shard_count(), 3u);
  options.shard_count = 2;
  const absl::Status status = OpenError(options);
  EXPECT_TRUE(absl::IsFailedPrecondition(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("created with 3 shards"));
}

TEST_F(IndexWriterTest, RefusesMoreShardsThanAnIndexMayHave) {
  WriterOptions options;
  options.shard_count = kMaxShards + 1;
  EXPECT_TRUE(absl::IsInvalidArgument(OpenError(options)));
  EXPECT_FALSE(fs::exists(index_));
}

TEST_F(IndexWriterTest, RefusesAnotherFormatVersionNamingBoth) {
  WriterOptions options;
  options.shard_count = 2;
  Write(RandomArticles(10, 1), options);
  {
    // A later program would commit both shards and publish; here the view's own database is changed
    // in place, through the shard, and its version file copied into the view.
    Xapian::WritableDatabase shard(format::ShardPath(index_, 1), Xapian::DB_OPEN);
    shard.set_metadata(std::string(format::kMetaFormatVersion), "99");
    shard.commit();
  }
  fs::copy_file(format::ShardPath(index_, 1) + "/iamglass",
                format::ShardViewPath(index_, 1, 1) + "/iamglass",
                fs::copy_options::overwrite_existing);
  for (const absl::Status& status :
       {OpenError(), IndexReader::Open(index_).status(), CheckIndex(index_, 1).status()}) {
    EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("version 99 found"));
    EXPECT_THAT(std::string(status.message()),
                HasSubstr(absl::StrCat("supports 1 to ", format::kFormatVersion)));
  }
}

TEST_F(IndexWriterTest, RefusesToWriteIntoSomebodysFolder) {
  fs::create_directories(index_);
  WriteAll(index_ + "/thesis.txt", "ten years of work");
  const absl::Status status = OpenError();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("thesis.txt"));
  EXPECT_FALSE(fs::exists(index_ + "/LOCK"));
}

TEST_F(IndexWriterTest, RefusesAFolderOfTheSameNamesWithoutALock) {
  fs::create_directories(index_ + "/shards/mine");
  EXPECT_TRUE(absl::IsFailedPrecondition(OpenError()));
  EXPECT_TRUE(fs::exists(index_ + "/shards/mine"));
}

TEST_F(IndexWriterTest, RefusesAFileAndAForeignManifest) {
  WriteAll(index_, "a file");
  EXPECT_TRUE(absl::IsFailedPrecondition(OpenError()));
  fs::remove(index_);
  fs::create_directories(index_);
  WriteAll(index_ + "/XAPIANDB", "auto /some/other/database\n");
  EXPECT_TRUE(absl::IsDataLoss(OpenError()));
}

TEST_F(IndexWriterTest, TakesAnEmptyFolder) {
  fs::create_directories(index_);
  Write(RandomArticles(5, 1));
  EXPECT_EQ(Contents(index_).size(), 5u);
}

TEST_F(IndexWriterTest, DoesNotCreateWhatIsOnlyToBeOpened) {
  WriterOptions options;
  options.create = false;
  EXPECT_TRUE(absl::IsNotFound(OpenError(options)));
  EXPECT_FALSE(fs::exists(index_));
}

TEST_F(IndexWriterTest, KeepsASecondWriterOut) {
  const auto first = Open();
  WriterOptions options;
  options.command = "second";
  EXPECT_TRUE(absl::IsFailedPrecondition(OpenError(options)));
}

}  // namespace
}  // namespace dateline::store
