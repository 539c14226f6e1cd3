#include "indexer/store/batch_writer.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/format/codec.h"
#include "indexer/format/layout.h"
#include "indexer/format/schema.h"
#include "indexer/format/xapian_status.h"
#include "indexer/pace/pace.h"

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

}  // namespace

BatchWriter::BatchWriter(std::string index, const CommittedState* committed,
                         std::function<uint64_t()> next_shard)
    : index_(std::move(index)),
      committed_(committed),
      next_shard_(std::move(next_shard)),
      thread_([this] { Run(); }) {}

BatchWriter::~BatchWriter() {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    stopping_ = true;
    queue_.clear();
  }
  queue_changed_.notify_all();
  thread_.join();
}

absl::Status BatchWriter::Post(Task task) {
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

absl::Status BatchWriter::Upsert(article::Article article) {
  const size_t bytes = BytesOf(article);
  return Post({bytes, [this, article = std::move(article)] { return ApplyUpsert(article); }});
}

absl::Status BatchWriter::Remove(const std::string& id, bool* removed) {
  *removed = false;
  absl::Status status = Post({id.size(), [this, &id, removed] {
                                ApplyRemove(id, removed);
                                return absl::OkStatus();
                              }});
  return status.ok() ? Drain() : status;
}

absl::Status BatchWriter::FinishShards() {
  return Post({0, [this] { return ApplyFinish(); }});
}

absl::Status BatchWriter::Drain() {
  std::unique_lock<std::mutex> lock(mutex_);
  task_done_.wait(lock, [this] { return queue_.empty() && !busy_; });
  return status_;
}

void BatchWriter::Run() {
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
      pace::Breathe();
      absl::Status status = format::CatchXapian(index_, task.run);
      task.run = nullptr;
      lock.lock();
      status_.Update(status);
    }
    busy_ = false;
    // Who waits for room is woken for many tasks at once.
    if (!status_.ok() ||
        (queue_.size() <= kMaxQueuedTasks / 2 && queued_bytes_ <= kMaxQueuedBytes / 2)) {
      task_done_.notify_all();
    }
  }
}

Batch BatchWriter::TakeBatch() {
  for (BatchShard& shard : batch_.shards) std::sort(shard.dropped.begin(), shard.dropped.end());
  stored_.clear();
  return std::exchange(batch_, {});
}

absl::StatusOr<int64_t> BatchWriter::StoredCapture(format::ArticlePlace place) {
  const CommittedShard& shard = committed_->shards[place.shard];
  if (stored_.size() < committed_->shards.size()) stored_.resize(committed_->shards.size());
  Xapian::Database& database = stored_[place.shard];
  if (database.get_doccount() == 0) database = Xapian::Database(shard.path);
  const absl::StatusOr<article::Article> article = format::DecodeStoredArticle(
      database.get_document(place.docid, Xapian::DOC_ASSUME_VALID).get_data(),
      shard.dictionary.get());
  if (!article.ok()) return article.status();
  return article->captured_at;
}

absl::StatusOr<bool> BatchWriter::MakeWay(IdHash id, uint64_t fingerprint, int64_t captured,
                                          bool* found) {
  const auto in_batch = batch_.articles.find(id);
  if (in_batch != batch_.articles.end()) {
    const BatchArticle& article = in_batch->second;
    *found = article.there;
    if (!article.there) return true;
    if (article.fingerprint == fingerprint) return false;
    if (captured != 0 && article.captured_at > captured) return false;
    batch_.shards[article.place.shard].dropped.push_back(article.place.docid);
    return true;
  }
  const KnownArticle* committed = committed_->articles.Find(id);
  *found = committed != nullptr;
  if (committed == nullptr) return true;
  if (committed->fingerprint == fingerprint) return false;
  if (captured != 0) {
    // The order of the input does not decide between versions of one page. Damage is no reason to
    // keep the stored one.
    const absl::StatusOr<int64_t> stored = StoredCapture(committed->place);
    if (stored.ok() && *stored > captured) return false;
  }
  batch_.dropped.push_back(committed->place);
  return true;
}

absl::Status BatchWriter::ApplyUpsert(const article::Article& article) {
  const std::string data = format::EncodeArticle(article);
  const uint64_t fingerprint = Fingerprint(data, article.language);
  const IdHash id = HashOfId(article.id);
  bool found = false;
  const absl::StatusOr<bool> write = MakeWay(id, fingerprint, article.captured_at, &found);
  if (!write.ok()) return write.status();
  if (!*write) {
    ++counts_.unchanged;
    return absl::OkStatus();
  }
  ++(found ? counts_.replaced : counts_.added);
  return Write(article, data, id, fingerprint);
}

absl::Status BatchWriter::Write(const article::Article& article, const std::string& data, IdHash id,
                                uint64_t fingerprint) {
  if (shard_ == nullptr) {
    BatchShard next;
    next.number = next_shard_();
    absl::StatusOr<std::unique_ptr<ShardBuilder>> shard =
        ShardBuilder::Create(format::ShardPath(index_, next.number), dictionary_.get());
    if (!shard.ok()) return shard.status();
    shard_ = *std::move(shard);
    batch_.shards.push_back(std::move(next));
  }
  std::string words;
  const IndexedDocument document = builder_.BuildPlain(article, data, &words, dictionary_.get());
  format::CopyRecord record;
  for (const IndexedDocument::Value& value : document.values) {
    if (value.slot != format::kSlotCopySketch) continue;
    if (auto decoded = format::DecodeCopyRecord(value.bytes)) record = *std::move(decoded);
  }
  record.id = article.id;
  batch_.copy_updates.push_back({std::move(record), article.publish_date});
  const absl::StatusOr<uint32_t> docid = shard_->Add(document, words);
  if (!docid.ok()) return docid.status();
  batch_.shards.back().articles = *docid;
  batch_.articles[id] = {true,
                         {static_cast<uint32_t>(batch_.shards.size() - 1), *docid},
                         fingerprint,
                         article.captured_at};
  return shard_->full() ? ApplyFinish() : absl::OkStatus();
}

void BatchWriter::ApplyRemove(const std::string& id, bool* removed) {
  const IdHash hash = HashOfId(id);
  const auto in_batch = batch_.articles.find(hash);
  if (in_batch != batch_.articles.end()) {
    BatchArticle& article = in_batch->second;
    if (!article.there) return;
    batch_.shards[article.place.shard].dropped.push_back(article.place.docid);
    article.there = false;
  } else {
    const KnownArticle* committed = committed_->articles.Find(hash);
    if (committed == nullptr) return;
    batch_.dropped.push_back(committed->place);
    batch_.articles[hash] = {};
  }
  ++counts_.removed;
  batch_.copy_updates.push_back({{id, 0, {}}, {}});
  *removed = true;
}

absl::Status BatchWriter::ApplyFinish() {
  if (shard_ == nullptr) return absl::OkStatus();
  absl::Status status = shard_->Finish();
  shard_.reset();
  return status;
}

}  // namespace dateline::store
