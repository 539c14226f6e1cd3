// Builds and updates an index: the only way in which Dateline writes one.

#ifndef DATELINE_INDEXER_STORE_INDEX_WRITER_H_
#define DATELINE_INDEXER_STORE_INDEX_WRITER_H_

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
#include "indexer/format/layout.h"
#include "indexer/store/copy_groups.h"
#include "indexer/store/index_lock.h"
#include "indexer/store/shard_writer.h"

namespace dateline::store {

inline constexpr uint32_t kMaxShards = 64;

// A shard for every core, but no more than 4: more shards make every query dearer.
uint32_t DefaultShardCount();

struct WriterOptions {
  uint32_t shard_count = 0;  // Of a new index, at most kMaxShards; 0: DefaultShardCount(). An index
                             // keeps the number it was created with; 0 or that one opens it.
  bool create = true;        // Otherwise NOT_FOUND when there is no index.
  std::string command;       // Said to whom the lock keeps out.
  // When the index is held by another writer; see IndexLock::Acquire.
  std::function<bool(const std::string& holder)> keep_waiting;

  // A batch ends with the first of: `batch_articles` articles, but not before `commit_interval`
  // has passed since the last commit; `batch_bytes` bytes of text, which bounds memory.
  uint64_t batch_articles = 20000;
  uint64_t batch_bytes = uint64_t{256} << 20;
  absl::Duration commit_interval = absl::Seconds(5);
  // How long the writing of a batch is put off for readers of older revisions (revision_lease.h).
  absl::Duration reader_grace = absl::Seconds(30);
};

struct CopyCounts {
  uint64_t groups = 0;    // Of copies.
  uint64_t articles = 0;  // In them, the heads among them.
};

// Not thread-safe; the work happens on a thread per shard. What is not committed when it is
// destroyed is dropped. After an error the index is at its last committed revision, or at the one
// that was being committed; only opening it again goes on.
class IndexWriter {
 public:
  // Opens or creates the index in the folder `index`, takes its lock, and undoes what an earlier
  // writer left half done. FAILED_PRECONDITION: held by another writer (says which), another format
  // version, another number of shards, or a folder that holds something else. NOT_FOUND: no index,
  // and not to be created. INVALID_ARGUMENT: options. DATA_LOSS: damaged.
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

  // Commits what has changed, in all shards at once. Without changes there is no new revision,
  // except that a new index gets its first.
  absl::Status Commit();

  // The committed revision; 0 before the first.
  uint64_t revision() const { return revision_; }
  uint32_t shard_count() const { return static_cast<uint32_t>(shards_.size()); }
  // Waits for the shards to have done what was queued.
  absl::StatusOr<WriteCounts> Counts();
  // The copy groups of the committed revision.
  CopyCounts copy_counts() const { return {copies_.group_count(), copies_.grouped_count()}; }

 private:
  IndexWriter(std::string index, const WriterOptions& options, std::unique_ptr<IndexLock> lock);
  absl::Status OpenShards(uint64_t revision, uint32_t shard_count);
  absl::Status RestoreCopies(const format::Manifest& manifest);
  absl::Status SettleCopies();
  void BeginBatch();
  absl::Status Drain();

  const std::string index_;
  const WriterOptions options_;
  const std::unique_ptr<IndexLock> lock_;
  std::vector<std::unique_ptr<ShardWriter>> shards_;
  CopyGroups copies_;
  uint64_t revision_ = 0;
  bool batch_begun_ = false;
  uint64_t batch_articles_ = 0;
  uint64_t batch_bytes_ = 0;
  std::chrono::steady_clock::time_point last_commit_;
  absl::Status status_;  // The first failure of a commit.
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_INDEX_WRITER_H_
