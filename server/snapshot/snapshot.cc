#include "server/snapshot/snapshot.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "indexer/format/codec.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/format/layout.h"
#include "indexer/format/revision_lease.h"
#include "indexer/format/xapian_status.h"
#include "indexer/pace/pace.h"
#include "server/snapshot/article_cache.h"
#include "server/snapshot/column_loader.h"
#include "server/snapshot/column_totals.h"
#include "server/snapshot/columns.h"
#include "server/snapshot/counter_pool.h"
#include "server/snapshot/earlier_columns.h"
#include "server/snapshot/entity_corrections.h"
#include "server/snapshot/entity_records.h"
#include "server/snapshot/handle_pool.h"
#include "server/snapshot/load_corrections.h"
#include "server/snapshot/name_table.h"
#include "server/snapshot/parallel.h"
#include "server/snapshot/shard_opener.h"
#include "server/snapshot/shard_source.h"
#include "server/snapshot/value_column.h"

namespace dateline::snapshot {

Ordinal Dictionary::Find(absl::string_view value) const {
  const auto it =
      std::lower_bound(entries.begin(), entries.end(), value,
                       [](const Entry& entry, absl::string_view v) { return entry.value < v; });
  if (it == entries.end() || it->value != value) return kNoOrdinal;
  return static_cast<Ordinal>(it - entries.begin());
}

struct Snapshot::Impl {
  Impl(std::unique_ptr<format::RevisionLease> l, size_t cache_bytes)
      : lease(std::move(l)),
        articles(std::min(cache_bytes / 4, kMaxArticleBytes)),
        postings(cache_bytes - articles.max_bytes()) {}
  // What is large goes bit by bit: there are others at work.
  ~Impl() {
    for (auto& postlist : postlists) {
      pace::Breathe();
      postlist.reset();
    }
    for (Dictionary& dictionary : columns.dictionaries) {
      pace::Breathe();
      dictionary = Dictionary();
    }
    pace::Breathe();
    records = EntityRecords();
    pace::Breathe();
    columns = Columns();
    pace::Breathe();
  }

  const std::unique_ptr<format::RevisionLease> lease;  // As long as the snapshot lives.
  uint64_t revision = 0;
  uint64_t byte_size = 0;
  uint64_t load_number = 0;
  absl::Time loaded_at;
  absl::Duration load_time;
  Columns columns;
  WordRecords words;
  EntityCorrections corrections;
  EntityRecords records;
  std::array<ValueColumn, article::kValueDimensionCount> values;  // Of the above.
  CounterPool counters;
  FirstRows first_rows;  // As of OpenedShards, and so are these.
  std::vector<uint32_t> last_docids;
  std::vector<std::shared_ptr<const format::DataDictionary>> dictionaries;
  Postlists postlists;
  std::mutex names_mutex;
  std::shared_ptr<const NameTable> names;  // Guarded by names_mutex.
  ArticleCache articles;
  PostingCache postings;
  size_t shards_as_before = 0;  // The first ones, of LoadOptions::before.
  Row rows_taken = 0;
  std::shared_ptr<HandlePool> pool;  // Shared with the leases, which may outlive the snapshot.

  // Rows of the first shards are the same where these are. What is mapped into memory of them stays
  // there, and its pages are the system's to take back.
  void Compare(const Impl& before) {
    size_t& same = shards_as_before;
    while (same < postlists.size() && same < before.postlists.size() &&
           postlists[same] != nullptr && before.postlists[same] != nullptr &&
           postlists[same]->IsSameFile(*before.postlists[same])) {
      postlists[same] = before.postlists[same];
      ++same;
    }
  }

  absl::optional<EarlierColumns> ColumnsOf(const Impl& before) const {
    EarlierColumns earlier;
    earlier.columns = &before.columns;
    earlier.records = &before.records;
    earlier.corrections = &before.corrections;
    earlier.shard_count = shards_as_before;
    earlier.row_count = std::min(first_rows[shards_as_before], before.columns.row_count);
    if (shards_as_before == 0 || !IsWorthTaking(earlier, first_rows.back())) return absl::nullopt;
    return earlier;
  }

  // What was kept of these rows.
  void TakeKept(const Impl& before) {
    const Row end = first_rows[shards_as_before];
    articles.TakeOver(before.articles, end);
    // Of lists that have to be read again for the most part, nothing is gained.
    if (end >= first_rows.back() / 2) postings.TakeOver(before.postings, end);
  }

