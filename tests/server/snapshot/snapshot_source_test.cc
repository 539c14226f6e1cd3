#include "server/snapshot/snapshot_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "indexer/format/layout.h"
#include "indexer/store/index_writer.h"
#include "server/match/search.h"
#include "tests/support/corpus.h"
#include "tests/support/temporary_folder.h"

namespace dateline::snapshot {
namespace {

using article::Article;

// What the source has told of its loads.
class LoadLog {
 public:
  SnapshotSource::Options Options(absl::Duration poll) {
    SnapshotSource::Options options;
    options.poll_interval = poll;
    options.on_load = [this](const absl::Status& status,
                             const std::shared_ptr<const Snapshot>& snapshot) {
      std::lock_guard<std::mutex> lock(mutex_);
      EXPECT_EQ(status.ok(), snapshot != nullptr);
      codes_.push_back(status.code());
      if (snapshot != nullptr) revision_ = snapshot->revision();
      changed_.notify_all();
    };
    return options;
  }
  void WaitForRevision(uint64_t revision) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return revision_ >= revision; });
  }
  void WaitForCode(absl::StatusCode code) {
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [&] { return !codes_.empty() && codes_.back() == code; });
  }
  std::vector<absl::StatusCode> codes() {
    std::lock_guard<std::mutex> lock(mutex_);
    return codes_;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<absl::StatusCode> codes_;
  uint64_t revision_ = 0;
};

constexpr absl::Duration kOften = absl::Milliseconds(1);
constexpr absl::Duration kNever = absl::Hours(1);

class SnapshotSourceTest : public testing::Test {
 protected:
  void OpenWriter() {
    store::WriterOptions options;
    options.shard_count = 2;
    auto writer = store::IndexWriter::Open(index_, options);
    ASSERT_TRUE(writer.ok()) << writer.status();
    writer_ = *std::move(writer);
  }
  // Commits `count` articles more, all with the word "batch" and of the source "desk".
  void CommitBatch(int count) {
    for (int i = 0; i < count; ++i) {
      Article article;
      article.id = absl::StrCat("article-", written_++);
      article.body = "one of a batch";
      article.source = "desk";
      ASSERT_TRUE(writer_->Upsert(article).ok());
    }
    ASSERT_TRUE(writer_->Commit().ok());
  }

  support::TemporaryFolder folder_;
  const std::string index_ = folder_.path() + "/index";
  std::unique_ptr<store::IndexWriter> writer_;
  int written_ = 0;
  LoadLog log_;
};

TEST_F(SnapshotSourceTest, WaitsForAnIndexAndFollowsItsCommits) {
  SnapshotSource source(index_, log_.Options(kOften));
  log_.WaitForCode(absl::StatusCode::kNotFound);
  EXPECT_EQ(source.Current(), nullptr);
  OpenWriter();
  for (uint64_t revision = 1; revision <= 5; ++revision) {
    CommitBatch(3);
    log_.WaitForRevision(revision);
    EXPECT_EQ(source.Current()->revision(), revision);
    EXPECT_EQ(source.Current()->article_count(), 3 * revision);
  }
}

TEST_F(SnapshotSourceTest, KeepsTheOldSnapshotWhenTheNextCannotBeLoaded) {
  OpenWriter();
  CommitBatch(1);
  SnapshotSource source(index_, log_.Options(kOften));
  log_.WaitForRevision(1);
  std::ofstream(format::ManifestPath(index_)) << format::EncodeManifest(7, {700});
  log_.WaitForCode(absl::StatusCode::kDataLoss);
  EXPECT_EQ(source.Current()->revision(), 1u);
  CommitBatch(1);
  log_.WaitForRevision(2);
  EXPECT_EQ(source.Current()->revision(), 2u);
}

TEST_F(SnapshotSourceTest, RefreshSaysWhyThereIsNoSnapshot) {
  SnapshotSource source(index_, log_.Options(kNever));
  EXPECT_TRUE(absl::IsNotFound(source.Refresh(nullptr).status()));
}

