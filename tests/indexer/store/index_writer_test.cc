#include "indexer/store/index_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <random>
#include <set>

#include "absl/strings/str_cat.h"
#include "indexer/format/layout.h"
#include "indexer/format/schema.h"
#include "indexer/store/bulk_database_writer.h"
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
  std::vector<std::string> Shards() { return format::ReadManifest(index_)->shard_paths; }
  uint64_t Revision() { return format::ReadManifest(index_)->revision; }
  void ExpectSound() {
    const auto report = CheckIndex(index_, 2);
    ASSERT_TRUE(report.ok()) << report.status();
    EXPECT_THAT(report->findings, IsEmpty());
  }

  TemporaryFolder folder_;
  std::string index_ = folder_.Path("index");
};

TEST_F(IndexWriterTest, StoresEveryArticleOnceHoweverManyShardsAreWritten) {
  const std::vector<Article> articles = RandomArticles(300, 1);
  for (const uint32_t shards : {1, 2, 3, 7, 64}) {
    fs::remove_all(index_);
    WriterOptions options;
    options.shard_count = shards;
    Write(articles, options);
    EXPECT_EQ(Shards().size(), shards < 8 ? shards : 1) << "eight small ones become one";
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

TEST_F(IndexWriterTest, ACopyChangesNothingOfTheOthers) {
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

TEST_F(IndexWriterTest, KeepsOneRevisionAndItsShards) {
  WriterOptions options;
  options.shard_count = 1;
  options.batch_articles = 10;
  options.commit_interval = absl::ZeroDuration();
  Write(RandomArticles(80, 1), options);
  const auto names = [this](const std::string& folder) {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(index_ + folder)) {
      names.push_back(entry.path().string());
    }
    return names;
  };
  EXPECT_THAT(names("/revisions"), ::testing::ElementsAre(index_ + "/revisions/8"));
  EXPECT_THAT(names("/shards"), ::testing::UnorderedElementsAreArray(Shards()));
}

TEST_F(IndexWriterTest, JoinsSmallShardsWhileItWrites) {
  WriterOptions options;
  options.shard_count = 1;
  options.batch_articles = 5;
  options.commit_interval = absl::ZeroDuration();
  const std::vector<Article> articles = RandomArticles(300, 1);
  Write(articles, options);
  EXPECT_EQ(Revision(), 60u);
  EXPECT_LT(Shards().size(), 15u);
  EXPECT_EQ(Contents(index_), Contents(articles));
  ExpectSound();
}

TEST_F(IndexWriterTest, JoinsAllAfterMuchWasWritten) {
  WriterOptions options;
  options.shard_count = 2;
  const std::vector<Article> articles = RandomArticles(100, 1);
  Write(articles, options);
  EXPECT_EQ(Shards().size(), 2u);
  {
    const auto writer = Open(options);
    ASSERT_TRUE(writer->Commit(/*last=*/true).ok());
    EXPECT_EQ(writer->revision(), 1u) << "nothing was written";
    for (const Article& article : RandomArticles(100, 2)) {
      ASSERT_TRUE(writer->Upsert(article).ok());
    }
    ASSERT_TRUE(writer->Commit().ok());
    ASSERT_TRUE(writer->Commit(/*last=*/true).ok());
    EXPECT_EQ(writer->revision(), 3u);
  }
  EXPECT_EQ(Shards().size(), 1u);
  EXPECT_EQ(Contents(index_), Contents(RandomArticles(100, 2)));
  ExpectSound();
}

TEST_F(IndexWriterTest, TakesADictionaryOnceThereIsEnoughToLearnFrom) {
  const auto dictionaries = [this] {
    std::set<std::string> dictionaries;
    for (const std::string& path : Shards()) {
      dictionaries.insert(
          Xapian::Database(path).get_metadata(std::string(format::kMetaDataDictionary)));
    }
    return dictionaries;
  };
  std::vector<Article> articles = RandomArticles(2500, 1);
  Write({articles.begin(), articles.begin() + 3});
  EXPECT_THAT(dictionaries(), ::testing::ElementsAre(""));
  Write(articles);
  EXPECT_THAT(dictionaries(), ::testing::Contains(::testing::Ne("")));
  // What was written without is given it as it is joined.
  const auto writer = Open();
  for (Article& article : RandomArticles(2500, 2)) {
    ASSERT_TRUE(writer->Upsert(std::move(article)).ok());
  }
  ASSERT_TRUE(writer->Commit(/*last=*/true).ok());
  EXPECT_EQ(dictionaries().size(), 1u);
  EXPECT_EQ(dictionaries().count(""), 0u);
  EXPECT_EQ(Contents(index_), Contents(RandomArticles(2500, 2)));
  ExpectSound();
}

TEST_F(IndexWriterTest, LeavesAnEmptyIndexWhenTheLastArticleGoes) {
  Write(RandomArticles(3, 1));
  {
    const auto writer = Open();
    for (const char* id : {"a0", "a1", "a2"}) {
      bool removed = false;
      ASSERT_TRUE(writer->Remove(id, &removed).ok());
      EXPECT_TRUE(removed) << id;
    }
    ASSERT_TRUE(writer->Commit().ok());
  }
  EXPECT_THAT(Contents(index_), IsEmpty());
  ExpectSound();
  Write(RandomArticles(3, 2));
  EXPECT_EQ(Contents(index_), Contents(RandomArticles(3, 2)));
  ExpectSound();
}

// Many small commits that add, replace and remove, against a map.
TEST_F(IndexWriterTest, HoldsWhatWasLastSaidOfEveryId) {
  std::mt19937 random(7);
  for (const uint32_t shards : {1, 3}) {
    fs::remove_all(index_);
    std::map<std::string, Article> expected;
    for (int run = 0; run < 12; ++run) {
      WriterOptions options;
      options.shard_count = shards;
      options.commit_interval = absl::ZeroDuration();
      options.batch_articles = 1 + random() % 60;
      options.max_shard_articles = 150;
      const auto writer = Open(options);
      std::vector<Article> articles = RandomArticles(400, random());
      for (int i = 0; i < 60; ++i) {
        const size_t at = random() % articles.size();
        if (random() % 4 == 0) {
          bool removed = false;
          ASSERT_TRUE(writer->Remove(articles[at].id, &removed).ok());
          EXPECT_EQ(removed, expected.erase(articles[at].id) > 0);
        } else {
          articles[at].captured_at = 0;
          ASSERT_TRUE(writer->Upsert(articles[at]).ok());
          expected[articles[at].id] = articles[at];
        }
        if (random() % 50 == 0) {
          ASSERT_TRUE(writer->Commit().ok());
        }
      }
      ASSERT_TRUE(writer->Commit(/*last=*/random() % 3 == 0).ok());
      std::vector<Article> all;
      for (const auto& [id, article] : expected) all.push_back(article);
      ASSERT_EQ(Contents(index_), Contents(all)) << shards << " " << run;
    }
    ExpectSound();
  }
}

TEST_F(IndexWriterTest, RefusesMoreShardsThanAnIndexMayHave) {
  WriterOptions options;
  options.shard_count = kMaxShards + 1;
  EXPECT_TRUE(absl::IsInvalidArgument(OpenError(options)));
  EXPECT_FALSE(fs::exists(index_));
}

TEST_F(IndexWriterTest, RefusesAnotherFormatVersionNamingBoth) {
  Write(RandomArticles(10, 1));
  const std::string shard = Shards().back();
  fs::remove_all(shard);
  const auto later = BulkDatabaseWriter::Create(shard, {});
  ASSERT_TRUE(later.ok());
  ASSERT_TRUE((*later)->SetMetadata(format::kMetaFormatVersion, "99").ok());
  ASSERT_TRUE((*later)->Finish().ok());
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
