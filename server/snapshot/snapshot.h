// The server's immutable view of one committed revision: open shards, and columns derived from
// them.
//
// Articles are numbered by row: 0 to row_count() - 1, shard after shard, in docid order. Rows of
// deleted documents stay empty: they are in no posting list, and their length is 0; so do those
// between two shards, each of which begins at a multiple of 64.

#ifndef DATELINE_SERVER_SNAPSHOT_SNAPSHOT_H_
#define DATELINE_SERVER_SNAPSHOT_SNAPSHOT_H_

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "absl/types/optional.h"
#include "indexer/article/article.h"
#include "indexer/article/dimension.h"
#include "indexer/format/glass_postlist.h"
#include "indexer/format/schema.h"
#include "server/snapshot/posting_cache.h"
#include "server/snapshot/text_arena.h"
#include "server/snapshot/word_records.h"

namespace dateline::snapshot {

using Row = uint32_t;
using Ordinal = uint32_t;
inline constexpr Ordinal kNoOrdinal = UINT32_MAX;
inline constexpr int32_t kUnknownDay = INT32_MIN;
inline constexpr uint32_t kNoGroup = UINT32_MAX;

// The values of one dimension, numbered 0, 1, ... in the order of their `value`.
struct Dictionary {
  struct Entry {
    absl::string_view value;         // Entity id or label.
    absl::string_view display_name;  // The name most articles use; among equals the smallest.
    uint32_t article_count = 0;      // In the whole snapshot.
    uint32_t own_number = 0;         // While it is loaded: in Columns::entities.
  };
  std::vector<Entry> entries;
  // What the entries view, unless it lives elsewhere.
  std::shared_ptr<TextArena> texts = std::make_shared<TextArena>();
  // The ordinal of `value`; kNoOrdinal when no article has it.
  Ordinal Find(absl::string_view value) const;
  // Adds an entry with copies of the texts. Find works when the entries are in order.
  Entry& Add(absl::string_view value, absl::string_view display_name, uint32_t article_count) {
    entries.push_back({texts->Keep(value), texts->Keep(display_name), article_count});
    return entries.back();
  }
};

// What a dimension has over all articles.
struct DimensionTotals {
  std::vector<uint32_t> article_counts;  // By ordinal: Dictionary::Entry::article_count.
  uint32_t missing = 0;                  // Articles without any value.
};

// All days an article may have appeared on; start is kUnknownDay when the date is unknown.
struct PublishColumn {
  std::vector<int32_t> start;      // row_count; day numbers
  std::vector<uint8_t> precision;  // row_count; article::DatePrecision. Empty when all that are
                                   // known are known by the day.
  article::DatePrecision PrecisionOf(Row row) const {
    if (!precision.empty()) return static_cast<article::DatePrecision>(precision[row]);
    return start[row] == kUnknownDay ? article::DatePrecision::kUnknown
                                     : article::DatePrecision::kDay;
  }
};

// How many articles appeared on which day.
struct PublishTotals {
  // The most days that are counted one by one, from the first to the last: 359 years.
  static constexpr uint32_t kMaxDays = 1 << 17;
  int32_t first = 0;                     // Day number.
  std::vector<uint32_t> article_counts;  // By day - first. Empty when they would be too many, or a
                                         // date is known by its month or year only.
  uint32_t unknown = 0;                  // Articles without a date.
};

// The event intervals of row r: intervals[offsets[r]] up to intervals[offsets[r + 1]].
struct EventColumn {
  std::vector<uint32_t> offsets;  // row_count + 1
  std::vector<format::DayInterval> intervals;
};

// Copy groups of two or more articles, numbered 0, 1, ...: group g has rows[offsets[g]] up to
// rows[offsets[g + 1]], ascending. Without any group, all are empty.
struct CopyColumn {
  std::vector<uint32_t> groups;   // row_count; kNoGroup for an article that has no copies
  std::vector<uint32_t> offsets;  // group count + 1
  std::vector<Row> rows;
  std::string head_ids;             // Those of the heads, by group, one behind the other;
  std::vector<uint32_t> head_ends;  // group count; where each ends.
  uint32_t group_count() const {
    return offsets.empty() ? 0 : static_cast<uint32_t>(offsets.size() - 1);
  }
  uint32_t GroupOf(Row row) const { return groups.empty() ? kNoGroup : groups[row]; }
  // The id of the head of a group.
  absl::string_view HeadOf(uint32_t group) const {
    const uint32_t begin = group == 0 ? 0 : head_ends[group - 1];
    return absl::string_view(head_ids).substr(begin, head_ends[group] - begin);
  }
};

struct AliasOverlay;
class ArticleCache;
class CounterPool;
class EntityCorrections;
class EntityRecords;
class NameTable;
class ValueColumn;

class Snapshot;

struct LoadOptions {
  // Apply the server's own rules: fuller_names.h, namesakes.h.
  bool entity_rules = false;
  std::shared_ptr<const AliasOverlay> aliases;  // May be null.
  // Called with what keeps searches from being fast, while loading or later, from any thread.
  WordRecords::OnDamage on_damage;
  // The most that Snapshot::postings() and Snapshot::articles() keep together; 0: nothing. Articles
  // may have a quarter of it, at most kMaxArticleBytes.
  size_t cache_bytes = size_t{128} << 20;
  // An earlier revision, or null: the columns of shards that are still the same, and what it keeps
  // of their articles, are taken over. What is loaded is the same as without it.
  std::shared_ptr<const Snapshot> before;
};

// Of articles kept for presentation.
inline constexpr size_t kMaxArticleBytes = size_t{32} << 20;

// As long as it lives, indexers leave the files of its revision alone. All functions are
// thread-safe; a Lease is for one thread at a time.
class Snapshot {
 public:
  // Loads the committed revision of the index at `path`. NOT_FOUND without one, FAILED_PRECONDITION
  // for a format version that is not read here (it names both), DATA_LOSS when damaged, UNAVAILABLE
  // when its files went while it was loaded (as Open): try again.
  static absl::StatusOr<std::shared_ptr<const Snapshot>> Load(absl::string_view path,
                                                              const LoadOptions& options = {});
  ~Snapshot();

