// A database written in bulk against one that Xapian made of the same documents.

#include "indexer/store/bulk_database_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>
#include <xapian.h>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "tests/indexer/store/indexed_documents.h"
#include "tests/indexer/store/temporary_folder.h"
#include "tests/support/random.h"

namespace dateline::store {
namespace {

using support::Random;

// Nothing here has to outlive the machine; with term lists there is more to compare.
BulkWriterOptions Unsynced() {
  BulkWriterOptions options;
  options.sync = false;
  options.term_lists = true;
  return options;
}

class BulkDatabaseWriterTest : public ::testing::TestWithParam<Corpus> {
 protected:
  std::string bulk_path() const { return folder_.Path("bulk"); }
  std::string reference_path() const { return folder_.Path("reference"); }

  void WriteBoth(const Documents& documents, const BulkWriterOptions& options = Unsynced()) {
    auto writer = BulkDatabaseWriter::Create(bulk_path(), options);
    ASSERT_TRUE(writer.ok()) << writer.status();
    Xapian::WritableDatabase reference(reference_path(),
                                       Xapian::DB_CREATE_OR_OVERWRITE | Xapian::DB_NO_SYNC);
    for (const auto& [docid, document] : documents) {
      const absl::Status status = (*writer)->Add(docid, document);
      ASSERT_TRUE(status.ok()) << status;
      reference.replace_document(docid, ToXapian(document));
    }
    for (const auto& [key, value] : {std::make_pair("b", "2"), std::make_pair("a.key", "x")}) {
      ASSERT_TRUE((*writer)->SetMetadata(key, value).ok());
      reference.set_metadata(key, value);
    }
    const absl::Status status = (*writer)->Finish();
    ASSERT_TRUE(status.ok()) << status;
    reference.commit();
  }

  void ExpectSameOnDisk() const {
    ExpectSound(bulk_path());
    ExpectSame(Xapian::Database(bulk_path()), Xapian::Database(reference_path()));
  }

