#include "indexer/store/index_writer.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/format/layout.h"
#include "indexer/format/revision_lease.h"
#include "indexer/format/schema.h"
#include "indexer/format/xapian_status.h"
#include "indexer/store/index_folder.h"
#include "indexer/store/revisions.h"
#include "indexer/store/shard_metadata.h"
#include "indexer/store/stored_copies.h"

namespace dateline::store {
namespace {

using Clock = std::chrono::steady_clock;

// Every committed view must be of this program's format before anything is written.
absl::Status CheckViews(const format::Manifest& manifest) {
  const auto count = static_cast<uint32_t>(manifest.shard_paths.size());
  for (uint32_t shard = 0; shard < count; ++shard) {
    const std::string& path = manifest.shard_paths[shard];
    absl::Status status = format::CatchXapian(path, [&] {
      return CheckShardMetadata(Xapian::Database(path), path, shard, count, manifest.revision);
    });
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status CheckOptions(const WriterOptions& options) {
  if (options.shard_count > kMaxShards) {
    return absl::InvalidArgumentError(
        absl::StrCat(options.shard_count, " shards; an index has 1 to ", kMaxShards));
  }
  if (options.batch_articles == 0 || options.batch_bytes == 0) {
    return absl::InvalidArgumentError("a batch has at least one article");
  }
  return absl::OkStatus();
}

}  // namespace

uint32_t DefaultShardCount() { return std::clamp(std::thread::hardware_concurrency(), 1u, 4u); }

absl::StatusOr<std::unique_ptr<IndexWriter>> IndexWriter::Open(const std::string& index,
                                                               const WriterOptions& options) {
  absl::Status status = CheckOptions(options);
  if (!status.ok()) return status;
  if (!options.create) status = format::ReadManifest(index).status();
  if (status.ok()) status = PrepareFolder(index);
  if (!status.ok()) return status;
  absl::StatusOr<std::unique_ptr<IndexLock>> lock =
      IndexLock::Acquire(index, options.command, options.keep_waiting);
  if (!lock.ok()) return lock.status();

  std::unique_ptr<IndexWriter> writer(new IndexWriter(index, options, *std::move(lock)));
  const absl::StatusOr<format::Manifest> manifest = format::ReadManifest(index);
  if (absl::IsNotFound(manifest.status())) {
    status = ClearUncommitted(index);
    const uint32_t count = options.shard_count == 0 ? DefaultShardCount() : options.shard_count;
    if (status.ok()) status = writer->OpenShards(0, count);
  } else if (!manifest.ok()) {
    status = manifest.status();
  } else {
    const auto count = static_cast<uint32_t>(manifest->shard_paths.size());
    if (options.shard_count != 0 && options.shard_count != count) {
      status = absl::FailedPreconditionError(absl::StrCat(index, ": was created with ", count,
                                                          " shards, which cannot become ",
                                                          options.shard_count));
    }
    if (status.ok()) status = CheckViews(*manifest);
    if (status.ok()) status = RestoreRevision(index, manifest->revision, count);
    if (status.ok()) status = writer->RestoreCopies(*manifest);
    if (status.ok()) status = writer->OpenShards(manifest->revision, count);
  }
  if (!status.ok()) return status;
  return writer;
}

IndexWriter::IndexWriter(std::string index, const WriterOptions& options,
                         std::unique_ptr<IndexLock> lock)
    : index_(std::move(index)),
      options_(options),
      lock_(std::move(lock)),
      last_commit_(Clock::now()) {}

IndexWriter::~IndexWriter() = default;

absl::Status IndexWriter::OpenShards(uint64_t revision, uint32_t shard_count) {
  revision_ = revision;
  const std::string folder = absl::StrCat(index_, "/shards");
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    return absl::UnavailableError(absl::StrCat(folder, ": cannot create: ", error.message()));
  }
  for (uint32_t shard = 0; shard < shard_count; ++shard) {
    absl::StatusOr<std::unique_ptr<ShardWriter>> writer =
        ShardWriter::Open(format::ShardPath(index_, shard), shard, shard_count);
    if (!writer.ok()) return writer.status();
    shards_.push_back(*std::move(writer));
  }
  return absl::OkStatus();
}

absl::Status IndexWriter::RestoreCopies(const format::Manifest& manifest) {
  bool earlier = false;
  for (const std::string& path : manifest.shard_paths) {
    absl::Status status = format::CatchXapian(path, [&] {
      const Xapian::Database shard(path);
      earlier = earlier || IsOfEarlierFormat(shard);
      return ForEachStoredCopy(shard, path, [this](StoredCopy stored) {
        copies_.Restore(std::move(stored.record), stored.date, std::move(stored.head));
      });
    });
    if (!status.ok()) return status;
  }
  // What made two articles copies then is not what does now.
  if (earlier) copies_.Reconsider();
  return absl::OkStatus();
}

absl::Status IndexWriter::SettleCopies() {
  for (const auto& shard : shards_) {
    for (CopyUpdate& update : shard->TakeCopyUpdates()) {
      copies_.Put(std::move(update.record), update.date);
    }
  }
  absl::Status status;
  for (CopyGroups::Change& change : copies_.Settle()) {
    const uint32_t shard = format::ShardOf(change.id, shard_count());
    status.Update(shards_[shard]->SetCopyGroup(std::move(change.id), std::move(change.head)));
  }
  return status;
}

void IndexWriter::BeginBatch() {
  if (batch_begun_) return;
  batch_begun_ = true;
  // A reader that is still not done after the grace must cope with DatabaseModifiedError: one stuck
  // process must not stop the archive.
  format::WaitForReaders(index_, revision_, options_.reader_grace);
}

absl::Status IndexWriter::Upsert(article::Article article) {
  if (!status_.ok()) return status_;
  BeginBatch();
  ++batch_articles_;
  batch_bytes_ += article.title.size() + article.body.size() + article.captions.size();
  const uint32_t shard = format::ShardOf(article.id, shard_count());
  absl::Status status = shards_[shard]->Upsert(std::move(article));
  if (!status.ok()) return status;
  const bool full = batch_articles_ >= options_.batch_articles &&
                    absl::FromChrono(Clock::now() - last_commit_) >= options_.commit_interval;
  return full || batch_bytes_ >= options_.batch_bytes ? Commit() : absl::OkStatus();
}

absl::Status IndexWriter::Remove(const std::string& id, bool* removed) {
  *removed = false;
  if (!status_.ok()) return status_;
  BeginBatch();
  return shards_[format::ShardOf(id, shard_count())]->Remove(id, removed);
}

absl::Status IndexWriter::Drain() {
  absl::Status status = status_;
  for (const auto& shard : shards_) status.Update(shard->Drain());
  return status;
}

absl::Status IndexWriter::Commit() {
  absl::Status status = Drain();
  if (!status.ok()) return status;
  batch_articles_ = 0;
  batch_bytes_ = 0;
  last_commit_ = Clock::now();
  const bool changed = std::any_of(shards_.begin(), shards_.end(),
                                   [](const auto& shard) { return shard->changed(); });
  if (!changed && revision_ > 0) return absl::OkStatus();
  status = SettleCopies();
  for (const auto& shard : shards_) status.Update(shard->StartCommit(revision_ + 1));
  status.Update(Drain());
  if (status.ok()) {
    std::vector<std::string> word_files;
    for (const auto& shard : shards_) word_files.push_back(shard->word_file());
    status = PublishRevision(index_, revision_ + 1, word_files);
  }
  // Shards and manifest may disagree now: opening the index again puts that right.
  status_ = status;
  if (!status.ok()) return status;
  ++revision_;
  batch_begun_ = false;
  last_commit_ = Clock::now();
  RemoveOldRevisions(index_, revision_, shard_count());
  return absl::OkStatus();
}

absl::StatusOr<WriteCounts> IndexWriter::Counts() {
  absl::Status status = Drain();
  if (!status.ok()) return status;
  WriteCounts total;
  for (const auto& shard : shards_) {
    const WriteCounts& counts = shard->counts();
    total.added += counts.added;
    total.replaced += counts.replaced;
    total.unchanged += counts.unchanged;
    total.removed += counts.removed;
  }
  return total;
}

}  // namespace dateline::store