  uint64_t revision() const;
  uint32_t article_count() const;  // Live articles.
  uint32_t row_count() const;
  // Memory held by columns, dictionaries and corrections. What is shared with an earlier snapshot
  // counts in both.
  uint64_t byte_size() const;
  // Snapshots of this process are numbered 1, 2, ... as their loading ended.
  uint64_t load_number() const;
  absl::Time loaded_at() const;      // When loading ended,
  absl::Duration load_time() const;  // and how long it took.
  // The first rows, whose columns were taken from LoadOptions::before and not read.
  uint32_t rows_taken() const;

  // False for the rows of deleted documents. REQUIRES: row < row_count().
  bool HasArticle(Row row) const { return (live()[row / 64] >> (row % 64) & 1) != 0; }
  // The same as bits: row r is bit r % 64 of word r / 64; bits behind the last row are 0.
  const std::vector<uint64_t>& live() const;

  // Sum of wdf of every row (Xapian's document length), and their mean over the live articles.
  const std::vector<uint32_t>& lengths() const;
  double average_length() const;
  // Order among equals: format::ArticleKey of every row.
  const std::vector<uint64_t>& keys() const;
  // The lowest key of the articles in every 64 rows, by words of live(); UINT64_MAX without any.
  const std::vector<uint64_t>& lowest_keys() const;
  // The articles with the lowest keys, lowest first: so many, or all there are.
  static constexpr size_t kFirstByKey = 4096;
  const std::vector<Row>& first_by_key() const;
  const PublishColumn& publish() const;
  const PublishTotals& publish_totals() const;
  const EventColumn& events() const;
  const CopyColumn& copies() const;
  const WordRecords& words() const;
  // REQUIRES: not a date dimension.
  const ValueColumn& values(article::Dimension dimension) const;
  const Dictionary& dictionary(article::Dimension dimension) const;
  const DimensionTotals& totals(article::Dimension dimension) const;
  // The values of all dimensions of entities together, for counting.
  const EntityRecords& entity_records() const;
  // Lends counters of entity_records().number_count() numbers.
  CounterPool& counters() const;

  // What the rules and the overlay have made of the articles' own entities: values, dictionaries
  // and articles read have final ids.
  const EntityCorrections& corrections() const;

  // The lists of a shard, of those that nobody changes any more; null for a shard that can be read
  // through Xapian alone.
  const format::GlassPostlist* postlist(size_t shard) const;
  // Posting lists and articles that were decoded before; not in byte_size().
  PostingCache& postings() const;
  ArticleCache& articles() const;

  // The shards of this revision, opened for one thread at a time. Each lease owns its handles until
  // destroyed.
  class Lease {
   public:
    ~Lease();
    Lease(Lease&&) noexcept;
    std::vector<Xapian::Database>& shards();  // In the order of the rows.
    // The row of docid 1; behind the last shard, row_count().
    uint32_t first_row(size_t shard) const;
    const std::vector<Row>& first_rows() const;
    // Every shard behind one handle, for Xapian's own matcher and tools (docids interleave as
    // Xapian does).
    Xapian::Database All() const;
    // Call it when reading has failed: the handles are closed, not kept for the next lease.
    void Discard();

   private:
    friend class Snapshot;
    struct Impl;
    explicit Lease(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
  };
  // UNAVAILABLE when the files are gone: the index was removed or replaced, or it is on a file
  // system that knows no locks.
  absl::StatusOr<Lease> Open() const;

  // The stored article of a row, with final entities; `about` as EntityCorrections::Apply.
  // NOT_FOUND for an empty row; UNAVAILABLE as Open.
  absl::StatusOr<article::Article> ReadArticle(
      Lease* lease, Row row, absl::flat_hash_set<std::string>* about = nullptr) const;
  // The same without mentions and event dates, out of articles() where it is kept; never null.
  absl::StatusOr<std::shared_ptr<const article::Article>> ReadArticleText(Lease* lease,
                                                                          Row row) const;
  // The id of the head of the row's copy group; "" for an article that has no copies. REQUIRES:
  // HasArticle(row).
  absl::string_view CopyGroupOf(Row row) const;
  // The row of an article id; nullopt when there is none. UNAVAILABLE as Open.
  absl::StatusOr<absl::optional<Row>> FindRow(Lease* lease, absl::string_view id) const;
  // All names of all entities: read at the first call and kept. UNAVAILABLE as Open.
  absl::StatusOr<std::shared_ptr<const NameTable>> Names(Lease* lease) const;

 private:
  struct Impl;
  explicit Snapshot(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

// Whether both point to one snapshot, without holding it for a moment: whoever lets go of it last
// has to free it.
inline bool AreSame(const std::weak_ptr<const Snapshot>& a,
                    const std::shared_ptr<const Snapshot>& b) {
  return !a.owner_before(b) && !b.owner_before(a);
}

// The Xapian exception being handled as a status, to be called inside `catch (...)`: as
// format::CurrentExceptionStatus, but a shard that is not there any more is UNAVAILABLE, because
// the index has moved on.
absl::Status StatusOfXapianException();

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_SNAPSHOT_H_
