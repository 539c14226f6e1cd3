#include "indexer/store/index_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <filesystem>
#include <fstream>
#include <functional>

#include "absl/strings/str_join.h"
#include "indexer/format/codec.h"
#include "indexer/format/layout.h"
#include "indexer/format/schema.h"
#include "indexer/format/word_record.h"
#include "indexer/store/document_builder.h"
#include "indexer/store/index_writer.h"
#include "tests/indexer/store/random_articles.h"
#include "tests/indexer/store/temporary_folder.h"

namespace dateline::store {
namespace {

using article::Article;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
namespace fs = std::filesystem;

class IndexCheckTest : public ::testing::Test {
 protected:
  void SetUp() override {
    WriterOptions options;
    options.shard_count = 2;
    const auto writer = IndexWriter::Open(index_, options);
    ASSERT_TRUE(writer.ok());
    for (const Article& article : articles_) ASSERT_TRUE((*writer)->Upsert(article).ok());
    ASSERT_TRUE((*writer)->Commit().ok());
  }
  // Changes shard 0 behind the writer's back, as damage that is sound Xapian, and publishes it.
  void Tamper(const std::function<void(Xapian::WritableDatabase*)>& change) {
    {
      Xapian::WritableDatabase shard(format::ShardPath(index_, 0), Xapian::DB_OPEN);
      change(&shard);
      shard.commit();
    }
    fs::copy_file(format::ShardPath(index_, 0) + "/iamglass",
                  format::ShardViewPath(index_, 1, 0) + "/iamglass",
                  fs::copy_options::overwrite_existing);
    // A table that only the change has made.
    std::error_code linked_already;
    fs::create_symlink("../../../shards/0/position.glass",
                       format::ShardViewPath(index_, 1, 0) + "/position.glass", linked_already);
  }
  std::string Findings() {
    const auto report = CheckIndex(index_, 2);
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? absl::StrJoin(report->findings, "\n") : "";
  }
  static Xapian::docid First(const Xapian::Database& database) {
    return *database.postlist_begin("");
  }

