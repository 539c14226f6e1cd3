#include "indexer/store/index_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>

#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "indexer/format/codec.h"
#include "indexer/format/copies_file.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/format/layout.h"
#include "indexer/format/schema.h"
#include "indexer/store/bulk_database_writer.h"
#include "indexer/store/document_builder.h"
#include "indexer/store/index_writer.h"
#include "indexer/store/indexed_document.h"
#include "indexer/store/shard_metadata.h"
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
  static std::string WordFile(const std::string& shard) { return shard + "/words"; }
  std::string Shard(size_t place) { return format::ReadManifest(index_)->shard_paths[place]; }
  // Writes the first shard as what it is but for the change of its documents: sound Xapian, and not
  // what a writer writes.
  void Tamper(const std::function<void(std::vector<IndexedDocument>*)>& change,
              const std::map<std::string, std::string>& metadata = {}) {
    const std::string path = Shard(0);
    std::vector<IndexedDocument> documents;
    std::map<std::string, std::string> all_metadata;
    {
      const Xapian::Database shard(path);
      const auto dictionary = format::ReadDataDictionary(shard);
      ASSERT_TRUE(dictionary.ok());
      all_metadata = ShardMetadata(dictionary->get());
      DocumentBuilder builder;
      for (auto it = shard.postlist_begin(""); it != shard.postlist_end(""); ++it) {
        const auto data =
            format::UnpackArticle(shard.get_document(*it).get_data(), dictionary->get());
        ASSERT_TRUE(data.ok());
        documents.push_back(
            builder.BuildPlain(*format::DecodeArticle(*data), *data, nullptr, dictionary->get()));
      }
    }
    change(&documents);
    for (const auto& [key, value] : metadata) all_metadata[key] = value;
    const std::string words = ReadAll(WordFile(path));
    fs::remove_all(path);
    const auto writer = BulkDatabaseWriter::Create(path, {});
    ASSERT_TRUE(writer.ok());
    for (const auto& [key, value] : all_metadata) {
      ASSERT_TRUE((*writer)->SetMetadata(key, value).ok());
    }
    for (uint32_t i = 0; i < documents.size(); ++i) {
      ASSERT_TRUE((*writer)->Add(i + 1, documents[i]).ok());
    }
    ASSERT_TRUE((*writer)->Finish().ok());
    WriteAll(WordFile(path), words);
  }
  std::string Findings() {
    const auto report = CheckIndex(index_, 2);
    EXPECT_TRUE(report.ok()) << report.status();
    return report.ok() ? absl::StrJoin(report->findings, "\n") : "";
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
  std::function<void(IndexedDocument*)> change;
};

void SetValue(uint32_t slot, const std::string& bytes, IndexedDocument* document) {
  document->values.erase(std::remove_if(document->values.begin(), document->values.end(),
                                        [slot](const auto& v) { return v.slot == slot; }),
                         document->values.end());
  document->AddValue(slot, bytes);
}

TEST_F(IndexCheckTest, FindsEveryKindOfWrongDocument) {
  const std::vector<Damage> damages = {
      {"and should not", [](IndexedDocument* d) { d->AddTerm("XPERSON:nobody", 0); }},
      {"lacks the term",
       [](IndexedDocument* d) {
         const auto id = std::find_if(d->terms.begin(), d->terms.end(), [d](const auto& term) {
           return absl::StartsWith(d->text(term), "Q") && term.wdf == 0;
         });
         d->terms.erase(id);
       }},
      {"is wrong", [](IndexedDocument* d) { d->terms[0].wdf += 1; }},
      {"slot 1", [](IndexedDocument* d) { SetValue(1, "wrong", d); }},
      {"slot 0", [](IndexedDocument* d) { SetValue(0, "", d); }},
      {"slot 9", [](IndexedDocument* d) { SetValue(9, "extra", d); }},
      {"slot 6", [](IndexedDocument* d) { SetValue(format::kSlotWords, "of long ago", d); }},
      {"stored article", [](IndexedDocument* d) { d->data = "\xff\xff\xff"; }},
  };
  for (const Damage& damage : damages) {
    TearDown();
    fs::remove_all(index_);
    SetUp();
    Tamper([&](std::vector<IndexedDocument>* documents) { damage.change(&documents->front()); });
    EXPECT_THAT(Findings(), HasSubstr(damage.finding));
  }
}