  void SetRecords(EntityRecords made) {
    records = std::move(made);
    for (size_t d = 0; d < values.size(); ++d) {
      const auto dimension = static_cast<article::Dimension>(d);
      values[d] = d < kEntityDimensions
                      ? ValueColumn(dimension, &records)
                      : ValueColumn(dimension, &columns.labels[d - kEntityDimensions]);
    }
    for (size_t s = shards_as_before; s < postlists.size(); ++s) {
      if (postlists[s] != nullptr) postlists[s]->Release();
    }
  }

  absl::Status OpenWordFiles(WordRecords::OnDamage on_damage) {
    const format::Manifest& manifest = lease->manifest();
    std::vector<WordShard> shards;
    for (size_t s = 0; s < manifest.shard_paths.size(); ++s) {
      pace::Breathe();
      WordShard& shard = shards.emplace_back();
      shard.path = manifest.shard_paths[s];
      shard.first_row = first_rows[s];
      shard.row_count = last_docids[s];
      shard.has_table = !manifest.of_views;
    }
    try {
      if (manifest.of_views) {
        HandlePool::Handles handles = pool->Take();
        for (size_t s = 0; s < shards.size(); ++s) {
          shards[s].committed = format::ReadWordFileState(handles[s]);
        }
        pool->Return(std::move(handles));
      }
    } catch (...) {
      return StatusOfXapianException();
    }
    words.OpenFiles(std::move(columns.words), shards, std::move(on_damage));
    return absl::OkStatus();
  }

  // The article as it was indexed. Errors as ReadArticle.
  absl::StatusOr<article::Article> ReadStored(Lease* lease, Row row,
                                              format::ArticleParts parts) const;

