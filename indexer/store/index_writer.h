// Builds and updates an index: the only way in which Dateline writes one.

#ifndef DATELINE_INDEXER_STORE_INDEX_WRITER_H_
#define DATELINE_INDEXER_STORE_INDEX_WRITER_H_

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "indexer/article/article.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/format/layout.h"
#include "indexer/store/batch_writer.h"
#include "indexer/store/copy_groups.h"
#include "indexer/store/index_lock.h"
#include "indexer/store/join_plan.h"

namespace dateline::store {

inline constexpr uint32_t kMaxShards = 64;

// Who wants smaller batches than these wants them found soon, by searches that run beside.
inline constexpr uint64_t kDefaultBatchArticles = 20000;
// So they leave cores to those: by default one thread makes, and one writes, so many articles.
inline constexpr uint64_t kArticlesPerThread = 2000;
// `cores`, or for a small batch as many as it is worth; 1 at least.
uint32_t ThreadsOfBatch(uint32_t cores, uint64_t batch_articles);
// A writer for every core, but no more than 4: what they are fed with needs cores too.
uint32_t DefaultShardCount(uint64_t batch_articles);

struct WriterOptions {
  uint32_t shard_count = 0;  // Shards that are written at a time, at most kMaxShards; 0:
                             // DefaultShardCount(batch_articles).
  bool create = true;        // Otherwise NOT_FOUND when there is no index.
  std::string command;       // Said to whom the lock keeps out.
  // When the index is held by another writer; see IndexLock::Acquire.
  std::function<bool(const std::string& holder)> keep_waiting;
  // Called when articles are about to be written anew: those of an index of an earlier format
  // version, or of a shard whose word file is not whole.
  std::function<void(uint64_t article_count)> on_rebuild;

  // A batch ends with the first of: `batch_articles` articles, but not before `commit_interval`
  // has passed since the last commit; `batch_bytes` bytes of text, which bounds memory.
  uint64_t batch_articles = kDefaultBatchArticles;
  uint64_t batch_bytes = uint64_t{256} << 20;
  absl::Duration commit_interval = absl::Seconds(5);
  // About the most in a shard that is made of others.
  uint32_t max_shard_articles = 500000;
};

struct CopyCounts {
  uint64_t groups = 0;    // Of copies.
  uint64_t articles = 0;  // In them, the heads among them.
};

// Not thread-safe; the work happens on threads of its own. What is not committed when it is
// destroyed is dropped. After an error the index is at its last committed revision, or at the one
// that was being committed; only opening it again goes on.
class IndexWriter {
 public:
  // Opens or creates the index in the folder `index`, takes its lock, and removes what an earlier
  // writer left half done. What has to be written anew becomes part of the first batch.
  // FAILED_PRECONDITION: held by another writer (says which), a format version that is not read
  // here, or a folder that holds something else. NOT_FOUND: no index, and not to be created.
  // INVALID_ARGUMENT: options. DATA_LOSS: damaged.
  static absl::StatusOr<std::unique_ptr<IndexWriter>> Open(const std::string& index,
                                                           const WriterOptions& options);
  ~IndexWriter();
  IndexWriter(const IndexWriter&) = delete;
  IndexWriter& operator=(const IndexWriter&) = delete;

  // Adds the article, or replaces the one with its id unless it is the same. Commits when the
  // batch is full. REQUIRES: as DocumentBuilder::Build.
  absl::Status Upsert(article::Article article);

  // Removes the article; `*removed` is false when there was none.
  absl::Status Remove(const std::string& id, bool* removed);

  // Commits what has changed, all at once. Without changes there is no new revision, except that a
  // new index gets its first. When `last` and much of the index was written since it was opened,
  // its shards are joined into as few as is good for those who search.
  absl::Status Commit(bool last = false);

  // The committed revision; 0 before the first.
  uint64_t revision() const { return revision_; }
  // Waits for what was queued to be done.
  absl::StatusOr<WriteCounts> Counts();
  // The copy groups of the committed revision.
  CopyCounts copy_counts() const { return {copies_.group_count(), copies_.grouped_count()}; }

 private:
  // A shard as the next revision will have it: of the committed ones, or of the batch.
  struct NextShard {
    CommittedShard shard;
    std::vector<uint32_t> dropped;  // Ascending.
  };

  IndexWriter(std::string index, const WriterOptions& options, std::unique_ptr<IndexLock> lock);
  // Opens what is committed; `damaged` gets the shards that are to be written anew.
  absl::Status OpenCommitted(const format::Manifest& manifest, std::vector<std::string>* damaged);
  // Adds the articles of shards that are no part of the next revision to the batch.
  absl::Status Rebuild(const std::vector<std::string>& paths);
  // Begins writing: with a dictionary, if there are enough articles to make one of.
  absl::Status Begin();
  absl::Status Post(article::Article article);
  absl::Status Drain();
  absl::Status CommitBatch(bool compact);
  // Takes over what the writers have written; gives the shards.
  std::vector<NextShard> CollectBatch();
  std::vector<std::vector<size_t>> Plan(bool compact, const std::vector<ShardSize>& sizes) const;
  // Joins shards, and tells what became of each.
  absl::Status JoinShards(bool compact, std::vector<NextShard>* shards);
  absl::Status EnsureAShard(std::vector<NextShard>* shards);
  std::string EncodeCopyGroups() const;

  const std::string index_;
  const WriterOptions options_;
  const std::unique_ptr<IndexLock> lock_;
  std::atomic<uint64_t> next_shard_{0};
  CommittedState committed_;
  std::shared_ptr<const format::DataDictionary> dictionary_;  // Of new shards; null for none.
  std::vector<std::unique_ptr<BatchWriter>> writers_;
  std::vector<article::Article> held_;  // Until there are enough to make a dictionary of.
  bool begun_ = false;                  // The writers have their dictionary.
  CopyGroups copies_;
  uint64_t revision_ = 0;
  bool must_commit_ = false;  // Something but the articles is not as it should be.
  uint64_t batch_articles_ = 0;
  uint64_t batch_bytes_ = 0;
  uint64_t committed_changes_ = 0;
  uint64_t rebuilt_ = 0;  // Articles that no caller has upserted.
  std::chrono::steady_clock::time_point last_commit_;
  absl::Status status_;  // The first failure of a commit.
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_INDEX_WRITER_H_
