// A revision that takes over what an earlier snapshot has is the same as one that is read.

#include "server/snapshot/earlier_columns.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_cat.h"
#include "indexer/store/index_writer.h"
#include "server/snapshot/alias_overlay.h"
#include "server/snapshot/entity_corrections.h"
#include "server/snapshot/entity_records.h"
#include "server/snapshot/snapshot.h"
#include "server/snapshot/value_column.h"
#include "tests/support/corpus.h"
#include "tests/support/random.h"
#include "tests/support/random_overlay.h"
#include "tests/support/temporary_folder.h"

namespace dateline::snapshot {
namespace {

using article::Article;
using article::Dimension;

std::vector<std::pair<Ordinal, bool>> ValuesOf(const Snapshot& snapshot, Dimension dimension,
                                               Row row) {
  std::vector<std::pair<Ordinal, bool>> values;
  snapshot.values(dimension).ForEach(
      row, [&](Ordinal ordinal, bool about) { values.emplace_back(ordinal, about); });
  std::sort(values.begin(), values.end());
  return values;
}

void ExpectSameValues(const Snapshot& a, const Snapshot& b, Dimension dimension) {
  SCOPED_TRACE(article::InfoOf(dimension).name);
  const auto& entries = a.dictionary(dimension).entries;
  const auto& others = b.dictionary(dimension).entries;
  ASSERT_EQ(entries.size(), others.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    ASSERT_EQ(entries[i].value, others[i].value);
    ASSERT_EQ(entries[i].display_name, others[i].display_name) << entries[i].value;
    ASSERT_EQ(entries[i].article_count, others[i].article_count) << entries[i].value;
  }
  EXPECT_EQ(a.totals(dimension).article_counts, b.totals(dimension).article_counts);
  EXPECT_EQ(a.totals(dimension).missing, b.totals(dimension).missing);
  for (Row row = 0; row < a.row_count(); ++row) {
    ASSERT_EQ(ValuesOf(a, dimension, row), ValuesOf(b, dimension, row)) << "row " << row;
  }
}

void ExpectSameDates(const Snapshot& a, const Snapshot& b) {
  EXPECT_EQ(a.publish().start, b.publish().start);
  for (Row row = 0; row < a.row_count(); ++row) {
    ASSERT_EQ(a.publish().PrecisionOf(row), b.publish().PrecisionOf(row)) << "row " << row;
  }
  EXPECT_EQ(a.publish_totals().first, b.publish_totals().first);
  EXPECT_EQ(a.publish_totals().article_counts, b.publish_totals().article_counts);
  EXPECT_EQ(a.publish_totals().unknown, b.publish_totals().unknown);
  EXPECT_EQ(a.events().offsets, b.events().offsets);
  ASSERT_EQ(a.events().intervals.size(), b.events().intervals.size());
  for (size_t i = 0; i < a.events().intervals.size(); ++i) {
    EXPECT_EQ(a.events().intervals[i].start, b.events().intervals[i].start);
    EXPECT_EQ(a.events().intervals[i].end, b.events().intervals[i].end);
  }
}

void ExpectSameCorrections(const EntityCorrections& a, const EntityCorrections& b) {
  ASSERT_EQ(a.touched(), b.touched());
  for (const std::string& id : a.touched()) {
    const std::string* name = a.DisplayName(id);
    const std::string* other = b.DisplayName(id);
    ASSERT_EQ(name == nullptr, other == nullptr) << id;
    if (name != nullptr) {
      EXPECT_EQ(*name, *other);
    }
    EXPECT_EQ(a.ChangesOf(id).size(), b.ChangesOf(id).size()) << id;
  }
  EXPECT_EQ(a.merged_into(), b.merged_into());
  EXPECT_EQ(a.hidden(), b.hidden());
  const auto former = [](const EntityCorrections& of) {
    std::vector<std::tuple<Dimension, std::string, std::string>> names;
    for (const auto& name : of.former_names()) {
      names.emplace_back(name.dimension, name.name, name.final_id);
    }
    std::sort(names.begin(), names.end());
    return names;
  };
  EXPECT_EQ(former(a), former(b));
}

void ExpectSame(const Snapshot& a, const Snapshot& b) {
  ASSERT_EQ(a.revision(), b.revision());
  ASSERT_EQ(a.row_count(), b.row_count());
  EXPECT_EQ(a.article_count(), b.article_count());
  EXPECT_EQ(a.live(), b.live());
  EXPECT_EQ(a.lengths(), b.lengths());
  EXPECT_DOUBLE_EQ(a.average_length(), b.average_length());
  EXPECT_EQ(a.keys(), b.keys());
  EXPECT_EQ(a.lowest_keys(), b.lowest_keys());
  EXPECT_EQ(a.first_by_key(), b.first_by_key());
  EXPECT_EQ(a.copies().groups, b.copies().groups);
  EXPECT_EQ(a.copies().rows, b.copies().rows);
  ExpectSameDates(a, b);
  for (size_t d = 0; d < article::kValueDimensionCount; ++d) {
    ExpectSameValues(a, b, static_cast<Dimension>(d));
  }
  ExpectSameCorrections(a.corrections(), b.corrections());
}

// Whether all entities that both have are under the same numbers.
bool HaveSameNumbers(const Snapshot& a, const Snapshot& b) {
  for (size_t d = 0; d < EntityRecords::kDimensions; ++d) {
    const auto dimension = static_cast<Dimension>(d);
    const auto& entries = a.dictionary(dimension).entries;
    for (Ordinal ordinal = 0; ordinal < entries.size(); ++ordinal) {
      const Ordinal other = b.dictionary(dimension).Find(entries[ordinal].value);
      if (other == kNoOrdinal) continue;
      if (a.entity_records().NumberOf(dimension, ordinal) !=
          b.entity_records().NumberOf(dimension, other)) {
        return false;
      }
    }
  }
  return true;
}

// Archives that grow, and are corrected otherwise at every commit.
class EarlierColumnsTest : public testing::TestWithParam<uint64_t> {
 protected:
  void SetUp() override {
    corpus_ =
        support::MakeCorpus({GetParam(), 600, GetParam() % 2 == 0, false, GetParam() % 3 == 0});
    support::GiveInitials(&corpus_);
    support::GiveHomes(&corpus_);
    store::WriterOptions options;
    options.shard_count = 1 + GetParam() % 2;
    options.max_shard_articles = 200;  // What is written first is not joined with what follows.
    auto writer = store::IndexWriter::Open(index_, options);
    ASSERT_TRUE(writer.ok()) << writer.status();
    writer_ = *std::move(writer);
  }

