// Phrases are found in every article, wherever its words have to be looked for.

#include "server/match/phrase_filter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "indexer/format/layout.h"
#include "indexer/format/schema.h"
#include "indexer/format/word_file.h"
#include "indexer/store/index_writer.h"
#include "server/match/search.h"
#include "server/query/parser.h"
#include "server/snapshot/posting_cache.h"
#include "server/snapshot/snapshot.h"
#include "tests/server/match/positioned_index.h"
#include "tests/support/corpus.h"
#include "tests/support/earlier_index.h"
#include "tests/support/temporary_folder.h"

namespace dateline::match {
namespace {

using snapshot::Row;
using snapshot::Snapshot;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr const char* kPhrases[] = {"\"arms deal\"",          "\"prime minister said\"",
                                    "\"new new york\"",       "title:\"arms deal\"",
                                    "\"state-run media\"",    "\"the visit of the\"",
                                    "title:\"new new york\"", "\"said the\" OR \"new york\""};

class PhraseFilterTest : public testing::Test {
 protected:
  void SetUp() override {
    support::WriteCorpus(support::MakeCorpus({21, 400, false, false}), 2, index_);
  }

  // The rows of every phrase.
  std::vector<std::vector<Row>> Answers() {
    warnings_.clear();
    snapshot::LoadOptions options;
    options.on_damage = [this](const std::string& what) { warnings_.push_back(what); };
    const auto snapshot = Snapshot::Load(index_, options);
    EXPECT_TRUE(snapshot.ok()) << snapshot.status();
    Snapshot::Lease lease = *(*snapshot)->Open();
    std::vector<std::vector<Row>> answers;
    for (const char* phrase : kPhrases) {
      const auto parsed = query::ParseQuery(phrase, {});
      EXPECT_TRUE(parsed.ok()) << parsed.status();
      SearchRequest request;
      request.query = &parsed->root;
      const auto rows = FindRows(**snapshot, &lease, request);
      EXPECT_TRUE(rows.ok()) << rows.status();
      answers.push_back(*rows);
      EXPECT_GT(rows->size(), 3u) << phrase;
      EXPECT_LT(rows->size(), (*snapshot)->article_count() / 2) << phrase;
    }
    return answers;
  }

  std::string WordFile(uint32_t shard) {
    return format::ReadManifest(index_)->shard_paths[shard] + "/words";
  }
  // Damages every `nth` 64 bytes of a word file, behind its beginning and before its table.
  void Damage(uint32_t shard, size_t nth) {
    std::fstream file(WordFile(shard), std::ios::in | std::ios::out | std::ios::binary);
    uint64_t table_begin = 0;  // Little-endian, 24 bytes before the end.
    file.seekg(-24, std::ios::end);
    for (int i = 0; i < 8; ++i) table_begin |= static_cast<uint64_t>(file.get()) << (8 * i);
    ASSERT_GT(table_begin, 64u);
    ASSERT_LT(table_begin, std::filesystem::file_size(WordFile(shard)));
    for (size_t at = 64; at < table_begin; at += 64 * nth) {
      file.seekp(static_cast<std::streamoff>(at));
      file.put('\xa5');
    }
  }

