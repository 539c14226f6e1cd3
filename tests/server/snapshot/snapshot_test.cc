#include "server/snapshot/snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "indexer/format/codec.h"
#include "indexer/format/layout.h"
#include "indexer/format/revision_lease.h"
#include "indexer/format/schema.h"
#include "indexer/store/index_writer.h"
#include "server/snapshot/article_cache.h"
#include "server/snapshot/value_column.h"
#include "tests/support/corpus.h"
#include "tests/support/earlier_index.h"
#include "tests/support/random.h"
#include "tests/support/temporary_folder.h"

namespace dateline::snapshot {
namespace {

using article::Article;
using article::Dimension;
using testing::HasSubstr;

class SnapshotTest : public testing::Test {
 protected:
  std::shared_ptr<const Snapshot> LoadCorpus(const support::Corpus& corpus, uint32_t shards) {
    support::WriteCorpus(corpus, shards, index_);
    absl::StatusOr<std::shared_ptr<const Snapshot>> snapshot = Snapshot::Load(index_);
    EXPECT_TRUE(snapshot.ok()) << snapshot.status();
    return *snapshot;
  }

  support::TemporaryFolder folder_;
  const std::string index_ = folder_.path() + "/index";
};

std::vector<std::string> ValuesOfRow(const Snapshot& snapshot, Dimension dimension, Row row) {
  const ValueColumn& column = snapshot.values(dimension);
  std::vector<std::string> values;
  column.ForEach(row, [&](Ordinal ordinal, bool) {
    values.emplace_back(snapshot.dictionary(dimension).entries[ordinal].value);
  });
  std::sort(values.begin(), values.end());
  return values;
}

void ExpectColumns(const Snapshot& snapshot, const Article& article, Row row) {
  EXPECT_TRUE(snapshot.HasArticle(row));
  EXPECT_EQ(snapshot.keys()[row], format::ArticleKey(article.id));
  EXPECT_EQ(snapshot.publish().PrecisionOf(row), article.publish_date.precision);
  EXPECT_EQ(snapshot.publish().start[row], article.publish_date.known()
                                               ? article::ToDayNumber(article.publish_date.day)
                                               : kUnknownDay);
  const std::vector<article::DateInterval> events = article::EventIntervalsOf(article);
  const uint32_t first = snapshot.events().offsets[row];
  ASSERT_EQ(snapshot.events().offsets[row + 1] - first, events.size());
  for (size_t i = 0; i < events.size(); ++i) {
    const format::DayInterval& loaded = snapshot.events().intervals[first + i];
    EXPECT_EQ(loaded.start, article::ToDayNumber(events[i].start));
    EXPECT_EQ(loaded.end, article::ToDayNumber(events[i].end));
  }
  for (size_t d = 0; d < article::kValueDimensionCount; ++d) {
    std::vector<std::string> values;
    for (const auto& value : article::ValuesOf(article, static_cast<Dimension>(d))) {
      values.push_back(value.value);
    }
    EXPECT_EQ(ValuesOfRow(snapshot, static_cast<Dimension>(d), row), values);
  }
}

TEST_F(SnapshotTest, ColumnsSayWhatTheStoredArticlesSay) {
  for (const auto& [shards, earlier] :
       std::vector<std::pair<uint32_t, bool>>{{1, false}, {3, false}, {1, true}, {3, true}}) {
    const support::Corpus corpus = support::MakeCorpus({31 + shards, 400, true});
    const std::string index = absl::StrCat(index_, shards, earlier);
    support::WriteCorpus(corpus, shards, index);
    if (earlier) support::MakeEarlier(index);
    const auto snapshot = *Snapshot::Load(index);
    Snapshot::Lease lease = *snapshot->Open();
    EXPECT_EQ(snapshot->article_count(), corpus.articles.size());
    std::set<Row> rows;
    for (const Article& article : corpus.articles) {
      const auto row = snapshot->FindRow(&lease, article.id);
      ASSERT_TRUE(row.ok() && row->has_value()) << article.id;
      EXPECT_TRUE(rows.insert(**row).second);
      ExpectColumns(*snapshot, article, **row);
      const auto read = snapshot->ReadArticle(&lease, **row);
      ASSERT_TRUE(read.ok());
      EXPECT_EQ(format::EncodeArticle(*read), format::EncodeArticle(article));
    }
    uint64_t total_length = 0;
    for (size_t s = 0; s < lease.shards().size(); ++s) {
      const Xapian::Database& shard = lease.shards()[s];
      for (auto it = shard.postlist_begin(""); it != shard.postlist_end(""); ++it) {
        const Row row = lease.first_row(s) + *it - 1;
        EXPECT_EQ(snapshot->lengths()[row], shard.get_doclength(*it));
        EXPECT_EQ(rows.count(row), 1u);
        total_length += shard.get_doclength(*it);
      }
    }
    EXPECT_DOUBLE_EQ(snapshot->average_length(),
                     static_cast<double>(total_length) / corpus.articles.size());
  }
}

TEST_F(SnapshotTest, ReadsTheTextOfAnArticleAloneAndKeepsIt) {
  const support::Corpus corpus = support::MakeCorpus({32, 50, false});
  support::WriteCorpus(corpus, 2, index_);
  for (const size_t bytes : {size_t{0}, LoadOptions().cache_bytes}) {
    LoadOptions options;
    options.cache_bytes = bytes;
    const auto snapshot = *Snapshot::Load(index_, options);
    EXPECT_EQ(snapshot->articles().max_bytes() + snapshot->postings().max_bytes(), bytes);
    Snapshot::Lease lease = *snapshot->Open();
    for (const Article& article : corpus.articles) {
      const Row row = **snapshot->FindRow(&lease, article.id);
      const auto read = snapshot->ReadArticleText(&lease, row);
      ASSERT_TRUE(read.ok());
      Article expected = *snapshot->ReadArticle(&lease, row);
      expected.mentions.clear();
      expected.event_dates.clear();
      EXPECT_EQ(format::EncodeArticle(**read), format::EncodeArticle(expected));
      EXPECT_EQ(*snapshot->ReadArticleText(&lease, row) == *read, bytes > 0);
    }
    EXPECT_EQ(snapshot->articles().byte_size() > 0, bytes > 0);
    EXPECT_TRUE(
        absl::IsNotFound(snapshot->ReadArticleText(&lease, snapshot->row_count()).status()));
  }
}

TEST_F(SnapshotTest, ArticlesHaveAQuarterOfTheCacheUpToALimit) {
  support::WriteCorpus(support::MakeCorpus({32, 5, false}), 1, index_);
  for (const size_t bytes :
       {4 * kMaxArticleBytes - 4, 4 * kMaxArticleBytes, 5 * kMaxArticleBytes}) {
    LoadOptions options;
    options.cache_bytes = bytes;
    EXPECT_EQ((*Snapshot::Load(index_, options))->articles().max_bytes(),
              std::min(bytes / 4, kMaxArticleBytes));
  }
}

TEST_F(SnapshotTest, KeepsAsManyPostingsAsItWasToldTo) {
  LoadCorpus(support::MakeCorpus({30, 10, false}), 1);
  const auto postings = std::make_shared<const Postings>();
  for (const size_t bytes : {size_t{0}, LoadOptions().cache_bytes}) {
    LoadOptions options;
    options.cache_bytes = bytes;
    const auto snapshot = *Snapshot::Load(index_, options);
    snapshot->postings().Insert("visit", postings);
    EXPECT_EQ(snapshot->postings().Find("visit") != nullptr, bytes > 0) << bytes;
  }
}

TEST_F(SnapshotTest, CopyGroupsAreOfTwoOrMoreArticles) {
  for (const uint32_t shards : {1u, 3u}) {
    const support::Corpus corpus = support::MakeCorpus({33 + shards, 400, false, true});
    const std::string index = absl::StrCat(index_, shards);
    support::WriteCorpus(corpus, shards, index);
    const auto snapshot = *Snapshot::Load(index);
    Snapshot::Lease lease = *snapshot->Open();
    std::map<std::string, std::set<Row>> groups;
    for (const Article& article : corpus.articles) {
      const auto head = corpus.copy_groups.find(article.id);
      if (head == corpus.copy_groups.end()) continue;
      groups[head->second].insert(**snapshot->FindRow(&lease, article.id));
    }
    const CopyColumn& copies = snapshot->copies();
    std::set<std::set<Row>> loaded;
    for (uint32_t g = 0; g < copies.group_count(); ++g) {
      const auto begin = copies.rows.begin() + copies.offsets[g];
      const auto end = copies.rows.begin() + copies.offsets[g + 1];
      EXPECT_TRUE(std::is_sorted(begin, end));
      for (auto row = begin; row != end; ++row) EXPECT_EQ(copies.GroupOf(*row), g);
      loaded.insert(std::set<Row>(begin, end));
    }
    std::set<std::set<Row>> expected;
    std::map<Row, std::string> heads;
    size_t alone = 0;
    for (const auto& [head, rows] : groups) {
      alone += rows.size() == 1;
      if (rows.size() == 1) continue;
      expected.insert(rows);
      for (const Row row : rows) heads[row] = head;
    }
    EXPECT_EQ(loaded, expected);
    EXPECT_GT(loaded.size(), 20u);
    EXPECT_GT(alone, 0u);
    for (Row row = 0; row < snapshot->row_count(); ++row) {
      if (!snapshot->HasArticle(row)) continue;
      EXPECT_EQ(copies.GroupOf(row) == kNoGroup, heads.count(row) == 0);
      EXPECT_EQ(snapshot->CopyGroupOf(row), heads.count(row) == 0 ? "" : heads[row]);
    }
  }
}

TEST_F(SnapshotTest, WithoutCopiesThereIsNoColumnOfThem) {
  const auto snapshot = LoadCorpus(support::MakeCorpus({34, 50, false}), 2);
  EXPECT_EQ(snapshot->copies().group_count(), 0u);
  EXPECT_TRUE(snapshot->copies().groups.empty());
  EXPECT_EQ(snapshot->copies().GroupOf(0), kNoGroup);
}

TEST_F(SnapshotTest, RemovedArticlesLeaveNoRows) {
  const support::Corpus corpus = support::MakeCorpus({5, 300, false});
  ASSERT_TRUE(std::any_of(corpus.steps.begin(), corpus.steps.end(),
                          [](const support::Corpus::Step& step) { return step.remove; }));
  const auto snapshot = LoadCorpus(corpus, 2);
  EXPECT_EQ(snapshot->article_count(), corpus.articles.size());
  // But for those between two shards, which share no word of bits.
  const Snapshot::Lease lease = *snapshot->Open();
  const std::vector<Row>& first_rows = lease.first_rows();
  ASSERT_GT(first_rows.size(), 2u);
  size_t between = 0;
  for (size_t s = 1; s + 1 < first_rows.size(); ++s) {
    EXPECT_EQ(first_rows[s] % 64, 0u);
    Row end = first_rows[s];
    while (end > 0 && !snapshot->HasArticle(end - 1)) --end;
    EXPECT_EQ(end / 64 + 1, first_rows[s] / 64);
    between += first_rows[s] - end;
  }
  EXPECT_EQ(snapshot->row_count(), corpus.articles.size() + between);
}

// As Xapian leaves them in the layout of earlier versions.
TEST_F(SnapshotTest, RowsOfRemovedDocumentsAreEmpty) {
  support::WriteCorpus(support::MakeCorpus({5, 300, false}), 2, index_);
  support::MakeEarlier(index_);
  const auto manifest = format::ReadManifest(index_);
  ASSERT_TRUE(manifest.ok());
  for (const std::string& path : manifest->shard_paths) {
    Xapian::WritableDatabase shard(path, Xapian::DB_OPEN);
    for (const Xapian::docid docid : {1, 7, 8}) shard.delete_document(docid);
    shard.commit();
  }
  const auto snapshot = *Snapshot::Load(index_);
  Snapshot::Lease lease = *snapshot->Open();
  ASSERT_GT(snapshot->row_count(), snapshot->article_count());
  uint32_t empty = 0;
  for (Row row = 0; row < snapshot->row_count(); ++row) {
    if (snapshot->HasArticle(row)) continue;
    ++empty;
    EXPECT_EQ(snapshot->lengths()[row], 0u);
    EXPECT_THAT(ValuesOfRow(*snapshot, Dimension::kPerson, row), testing::IsEmpty());
    EXPECT_TRUE(absl::IsNotFound(snapshot->ReadArticle(&lease, row).status()));
  }
  EXPECT_EQ(snapshot->row_count() - empty, snapshot->article_count());
  EXPECT_TRUE(absl::IsNotFound(snapshot->ReadArticle(&lease, snapshot->row_count()).status()));
  EXPECT_FALSE(snapshot->FindRow(&lease, "never-there")->has_value());
}

TEST_F(SnapshotTest, DictionariesAreSortedAndNamedByMostArticles) {
  const support::Corpus corpus = support::MakeCorpus({6, 500, false});
  const auto snapshot = LoadCorpus(corpus, 3);
  for (size_t d = 0; d < article::kValueDimensionCount; ++d) {
    const auto dimension = static_cast<Dimension>(d);
    std::map<std::string, std::map<std::string, uint32_t>> names;
    std::map<std::string, uint32_t> counts;
    for (const Article& article : corpus.articles) {
      for (const article::FacetValue& value : article::ValuesOf(article, dimension)) {
        ++names[value.value][value.name];
        ++counts[value.value];
      }
    }
    const Dictionary& dictionary = snapshot->dictionary(dimension);
    ASSERT_EQ(dictionary.entries.size(), counts.size());
    Ordinal ordinal = 0;
    for (const auto& [value, count] : counts) {
      const Dictionary::Entry& entry = dictionary.entries[ordinal];
      EXPECT_EQ(entry.value, value);
      EXPECT_EQ(entry.article_count, count);
      const auto best = std::max_element(names[value].begin(), names[value].end(),
                                         [](const auto& a, const auto& b) {
                                           return a.second < b.second;
                                         });  // The first of equals.
      EXPECT_EQ(entry.display_name, best->first);
      EXPECT_EQ(dictionary.Find(value), ordinal);
      ++ordinal;
    }
    EXPECT_EQ(dictionary.Find("zz/nobody"), kNoOrdinal);
    EXPECT_EQ(dictionary.Find(""), kNoOrdinal);
  }
  // An id too long for a term is there in full.
  const std::string long_id = support::CorpusValues(Dimension::kPerson).back();
  EXPECT_NE(snapshot->dictionary(Dimension::kPerson).Find(long_id), kNoOrdinal);
  EXPECT_GT(long_id.size(), format::kMaxTermBytes);
}

TEST_F(SnapshotTest, AnIndexWithoutArticlesLoads) {
  const auto snapshot = LoadCorpus({}, 2);
  EXPECT_EQ(snapshot->revision(), 1u);
  EXPECT_EQ(snapshot->article_count(), 0u);
  EXPECT_EQ(snapshot->average_length(), 0);
  EXPECT_TRUE(snapshot->dictionary(Dimension::kPerson).entries.empty());
}

TEST_F(SnapshotTest, SaysWhenThereIsNoIndex) {
  EXPECT_TRUE(absl::IsNotFound(Snapshot::Load(index_).status()));
  std::filesystem::create_directory(index_);
  EXPECT_TRUE(absl::IsNotFound(Snapshot::Load(index_).status()));
}

TEST_F(SnapshotTest, LoadsAnIndexOfFormatVersion1) {
  const std::string command =
      absl::StrCat("tar -C '", folder_.path(),
                   "' -xzf '" DATELINE_SOURCE_DIR "/tests/data/old_indexes/version_1.tar.gz'");
  ASSERT_EQ(std::system(command.c_str()), 0);
  const absl::StatusOr<std::shared_ptr<const Snapshot>> snapshot = Snapshot::Load(index_);
  ASSERT_TRUE(snapshot.ok()) << snapshot.status();
  EXPECT_EQ((*snapshot)->article_count(), 3u);
  auto lease = (*snapshot)->Open();
  ASSERT_TRUE(lease.ok());
  for (Row row = 0; row < (*snapshot)->row_count(); ++row) {
    const absl::StatusOr<Article> article = (*snapshot)->ReadArticle(&*lease, row);
    ASSERT_TRUE(article.ok()) << article.status();
    EXPECT_FALSE(article->body.empty());
    EXPECT_TRUE(article->captions.empty());
    ExpectColumns(**snapshot, *article, row);
  }
}

TEST_F(SnapshotTest, ArticlesOfFormatVersion3AreAboutNothing) {
  const std::string command =
      absl::StrCat("tar -C '", folder_.path(),
                   "' -xzf '" DATELINE_SOURCE_DIR "/tests/data/old_indexes/version_3.tar.gz'");
  ASSERT_EQ(std::system(command.c_str()), 0);
  const absl::StatusOr<std::shared_ptr<const Snapshot>> snapshot = Snapshot::Load(index_);
  ASSERT_TRUE(snapshot.ok()) << snapshot.status();
  const ValueColumn& persons = (*snapshot)->values(Dimension::kPerson);
  size_t count = 0;
  for (Row row = 0; row < (*snapshot)->row_count(); ++row) {
    persons.ForEach(row, [&](Ordinal, bool about) {
      ++count;
      EXPECT_FALSE(about);
    });
  }
  EXPECT_GT(count, 0u);
}

TEST_F(SnapshotTest, AnArticleAboutAnEntityThatItDoesNotHaveIsDataLoss) {
  for (const char* entity : {"person/nobody", "person/kim-0"}) {
    const std::string index = absl::StrCat(index_, absl::string_view(entity).substr(7));
    support::WriteCorpus(support::MakeCorpus({9, 20, false}), 1, index);
    support::MakeEarlier(index);
    const uint64_t revision = Snapshot::Load(index).value()->revision();
    {
      Xapian::WritableDatabase shard(format::ShardViewPath(index, revision, 0), Xapian::DB_OPEN);
      for (auto it = shard.postlist_begin(""); it != shard.postlist_end(""); ++it) {
        Xapian::Document document = shard.get_document(*it);
        document.remove_term("XPERSON:kim-0");
        document.add_boolean_term(format::AboutTerm(entity));
        shard.replace_document(document.get_docid(), document);
        break;
      }
    }
    EXPECT_TRUE(absl::IsDataLoss(Snapshot::Load(index).status())) << entity;
  }
}

TEST_F(SnapshotTest, RefusesAnotherFormatVersionAndNamesBoth) {
  LoadCorpus({}, 1);
  support::MakeEarlier(index_);
  {
    Xapian::WritableDatabase shard(format::ShardViewPath(index_, 2, 0), Xapian::DB_OPEN);
    shard.set_metadata(std::string(format::kMetaFormatVersion), "99");
  }
  const absl::Status status = Snapshot::Load(index_).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("99"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("versions 1 to "));
}

TEST_F(SnapshotTest, RefusesShardsInTheWrongPlace) {
  LoadCorpus(support::MakeCorpus({7, 20, false}), 2);
  support::MakeEarlier(index_);
  const uint64_t revision = Snapshot::Load(index_).value()->revision();
  const std::string first = format::ShardViewPath(index_, revision, 0);
  const std::string second = format::ShardViewPath(index_, revision, 1);
  std::filesystem::rename(first, first + ".old");
  std::filesystem::rename(second, first);
  std::filesystem::rename(first + ".old", second);
  EXPECT_TRUE(absl::IsDataLoss(Snapshot::Load(index_).status()));
}

TEST_F(SnapshotTest, DamageIsDataLossAndNeverACrash) {
  const auto snapshot = LoadCorpus(support::MakeCorpus({8, 200, false}), 1);
  const std::string shard = format::ReadManifest(index_)->shard_paths.front();
  std::filesystem::copy(shard, shard + ".whole");
  std::filesystem::resize_file(shard + "/postlist.glass", 8192);
  EXPECT_TRUE(absl::IsDataLoss(Snapshot::Load(index_).status())) << Snapshot::Load(index_).status();
  std::filesystem::remove_all(shard);
  EXPECT_TRUE(absl::IsDataLoss(Snapshot::Load(index_).status())) << Snapshot::Load(index_).status();
  std::filesystem::rename(shard + ".whole", shard);
  EXPECT_TRUE(Snapshot::Load(index_).ok());
  const std::string copies = format::CopiesPath(index_, snapshot->revision());
  std::ofstream(copies) << "something else\n";
  EXPECT_TRUE(absl::IsDataLoss(Snapshot::Load(index_).status()));
  std::ofstream(format::ManifestPath(index_)) << "something else\n";
  EXPECT_TRUE(absl::IsDataLoss(Snapshot::Load(index_).status()));
}

TEST_F(SnapshotTest, DamageOfATableThatIsReadInPlaceIsDataLossAndNeverACrash) {
  support::WriteCorpus(support::MakeCorpus({8, 200, false}), 1, index_);
  LoadOptions options;
  options.entity_rules = true;
  ASSERT_TRUE(Snapshot::Load(index_, options).ok());
  const std::string path = format::ReadManifest(index_)->shard_paths.front() + "/postlist.glass";
  std::ifstream in(path, std::ios::binary);
  const std::string sound((std::istreambuf_iterator<char>(in)), {});
  // Without the first block and the root, where Xapian looks for the metadata.
  constexpr size_t kBlock = 8192;
  ASSERT_GT(sound.size(), 4 * kBlock);
  support::Random random(5);
  int refused = 0;
  for (int round = 0; round < 150; ++round) {
    std::string damaged = sound;
    for (int n = random.Between(1, 20); n > 0; --n) {
      damaged[kBlock + random.Below(static_cast<uint32_t>(sound.size() - 2 * kBlock))] =
          static_cast<char>(random.Next());
    }
    std::ofstream(path, std::ios::binary | std::ios::trunc) << damaged;
    const absl::Status status = Snapshot::Load(index_, options).status();
    EXPECT_TRUE(status.ok() || absl::IsDataLoss(status)) << status;
    refused += !status.ok();
  }
  EXPECT_GT(refused, 20);
}

TEST_F(SnapshotTest, ASlotOfAnotherFormIsDataLoss) {
  for (const uint32_t slot :
       {format::kSlotArticleKey, format::kSlotPublishDate, format::kSlotEventIntervals}) {
    const std::string index = absl::StrCat(index_, slot);
    support::WriteCorpus(support::MakeCorpus({9, 20, false}), 1, index);
    support::MakeEarlier(index);
    const uint64_t revision = Snapshot::Load(index).value()->revision();
    {
      Xapian::WritableDatabase shard(format::ShardViewPath(index, revision, 0), Xapian::DB_OPEN);
      Xapian::Document document = shard.get_document(*shard.postlist_begin(""));
      document.add_value(slot, "\xff");
      shard.replace_document(document.get_docid(), document);
    }
    EXPECT_TRUE(absl::IsDataLoss(Snapshot::Load(index).status())) << slot;
  }
}

TEST_F(SnapshotTest, ManyThreadsReadAtOnce) {
  const support::Corpus corpus = support::MakeCorpus({10, 200, false});
  const auto snapshot = LoadCorpus(corpus, 2);
  std::vector<std::thread> threads;
  std::vector<int> right(4, 0);
  for (size_t t = 0; t < right.size(); ++t) {
    threads.emplace_back([&, t] {
      for (const Article& article : corpus.articles) {
        Snapshot::Lease lease = *snapshot->Open();
        const auto row = snapshot->FindRow(&lease, article.id);
        right[t] += snapshot->ReadArticle(&lease, **row)->id == article.id;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(right, testing::Each(static_cast<int>(corpus.articles.size())));
}

TEST_F(SnapshotTest, ClaimsItsRevisionAsLongAsItLives) {
  auto snapshot = LoadCorpus(support::MakeCorpus({11, 10, false}), 1);
  const uint64_t revision = snapshot->revision();
  EXPECT_TRUE(format::RevisionHasReaders(index_, revision));
  snapshot.reset();
  EXPECT_FALSE(format::RevisionHasReaders(index_, revision));
}

TEST_F(SnapshotTest, StaysAsItIsWhateverIsCommittedBehindIt) {
  const support::Corpus corpus = support::MakeCorpus({12, 400, false});
  const auto snapshot = LoadCorpus(corpus, 1);
  auto writer = *store::IndexWriter::Open(index_, {});
  for (int commit = 0; commit < 4; ++commit) {
    for (Article article : corpus.articles) {
      absl::StrAppend(&article.body, " rewritten ", commit);
      ASSERT_TRUE(writer->Upsert(article).ok());
    }
    ASSERT_TRUE(writer->Commit().ok());
  }
  for (const Article& article : corpus.articles) {
    // The next lease opens the files anew.
    snapshot->Open()->Discard();
    absl::StatusOr<Snapshot::Lease> lease = snapshot->Open();
    ASSERT_TRUE(lease.ok()) << lease.status();
    const auto row = snapshot->FindRow(&*lease, article.id);
    ASSERT_TRUE(row.ok() && row->has_value()) << row.status();
    const auto read = snapshot->ReadArticle(&*lease, **row);
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(read->body, article.body);
  }
  // The next one is whole.
  const auto next = Snapshot::Load(index_);
  ASSERT_TRUE(next.ok());
  EXPECT_EQ((*next)->revision(), snapshot->revision() + 4);
  EXPECT_EQ((*next)->article_count(), snapshot->article_count());
}

}  // namespace
}  // namespace dateline::snapshot
