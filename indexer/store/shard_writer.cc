#include "indexer/store/shard_writer.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/format/codec.h"
#include "indexer/format/schema.h"
#include "indexer/format/xapian_status.h"
#include "indexer/store/shard_metadata.h"

namespace dateline::store {
namespace {

// Limits of a queue. One task of any size always fits.
constexpr size_t kMaxQueuedTasks = 256;
constexpr size_t kMaxQueuedBytes = 16 << 20;

size_t BytesOf(const article::Article& article) {
  return sizeof(article) + article.title.size() + article.body.size() + article.captions.size() +
         article.mentions.size() * sizeof(article::Mention) +
         article.event_dates.size() * sizeof(article::EventDate);
}

// True when both say when they were captured, and the stored one was captured later: the order of
// the input does not decide between versions of one page.
bool IsEarlierCapture(const article::Article& article, const Xapian::Document& stored) {
  if (article.captured_at == 0) return false;
  const absl::StatusOr<article::Article> decoded = format::DecodeArticle(stored.get_data());
  return decoded.ok() && decoded->captured_at > article.captured_at;
}

}  // namespace

absl::StatusOr<std::unique_ptr<ShardWriter>> ShardWriter::Open(const std::string& path,
                                                               uint32_t shard,
                                                               uint32_t shard_count) {
  std::unique_ptr<ShardWriter> writer;
  absl::Status status = format::CatchXapian(path, [&]() -> absl::Status {
    Xapian::WritableDatabase database(path, Xapian::DB_CREATE_OR_OPEN | Xapian::DB_BACKEND_GLASS);
    absl::StatusOr<WordWriter> words = WordWriter::Open(path, format::ReadWordFileState(database));
    if (!words.ok()) return words.status();
    // Within a transaction Xapian never commits of its own accord; the revision of an index must
    // not move in one shard alone.
    database.begin_transaction();
    writer.reset(new ShardWriter(std::move(database), *std::move(words), path, shard, shard_count));
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return writer;
}

ShardWriter::ShardWriter(Xapian::WritableDatabase database, WordWriter words, std::string path,
                         uint32_t shard, uint32_t shard_count)
    : path_(std::move(path)),
      shard_(shard),
      shard_count_(shard_count),
      database_(std::move(database)),
      words_(std::move(words)),
      thread_([this] { Run(); }) {}

ShardWriter::~ShardWriter() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
    queue_.clear();
  }
  queue_changed_.notify_all();
  thread_.join();
  // After a failure the database may throw once more as it is given up; there is nobody to tell.
  format::CatchXapian(path_, [this] { database_.cancel_transaction(); }).IgnoreError();
  format::CatchXapian(path_, [this] { database_.close(); }).IgnoreError();
}

absl::Status ShardWriter::Post(Task task) {
  std::unique_lock<std::mutex> lock(mutex_);
  task_done_.wait(lock, [&] {
    return !status_.ok() || queue_.empty() ||
           (queue_.size() < kMaxQueuedTasks && queued_bytes_ + task.bytes <= kMaxQueuedBytes);
  });
  if (!status_.ok()) return status_;
  queued_bytes_ += task.bytes;
  queue_.push_back(std::move(task));
  lock.unlock();
  queue_changed_.notify_one();
  return absl::OkStatus();
}

absl::Status ShardWriter::Upsert(article::Article article) {
  const size_t bytes = BytesOf(article);
  return Post({bytes, [this, article = std::move(article)] {
                 ApplyUpsert(article);
                 return absl::OkStatus();
               }});
}

absl::Status ShardWriter::Remove(const std::string& id, bool* removed) {
  *removed = false;
  absl::Status status = Post({id.size(), [this, &id, removed] {
                                ApplyRemove(id, removed);
                                return absl::OkStatus();
                              }});
  return status.ok() ? Drain() : status;
}

absl::Status ShardWriter::SetCopyGroup(std::string id, std::string head) {
  return Post({id.size() + head.size(), [this, id = std::move(id), head = std::move(head)] {
                 ApplyCopyGroup(id, head);
                 return absl::OkStatus();
               }});
}

absl::Status ShardWriter::StartCommit(uint64_t revision) {
  return Post({0, [this, revision] { return ApplyCommit(revision); }});
}

absl::Status ShardWriter::Drain() {
  std::unique_lock<std::mutex> lock(mutex_);
  task_done_.wait(lock, [this] { return queue_.empty() && !busy_; });
  return status_;
}

void ShardWriter::Run() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (true) {
    queue_changed_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
    if (stopping_) return;
    Task task = std::move(queue_.front());
    queue_.pop_front();
    queued_bytes_ -= task.bytes;
    busy_ = true;
    if (status_.ok()) {
      lock.unlock();
      task_done_.notify_all();
      absl::Status status = format::CatchXapian(path_, task.run);
      task.run = nullptr;
      lock.lock();
      status_.Update(status);
    }
    busy_ = false;
    task_done_.notify_all();
  }
}