  const std::vector<Article> articles_ = RandomArticles(200, 1);
  TemporaryFolder folder_;
  const std::string index_ = folder_.Path("index");
};

TEST_F(IndexCheckTest, FindsNothingWrongWithASoundIndex) {
  const auto report = CheckIndex(index_, 2);
  ASSERT_TRUE(report.ok()) << report.status();
  EXPECT_THAT(report->findings, IsEmpty());
  EXPECT_EQ(report->articles, 200u);
  EXPECT_EQ(report->shards, 2u);
  EXPECT_EQ(report->revision, 1u);
}

TEST_F(IndexCheckTest, SaysThatThereIsNoIndex) {
  EXPECT_TRUE(absl::IsNotFound(CheckIndex(folder_.Path("nothing"), 1).status()));
}

// A change to one document, and what the check must say.
struct Damage {
  const char* finding;
  std::function<void(Xapian::Document*)> change;
};

TEST_F(IndexCheckTest, FindsEveryKindOfWrongDocument) {
  const std::vector<Damage> damages = {
      {"and should not", [](Xapian::Document* d) { d->add_boolean_term("XPERSON:nobody"); }},
      {"lacks the term", [](Xapian::Document* d) { d->remove_term("XNOT:there"); }},
      {"wdf", [](Xapian::Document* d) { d->add_term(*d->termlist_begin()); }},
      {"positions", [](Xapian::Document* d) { d->add_posting(*d->termlist_begin(), 9999, 0); }},
      {"slot 1", [](Xapian::Document* d) { d->add_value(1, "wrong"); }},
      {"slot 0", [](Xapian::Document* d) { d->remove_value(0); }},
      {"slot 6", [](Xapian::Document* d) { d->remove_value(format::kSlotWords); }},
      {"slot 6", [](Xapian::Document* d) { d->add_value(format::kSlotWords, "wrong"); }},
      {"word file",
       [](Xapian::Document* d) {
         d->add_value(format::kSlotWords, format::EncodeWordLocation({16, 0}));
       }},
      {"slot 9", [](Xapian::Document* d) { d->add_value(9, "extra"); }},
      {"stored article", [](Xapian::Document* d) { d->set_data("\xff\xff\xff"); }},
  };
  for (const Damage& damage : damages) {
    TearDown();
    fs::remove_all(index_);
    SetUp();
    Tamper([&](Xapian::WritableDatabase* shard) {
      const Xapian::docid id = First(*shard);
      Xapian::Document document = shard->get_document(id);
      if (std::string(damage.finding) == "lacks the term") {
        document.remove_term(*document.termlist_begin());
      } else {
        damage.change(&document);
      }
      shard->replace_document(id, document);
    });
    EXPECT_THAT(Findings(), HasSubstr(damage.finding));
  }
}

TEST_F(IndexCheckTest, FindsAWrongCopyGroup) {
  Tamper([](Xapian::WritableDatabase* shard) {
    Xapian::PostingIterator posting = shard->postlist_begin("");
    while (shard->get_document(*posting).get_value(format::kSlotCopySketch).empty()) ++posting;
    Xapian::Document document = shard->get_document(*posting);
    document.add_value(format::kSlotCopyGroup, "a1");
    shard->replace_document(*posting, document);
  });
  EXPECT_THAT(Findings(), HasSubstr("has the copy group \"a1\" and should have no copy group"));
}

TEST_F(IndexCheckTest, FindsACopyGroupOfAnArticleWithoutText) {
  Tamper([](Xapian::WritableDatabase* shard) {
    Xapian::PostingIterator posting = shard->postlist_begin("");
    while (!shard->get_document(*posting).get_value(format::kSlotCopySketch).empty()) ++posting;
    Xapian::Document document = shard->get_document(*posting);
    document.add_value(format::kSlotCopyGroup, "a1");
    shard->replace_document(*posting, document);
  });
  EXPECT_THAT(Findings(), HasSubstr("slot 5 is wrong"));
}

TEST_F(IndexCheckTest, FindsAnArticleStoredTwice) {
  Tamper([](Xapian::WritableDatabase* shard) {
    shard->add_document(shard->get_document(First(*shard)));
  });
  EXPECT_THAT(Findings(), HasSubstr("more than once"));
}

TEST_F(IndexCheckTest, FindsAnArticleInTheWrongShard) {
  Tamper([this](Xapian::WritableDatabase* shard) {
    for (const Article& article : articles_) {
      if (format::ShardOf(article.id, 2) != 1) continue;
      shard->add_document(DocumentBuilder().Build(article, format::EncodeArticle(article)));
      return;
    }
  });
  EXPECT_THAT(Findings(), HasSubstr("belongs into shard 1"));
}

TEST_F(IndexCheckTest, FindsWrongMetadata) {
  Tamper([](Xapian::WritableDatabase* shard) {
    shard->set_metadata(std::string(format::kMetaRevision), "5");
  });
  EXPECT_THAT(Findings(), HasSubstr("dateline.revision is \"5\" and should be 1"));
}

TEST_F(IndexCheckTest, FindsAMissingTableAndAMissingFolder) {
  fs::rename(format::ShardPath(index_, 0) + "/termlist.glass", folder_.Path("termlist"));
  EXPECT_NE(Findings(), "");
  fs::remove_all(format::ShardViewPath(index_, 1, 1));
  EXPECT_THAT(Findings(), HasSubstr("revisions/1/1"));
}

// Overwrites one block after the other of every table: each time the check says so or the block was
// free and nothing is lost; it never crashes or hangs.
TEST_F(IndexCheckTest, SurvivesDamagedBlocks) {
  constexpr int kBlock = 8192;
  int found = 0;
  int blocks = 0;
  for (const char* table : {"postlist.glass", "docdata.glass", "termlist.glass", "words.1"}) {
    const std::string path = format::ShardPath(index_, 0) + "/" + table;
    const std::string whole = ReadAll(path);
    for (size_t block = 0; block < whole.size() / kBlock; ++block) {
      std::string damaged = whole;
      for (size_t i = 0; i < kBlock; i += 7) damaged[block * kBlock + i] ^= 0x55;
      WriteAll(path, damaged);
      ++blocks;
      found += Findings().empty() ? 0 : 1;
    }
    WriteAll(path, whole);
  }
  EXPECT_GT(blocks, 4);
  EXPECT_EQ(found, blocks) << "a first revision has no free blocks";
  EXPECT_EQ(Findings(), "");
}

}  // namespace
}  // namespace dateline::store
