// Databases that were joined, with documents left out, against those that Xapian makes of what
// stays.

#include "indexer/store/bulk_join.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <xapian.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "indexer/store/bulk_database_writer.h"
#include "tests/indexer/store/indexed_documents.h"
#include "tests/indexer/store/temporary_folder.h"

namespace dateline::store {
namespace {

using support::Random;
using ::testing::HasSubstr;

constexpr Comparison kWithoutTermLists{/*term_lists=*/false, /*wdf_bounds=*/true};
// Where documents were dropped.
constexpr Comparison kLooseBounds{/*term_lists=*/false, /*wdf_bounds=*/false};

// A database and what is in it, from docid 1 on.
struct Shard {
  std::string path;
  std::vector<IndexedDocument> documents;
};

JoinOptions Unsynced() {
  JoinOptions options;
  options.sync = false;
  return options;
}

class BulkJoinTest : public ::testing::TestWithParam<Corpus> {
 protected:
  std::string NewPath() { return folder_.Path(absl::StrCat("database", ++paths_)); }

  // Writes a database of documents as they stand.
  Shard Write(std::vector<IndexedDocument> documents, bool term_lists = false) {
    Shard shard{NewPath(), std::move(documents)};
    BulkWriterOptions options;
    options.sync = false;
    options.term_lists = term_lists;
    options.data_compression = term_lists ? 1 : 0;
    auto writer = BulkDatabaseWriter::Create(shard.path, options);
    EXPECT_TRUE(writer.ok()) << writer.status();
    uint32_t docid = 0;
    for (const IndexedDocument& document : shard.documents) {
      EXPECT_TRUE((*writer)->Add(++docid, document).ok());
    }
    EXPECT_TRUE((*writer)->SetMetadata("of the source", shard.path).ok());
    EXPECT_TRUE((*writer)->Finish().ok());
    return shard;
  }
  Shard WriteRandom(Corpus corpus) {
    std::vector<IndexedDocument> documents;
    Random random(corpus.seed);
    for (uint32_t i = 0; i < corpus.documents; ++i) {
      documents.push_back(RandomDocument(corpus, &random));
    }
    return Write(std::move(documents), random.Chance(20));
  }