void ShardWriter::ApplyUpsert(const article::Article& article) {
  const std::string data = format::EncodeArticle(article);
  const std::string term = format::IdTerm(article.id);
  const Xapian::PostingIterator found = database_.postlist_begin(term);
  if (found == database_.postlist_end(term)) {
    const Xapian::Document document = MakeDocument(article, data);
    database_.add_document(document);
    ++counts_.added;
    NoteForCopies(article, document);
    return;
  }
  const Xapian::Document stored = database_.get_document(*found, Xapian::DOC_ASSUME_VALID);
  if (stored.get_value(format::kSlotFingerprint) ==
      format::EncodeKey(Fingerprint(data, article.language))) {
    ++counts_.unchanged;
    return;
  }
  if (IsEarlierCapture(article, stored)) {
    ++counts_.unchanged;
    return;
  }
  Xapian::Document document = MakeDocument(article, data);
  DropWords(stored);
  // Until the groups are settled it has the one that it had, if it still can have one.
  if (!document.get_value(format::kSlotCopySketch).empty()) {
    document.add_value(format::kSlotCopyGroup, stored.get_value(format::kSlotCopyGroup));
  }
  database_.replace_document(*found, document);
  ++counts_.replaced;
  NoteForCopies(article, document);
}

Xapian::Document ShardWriter::MakeDocument(const article::Article& article,
                                           const std::string& data) {
  std::string words;
  Xapian::Document document = builder_.Build(article, data, &words);
  document.add_value(format::kSlotWords, format::EncodeWordLocation(words_.Append(words)));
  return document;
}

void ShardWriter::DropWords(const Xapian::Document& document) {
  const auto location = format::DecodeWordLocation(document.get_value(format::kSlotWords));
  if (location) words_.Drop(*location);
}

void ShardWriter::NoteForCopies(const article::Article& article, const Xapian::Document& document) {
  auto record = format::DecodeCopyRecord(document.get_value(format::kSlotCopySketch));
  if (!record) record = format::CopyRecord{article.id, 0, {}};
  copy_updates_.push_back({*std::move(record), article.publish_date});
}

void ShardWriter::ApplyRemove(const std::string& id, bool* removed) {
  const std::string term = format::IdTerm(id);
  const Xapian::PostingIterator found = database_.postlist_begin(term);
  if (found == database_.postlist_end(term)) return;
  DropWords(database_.get_document(*found, Xapian::DOC_ASSUME_VALID));
  database_.delete_document(term);
  ++counts_.removed;
  copy_updates_.push_back({{id, 0, {}}, {}});
  *removed = true;
}

void ShardWriter::ApplyCopyGroup(const std::string& id, const std::string& head) {
  const std::string term = format::IdTerm(id);
  const Xapian::PostingIterator found = database_.postlist_begin(term);
  if (found == database_.postlist_end(term)) return;
  Xapian::Document document = database_.get_document(*found, Xapian::DOC_ASSUME_VALID);
  document.add_value(format::kSlotCopyGroup, head);
  database_.replace_document(*found, document);
}

// Copies the records that articles name into a new file. One that cannot be read is made again.
absl::Status ShardWriter::RewriteWords() {
  absl::StatusOr<WordWriter> next = WordWriter::Create(path_, words_.state().generation + 1);
  if (!next.ok()) return next.status();
  std::vector<Xapian::docid> ids;
  for (auto it = database_.postlist_begin(""); it != database_.postlist_end(""); ++it) {
    ids.push_back(*it);
  }
  for (const Xapian::docid id : ids) {
    Xapian::Document document = database_.get_document(id, Xapian::DOC_ASSUME_VALID);
    const std::string slot = document.get_value(format::kSlotWords);
    if (slot.empty()) continue;  // Of an earlier version: it has positions.
    const auto location = format::DecodeWordLocation(slot);
    const auto key = format::DecodeKey(document.get_value(format::kSlotArticleKey));
    std::string record;
    if (location && key) record = words_.Read(*location);
    if (!key || !format::WordRecord::HasChecksum(record, *key)) {
      const std::string data = document.get_data();
      const absl::StatusOr<article::Article> article = format::DecodeArticle(data);
      if (!article.ok()) return article.status();
      builder_.Build(*article, data, &record);
    }
    document.add_value(format::kSlotWords, format::EncodeWordLocation(next->Append(record)));
    database_.replace_document(id, document);
  }
  words_ = *std::move(next);
  return absl::OkStatus();
}

absl::Status ShardWriter::ApplyCommit(uint64_t revision) {
  absl::Status status = words_.MustRewrite() ? RewriteWords() : absl::OkStatus();
  // On disk before anything says where it is.
  if (status.ok()) status = words_.Sync();
  if (!status.ok()) return status;
  format::WriteWordFileState(words_.state(), &database_);
  WriteShardMetadata(shard_, shard_count_, revision, &database_);
  database_.commit_transaction();
  committed_changes_ = counts_.changes();
  database_.begin_transaction();
  return absl::OkStatus();
}

}  // namespace dateline::store
