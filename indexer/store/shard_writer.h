// Writes one shard, on a thread of its own that is fed by a bounded queue.

#ifndef DATELINE_INDEXER_STORE_SHARD_WRITER_H_
#define DATELINE_INDEXER_STORE_SHARD_WRITER_H_

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

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "indexer/article/article.h"
#include "indexer/format/copy_sketch.h"
#include "indexer/store/document_builder.h"
#include "indexer/store/word_writer.h"

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

// Fed by one thread. The first failure sticks: what is queued after it is dropped, and every later
// call returns it. Nothing is committed but by Commit; the destructor drops what is not.
class ShardWriter {
 public:
  // Opens or creates the glass database `path` and its word file.
  static absl::StatusOr<std::unique_ptr<ShardWriter>> Open(const std::string& path, uint32_t shard,
                                                           uint32_t shard_count);
  ~ShardWriter();
  ShardWriter(const ShardWriter&) = delete;
  ShardWriter& operator=(const ShardWriter&) = delete;

  // Queues the article; waits while the queue is full.
  absl::Status Upsert(article::Article article);
  // Removes the article, when it is there, before it returns.
  absl::Status Remove(const std::string& id, bool* removed);
  // Queues the writing of the copy group of an article that is there: the id of its head, or "".
  // It is no change of its own: it goes with the commit of those that brought it about.
  absl::Status SetCopyGroup(std::string id, std::string head);
  // Queues a commit as part of `revision`.
  absl::Status StartCommit(uint64_t revision);
  // Waits until all that was queued is done.
  absl::Status Drain();

  // REQUIRES: nothing was queued since Drain.
  const WriteCounts& counts() const { return counts_; }
  // What was written and removed since the last call, in that order. REQUIRES: as counts.
  std::vector<CopyUpdate> TakeCopyUpdates() { return std::exchange(copy_updates_, {}); }
  // True when something was written since the last commit, or the word file has to be. REQUIRES:
  // as counts.
  bool changed() const { return counts_.changes() != committed_changes_ || words_.MustRewrite(); }
  // The name of the word file. REQUIRES: as counts.
  std::string word_file() const { return format::WordFileName(words_.state().generation); }

 private:
  struct Task {
    size_t bytes;
    std::function<absl::Status()> run;  // May throw.
  };

  ShardWriter(Xapian::WritableDatabase database, WordWriter words, std::string path, uint32_t shard,
              uint32_t shard_count);
  absl::Status Post(Task task);
  void Run();
  // On the writer's thread; throw what Xapian throws.
  void ApplyUpsert(const article::Article& article);
  // The document of an article, its words written.
  Xapian::Document MakeDocument(const article::Article& article, const std::string& data);
  // To be called when the document goes.
  void DropWords(const Xapian::Document& document);
  void ApplyRemove(const std::string& id, bool* removed);
  void NoteForCopies(const article::Article& article, const Xapian::Document& document);
  void ApplyCopyGroup(const std::string& id, const std::string& head);
  absl::Status RewriteWords();
  absl::Status ApplyCommit(uint64_t revision);

  const std::string path_;
  const uint32_t shard_;
  const uint32_t shard_count_;

  // Touched by the writer's thread alone between Open and Drain.
  Xapian::WritableDatabase database_;
  WordWriter words_;
  DocumentBuilder builder_;
  WriteCounts counts_;
  std::vector<CopyUpdate> copy_updates_;
  uint64_t committed_changes_ = 0;

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

#endif  // DATELINE_INDEXER_STORE_SHARD_WRITER_H_