  support::TemporaryFolder folder_;
  const std::string index_ = folder_.path() + "/index";
  std::vector<std::string> warnings_;
};

// The articles of a phrase are kept when they have been found without any condition.
TEST_F(PhraseFilterTest, FindsTheSameWhenItsArticlesAreKept) {
  snapshot::LoadOptions none;
  none.cache_bytes = 0;
  const auto keeping = *Snapshot::Load(index_);
  const auto forgetting = *Snapshot::Load(index_, none);
  Snapshot::Lease keeping_lease = *keeping->Open();
  Snapshot::Lease forgetting_lease = *forgetting->Open();
  for (const char* phrase : kPhrases) {
    const size_t bytes = keeping->postings().byte_size();
    for (const char* behind : {" AND visit", "", "", " AND visit", " -visit", " OR visit"}) {
      const auto parsed = query::ParseQuery(absl::StrCat(phrase, behind), {});
      ASSERT_TRUE(parsed.ok()) << parsed.status();
      for (const Sort sort : {Sort::kRelevance, Sort::kNewest}) {
        SearchRequest request;
        request.query = &parsed->root;
        request.sort = sort;
        const auto kept = Search(*keeping, &keeping_lease, request);
        const auto found = Search(*forgetting, &forgetting_lease, request);
        ASSERT_TRUE(kept.ok() && found.ok());
        EXPECT_EQ(kept->total, found->total) << phrase << behind;
        ASSERT_EQ(kept->hits.size(), found->hits.size()) << phrase << behind;
        for (size_t i = 0; i < kept->hits.size(); ++i) {
          EXPECT_EQ(kept->hits[i].row, found->hits[i].row) << phrase << behind;
          EXPECT_EQ(kept->hits[i].score, found->hits[i].score) << phrase << behind;
        }
      }
    }
    EXPECT_GT(keeping->postings().byte_size(), bytes) << phrase;
  }
  EXPECT_EQ(forgetting->postings().byte_size(), 0u);
}

// What was found in a shard is known in the next revision, as long as the shard is the same.
TEST_F(PhraseFilterTest, FindsTheSameWhenAnEarlierRevisionHasLookedForIt) {
  const auto phrase_rows = [](const Snapshot& snapshot, const char* phrase) {
    Snapshot::Lease lease = *snapshot.Open();
    const auto parsed = query::ParseQuery(phrase, {});
    SearchRequest request;
    request.query = &parsed->root;
    return *FindRows(snapshot, &lease, request);
  };
  std::shared_ptr<const Snapshot> before = *Snapshot::Load(index_);
  for (const char* phrase : kPhrases) phrase_rows(*before, phrase);
  const std::string key =
      "\x02"
      "arms\x02"
      "deal\x02";
  ASSERT_NE(before->postings().Find(key), nullptr);
  bool has_all_shards = false;
  bool has_no_shard = false;
  for (int revision = 0; revision < 4; ++revision) {
    {
      const auto writer = store::IndexWriter::Open(index_, {});
      ASSERT_TRUE(writer.ok()) << writer.status();
      // Another shard, then one fewer article in the first ones.
      bool removed = false;
      for (int i = 0; i < 40 && revision == 2; ++i) {
        ASSERT_TRUE((*writer)->Remove(absl::StrCat("article-", i), &removed).ok());
      }
      article::Article article;
      article.id = absl::StrCat("new", revision);
      article.title = "Arms deal";
      article.body = "The prime minister said so.";
      ASSERT_TRUE((*writer)->Upsert(article).ok());
      ASSERT_TRUE((*writer)->Commit().ok());
    }
    snapshot::LoadOptions options;
    options.before = before;
    const std::shared_ptr<const Snapshot> next = *Snapshot::Load(index_, options);
    const std::shared_ptr<const Snapshot> alone = *Snapshot::Load(index_);
    const snapshot::EarlierPostings earlier = next->postings().FindEarlier(key);
    ASSERT_LT(earlier.end, next->row_count());
    has_all_shards |= earlier.end >= before->row_count();
    has_no_shard |= earlier.end == 0;
    for (const char* phrase : kPhrases) {
      EXPECT_EQ(phrase_rows(*next, phrase), phrase_rows(*alone, phrase)) << phrase;
    }
    before = next;
  }
  EXPECT_TRUE(has_all_shards);
  EXPECT_TRUE(has_no_shard);
  // Files of the same names, but other ones.
  std::filesystem::remove_all(index_);
  support::WriteCorpus(support::MakeCorpus({22, 400, false, false}), 2, index_);
  snapshot::LoadOptions options;
  options.before = before;
  EXPECT_EQ((*Snapshot::Load(index_, options))->postings().FindEarlier(key).end, 0u);
}

TEST_F(PhraseFilterTest, FindsTheSameWithoutAWordFileAndSaysSo) {
  const auto expected = Answers();
  EXPECT_THAT(warnings_, IsEmpty());
  std::filesystem::remove(WordFile(1));
  EXPECT_EQ(Answers(), expected);
  ASSERT_THAT(warnings_, SizeIs(1));
  EXPECT_THAT(warnings_[0], HasSubstr("words"));
  EXPECT_THAT(warnings_[0], HasSubstr("slow"));
}

TEST_F(PhraseFilterTest, FindsTheSameInAShortenedWordFile) {
  const auto expected = Answers();
  std::filesystem::resize_file(WordFile(0), std::filesystem::file_size(WordFile(0)) - 8);
  EXPECT_EQ(Answers(), expected);
  EXPECT_THAT(warnings_, SizeIs(1));
}

TEST_F(PhraseFilterTest, FindsTheSameInDamagedRecordsAndSaysSoOnce) {
  const auto expected = Answers();
  for (const size_t nth : {30, 1}) {
    Damage(0, nth);
    Damage(1, nth);
    EXPECT_EQ(Answers(), expected);
    EXPECT_THAT(warnings_, SizeIs(1));
  }
}

// A record is bound to its article: another one, sound as it is, is no substitute.
TEST_F(PhraseFilterTest, TakesNoRecordOfAnotherArticle) {
  const auto expected = Answers();
  std::filesystem::copy_file(WordFile(0), WordFile(1),
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(Answers(), expected);
  EXPECT_THAT(warnings_, SizeIs(1));
}

TEST_F(PhraseFilterTest, FindsTheSameInArticlesWithPositionsOrWithoutARecord) {
  support::MakeEarlier(index_);
  const auto expected = Answers();
  MakeArticlesOld(index_, 3);
  EXPECT_EQ(Answers(), expected);
  const auto manifest = format::ReadManifest(index_);
  for (const std::string& path : manifest->shard_paths) {
    Xapian::WritableDatabase shard(path, Xapian::DB_OPEN);
    for (auto it = shard.postlist_begin(""); it != shard.postlist_end(""); ++it) {
      if (*it % 2 == 0) continue;
      Xapian::Document document = shard.get_document(*it);
      if (document.get_value(format::kSlotWords).empty()) continue;
      document.add_value(format::kSlotWords, format::EncodeWordLocation({}));
      shard.replace_document(*it, document);
    }
    shard.commit();
  }
  EXPECT_EQ(Answers(), expected);
  EXPECT_THAT(warnings_, IsEmpty());
}

// Version 5 has positions, and no word files.
TEST(PhraseFilterOldIndexTest, FindsPhrasesOfVersion5BeforeAndAfterItIsAddedTo) {
  support::TemporaryFolder folder;
  const std::string command =
      absl::StrCat("tar -C '", folder.path(),
                   "' -xzf '" DATELINE_SOURCE_DIR "/tests/data/old_indexes/version_5.tar.gz'");
  ASSERT_EQ(std::system(command.c_str()), 0);
  const std::string index = folder.path() + "/index";
  const auto found = [&](const std::string& query) {
    const auto snapshot = Snapshot::Load(index);
    EXPECT_TRUE(snapshot.ok()) << snapshot.status();
    Snapshot::Lease lease = *(*snapshot)->Open();
    const auto parsed = query::ParseQuery(query, {});
    SearchRequest request;
    request.query = &parsed->root;
    std::vector<std::string> ids;
    const auto rows = FindRows(**snapshot, &lease, request);
    for (const Row row : *rows) {
      ids.push_back((*snapshot)->ReadArticle(&lease, row)->id);
    }
    std::sort(ids.begin(), ids.end());
    return absl::StrJoin(ids, " ");
  };
  EXPECT_EQ(found("\"harbour master\""), "lindt varr");
  EXPECT_EQ(found("\"new lock\""), "lindt");
  EXPECT_EQ(found("title:\"new lock\""), "lindt");
  EXPECT_EQ(found("\"master new\""), "");
  EXPECT_EQ(found("\"港が開\""), "varr");
  {
    const auto writer = store::IndexWriter::Open(index, {});
    ASSERT_TRUE(writer.ok()) << writer.status();
    for (int i = 0; i < 10; ++i) {
      article::Article article;
      article.id = absl::StrCat("new", i);
      article.title = "The harbour master's new lock";
      article.body = "新しい港が開いた。";
      ASSERT_TRUE((*writer)->Upsert(article).ok());
    }
    ASSERT_TRUE((*writer)->Commit().ok());
  }
  const std::string added = "new0 new1 new2 new3 new4 new5 new6 new7 new8 new9";
  EXPECT_EQ(found("\"harbour master\""), absl::StrCat("lindt ", added, " varr"));
  EXPECT_EQ(found("title:\"new lock\""), absl::StrCat("lindt ", added));
  EXPECT_EQ(found("\"new lock\""), absl::StrCat("lindt ", added));
  EXPECT_EQ(found("\"港が開\""), absl::StrCat(added, " varr"));
  EXPECT_EQ(found("\"lock new\""), "");
}

}  // namespace
}  // namespace dateline::match