TEST_F(IndexCheckTest, FindsAWrongWordFile) {
  const std::string path = WordFile(Shard(0));
  const std::string whole = ReadAll(path);
  fs::remove(path);
  EXPECT_THAT(Findings(), HasSubstr("words"));
  WriteAll(path, ReadAll(WordFile(Shard(1))));
  EXPECT_THAT(Findings(), HasSubstr("word file"));
  std::string damaged = whole;
  damaged[whole.size() / 3] ^= 1;
  WriteAll(path, damaged);
  EXPECT_THAT(Findings(), HasSubstr("word file"));
  WriteAll(path, whole);
  EXPECT_EQ(Findings(), "");
}

TEST_F(IndexCheckTest, FindsAWrongCopyGroup) {
  // An article that can have copies, and one that can't.
  const Xapian::Database shard(Shard(0));
  uint32_t with_text = 0;
  uint32_t without = 0;
  for (auto it = shard.postlist_begin(""); it != shard.postlist_end(""); ++it) {
    const bool has_text = !shard.get_document(*it).get_value(format::kSlotCopySketch).empty();
    (has_text ? with_text : without) = *it;
  }
  ASSERT_TRUE(with_text != 0 && without != 0);
  const std::string path = format::CopiesPath(index_, 1);
  const auto write = [&](std::vector<format::ArticlePlace> places) {
    std::sort(places.begin(), places.end());
    WriteAll(path, format::EncodeCopies({{"a1", places}}));
  };
  write({{0, with_text}, {0, without}});
  EXPECT_THAT(Findings(), HasSubstr("has the copy group \"a1\" and should have no copy group"));
  write({{0, without}, {0, 4000000}});
  EXPECT_THAT(Findings(), HasSubstr("articles that have no copies"));
  write({{0, without}, {7, 1}});
  EXPECT_THAT(Findings(), HasSubstr("shard 7"));
  WriteAll(path, "something else");
  EXPECT_THAT(Findings(), HasSubstr("copies"));
}

TEST_F(IndexCheckTest, FindsAnArticleStoredTwice) {
  Tamper([](std::vector<IndexedDocument>* documents) { documents->back() = documents->front(); });
  EXPECT_THAT(Findings(), HasSubstr("more than once"));
}

TEST_F(IndexCheckTest, FindsWrongMetadata) {
  Tamper([](std::vector<IndexedDocument>*) {}, {{std::string(format::kMetaFormatVersion), "6"}});
  EXPECT_THAT(Findings(), HasSubstr("has format version 6 and the layout of another"));
}

TEST_F(IndexCheckTest, FindsAMissingTableAndAMissingFolder) {
  fs::rename(Shard(0) + "/docdata.glass", folder_.Path("docdata"));
  EXPECT_NE(Findings(), "");
  const std::string second = Shard(1);
  fs::remove_all(second);
  EXPECT_THAT(Findings(), HasSubstr(second));
}

// Overwrites one block after the other of every table: each time the check says so or the block was
// free and nothing is lost; it never crashes or hangs.
TEST_F(IndexCheckTest, SurvivesDamagedBlocks) {
  constexpr int kBlock = 8192;
  int found = 0;
  int blocks = 0;
  for (const char* table : {"postlist.glass", "docdata.glass", "words"}) {
    const std::string path = Shard(0) + "/" + table;
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
  EXPECT_EQ(found, blocks) << "a shard has no free blocks";
  EXPECT_EQ(Findings(), "");
}

}  // namespace
}  // namespace dateline::store
