// Writes its share of the articles of a batch into new shards, on a thread of its own that is fed
// by a bounded queue.

#ifndef DATELINE_INDEXER_STORE_BATCH_WRITER_H_
#define DATELINE_INDEXER_STORE_BATCH_WRITER_H_

#include <xapian.h>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "indexer/article/article.h"
#include "indexer/format/copy_sketch.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/store/article_table.h"
#include "indexer/store/document_builder.h"
#include "indexer/store/shard_builder.h"

namespace dateline::store {

// What upserts and removals came to, since the writer was opened.
struct WriteCounts {
  uint64_t added = 0;      // The id was not there.
  uint64_t replaced = 0;   // It was, with other content.
  uint64_t unchanged = 0;  // It was, with the same fingerprint, or as a later capture of the page;
                           // nothing was written.
  uint64_t removed = 0;

  uint64_t changes() const { return added + replaced + removed; }
};

// What an article that was written or removed means to the copy groups. A record without shingles:
// it is removed, or has no text to compare.
struct CopyUpdate {
  format::CopyRecord record;
  article::PublishDate date;
};

// A shard as a committed revision has it.
struct CommittedShard {
  uint64_t number = 0;
  std::string path;
  uint32_t articles = 0;
  std::shared_ptr<const format::DataDictionary> dictionary;  // Null for none.
};

// What the articles are written next to.
struct CommittedState {
  std::vector<CommittedShard> shards;
  ArticleTable articles;
};

// A shard that a batch has written.
struct BatchShard {
  uint64_t number = 0;
  uint32_t articles = 0;
  std::vector<uint32_t> dropped;  // Docids of articles that came again within the batch; ascending.
};

// What became of an id in a batch.
struct BatchArticle {
  bool there = false;          // Otherwise it was removed.
  format::ArticlePlace place;  // In the batch's shards of one writer, counted from 0.
  uint64_t fingerprint = 0;
  int64_t captured_at = 0;
};

struct Batch {
  std::vector<BatchShard> shards;
  absl::flat_hash_map<IdHash, BatchArticle> articles;
  std::vector<format::ArticlePlace> dropped;  // Committed articles that were replaced or removed.
  std::vector<CopyUpdate> copy_updates;       // In the order of what brought them about.
};

// Fed by one thread. The first failure sticks: what is queued after it is dropped, and every later
// call returns it.
class BatchWriter {
 public:
  // `committed` outlives the writer, and changes only between TakeBatch and the next upsert or
  // removal. `next_shard` gives the number of a new shard, from any thread.
  BatchWriter(std::string index, const CommittedState* committed,
              std::function<uint64_t()> next_shard);
  ~BatchWriter();
  BatchWriter(const BatchWriter&) = delete;
  BatchWriter& operator=(const BatchWriter&) = delete;

  // The dictionary of the shards that are begun from now on; may be null. REQUIRES: nothing was
  // queued since Drain.
  void SetDictionary(std::shared_ptr<const format::DataDictionary> dictionary) {
    dictionary_ = std::move(dictionary);
  }

  // Queues the article; waits while the queue is full.
  absl::Status Upsert(article::Article article);
  // Removes the article, when it is there, before it returns.
  absl::Status Remove(const std::string& id, bool* removed);
  // Queues the end of the batch: its shards are on disk after Drain.
  absl::Status FinishShards();
  // Waits until all that was queued is done.
  absl::Status Drain();

  // REQUIRES: nothing was queued since Drain.
  const WriteCounts& counts() const { return counts_; }
  // Ends the batch and gives what is in it. REQUIRES: as counts, and the last queued was
  // FinishShards.
  Batch TakeBatch();

 private:
  struct Task {
    size_t bytes;
    std::function<absl::Status()> run;  // May throw.
  };

  absl::Status Post(Task task);
  void Run();
  // On the writer's thread; throw what Xapian throws.
  absl::Status ApplyUpsert(const article::Article& article);
  void ApplyRemove(const std::string& id, bool* removed);
  absl::Status ApplyFinish();
  // Takes the article that the batch has, or else the committed one, out of the way, if `captured`
  // (seconds, 0: unknown) is not earlier than its capture and the fingerprint another. False when
  // the stored one stays. `*found` tells whether there was one.
  absl::StatusOr<bool> MakeWay(IdHash id, uint64_t fingerprint, int64_t captured, bool* found);
  absl::StatusOr<int64_t> StoredCapture(format::ArticlePlace place);
  absl::Status Write(const article::Article& article, const std::string& data, IdHash id,
                     uint64_t fingerprint);

  const std::string index_;
  const CommittedState* const committed_;
  const std::function<uint64_t()> next_shard_;

  // Touched by the writer's thread alone between an upsert or removal and Drain.
  std::shared_ptr<const format::DataDictionary> dictionary_;
  DocumentBuilder builder_;
  WriteCounts counts_;
  Batch batch_;
  std::unique_ptr<ShardBuilder>
      shard_;  // The last one of the batch; null before its first article.
  std::vector<Xapian::Database> stored_;  // By committed shard; opened when first asked.

  std::mutex mutex_;  // Guards what follows.
  std::condition_variable queue_changed_;
  std::condition_variable task_done_;
  std::deque<Task> queue_;
  size_t queued_bytes_ = 0;
  bool busy_ = false;
  bool stopping_ = false;
  absl::Status status_;

  std::thread thread_;
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_BATCH_WRITER_H_