  // REQUIRES: the row holds an article. Throws Xapian::Error.
  absl::StatusOr<article::Article> Decode(Lease* lease, Row row, format::ArticleParts parts) const {
    const size_t shard =
        std::upper_bound(first_rows.begin(), first_rows.end(), row) - first_rows.begin() - 1;
    const std::string stored =
        lease->shards()[shard]
            .get_document(row - first_rows[shard] + 1, Xapian::DOC_ASSUME_VALID)
            .get_data();
    return format::DecodeStoredArticle(stored, dictionaries[shard].get(), parts);
  }
};

struct Snapshot::Lease::Impl {
  HandlePool::Handles shards;
  FirstRows first_rows;
  std::shared_ptr<HandlePool> pool;  // Null after Discard.
};

Snapshot::Snapshot(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Snapshot::~Snapshot() = default;

absl::StatusOr<std::shared_ptr<const Snapshot>> Snapshot::Load(absl::string_view path,
                                                               const LoadOptions& options) {
  const absl::Time begin = absl::Now();
  absl::StatusOr<std::unique_ptr<format::RevisionLease>> lease =
      format::RevisionLease::Acquire(path);
  if (!lease.ok()) return lease.status();
  auto impl = std::make_unique<Impl>(*std::move(lease), options.cache_bytes);
  const format::Manifest* manifest = &impl->lease->manifest();
  impl->revision = manifest->revision;
  impl->pool = std::make_shared<HandlePool>(manifest->shard_paths);
  absl::Status status;
  absl::StatusOr<OpenedShards> opened = OpenShards(*manifest, impl->pool.get());
  if (opened.ok()) {
    impl->first_rows = std::move(opened->first_rows);
    impl->last_docids = std::move(opened->last_docids);
    impl->dictionaries = std::move(opened->dictionaries);
    impl->postlists = std::move(opened->postlists);
    absl::optional<EarlierColumns> earlier;
    if (options.before != nullptr) {
      impl->Compare(*options.before->impl_);
      earlier = impl->ColumnsOf(*options.before->impl_);
      if (earlier) impl->rows_taken = earlier->row_count;
    }
    RevisionNames names;
    std::vector<ShardHomes> homes;
    absl::StatusOr<Columns> columns =
        LoadColumns(impl->pool.get(), impl->postlists, impl->first_rows, impl->last_docids,
                    manifest->of_views ? "" : format::CopiesPath(path, manifest->revision),
                    earlier ? &*earlier : nullptr, &names, options.entity_rules ? &homes : nullptr);
    status = columns.status();
    if (columns.ok()) {
      impl->columns = *std::move(columns);
      status = Correct(options, &names, homes, impl->first_rows, impl->pool.get(), impl->postlists,
                       &impl->columns, &impl->corrections);
      if (status.ok()) status = impl->OpenWordFiles(options.on_damage);
    }
  } else {
    status = opened.status();
  }
  if (status.ok()) {
    AddTotals(&impl->columns);
    absl::StatusOr<EntityRecords> records = EntityRecords::Build(&impl->columns);
    status = RunJobs({[&] {
                        impl->columns.publish_totals = CountDays(impl->columns);
                        return absl::OkStatus();
                      },
                      [&] {
                        impl->columns.lowest_keys = LowestKeys(impl->columns);
                        impl->columns.first_by_key = FirstByKey(impl->columns, kFirstByKey);
                        return absl::OkStatus();
                      }});
    status.Update(records.status());
    if (status.ok()) impl->SetRecords(*std::move(records));
    if (options.before != nullptr) impl->TakeKept(*options.before->impl_);
  }
  if (status.ok()) {
    impl->byte_size = BytesOf(impl->columns) + impl->records.byte_size() + impl->words.byte_size() +
                      impl->corrections.byte_size();
    static std::atomic<uint64_t> loads{0};
    impl->load_number = ++loads;
    impl->loaded_at = absl::Now();
    impl->load_time = impl->loaded_at - begin;
    return std::shared_ptr<const Snapshot>(new Snapshot(std::move(impl)));
  }
  // What looks like damage may be a revision that went away under the reader.
  const absl::StatusOr<format::Manifest> now = format::ReadManifest(path);
  if (now.ok() && now->revision != manifest->revision) {
    return absl::UnavailableError(
        absl::StrCat(path, ": revision ", manifest->revision,
                     " was replaced while it was loaded: ", status.message()));
  }
  const absl::StatusCode code =
      absl::IsUnavailable(status) ? absl::StatusCode::kDataLoss : status.code();
  return absl::Status(code, absl::StrCat(path, ": ", status.message()));
}

uint64_t Snapshot::revision() const { return impl_->revision; }
uint32_t Snapshot::article_count() const { return impl_->columns.article_count; }
uint32_t Snapshot::row_count() const { return impl_->columns.row_count; }
uint64_t Snapshot::byte_size() const { return impl_->byte_size; }
uint64_t Snapshot::load_number() const { return impl_->load_number; }
absl::Time Snapshot::loaded_at() const { return impl_->loaded_at; }
absl::Duration Snapshot::load_time() const { return impl_->load_time; }
uint32_t Snapshot::rows_taken() const { return impl_->rows_taken; }
const std::vector<uint64_t>& Snapshot::live() const { return impl_->columns.live; }
const std::vector<uint32_t>& Snapshot::lengths() const { return impl_->columns.lengths; }
double Snapshot::average_length() const { return impl_->columns.average_length; }
const std::vector<uint64_t>& Snapshot::keys() const { return impl_->columns.keys; }
const std::vector<uint64_t>& Snapshot::lowest_keys() const { return impl_->columns.lowest_keys; }
const std::vector<Row>& Snapshot::first_by_key() const { return impl_->columns.first_by_key; }
const PublishColumn& Snapshot::publish() const { return impl_->columns.publish; }
const PublishTotals& Snapshot::publish_totals() const { return impl_->columns.publish_totals; }
const EventColumn& Snapshot::events() const { return impl_->columns.events; }
const CopyColumn& Snapshot::copies() const { return impl_->columns.copies; }
const WordRecords& Snapshot::words() const { return impl_->words; }

const ValueColumn& Snapshot::values(article::Dimension dimension) const {
  return impl_->values[static_cast<size_t>(dimension)];
}

const Dictionary& Snapshot::dictionary(article::Dimension dimension) const {
  return impl_->columns.dictionaries[static_cast<size_t>(dimension)];
}
const DimensionTotals& Snapshot::totals(article::Dimension dimension) const {
  return impl_->columns.totals[static_cast<size_t>(dimension)];
}

const EntityRecords& Snapshot::entity_records() const { return impl_->records; }
CounterPool& Snapshot::counters() const { return impl_->counters; }

const EntityCorrections& Snapshot::corrections() const { return impl_->corrections; }

const format::GlassPostlist* Snapshot::postlist(size_t shard) const {
  return impl_->postlists[shard].get();
}

PostingCache& Snapshot::postings() const { return impl_->postings; }
ArticleCache& Snapshot::articles() const { return impl_->articles; }

Snapshot::Lease::Lease(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Snapshot::Lease::Lease(Lease&&) noexcept = default;

Snapshot::Lease::~Lease() {
  if (impl_ != nullptr && impl_->pool != nullptr) impl_->pool->Return(std::move(impl_->shards));
}

std::vector<Xapian::Database>& Snapshot::Lease::shards() { return impl_->shards; }
uint32_t Snapshot::Lease::first_row(size_t shard) const { return impl_->first_rows[shard]; }
const std::vector<Row>& Snapshot::Lease::first_rows() const { return impl_->first_rows; }

Xapian::Database Snapshot::Lease::All() const {
  Xapian::Database all;
  for (const Xapian::Database& shard : impl_->shards) all.add_database(shard);
  return all;
}

void Snapshot::Lease::Discard() {
  // The others of this revision will fail the same way.
  if (impl_->pool != nullptr) impl_->pool->Clear();
  impl_->pool = nullptr;
}

absl::StatusOr<Snapshot::Lease> Snapshot::Open() const {
  try {
    auto lease = std::make_unique<Lease::Impl>();
    lease->shards = impl_->pool->Take();
    lease->first_rows = impl_->first_rows;
    lease->pool = impl_->pool;
    return Lease(std::move(lease));
  } catch (...) {
    return StatusOfXapianException();
  }
}

absl::StatusOr<article::Article> Snapshot::Impl::ReadStored(Lease* reader, Row row,
                                                            format::ArticleParts parts) const {
  if (row >= columns.row_count || (columns.live[row / 64] >> (row % 64) & 1) == 0) {
    return absl::NotFoundError(absl::StrCat("row ", row, " holds no article"));
  }
  try {
    return Decode(reader, row, parts);
  } catch (...) {
    reader->Discard();
    return StatusOfXapianException();
  }
}

absl::StatusOr<article::Article> Snapshot::ReadArticle(
    Lease* lease, Row row, absl::flat_hash_set<std::string>* about) const {
  absl::StatusOr<article::Article> article =
      impl_->ReadStored(lease, row, format::ArticleParts::kAll);
  if (article.ok()) impl_->corrections.Apply(&*article, about);
  return article;
}

absl::StatusOr<std::shared_ptr<const article::Article>> Snapshot::ReadArticleText(Lease* lease,
                                                                                  Row row) const {
  if (std::shared_ptr<const article::Article> kept = impl_->articles.Find(row)) return kept;
  absl::StatusOr<article::Article> read =
      impl_->ReadStored(lease, row, format::ArticleParts::kText);
  if (!read.ok()) return read.status();
  auto article = std::make_shared<const article::Article>(*std::move(read));
  impl_->articles.Insert(row, article);
  return article;
}

absl::string_view Snapshot::CopyGroupOf(Row row) const {
  const uint32_t group = copies().GroupOf(row);
  return group == kNoGroup ? absl::string_view() : copies().HeadOf(group);
}

absl::StatusOr<absl::optional<Row>> Snapshot::FindRow(Lease* lease, absl::string_view id) const {
  try {
    const std::string term = format::IdTerm(id);
    const auto shard_count = static_cast<uint32_t>(lease->shards().size());
    for (uint32_t shard = 0; shard < shard_count; ++shard) {
      const format::GlassPostlist* postlist = this->postlist(shard);
      if (postlist == nullptr && shard != format::ShardOf(id, shard_count)) continue;
      const absl::StatusOr<uint32_t> docid =
          ShardSource(lease->shards()[shard], postlist).FirstDocid(term);
      if (!docid.ok()) return docid.status();
      if (*docid != 0) return absl::optional<Row>(impl_->first_rows[shard] + *docid - 1);
    }
    return absl::optional<Row>();
  } catch (...) {
    lease->Discard();
    return StatusOfXapianException();
  }
}

absl::StatusOr<std::shared_ptr<const NameTable>> Snapshot::Names(Lease* lease) const {
  // Held while they are read: others with the same question would only read them again.
  std::lock_guard<std::mutex> lock(impl_->names_mutex);
  if (impl_->names != nullptr) return impl_->names;
  try {
    absl::StatusOr<NameTable> read = NameTable::Read(*this, lease->shards(), lease->first_rows());
    if (!read.ok()) return read.status();
    impl_->names = std::make_shared<const NameTable>(*std::move(read));
    return impl_->names;
  } catch (...) {
    lease->Discard();
    return StatusOfXapianException();
  }
}

absl::Status StatusOfXapianException() {
  absl::Status status = format::CurrentExceptionStatus("index");
  if (absl::IsNotFound(status)) return absl::UnavailableError(status.message());
  return status;
}

}  // namespace dateline::snapshot
