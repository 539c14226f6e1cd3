// A database written in bulk against one that Xapian made of the same documents.

#include "indexer/store/bulk_database_writer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <xapian.h>

#include <map>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "indexer/store/bulk_join.h"
#include "tests/indexer/store/temporary_folder.h"
#include "tests/support/random.h"

namespace dateline::store {
namespace {

using support::Random;

using Documents = std::map<uint32_t, IndexedDocument>;

Xapian::Document ToXapian(const IndexedDocument& from) {
  Xapian::Document to;
  for (const IndexedDocument::Term& term : from.terms) {
    to.add_term(std::string(from.text(term)), term.wdf);
  }
  for (const IndexedDocument::Value& value : from.values) to.add_value(value.slot, value.bytes);
  to.set_data(from.data);
  return to;
}

// What there is to know of a database, line by line.
std::vector<std::string> Describe(const Xapian::Database& database) {
  std::vector<std::string> lines;
  const auto say = [&](auto&&... parts) { lines.push_back(absl::StrCat(parts...)); };
  say("documents ", database.get_doccount(), " last ", database.get_lastdocid(), " length ",
      database.get_total_length(), " from ", database.get_doclength_lower_bound(), " to ",
      database.get_doclength_upper_bound(), database.has_positions() ? " positions" : "");
  for (auto key = database.metadata_keys_begin(); key != database.metadata_keys_end(); ++key) {
    say("metadata ", *key, "=", database.get_metadata(*key));
  }
  std::set<uint32_t> slots;
  for (auto it = database.postlist_begin(""); it != database.postlist_end(""); ++it) {
    const Xapian::Document document = database.get_document(*it);
    say("document ", *it, " length ", it.get_doclength(), " terms ", document.termlist_count(),
        " unique ", database.get_unique_terms(*it), " data ", document.get_data());
    for (auto term = document.termlist_begin(); term != document.termlist_end(); ++term) {
      say("  ", *term, " ", term.get_wdf());
    }
    for (auto value = document.values_begin(); value != document.values_end(); ++value) {
      say("  slot ", value.get_valueno(), "=", *value);
      slots.insert(value.get_valueno());
    }
  }
  for (auto term = database.allterms_begin(); term != database.allterms_end(); ++term) {
    say("term ", *term, " in ", term.get_termfreq(), " times ", database.get_collection_freq(*term),
        " wdf to ", database.get_wdf_upper_bound(*term));
    for (auto it = database.postlist_begin(*term); it != database.postlist_end(*term); ++it) {
      say("  ", *it, " wdf ", it.get_wdf());
    }
  }
  for (const uint32_t slot : slots) {
    say("slot ", slot, " in ", database.get_value_freq(slot), " from ",
        database.get_value_lower_bound(slot), " to ", database.get_value_upper_bound(slot));
    for (auto it = database.valuestream_begin(slot); it != database.valuestream_end(slot); ++it) {
      say("  ", it.get_docid(), "=", *it);
    }
  }
  return lines;
}

void ExpectSound(const std::string& path) {
  // The check takes four bytes of memory for every docid up to the last.
  if (Xapian::Database(path).get_lastdocid() > 1u << 24) return;
  std::ostringstream report;
  EXPECT_EQ(Xapian::Database::check(path, Xapian::DBCHECK_SHOW_STATS, &report), 0u) << report.str();
}

// Lines, because the whole of either is no help.
void ExpectSame(const Xapian::Database& bulk, const Xapian::Database& reference) {
  const std::vector<std::string> a = Describe(bulk);
  const std::vector<std::string> b = Describe(reference);
  ASSERT_EQ(a.size(), b.size());
  for (size_t i = 0; i < a.size(); ++i) ASSERT_EQ(a[i], b[i]) << "line " << i;
}

struct Corpus {
  uint32_t documents;
  uint32_t vocabulary;
  uint32_t max_terms;
  uint32_t gap_percent = 0;  // Docids that are left out.
  uint32_t odd_percent = 0;  // Terms, values and data of extreme sizes.
  uint32_t first_docid = 1;
  uint64_t seed = 1;
};

std::string RandomBytes(size_t size, Random* random) {
  std::string bytes;
  while (bytes.size() < size) bytes.push_back(static_cast<char>(random->Below(256)));
  return bytes;
}

// At most four zero bytes, as the contract wants it.
std::string OddTerm(Random* random) {
  std::string term = RandomBytes(random->Chance(50) ? 245 : 1 + random->Below(245), random);
  int zeros = 0;
  for (char& c : term) {
    if (c == '\0' && ++zeros > 4) c = 'z';
  }
  if (zeros == 0 && random->Chance(50)) term[random->Below(term.size())] = '\0';
  return term;
}

IndexedDocument RandomDocument(const Corpus& corpus, Random* random) {
  IndexedDocument document;
  if (random->Chance(2)) return document;
  for (uint32_t left = random->Below(corpus.max_terms + 1); left > 0; --left) {
    const uint32_t word = random->Zipf(corpus.vocabulary);
    document.AddTerm(absl::StrCat(word % 3 == 0 ? "XPLACE:" : "Z", word * 7919 % 100003),
                     random->Chance(20) ? 0 : random->Zipf(300));
  }
  if (random->Chance(corpus.odd_percent)) document.AddTerm(OddTerm(random), random->Below(3));
  document.AddTerm("all", 1);
  for (const uint32_t slot : {0u, 3u, 200u, 256u, 70000u}) {
    if (!random->Chance(70)) continue;
    const bool odd = random->Chance(corpus.odd_percent) && random->Chance(10);
    document.AddValue(slot, RandomBytes(odd ? 9000 : random->Below(12), random));
  }
  if (random->Chance(90)) {
    const bool odd = random->Chance(corpus.odd_percent);
    const size_t size = odd ? random->Below(40000) : random->Below(900);
    document.data = RandomBytes(size, random);
    // What can be compressed. (Runs of one byte over 8 KB, Xapian fails to read again.)
    if (random->Chance(50)) {
      for (char& c : document.data) c = static_cast<char>('a' + (c & 7));
    }
  }
  return document;
}

Documents RandomDocuments(const Corpus& corpus) {
  Random random(corpus.seed);
  Documents documents;
  uint32_t docid = corpus.first_docid;
  while (documents.size() < corpus.documents) {
    if (!random.Chance(corpus.gap_percent)) documents[docid] = RandomDocument(corpus, &random);
    docid += random.Chance(1) ? 1 + corpus.gap_percent * 50 : 1;
  }
  return documents;
}

// Nothing here has to outlive the machine.
BulkWriterOptions Unsynced() {
  BulkWriterOptions options;
  options.sync = false;
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

TEST_P(BulkDatabaseWriterTest, IsJoined) {
  Corpus corpus = GetParam();
  if (corpus.first_docid > 1u << 30) return;  // There is no room behind these.
  ASSERT_NO_FATAL_FAILURE(WriteBoth(RandomDocuments(corpus)));
  Xapian::WritableDatabase reference(reference_path(), Xapian::DB_OPEN | Xapian::DB_NO_SYNC);
  std::vector<std::string> sources = {bulk_path()};
  for (int i = 0; i < 4; ++i) {
    sources.push_back(folder_.Path(absl::StrCat("source", i)));
    auto writer = BulkDatabaseWriter::Create(sources.back(), Unsynced());
    ASSERT_TRUE(writer.ok()) << writer.status();
    corpus.first_docid = reference.get_lastdocid() + 1;
    corpus.documents = i == 1 ? 0 : GetParam().documents;  // One is empty.
    ++corpus.seed;
    for (const auto& [docid, document] : RandomDocuments(corpus)) {
      ASSERT_TRUE((*writer)->Add(docid, document).ok());
      reference.replace_document(docid, ToXapian(document));
    }
    const std::string value = absl::StrCat("of ", i);
    ASSERT_TRUE((*writer)->SetMetadata("a.key", value).ok());
    reference.set_metadata("a.key", value);
    ASSERT_TRUE((*writer)->Finish().ok());
  }
  reference.commit();

  const std::string joined = folder_.Path("joined");
  const absl::Status status = JoinBulkDatabases(sources, joined, /*sync=*/false);
  ASSERT_TRUE(status.ok()) << status;
  ExpectSound(joined);
  ExpectSame(Xapian::Database(joined), reference);
  // What was joined can be joined.
  const std::string again = folder_.Path("again");
  ASSERT_TRUE(JoinBulkDatabases({joined}, again, /*sync=*/false).ok());
  ExpectSame(Xapian::Database(again), reference);

  Xapian::Database all;
  for (const std::string& source : sources) all.add_database(Xapian::Database(source));
  const std::string compacted = folder_.Path("compacted");
  all.compact(compacted, Xapian::DBCOMPACT_NO_RENUMBER);
  ExpectSound(compacted);

  Xapian::WritableDatabase(bulk_path()).add_document(Xapian::Document());
  EXPECT_TRUE(absl::IsFailedPrecondition(
      JoinBulkDatabases(sources, folder_.Path("changed"), /*sync=*/false)));
}

TEST_F(BulkDatabaseWriterTest, IsNotJoinedWhenDamaged) {
  ASSERT_NO_FATAL_FAILURE(WriteBoth(RandomDocuments({100, 50, 40, 10, 20})));
  EXPECT_TRUE(absl::IsAlreadyExists(JoinBulkDatabases({bulk_path()}, bulk_path(), false)));
  EXPECT_TRUE(
      absl::IsNotFound(JoinBulkDatabases({folder_.Path("none")}, folder_.Path("joined"), false)));
  const std::string table = bulk_path() + "/termlist.glass";
  const std::string content = ReadAll(table);
  WriteAll(table, absl::string_view(content).substr(0, content.size() - 100));
  EXPECT_TRUE(absl::IsDataLoss(JoinBulkDatabases({bulk_path()}, folder_.Path("cut"), false)));
  EXPECT_THROW(Xapian::Database{folder_.Path("cut")}, Xapian::DatabaseError);
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