  static void TearDownTestSuite() {
    if (kept_numbers_ + new_numbers_ < 100) return;  // Only some of the tests ran.
    EXPECT_GT(kept_numbers_, 0);
    EXPECT_GT(new_numbers_, 0);
  }

  // Indexes the next so many articles.
  void Write(size_t count) {
    for (size_t i = 0; i < count && next_ < corpus_.articles.size(); ++i) {
      ASSERT_TRUE(writer_->Upsert(corpus_.articles[next_++]).ok());
    }
    ASSERT_TRUE(writer_->Commit().ok());
  }

  LoadOptions RandomOptions() {
    LoadOptions options;
    options.entity_rules = random_.Chance(75);
    if (random_.Chance(50)) return options;
    const std::string text = support::RandomOverlay(corpus_.articles, true, &random_);
    auto overlay = ParseAliasOverlay("a.tsv", text);
    EXPECT_TRUE(overlay.ok()) << overlay.status();
    if (overlay.ok()) options.aliases = std::make_shared<AliasOverlay>(*overlay);
    return options;
  }

  // Loads what is committed both ways.
  void LoadAndCompare() {
    LoadOptions options = RandomOptions();
    const auto read = Snapshot::Load(index_, options);
    options.before = snapshot_;
    const auto taken = Snapshot::Load(index_, options);
    ASSERT_TRUE(read.ok()) << read.status();
    ASSERT_TRUE(taken.ok()) << taken.status();
    EXPECT_EQ((*read)->rows_taken(), 0u);
    ExpectSame(**read, **taken);
    if (snapshot_ != nullptr && (*taken)->rows_taken() > 0) {
      ++(HaveSameNumbers(*snapshot_, **taken) ? kept_numbers_ : new_numbers_);
    }
    // The one before does not change where they share memory.
    if (snapshot_ != nullptr) ExpectSame(*read_, *snapshot_);
    read_ = *read;
    snapshot_ = *taken;
    rows_taken_ += snapshot_->rows_taken();
  }

  support::TemporaryFolder folder_;
  const std::string index_ = folder_.path() + "/index";
  support::Random random_{GetParam() + 3};
  support::Corpus corpus_;
  size_t next_ = 0;
  std::unique_ptr<store::IndexWriter> writer_;
  std::shared_ptr<const Snapshot> snapshot_;
  std::shared_ptr<const Snapshot> read_;  // The same revision.
  uint64_t rows_taken_ = 0;
  static inline int kept_numbers_ = 0;  // Snapshots that have those of the one before,
  static inline int new_numbers_ = 0;   // and others.
};

TEST_P(EarlierColumnsTest, AGrownArchiveIsTheSameAsOneThatIsRead) {
  Write(corpus_.articles.size() * 2 / 3);
  LoadAndCompare();
  while (next_ < corpus_.articles.size() && !HasFailure()) {
    Write(1 + random_.Below(20));
    SCOPED_TRACE(absl::StrCat(next_, " articles"));
    LoadAndCompare();
  }
  EXPECT_GT(rows_taken_, corpus_.articles.size());
}

TEST_P(EarlierColumnsTest, SoIsOneWhoseArticlesChangeAndGo) {
  Write(corpus_.articles.size() - 80);
  LoadAndCompare();
  for (int i = 0; i < 6; ++i) Write(5);
  for (int i = 0; i < 12 && !HasFailure(); ++i) {
    for (int j = 0; j < 6; ++j) {
      // Among the latest most often, which are in small shards.
      const size_t at = random_.Chance(2) ? random_.Below(next_) : next_ - 1 - random_.Below(30);
      if (random_.Chance(50)) {
        Article other = corpus_.articles[random_.Below(corpus_.articles.size())];
        other.id = corpus_.articles[at].id;
        ASSERT_TRUE(writer_->Upsert(std::move(other)).ok());
      } else {
        bool removed = false;
        ASSERT_TRUE(writer_->Remove(corpus_.articles[at].id, &removed).ok());
      }
    }
    Write(4);
    LoadAndCompare();
  }
  EXPECT_GT(rows_taken_, corpus_.articles.size());
}

TEST_P(EarlierColumnsTest, SoIsOneThatIsCorrectedOtherwise) {
  Write(corpus_.articles.size());
  for (int i = 0; i < 10 && !HasFailure(); ++i) LoadAndCompare();
  EXPECT_GT(rows_taken_, 0u);
}

INSTANTIATE_TEST_SUITE_P(Seeds, EarlierColumnsTest, testing::Range<uint64_t>(1, 6));

}  // namespace
}  // namespace dateline::snapshot
