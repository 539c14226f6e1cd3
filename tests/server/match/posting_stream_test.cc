// Lists are read in blocks, by Dateline or by Xapian, as Xapian has them.

#include "server/match/posting_stream.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "indexer/format/schema.h"
#include "server/snapshot/snapshot.h"
#include "tests/support/corpus.h"
#include "tests/support/earlier_index.h"
#include "tests/support/random.h"
#include "tests/support/temporary_folder.h"

namespace dateline::match {
namespace {

using snapshot::Row;
using snapshot::Snapshot;
using Posting = std::pair<Row, uint32_t>;

// By index: written in bulk, and as an earlier version had it.
class PostingStreamTest : public testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    support::WriteCorpus(support::MakeCorpus({5, 3000, false, false}), 3, index_);
    if (GetParam()) support::MakeEarlier(index_);
    const auto loaded = Snapshot::Load(index_);
    ASSERT_TRUE(loaded.ok()) << loaded.status();
    snapshot_ = *loaded;
    lease_ = std::make_unique<Snapshot::Lease>(*snapshot_->Open());
    ASSERT_EQ(snapshot_->postlist(0) == nullptr, GetParam());
  }

  std::vector<Posting> ByXapian(const std::string& term) {
    std::vector<Posting> postings;
    for (size_t s = 0; s < lease_->shards().size(); ++s) {
      const Xapian::Database& shard = lease_->shards()[s];
      for (auto it = shard.postlist_begin(term); it != shard.postlist_end(term); ++it) {
        postings.emplace_back(lease_->first_row(s) + *it - 1, it.get_wdf());
      }
    }
    return postings;
  }

  support::TemporaryFolder folder_;
  const std::string index_ = folder_.path() + "/index";
  std::shared_ptr<const Snapshot> snapshot_;
  std::unique_ptr<Snapshot::Lease> lease_;
};

std::vector<std::string> Terms() {
  std::vector<std::string> terms = {format::WordTerm("nowhere-to-be-found")};
  for (size_t i = 0; i < support::CorpusWords().size(); i += 9) {
    terms.push_back(format::WordTerm(support::CorpusWords()[i]));
  }
  return terms;
}

TEST_P(PostingStreamTest, HasAllPostings) {
  size_t read = 0;
  for (const std::string& term : Terms()) {
    std::vector<Posting> postings;
    PostingStream stream(*snapshot_, lease_.get(), term);
    for (Row next = 0; stream.SkipTo(next); next = stream.last() + 1) {
      stream.Decode();
      ASSERT_GT(stream.size(), 0u);
      EXPECT_EQ(stream.rows()[0], stream.first());
      EXPECT_EQ(stream.rows()[stream.size() - 1], stream.last());
      for (size_t i = 0; i < stream.size(); ++i) {
        postings.emplace_back(stream.rows()[i], stream.wdfs()[i]);
      }
    }
    EXPECT_FALSE(stream.SkipTo(0));
    EXPECT_EQ(postings, ByXapian(term)) << term;
    read += postings.size();
  }
  EXPECT_GT(read, 5000u);
}

TEST_P(PostingStreamTest, SkipsToTheBlockOfARow) {
  support::Random random(3);
  size_t decoded = 0;
  for (const std::string& term : Terms()) {
    const std::vector<Posting> all = ByXapian(term);
    PostingStream stream(*snapshot_, lease_.get(), term);
    size_t at = 0;  // The first posting at `row` or behind it.
    for (Row row = 0; row < snapshot_->row_count();
         row += static_cast<Row>(random.Below(random.Chance(20) ? 900 : 30))) {
      while (at < all.size() && all[at].first < row) ++at;
      ASSERT_EQ(stream.SkipTo(row), at < all.size()) << term << " at " << row;
      if (at == all.size()) break;
      ASSERT_GE(stream.last(), row);
      ASSERT_LE(stream.first(), all[at].first);
      if (random.Chance(30)) continue;
      if (stream.can_skip() && random.Chance(40)) {
        std::vector<Row> rows;
        std::vector<Posting> expected;
        size_t next = at;
        for (Row r = std::max(row, stream.first()); r <= stream.last(); ++r) {
          const bool is_there = next < all.size() && all[next].first == r;
          if (random.Chance(20)) {
            rows.push_back(r);
            if (is_there) expected.push_back(all[next]);
          }
          if (is_there) ++next;
        }
        std::vector<Posting> found;
        stream.FindEach(rows.data(), rows.size(),
                        [&](size_t i, uint32_t wdf) { found.emplace_back(rows[i], wdf); });
        ASSERT_EQ(found, expected) << term << " at " << row;
        continue;
      }
      if (stream.has_places() && random.Chance(50)) {
        stream.DecodePlaces();
        size_t next = at;
        for (Row r = std::max(row, stream.first()); r <= stream.last(); ++r) {
          const bool expected = next < all.size() && all[next].first == r;
          ASSERT_EQ(stream.Has(r), expected) << term << " at " << r;
          if (!expected) continue;
          EXPECT_EQ(stream.WdfOf(r), all[next++].second) << term << " at " << r;
        }
        ++decoded;
        continue;
      }
      stream.Decode();
      size_t i = 0;
      while (stream.rows()[i] < row) ++i;
      EXPECT_EQ(Posting(stream.rows()[i], stream.wdfs()[i]), all[at]);
    }
  }
  EXPECT_EQ(decoded > 0, !GetParam());
}

INSTANTIATE_TEST_SUITE_P(Indexes, PostingStreamTest, testing::Values(false, true),
                         [](const auto& info) { return info.param ? "Earlier" : "InBulk"; });

}  // namespace
}  // namespace dateline::match
