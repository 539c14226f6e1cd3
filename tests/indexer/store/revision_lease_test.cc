#include "indexer/format/revision_lease.h"

#include <gtest/gtest.h>

#include "indexer/format/layout.h"
#include "indexer/store/index_writer.h"
#include "tests/indexer/store/random_articles.h"
#include "tests/indexer/store/temporary_folder.h"

namespace dateline::store {
namespace {

using format::RevisionHasReaders;
using format::RevisionLease;

class RevisionLeaseTest : public ::testing::Test {
 protected:
  void Commit(uint32_t seed) {
    for (article::Article& article : RandomArticles(200, seed)) {
      ASSERT_TRUE(writer_->Upsert(std::move(article)).ok());
    }
    ASSERT_TRUE(writer_->Commit().ok());
  }
  void SetUp() override {
    WriterOptions options;
    options.shard_count = 2;
    auto writer = IndexWriter::Open(index_, options);
    ASSERT_TRUE(writer.ok()) << writer.status();
    writer_ = *std::move(writer);
  }

  TemporaryFolder folder_;
  const std::string index_ = folder_.Path("index");
  std::unique_ptr<IndexWriter> writer_;
};

TEST_F(RevisionLeaseTest, LeasesTheCommittedRevision) {
  EXPECT_TRUE(absl::IsNotFound(RevisionLease::Acquire(index_).status()));
  Commit(1);
  Commit(2);
  const auto lease = RevisionLease::Acquire(index_);
  ASSERT_TRUE(lease.ok()) << lease.status();
  EXPECT_EQ((*lease)->manifest().revision, 2u);
  EXPECT_TRUE(RevisionHasReaders(index_, 2));
  EXPECT_FALSE(RevisionHasReaders(index_, 1));
}

TEST_F(RevisionLeaseTest, IsSharedByReadersAndEndsWithTheLast) {
  Commit(1);
  auto first = RevisionLease::Acquire(index_);
  auto second = RevisionLease::Acquire(index_);
  ASSERT_TRUE(first.ok() && second.ok());
  first->reset();
  EXPECT_TRUE(RevisionHasReaders(index_, 1));
  second->reset();
  EXPECT_FALSE(RevisionHasReaders(index_, 1));
}

TEST_F(RevisionLeaseTest, KeepsALeasedRevisionAndItsShards) {
  Commit(1);
  auto lease = RevisionLease::Acquire(index_);
  ASSERT_TRUE(lease.ok());
  const std::vector<std::string> shards = (*lease)->manifest().shard_paths;
  for (uint32_t seed = 2; seed < 7; ++seed) Commit(seed);  // The same ids: none of them is left.
  EXPECT_TRUE(RevisionHasReaders(index_, 1));
  for (const std::string& shard : shards) EXPECT_NE(ReadAll(shard + "/iamglass"), "");
  EXPECT_EQ(ReadAll(format::RevisionManifestPath(index_, 2)), "");
  lease->reset();
  Commit(7);
  for (const std::string& shard : shards) EXPECT_EQ(ReadAll(shard + "/iamglass"), "");
  EXPECT_EQ(ReadAll(format::RevisionManifestPath(index_, 1)), "");
}

}  // namespace
}  // namespace dateline::store