  // The same changes to both, in several commits.
  void ChangeBoth(const Documents& documents, const Corpus& corpus) {
    Random random(corpus.seed + 1000);
    std::vector<uint32_t> docids;
    for (const auto& [docid, document] : documents) docids.push_back(docid);
    Xapian::WritableDatabase bulk(bulk_path(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
    Xapian::WritableDatabase reference(reference_path(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
    for (int commit = 0; commit < 3; ++commit) {
      for (size_t change = 0; change < 10 + documents.size() / 10; ++change) {
        const uint32_t docid = random.Chance(80) || docids.empty()
                                   ? random.Below(reference.get_lastdocid() + 2) + 1
                                   : random.Pick(docids);
        if (random.Chance(40)) {
          bool there = true;
          try {
            reference.delete_document(docid);
          } catch (const Xapian::DocNotFoundError&) {
            there = false;
          }
          if (there) bulk.delete_document(docid);
        } else {
          const Xapian::Document document = ToXapian(RandomDocument(corpus, &random));
          bulk.replace_document(docid, document);
          reference.replace_document(docid, document);
        }
        if (random.Chance(20)) {
          const Xapian::Document document = ToXapian(RandomDocument(corpus, &random));
          ASSERT_EQ(bulk.add_document(document), reference.add_document(document));
        }
      }
      bulk.set_metadata("b", "3");
      reference.set_metadata("b", "3");
      bulk.commit();
      reference.commit();
      ExpectSameOnDisk();
    }
  }

  TemporaryFolder folder_;
};

TEST_P(BulkDatabaseWriterTest, HoldsWhatXapianWouldAndIsChangedAlike) {
  const Documents documents = RandomDocuments(GetParam());
  ASSERT_NO_FATAL_FAILURE(WriteBoth(documents));
  ASSERT_NO_FATAL_FAILURE(ExpectSameOnDisk());
  ChangeBoth(documents, GetParam());
}

TEST_P(BulkDatabaseWriterTest, IsTheSameWithoutTermLists) {
  const Documents documents = RandomDocuments(GetParam());
  BulkWriterOptions options = Unsynced();
  options.term_lists = false;
  ASSERT_NO_FATAL_FAILURE(WriteBoth(documents, options));
  EXPECT_NE(access((bulk_path() + "/termlist.glass").c_str(), F_OK), 0);
  ExpectSound(bulk_path());
  const Xapian::Database bulk(bulk_path());
  const Xapian::Database reference(reference_path());
  ASSERT_NO_FATAL_FAILURE(ExpectSame(bulk, reference, {/*term_lists=*/false}));
  for (int word = 0; word < 5; ++word) {
    const std::string number = absl::StrCat(word * 7919);
    const Xapian::Query query(Xapian::Query::OP_OR, Xapian::Query("Z" + number),
                              Xapian::Query("XPLACE:" + number));
    EXPECT_EQ(Search(bulk, query), Search(reference, query));
  }
  EXPECT_EQ(Search(bulk, Xapian::Query("all")), Search(reference, Xapian::Query("all")));
  const uint32_t docid = documents.begin()->first;
  EXPECT_THROW(bulk.termlist_begin(docid), Xapian::FeatureUnavailableError);

  // As one that Xapian made without them, it can be added to.
  if (documents.rbegin()->first == UINT32_MAX) return;
  constexpr int kFlags = Xapian::DB_OPEN | Xapian::DB_NO_SYNC | Xapian::DB_NO_TERMLIST;
  const Xapian::Document first = ToXapian(documents.begin()->second);
  Xapian::WritableDatabase(bulk_path(), kFlags).add_document(first);
  EXPECT_NE(access((bulk_path() + "/termlist.glass").c_str(), F_OK), 0);
  ExpectSound(bulk_path());
  EXPECT_EQ(Xapian::Database(bulk_path()).get_doccount(), documents.size() + 1);
}

TEST_F(BulkDatabaseWriterTest, WithoutTermListsIsWhatXapianCallsSo) {
  BulkWriterOptions options = Unsynced();
  options.term_lists = false;
  ASSERT_NO_FATAL_FAILURE(WriteBoth(RandomDocuments({100, 50, 40}), options));
  std::ostringstream report;
  EXPECT_EQ(Xapian::Database::check(bulk_path(), Xapian::DBCHECK_SHOW_STATS, &report), 0u);
  EXPECT_THAT(report.str(), ::testing::HasSubstr("termlist:\nNot present."));
}

TEST_F(BulkDatabaseWriterTest, NothingIsADatabaseToo) {
  ASSERT_NO_FATAL_FAILURE(WriteBoth({}));
  ASSERT_NO_FATAL_FAILURE(ExpectSameOnDisk());
  ChangeBoth({}, {/*documents=*/0, /*vocabulary=*/10, /*max_terms=*/5});
}

TEST_F(BulkDatabaseWriterTest, KnowsDocumentsOfWhichItHasNothing) {
  ASSERT_NO_FATAL_FAILURE(WriteBoth({{7, {}}, {9, {}}}));
  ExpectSameOnDisk();
}

TEST_F(BulkDatabaseWriterTest, HasTreesOfSeveralLevels) {
  Random random(1);
  Documents documents;
  const std::string long_prefix(225, 'p');
  for (uint32_t docid = 1; docid <= 3000; ++docid) {
    IndexedDocument& document = documents[docid];
    document.AddTerm(absl::StrCat(long_prefix, 1000000 + docid * 7), 1);
    document.AddTerm(absl::StrCat(long_prefix, 1000000 + docid * 7 + 3), 2);
    document.data = RandomBytes(4000, &random);
  }
  ASSERT_NO_FATAL_FAILURE(WriteBoth(documents));
  ASSERT_NO_FATAL_FAILURE(ExpectSameOnDisk());
  std::ostringstream report;
  Xapian::Database::check(bulk_path(), Xapian::DBCHECK_SHOW_STATS, &report);
  EXPECT_THAT(report.str(), ::testing::HasSubstr("levels=2"));
  ChangeBoth(documents, {/*documents=*/0, /*vocabulary=*/300, /*max_terms=*/50});
}

TEST_F(BulkDatabaseWriterTest, IsTheSameWithoutCompression) {
  BulkWriterOptions options = Unsynced();
  options.data_compression = 0;
  options.term_list_compression = 0;
  ASSERT_NO_FATAL_FAILURE(WriteBoth(RandomDocuments({100, 50, 40, 10, 20}), options));
  ExpectSameOnDisk();
}

TEST_F(BulkDatabaseWriterTest, RefusesADocumentAndKeepsTheOthers) {
  auto writer = BulkDatabaseWriter::Create(bulk_path(), {});
  ASSERT_TRUE(writer.ok()) << writer.status();
  const auto with_term = [](const std::string& term) {
    IndexedDocument document;
    document.AddTerm("a", 1);
    document.AddTerm(term, 1);
    return document;
  };
  const std::string zeros(4, '\0');
  EXPECT_TRUE(absl::IsInvalidArgument((*writer)->Add(0, {})));
  EXPECT_TRUE((*writer)->Add(5, with_term(zeros + std::string(241, 'x'))).ok());
  EXPECT_TRUE(absl::IsInvalidArgument((*writer)->Add(5, {})));
  EXPECT_TRUE(absl::IsInvalidArgument((*writer)->Add(4, {})));
  EXPECT_TRUE(absl::IsInvalidArgument((*writer)->Add(6, with_term(""))));
  EXPECT_TRUE(absl::IsInvalidArgument((*writer)->Add(6, with_term(std::string(246, 'x')))));
  EXPECT_TRUE(
      absl::IsInvalidArgument((*writer)->Add(6, with_term(zeros + '\0' + std::string(240, 'x')))));
  EXPECT_TRUE((*writer)->Add(6, with_term(std::string(245, 'x'))).ok());
  EXPECT_TRUE(absl::IsInvalidArgument((*writer)->SetMetadata("", "x")));
  EXPECT_TRUE(absl::IsInvalidArgument((*writer)->SetMetadata(std::string(254, 'k'), "x")));
  EXPECT_TRUE((*writer)->SetMetadata(std::string(253, 'k'), "x").ok());
  EXPECT_TRUE((*writer)->SetMetadata("gone", "x").ok());
  EXPECT_TRUE((*writer)->SetMetadata("gone", "").ok());
  ASSERT_TRUE((*writer)->Finish().ok());
  ExpectSound(bulk_path());
  const Xapian::Database database(bulk_path());
  EXPECT_EQ(database.get_doccount(), 2u);
  EXPECT_EQ(database.get_lastdocid(), 6u);
  EXPECT_EQ(database.get_termfreq("a"), 2u);
  EXPECT_EQ(database.get_metadata(std::string(253, 'k')), "x");
  EXPECT_EQ(database.get_metadata("gone"), "");
}

TEST_F(BulkDatabaseWriterTest, SaysWhenItIsFull) {
  BulkWriterOptions options = Unsynced();
  options.memory_bytes = 3 << 20;
  auto writer = BulkDatabaseWriter::Create(bulk_path(), options);
  ASSERT_TRUE(writer.ok()) << writer.status();
  EXPECT_FALSE((*writer)->full());
  Random random(1);
  uint32_t docid = 0;
  while (!(*writer)->full() && docid < 10000) {
    ASSERT_TRUE((*writer)->Add(++docid, RandomDocument({0, 100000, 200}, &random)).ok());
  }
  EXPECT_TRUE((*writer)->full());
  EXPECT_EQ((*writer)->doc_count(), docid);
}

TEST_F(BulkDatabaseWriterTest, IsMadeWhereNothingIs) {
  ASSERT_TRUE(BulkDatabaseWriter::Create(bulk_path(), {}).ok());
  EXPECT_TRUE(absl::IsAlreadyExists(BulkDatabaseWriter::Create(bulk_path(), {}).status()));
  EXPECT_TRUE(absl::IsNotFound(BulkDatabaseWriter::Create(folder_.Path("no/such"), {}).status()));
  // Left without Finish it is no database.
  EXPECT_THROW(Xapian::Database{bulk_path()}, Xapian::DatabaseError);
}

INSTANTIATE_TEST_SUITE_P(
    Corpora, BulkDatabaseWriterTest,
    ::testing::Values(Corpus{/*documents=*/1, /*vocabulary=*/5, /*max_terms=*/5},
                      Corpus{40, 30, 20, /*gap_percent=*/50, /*odd_percent=*/50},
                      Corpus{300, 3000, 200, 5, 30}, Corpus{1500, 400, 30, 20, 2},
                      Corpus{4000, 20, 5, 0, 0},
                      Corpus{200, 100, 20, 30, 20, /*first_docid=*/(1u << 15) - 40},
                      Corpus{200, 100, 20, 30, 20, (1u << 22) - 40},
                      Corpus{200, 100, 20, 30, 20, (1u << 29) - 40},
                      Corpus{40, 100, 20, 5, 20, 0xFFFF0000}));

}  // namespace
}  // namespace dateline::store
