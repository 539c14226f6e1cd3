#include "indexer/store/index_writer.h"

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <system_error>
#include <thread>
#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/format/codec.h"
#include "indexer/format/copies_file.h"
#include "indexer/format/copy_sketch.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/format/layout.h"
#include "indexer/format/schema.h"
#include "indexer/format/word_file.h"
#include "indexer/format/xapian_status.h"
#include "indexer/pace/pace.h"
#include "indexer/store/bulk_join.h"
#include "indexer/store/index_folder.h"
#include "indexer/store/index_reader.h"
#include "indexer/store/join_plan.h"
#include "indexer/store/revisions.h"
#include "indexer/store/shard_metadata.h"
#include "indexer/store/stored_copies.h"

namespace dateline::store {
namespace {

using Clock = std::chrono::steady_clock;

// Of text that is held to make a dictionary of.
constexpr uint64_t kMaxHeldBytes = 16 << 20;
// What part of an index has to be new for its shards to be joined at the end.
constexpr uint64_t kCompactionPart = 3;

absl::Status CheckOptions(const WriterOptions& options) {
  if (options.shard_count > kMaxShards) {
    return absl::InvalidArgumentError(
        absl::StrCat(options.shard_count, " shards; 1 to ", kMaxShards, " are written at a time"));
  }
  if (options.batch_articles == 0 || options.batch_bytes == 0) {
    return absl::InvalidArgumentError("a batch has at least one article");
  }
  return absl::OkStatus();
}

uint64_t TextBytes(const article::Article& article) {
  return article.title.size() + article.body.size() + article.captions.size();
}

bool SameDictionary(const std::shared_ptr<const format::DataDictionary>& a,
                    const std::shared_ptr<const format::DataDictionary>& b) {
  if (a == nullptr || b == nullptr) return a == b;
  return a == b || a->bytes() == b->bytes();
}

bool HasWholeWords(const std::string& shard, uint32_t count) {
  const auto words = format::WordTableFile::Open(shard);
  return words.ok() && (*words)->record_count() == count;
}

std::vector<ShardSize> SizesOf(const std::vector<CommittedShard>& shards) {
  std::vector<ShardSize> sizes;
  for (const CommittedShard& shard : shards) sizes.push_back({shard.articles, false});
  return sizes;
}

// Makes one shard of several.
absl::Status Join(const std::vector<const CommittedShard*>& shards,
                  const std::vector<JoinSource>& sources, const CommittedShard& to) {
  JoinOptions options;
  options.metadata = ShardMetadata(to.dictionary.get());
  const bool same = std::all_of(shards.begin(), shards.end(), [&](const CommittedShard* shard) {
    return SameDictionary(shard->dictionary, to.dictionary);
  });
  if (!same) {
    options.repack = [&](size_t source, absl::string_view stored) -> absl::StatusOr<std::string> {
      const absl::StatusOr<std::string> data =
          format::UnpackArticle(stored, shards[source]->dictionary.get());
      if (!data.ok()) return data.status();
      return format::PackArticle(*data, to.dictionary.get());
    };
  }
  absl::Status status = JoinBulkDatabases(sources, to.path, options);
  if (!status.ok()) return status;
  return JoinWordFiles(sources, to.path, /*sync=*/true);
}

}  // namespace

uint32_t ThreadsOfBatch(uint32_t cores, uint64_t batch_articles) {
  const uint32_t most = std::max(cores, 1u);
  if (batch_articles >= kDefaultBatchArticles) return most;
  return static_cast<uint32_t>(std::clamp<uint64_t>(batch_articles / kArticlesPerThread, 1, most));
}

uint32_t DefaultShardCount(uint64_t batch_articles) {
  return ThreadsOfBatch(std::min(std::thread::hardware_concurrency(), 4u), batch_articles);
}

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
  std::vector<std::string> rebuild;
  const absl::StatusOr<format::Manifest> manifest = format::ReadManifest(index);
  if (absl::IsNotFound(manifest.status())) {
    status = ClearUncommitted(index);
  } else if (!manifest.ok()) {
    status = manifest.status();
  } else {
    status = CheckShards(*manifest);
    if (status.ok()) RemoveUnused(index, manifest->revision);
    if (status.ok() && !manifest->of_views) status = writer->OpenCommitted(*manifest, &rebuild);
    if (manifest->of_views) rebuild = manifest->shard_paths;
    writer->revision_ = manifest->revision;
  }
  if (!status.ok()) return status;
  const std::string shards = absl::StrCat(index, "/shards");
  std::error_code error;
  std::filesystem::create_directories(shards, error);
  if (error) {
    return absl::UnavailableError(absl::StrCat(shards, ": cannot create: ", error.message()));
  }
  writer->next_shard_ = FirstFreeShard(index);
  const uint32_t count =
      options.shard_count == 0 ? DefaultShardCount(options.batch_articles) : options.shard_count;
  for (uint32_t i = 0; i < count; ++i) {
    writer->writers_.push_back(std::make_unique<BatchWriter>(
        index, &writer->committed_, [w = writer.get()] { return w->next_shard_++; }));
  }
  status = writer->Rebuild(rebuild);
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

absl::Status IndexWriter::OpenCommitted(const format::Manifest& manifest,
                                        std::vector<std::string>* damaged) {
  HeadsByPlace heads;
  absl::StatusOr<HeadsByPlace> stored = ReadCopyHeads(index_, manifest);
  if (stored.ok()) {
    heads = *std::move(stored);
  } else {
    heads.resize(manifest.shards.size());
    must_commit_ = true;
  }
  for (uint32_t i = 0; i < manifest.shard_paths.size(); ++i) {
    const std::string& path = manifest.shard_paths[i];
    absl::Status status = format::CatchXapian(path, [&]() -> absl::Status {
      const Xapian::Database database(path);
      if (!HasWholeWords(path, database.get_lastdocid())) {
        damaged->push_back(path);
        return absl::OkStatus();
      }
      auto dictionary = format::ReadDataDictionary(database);
      if (!dictionary.ok()) return dictionary.status();
      // One of them is enough.
      if (SameDictionary(*dictionary, dictionary_)) *dictionary = dictionary_;
      if (*dictionary != nullptr) dictionary_ = *dictionary;
      const auto shard = static_cast<uint32_t>(committed_.shards.size());
      committed_.shards.push_back(
          {manifest.shards[i], path, database.get_doccount(), *std::move(dictionary)});
      absl::Status added = committed_.articles.AddShard(database, path, shard);
      if (!added.ok()) return added;
      return ForEachStoredCopy(database, path, [&](StoredCopy copy) {
        pace::Breathe();
        const auto head = heads[i].find(copy.docid);
        copies_.Restore(std::move(copy.record), copy.date,
                        head == heads[i].end() ? "" : head->second);
      });
    });
    if (!status.ok()) return status;
  }
  // Without the file, the groups are found again.
  if (must_commit_) {
    copies_.Reconsider();
  } else {
    copies_.FinishRestoring();
  }
  return absl::OkStatus();
}

absl::Status IndexWriter::Rebuild(const std::vector<std::string>& paths) {
  if (paths.empty()) return absl::OkStatus();
  must_commit_ = true;
  std::vector<Xapian::Database> shards;
  uint64_t count = 0;
  for (const std::string& path : paths) {
    absl::Status status = format::CatchXapian(path, [&] {
      shards.emplace_back(path);
      count += shards.back().get_doccount();
    });
    if (!status.ok()) return status;
  }
  if (options_.on_rebuild) options_.on_rebuild(count);
  for (size_t s = 0; s < shards.size(); ++s) {
    absl::Status status = format::CatchXapian(paths[s], [&]() -> absl::Status {
      const auto dictionary = format::ReadDataDictionary(shards[s]);
      if (!dictionary.ok()) return dictionary.status();
      for (auto it = shards[s].postlist_begin(""); it != shards[s].postlist_end(""); ++it) {
        absl::StatusOr<article::Article> article =
            format::DecodeStoredArticle(shards[s].get_document(*it).get_data(), dictionary->get());
        absl::Status posted = article.ok() ? Post(*std::move(article)) : article.status();
        if (!posted.ok()) return posted;
      }
      return absl::OkStatus();
    });
    if (!status.ok()) return status;
  }
  const absl::StatusOr<WriteCounts> counts = Counts();
  if (counts.ok()) rebuilt_ = counts->added;
  return counts.status();
}

absl::Status IndexWriter::Begin() {
  if (begun_) return absl::OkStatus();
  begun_ = true;
  if (dictionary_ == nullptr && !held_.empty()) {
    std::vector<std::string> samples;
    for (const article::Article& article : held_) samples.push_back(format::EncodeArticle(article));
    const std::string bytes = format::DataDictionary::Train(samples);
    if (!bytes.empty()) {
      auto dictionary = format::DataDictionary::Parse(bytes);
      if (!dictionary.ok()) return dictionary.status();
      dictionary_ = *std::move(dictionary);
    }
  }
  for (const auto& writer : writers_) writer->SetDictionary(dictionary_);
  absl::Status status;
  for (article::Article& article : held_) status.Update(Post(std::move(article)));
  held_.clear();
  return status;
}

absl::Status IndexWriter::Post(article::Article article) {
  if (!begun_ && dictionary_ == nullptr) {
    held_.push_back(std::move(article));
    const bool enough = held_.size() >= format::kDictionarySamples ||
                        std::accumulate(held_.begin(), held_.end(), uint64_t{0},
                                        [](uint64_t sum, const article::Article& held) {
                                          return sum + TextBytes(held);
                                        }) >= kMaxHeldBytes;
    return enough ? Begin() : absl::OkStatus();
  }
  absl::Status status = Begin();
  if (!status.ok()) return status;
  const uint32_t writer = format::ShardOf(article.id, static_cast<uint32_t>(writers_.size()));
  return writers_[writer]->Upsert(std::move(article));
}

absl::Status IndexWriter::Upsert(article::Article article) {
  if (!status_.ok()) return status_;
  ++batch_articles_;
  batch_bytes_ += TextBytes(article);
  absl::Status status = Post(std::move(article));
  if (!status.ok()) return status;
  const bool full = batch_articles_ >= options_.batch_articles &&
                    absl::FromChrono(Clock::now() - last_commit_) >= options_.commit_interval;
  return full || batch_bytes_ >= options_.batch_bytes ? Commit() : absl::OkStatus();
}

absl::Status IndexWriter::Remove(const std::string& id, bool* removed) {
  *removed = false;
  if (!status_.ok()) return status_;
  absl::Status status = Begin();
  if (!status.ok()) return status;
  return writers_[format::ShardOf(id, static_cast<uint32_t>(writers_.size()))]->Remove(id, removed);
}

absl::Status IndexWriter::Drain() {
  absl::Status status = status_;
  if (status.ok()) status = Begin();
  for (const auto& writer : writers_) status.Update(writer->Drain());
  return status;
}

absl::Status IndexWriter::Commit(bool last) {
  const absl::StatusOr<WriteCounts> counts = Counts();
  if (!counts.ok()) return counts.status();
  batch_articles_ = 0;
  batch_bytes_ = 0;
  last_commit_ = Clock::now();
  const bool changed = counts->changes() != committed_changes_ || must_commit_ || revision_ == 0;
  const uint64_t written = counts->added + counts->replaced + rebuilt_;
  const bool compact =
      last && written > 0 && written * kCompactionPart >= committed_.articles.size();
  if (!changed && (!compact || Plan(compact, SizesOf(committed_.shards)).empty())) {
    return absl::OkStatus();
  }
  // Shards may be there that no revision names: opening the index again puts that right.
  status_ = CommitBatch(compact);
  if (!status_.ok()) return status_;
  ++revision_;
  must_commit_ = false;
  committed_changes_ = counts->changes();
  begun_ = dictionary_ != nullptr;
  last_commit_ = Clock::now();
  RemoveUnused(index_, revision_);
  return absl::OkStatus();
}

absl::Status IndexWriter::CommitBatch(bool compact) {
  absl::Status status;
  for (const auto& writer : writers_) status.Update(writer->FinishShards());
  status.Update(Drain());
  if (!status.ok()) return status;
  std::vector<NextShard> shards = CollectBatch();
  std::thread settle([this] { copies_.Settle(); });
  status = JoinShards(compact, &shards);
  settle.join();
  if (status.ok()) status = EnsureAShard(&shards);
  if (!status.ok()) return status;
  committed_.shards.clear();
  std::vector<uint64_t> numbers;
  for (NextShard& next : shards) {
    numbers.push_back(next.shard.number);
    committed_.shards.push_back(std::move(next.shard));
  }
  return PublishRevision(index_, revision_ + 1, numbers, EncodeCopyGroups());
}

std::vector<IndexWriter::NextShard> IndexWriter::CollectBatch() {
  std::vector<NextShard> shards;
  for (const CommittedShard& shard : committed_.shards) shards.push_back({shard, {}});
  std::vector<Batch> batches;
  for (const auto& writer : writers_) {
    Batch batch = writer->TakeBatch();
    for (const format::ArticlePlace place : batch.dropped) {
      shards[place.shard].dropped.push_back(place.docid);
    }
    batches.push_back(std::move(batch));
  }
  for (NextShard& shard : shards) std::sort(shard.dropped.begin(), shard.dropped.end());
  // Ids go to the same writer always, so the order of the writers is no order of articles.
  for (Batch& batch : batches) {
    const auto first = static_cast<uint32_t>(shards.size());
    for (const auto& [id, article] : batch.articles) {
      if (article.there) {
        committed_.articles.Put(
            id, {{first + article.place.shard, article.place.docid}, article.fingerprint});
      } else {
        committed_.articles.Erase(id);
      }
    }
    for (BatchShard& shard : batch.shards) {
      shards.push_back(
          {{shard.number, format::ShardPath(index_, shard.number), shard.articles, dictionary_},
           std::move(shard.dropped)});
    }
    for (CopyUpdate& update : batch.copy_updates) {
      copies_.Put(std::move(update.record), update.date);
    }
  }
  return shards;
}

std::vector<std::vector<size_t>> IndexWriter::Plan(bool compact,
                                                   const std::vector<ShardSize>& sizes) const {
  return compact ? PlanCompaction(sizes, static_cast<uint32_t>(writers_.size()),
                                  options_.max_shard_articles)
                 : PlanJoins(sizes, options_.max_shard_articles);
}

absl::Status IndexWriter::JoinShards(bool compact, std::vector<NextShard>* shards) {
  std::vector<ShardSize> sizes;
  for (const NextShard& next : *shards) {
    sizes.push_back(
        {next.shard.articles - static_cast<uint32_t>(next.dropped.size()), !next.dropped.empty()});
  }
  const std::vector<std::vector<size_t>> groups = Plan(compact, sizes);
  // Those in no group stay, in front; those without articles go.
  std::vector<bool> goes(shards->size());
  for (size_t i = 0; i < goes.size(); ++i) goes[i] = sizes[i].articles == 0;
  for (const std::vector<size_t>& group : groups) {
    for (const size_t place : group) goes[place] = true;
  }
  std::vector<NextShard> next;
  std::vector<ShardMove> moves(shards->size());
  for (size_t i = 0; i < shards->size(); ++i) {
    if (goes[i]) continue;
    moves[i].shard = static_cast<uint32_t>(next.size());
    next.push_back((*shards)[i]);
  }
  const size_t first = next.size();
  for (const std::vector<size_t>& group : groups) {
    CommittedShard joined{next_shard_++, "", 0, dictionary_};
    joined.path = format::ShardPath(index_, joined.number);
    for (const size_t place : group) {
      moves[place] = {static_cast<uint32_t>(next.size()), joined.articles,
                      (*shards)[place].dropped};
      joined.articles += sizes[place].articles;
    }
    next.push_back({std::move(joined), {}});
  }
  std::vector<absl::Status> results(groups.size());
  std::atomic<size_t> taken{0};
  const auto work = [&] {
    for (size_t g = taken++; g < groups.size(); g = taken++) {
      std::vector<const CommittedShard*> from;
      std::vector<JoinSource> sources;
      for (const size_t place : groups[g]) {
        from.push_back(&(*shards)[place].shard);
        sources.push_back({(*shards)[place].shard.path, (*shards)[place].dropped});
      }
      results[g] = Join(from, sources, next[first + g].shard);
    }
  };
  std::vector<std::thread> threads;
  for (size_t i = 1; i < std::min(writers_.size(), groups.size()); ++i) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  for (const absl::Status& result : results) {
    if (!result.ok()) return result;
  }
  committed_.articles.Move(moves);
  *shards = std::move(next);
  return absl::OkStatus();
}

absl::Status IndexWriter::EnsureAShard(std::vector<NextShard>* shards) {
  if (!shards->empty()) return absl::OkStatus();
  CommittedShard empty{next_shard_++, "", 0, dictionary_};
  empty.path = format::ShardPath(index_, empty.number);
  const auto builder = ShardBuilder::Create(empty.path, dictionary_.get());
  if (!builder.ok()) return builder.status();
  shards->push_back({std::move(empty), {}});
  return (*builder)->Finish();
}

std::string IndexWriter::EncodeCopyGroups() const {
  std::vector<format::CopyGroupPlaces> groups;
  copies_.ForEachGroup([&](const std::string& head, const std::vector<absl::string_view>& ids) {
    format::CopyGroupPlaces group{head, {}};
    for (const absl::string_view id : ids) {
      const KnownArticle* article = committed_.articles.Find(HashOfId(id));
      if (article != nullptr) group.articles.push_back(article->place);
    }
    if (group.articles.size() < 2) return;
    std::sort(group.articles.begin(), group.articles.end());
    groups.push_back(std::move(group));
  });
  std::sort(groups.begin(), groups.end(),
            [](const auto& a, const auto& b) { return a.head < b.head; });
  return format::EncodeCopies(groups);
}

absl::StatusOr<WriteCounts> IndexWriter::Counts() {
  absl::Status status = Drain();
  if (!status.ok()) return status;
  WriteCounts total;
  for (const auto& writer : writers_) {
    const WriteCounts& counts = writer->counts();
    total.added += counts.added;
    total.replaced += counts.replaced;
    total.unchanged += counts.unchanged;
    total.removed += counts.removed;
  }
  total.added -= rebuilt_;
  return total;
}

}  // namespace dateline::store