TEST_F(SnapshotSourceTest, RefreshGivesTheCurrentOneWhenItIsNotTheStaleOne) {
  OpenWriter();
  CommitBatch(1);
  SnapshotSource source(index_, log_.Options(kNever));
  const auto first = source.Refresh(nullptr);
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(source.Refresh(nullptr).value(), *first);
  CommitBatch(1);
  EXPECT_EQ(source.Refresh(nullptr).value()->revision(), 1u);
  EXPECT_EQ(source.Refresh(first->get()).value()->revision(), 2u);
  EXPECT_EQ(source.Current()->revision(), 2u);
}

TEST_F(SnapshotSourceTest, ManyWhoRefreshShareOneLoad) {
  OpenWriter();
  CommitBatch(1);
  SnapshotSource source(index_, log_.Options(kNever));
  const auto stale = *source.Refresh(nullptr);
  CommitBatch(1);
  std::vector<std::thread> threads;
  std::vector<uint64_t> revisions(8, 0);
  for (uint64_t& revision : revisions) {
    threads.emplace_back([&] { revision = source.Refresh(stale.get()).value()->revision(); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(revisions, testing::Each(2u));
  log_.WaitForRevision(2);
  EXPECT_THAT(log_.codes(), testing::SizeIs(2));
}

TEST_F(SnapshotSourceTest, AnOldSnapshotDiesWithTheLastWhoUsesIt) {
  OpenWriter();
  CommitBatch(1);
  SnapshotSource source(index_, log_.Options(kNever));
  auto used = *source.Refresh(nullptr);
  const std::weak_ptr<const Snapshot> old = used;
  CommitBatch(1);
  ASSERT_TRUE(source.Refresh(used.get()).ok());
  EXPECT_FALSE(old.expired());
  EXPECT_EQ(used->article_count(), 1u);
  log_.WaitForRevision(2);  // The watching thread has let go of it too.
  used.reset();
  EXPECT_TRUE(old.expired());
}

// Searches until told to stop, as the service does; every answer must be of one whole revision.
void SearchOn(SnapshotSource* source, uint32_t batch, const std::atomic<bool>* stop,
              std::atomic<int>* answers) {
  query::Node word;
  word.op = query::Op::kTerm;
  word.term = "batch";
  match::SearchRequest request;
  request.query = &word;
  request.facets.push_back({article::Dimension::kSource, 10, 0, "", {}});
  for (bool once = true; once || !*stop; once = false) {
    std::shared_ptr<const Snapshot> snapshot = source->Current();
    while (true) {
      auto lease = snapshot->Open();
      const absl::StatusOr<match::SearchResult> result =
          lease.ok() ? match::Search(*snapshot, &*lease, request)
                     : absl::StatusOr<match::SearchResult>(lease.status());
      if (result.ok()) {
        EXPECT_EQ(result->total, batch * snapshot->revision());
        EXPECT_EQ(result->facets[0].values[0].count, result->total);
        ++*answers;
        break;
      }
      ASSERT_TRUE(absl::IsUnavailable(result.status())) << result.status();
      auto next = source->Refresh(snapshot.get());
      ASSERT_TRUE(next.ok()) << next.status();
      ASSERT_GE((*next)->revision(), snapshot->revision());
      snapshot = *std::move(next);
    }
  }
}

TEST_F(SnapshotSourceTest, NoSearchFailsOrSeesHalfABatchWhileAnIndexerCommits) {
  OpenWriter();
  CommitBatch(20);
  SnapshotSource source(index_, log_.Options(kOften));
  log_.WaitForRevision(1);
  std::atomic<bool> stop{false};
  std::atomic<int> answers{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 3; ++t) {
    threads.emplace_back(SearchOn, &source, 20, &stop, &answers);
  }
  for (int commit = 0; commit < 25; ++commit) CommitBatch(20);
  stop = true;
  for (std::thread& thread : threads) thread.join();
  EXPECT_GT(answers, 0);
  log_.WaitForRevision(26);
  EXPECT_EQ(source.Current()->article_count(), 26 * 20u);
}

}  // namespace
}  // namespace dateline::snapshot