  // What Xapian makes of documents.
  Xapian::Database Reference(const std::vector<IndexedDocument>& documents) {
    const std::string path = NewPath();
    Xapian::WritableDatabase reference(path, Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
    for (const IndexedDocument& document : documents) reference.add_document(ToXapian(document));
    reference.commit();
    return Xapian::Database(path);
  }

  // Joins and compares. `dropped` has a list for every source.
  Shard Join(const std::vector<Shard>& shards, const std::vector<std::vector<uint32_t>>& dropped) {
    Shard joined{NewPath(), {}};
    std::vector<JoinSource> sources;
    bool drops = false;
    for (size_t i = 0; i < shards.size(); ++i) {
      sources.push_back({shards[i].path, dropped[i]});
      drops |= !dropped[i].empty();
      for (uint32_t docid = 1; docid <= shards[i].documents.size(); ++docid) {
        if (std::binary_search(dropped[i].begin(), dropped[i].end(), docid)) continue;
        joined.documents.push_back(shards[i].documents[docid - 1]);
      }
    }
    const absl::Status status = JoinBulkDatabases(sources, joined.path, Unsynced());
    EXPECT_TRUE(status.ok()) << status;
    if (!status.ok()) return joined;
    ExpectSound(joined.path);
    const Xapian::Database database(joined.path);
    const Xapian::Database reference = Reference(joined.documents);
    ExpectSame(database, reference, drops || loose_ ? kLooseBounds : kWithoutTermLists);
    loose_ |= drops;
    ExpectSameAnswers(database, reference);
    EXPECT_NE(access((joined.path + "/termlist.glass").c_str(), F_OK), 0);
    return joined;
  }

  void ExpectSameAnswers(const Xapian::Database& database, const Xapian::Database& reference) {
    for (int word = 0; word < 5; ++word) {
      const std::string number = absl::StrCat(word * 7919);
      const Xapian::Query query(Xapian::Query::OP_OR, Xapian::Query("Z" + number),
                                Xapian::Query("XPLACE:" + number));
      EXPECT_EQ(Search(database, query), Search(reference, query));
    }
    EXPECT_EQ(Search(database, Xapian::Query("all")), Search(reference, Xapian::Query("all")));
  }

  // Of `count` documents, as many as fate will have it.
  std::vector<uint32_t> RandomDrops(uint32_t count, Random* random) {
    std::vector<uint32_t> dropped;
    const uint32_t kind = random->Below(7);
    const uint32_t percents[] = {0, 1, 10, 50, 95, 100, 0};
    const uint32_t run = random->Below(count + 1);
    for (uint32_t docid = 1; docid <= count; ++docid) {
      const bool in_run = kind == 6 && docid >= run && docid < run + count / 3;
      if (in_run || random->Chance(percents[kind])) dropped.push_back(docid);
    }
    return dropped;
  }

  TemporaryFolder folder_;
  int paths_ = 0;
  bool loose_ = false;  // A source may have loose bounds.
};

TEST_P(BulkJoinTest, HoldsWhatXapianMakesOfWhatStays) {
  Corpus corpus = GetParam();
  Random random(corpus.seed + 77);
  std::vector<Shard> shards;
  // Joins on top of each other, with new ones beside them.
  for (int round = 0; round < 4; ++round) {
    for (uint32_t added = 1 + random.Below(4); added > 0; --added) {
      ++corpus.seed;
      corpus.documents = random.Chance(10) ? 0 : 1 + random.Below(GetParam().documents);
      shards.push_back(WriteRandom(corpus));
    }
    std::vector<std::vector<uint32_t>> dropped;
    for (const Shard& shard : shards) {
      dropped.push_back(round == 0
                            ? std::vector<uint32_t>()
                            : RandomDrops(static_cast<uint32_t>(shard.documents.size()), &random));
    }
    Shard joined = Join(shards, dropped);
    if (HasFailure()) return;
    shards = {std::move(joined)};
  }
}

TEST_F(BulkJoinTest, MayLeaveNothing) {
  const Shard shard = WriteRandom({30, 50, 20});
  std::vector<uint32_t> all(30);
  for (uint32_t i = 0; i < 30; ++i) all[i] = i + 1;
  const Shard none = Join({shard}, {all});
  Join({none, shard, none}, {{}, {1, 30}, {}});
  Join({}, {});
}

// Every document in turn, of lists of one chunk and of many.
TEST_F(BulkJoinTest, DropsTheFirstAndTheLastOfAChunk) {
  std::vector<IndexedDocument> documents(3000);
  for (uint32_t i = 0; i < documents.size(); ++i) {
    documents[i].AddTerm("all", 1 + i % 200);
    if (i % 3 == 0) documents[i].AddTerm("third", 1);
    documents[i].AddTerm(absl::StrCat("own", i), 1);
    documents[i].AddValue(3, absl::StrCat("value", i));
  }
  const Shard shard = Write(documents);
  for (uint32_t docid = 1; docid <= 3000 && !HasFailure(); docid += 211) {
    Join({shard}, {{docid}});
    Join({shard}, {{docid, docid + 1, docid + 3}});
  }
  Join({shard}, {{1}});
  Join({shard}, {{3000}});
  Join({shard, shard}, {{3000}, {1}});
}

TEST_F(BulkJoinTest, ChangesNothingWhenThereIsNothingToChange) {
  const Shard shard = WriteRandom({500, 100, 30});
  const Shard once = Join({shard}, {{}});
  const Shard twice = Join({once}, {{}});
  for (const char* table : {"/postlist.glass", "/docdata.glass"}) {
    EXPECT_EQ(ReadAll(once.path + table), ReadAll(twice.path + table));
  }
}

TEST_F(BulkJoinTest, HasItsOwnMetadata) {
  const Shard shard = WriteRandom({30, 50, 20});
  JoinOptions options = Unsynced();
  options.metadata = {{"a.key", "x"}, {"b", "2"}, {"empty", ""}, {std::string(253, 'k'), "long"}};
  const std::string path = NewPath();
  ASSERT_TRUE(JoinBulkDatabases({{shard.path, {}}}, path, options).ok());
  ExpectSound(path);
  const Xapian::Database database(path);
  std::vector<std::string> metadata;
  for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key) {
    metadata.push_back(absl::StrCat(*key, "=", database.get_metadata(*key)));
  }
  EXPECT_THAT(metadata, ::testing::ElementsAre("a.key=x", "b=2", std::string(253, 'k') + "=long"));
  for (const std::string& key : {std::string(), std::string(254, 'k')}) {
    options.metadata = {{key, "x"}};
    EXPECT_TRUE(absl::IsInvalidArgument(JoinBulkDatabases({{shard.path, {}}}, NewPath(), options)));
  }
}

TEST_F(BulkJoinTest, PacksDataAnew) {
  std::vector<IndexedDocument> documents(4);
  for (size_t i = 0; i < 4; ++i) documents[i].data = i == 1 ? "" : absl::StrCat("data ", i);
  const Shard shard = Write(documents);
  JoinOptions options = Unsynced();
  options.repack = [](size_t source, absl::string_view stored) -> absl::StatusOr<std::string> {
    if (stored == "data 3") return std::string();
    return absl::StrCat(stored, " of ", source);
  };
  const std::string path = NewPath();
  const std::vector<JoinSource> sources = {{shard.path, {}}, {shard.path, {1}}};
  ASSERT_TRUE(JoinBulkDatabases(sources, path, options).ok());
  ExpectSound(path);
  const Xapian::Database database(path);
  std::vector<std::string> data;
  for (uint32_t docid = 1; docid <= 7; ++docid) {
    data.push_back(database.get_document(docid).get_data());
  }
  EXPECT_THAT(data,
              ::testing::ElementsAre("data 0 of 0", "", "data 2 of 0", "", "", "data 2 of 1", ""));

  options.repack = [](size_t, absl::string_view) -> absl::StatusOr<std::string> {
    return absl::DataLossError("no such form");
  };
  const std::string failed = NewPath();
  EXPECT_THAT(std::string(JoinBulkDatabases(sources, failed, options).message()),
              HasSubstr("no such form"));
  EXPECT_THROW(Xapian::Database{failed}, Xapian::DatabaseError);
}

TEST_F(BulkJoinTest, RefusesWhatItCannotJoin) {
  const Shard shard = WriteRandom({30, 50, 20});
  const auto join = [&](const std::string& path, const std::vector<uint32_t>& dropped) {
    return JoinBulkDatabases({{path, dropped}}, NewPath(), Unsynced());
  };
  EXPECT_TRUE(absl::IsAlreadyExists(JoinBulkDatabases({{shard.path, {}}}, shard.path, {})));
  EXPECT_TRUE(absl::IsNotFound(join(folder_.Path("none"), {})));
  EXPECT_TRUE(absl::IsInvalidArgument(join(shard.path, {0})));
  EXPECT_TRUE(absl::IsInvalidArgument(join(shard.path, {31})));
  EXPECT_TRUE(absl::IsInvalidArgument(join(shard.path, {2, 1})));
  EXPECT_TRUE(absl::IsInvalidArgument(join(shard.path, {2, 2})));

  const std::string gaps = NewPath();
  auto writer = BulkDatabaseWriter::Create(gaps, {});
  ASSERT_TRUE((*writer)->Add(2, {}).ok());
  ASSERT_TRUE((*writer)->Finish().ok());
  EXPECT_TRUE(absl::IsFailedPrecondition(join(gaps, {}))) << "its docids are not dense";

  Xapian::WritableDatabase(shard.path, Xapian::DB_OPEN | Xapian::DB_NO_TERMLIST)
      .add_document(Xapian::Document());
  EXPECT_TRUE(absl::IsFailedPrecondition(join(shard.path, {}))) << "it was changed";
}

TEST_F(BulkJoinTest, RefusesDataThatItCannotRead) {
  IndexedDocument document;
  document.data = std::string(1000, 'x');
  const Shard shard = Write({document}, /*term_lists=*/true);  // And compressed.
  JoinOptions options = Unsynced();
  options.repack = [](size_t, absl::string_view stored) { return std::string(stored); };
  EXPECT_TRUE(
      absl::IsFailedPrecondition(JoinBulkDatabases({{shard.path, {}}}, NewPath(), options)));
}

TEST_F(BulkJoinTest, RefusesATableThatIsCut) {
  for (const char* table : {"/postlist.glass", "/docdata.glass"}) {
    const Shard shard = WriteRandom({300, 50, 40});
    const std::string content = ReadAll(shard.path + table);
    WriteAll(shard.path + table, absl::string_view(content).substr(0, content.size() - 100));
    const std::string path = NewPath();
    EXPECT_TRUE(absl::IsDataLoss(JoinBulkDatabases({{shard.path, {}}}, path, Unsynced())));
    EXPECT_THROW(Xapian::Database{path}, Xapian::DatabaseError);
    unlink((shard.path + table).c_str());
    EXPECT_TRUE(absl::IsNotFound(JoinBulkDatabases({{shard.path, {}}}, NewPath(), Unsynced())));
  }
}

// Whatever the damage, it is refused or leaves a database that can be read.
TEST_F(BulkJoinTest, SurvivesDamage) {
  Random random(5);
  const Shard shard = WriteRandom({150, 40, 30, 0, 10});
  int refused = 0;
  for (const char* table : {"/postlist.glass", "/docdata.glass"}) {
    const std::string content = ReadAll(shard.path + table);
    for (int i = 0; i < 400; ++i) {
      std::string damaged = content;
      for (uint32_t left = 1 + random.Below(3); left > 0; --left) {
        // In a few blocks only: near each other, in heads and directories as well.
        const size_t block = random.Below(static_cast<uint32_t>(content.size() / 8192)) * 8192;
        damaged[block + random.Below(random.Chance(50) ? 64 : 8192)] =
            static_cast<char>(random.Below(256));
      }
      WriteAll(shard.path + table, damaged);
      const std::string path = NewPath();
      const std::vector<uint32_t> dropped =
          i % 2 == 0 ? std::vector<uint32_t>() : std::vector<uint32_t>{1, 70, 71, 150};
      const absl::Status status = JoinBulkDatabases({{shard.path, dropped}}, path, Unsynced());
      if (status.ok()) {
        EXPECT_EQ(Xapian::Database(path).get_doccount(), 150 - dropped.size());
      } else {
        ++refused;
        EXPECT_THROW(Xapian::Database{path}, Xapian::DatabaseError);
      }
    }
    WriteAll(shard.path + table, content);
  }
  EXPECT_GT(refused, 100);
  Join({shard}, {{}});
}

INSTANTIATE_TEST_SUITE_P(
    Corpora, BulkJoinTest,
    ::testing::Values(Corpus{/*documents=*/1, /*vocabulary=*/5, /*max_terms=*/5},
                      Corpus{40, 30, 20, /*gap_percent=*/0, /*odd_percent=*/50},
                      Corpus{300, 3000, 200, 0, 30}, Corpus{1500, 400, 30, 0, 2},
                      Corpus{6000, 20, 5, 0, 0},
                      Corpus{200, 100, 20, 0, 20, /*first_docid=*/1, /*seed=*/50},
                      Corpus{100, 1000, 60, 0, 5, 1, 90}, Corpus{20, 10, 5, 0, 5, 1, 130}));

}  // namespace
}  // namespace dateline::store
