// One search over a snapshot: query tree and filters in; total, top hits, facet counts and
// histograms out.
//
// The rule of multi-select: the counts of a dimension are taken over the articles that pass the
// query, the windows, and every selection but the dimension's own match-any selection. Match-all
// selections and exclusions always apply.
//
// With `collapse_copies` copy groups are counted where otherwise articles are. Whether an article
// matches is the same in both modes; a group counts where at least one of its matching articles
// would: once in a facet value that any of them has, once in a histogram bucket that any of them
// falls into, as missing when none of them has a value or date. An article without copies counts
// as a group of one. So the rule of multi-select holds for groups as it does for articles.

#ifndef DATELINE_SERVER_MATCH_SEARCH_H_
#define DATELINE_SERVER_MATCH_SEARCH_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "indexer/article/date.h"
#include "indexer/article/dimension.h"
#include "server/query/query_tree.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// BM25 as Xapian::BM25Weight(k1, k2 = 0, k3, b, min_normlen) computes it (Robertson/Sparck Jones;
// Xapian 1.4). REQUIRES: k1 and k3 are not negative, and b is from 0 to 1.
struct Bm25 {
  double k1 = 1.0;
  double k3 = 1.0;
  double b = 0.5;
  double min_normalised_length = 0.5;
};

struct Selection {
  article::Dimension dimension;  // Of entities or labels.
  // Any or all of them; empty: no condition. An id of another dimension counts too: what the user
  // gave may have been merged there.
  std::vector<std::string> values;
  bool match_all = false;
  std::vector<std::string> excluded_values;  // None of them.
  bool about_only = false;  // "Has" a value means: is about it. Of a dimension of entities.
};

// A window of days; either end may be open. A publish date passes when all days it may be lie
// inside: an article known to be of September 2023 passes 2023-09-01 to 2023-09-30 and nothing
// smaller. An unknown date passes no window.
struct Window {
  std::optional<int32_t> since;  // Day numbers, inside the window.
  std::optional<int32_t> until;
  bool empty() const { return !since && !until; }
};

enum class EventMatch { kOverlaps, kWithin };  // Of at least one of the article's event intervals.

class SpareCores;

enum class Sort { kRelevance, kNewest, kOldest };  // Unknown dates come last in both date orders.

enum class CalendarInterval { kDay, kWeek, kMonth, kYear };  // Weeks begin on Monday (ISO 8601).

// A facet of entities or labels.
struct FacetRequest {
  article::Dimension dimension;
  uint32_t size = 10;   // Values to return, selected and included ones not counted in.
  uint32_t offset = 0;  // Values to skip: pages of one dimension.
  std::string prefix;   // Folded; only values whose name or id has a word beginning so. "" for all.
  std::vector<std::string> include_values;  // Always returned, whatever their count.
  bool about_only = false;  // Count what articles are about. Of a dimension of entities.
};

// A histogram over publish dates or event dates.
struct HistogramRequest {
  article::Dimension dimension;
  CalendarInterval interval = CalendarInterval::kMonth;
};

// Where the page before ended: the sort key of its last hit. Opaque to all but this library and
// present/page_token.
struct After {
  double score = 0;
  int32_t day = 0;
  uint64_t key = 0;
  uint32_t row = 0;
};

struct SearchRequest {
  const query::Node* query = nullptr;  // Null: every article.
  std::vector<Selection> selections;   // At most one per dimension.
  Window publish_window;
  Window event_window;
  EventMatch event_match = EventMatch::kOverlaps;
  // Only the copy group of the article with this id, itself among them; itself alone when it has no
  // copies, and nothing when there is no such article. "": no condition.
  std::string copies_of;
  bool collapse_copies = false;  // One hit per copy group: its best match in the order of `sort`.
  Sort sort = Sort::kRelevance;
  uint32_t top = 20;  // Hits to return.
  std::optional<After> after;
  std::vector<FacetRequest> facets;
  std::vector<HistogramRequest> histograms;
  Bm25 bm25;
  // Lends threads while it has some to spare; null: the search has its own alone.
  SpareCores* cores = nullptr;
  // Asked now and then; true ends the search with DEADLINE_EXCEEDED. May be empty.
  std::function<bool()> cancelled;
};

struct Hit {
  snapshot::Row row = 0;
  double score = 0;
  After key;            // To go on behind this hit.
  uint32_t copies = 1;  // Collapsed: articles of its copy group that match, itself among them.
};

struct FacetValueCount {
  snapshot::Ordinal ordinal =
      snapshot::kNoOrdinal;  // kNoOrdinal: a selected or included value no article has.
  std::string value;
  std::string display_name;
  uint32_t count = 0;
  bool selected = false;
};

struct Facet {
  article::Dimension dimension;
  std::vector<FacetValueCount>
      values;  // By falling count, then value. Selected and included ones are always there.
  uint32_t distinct = 0;  // Values with a count above 0 that pass `prefix`.
  uint32_t missing = 0;   // Articles (collapsed: groups) without any value.
};

struct HistogramBucket {
  int32_t start = 0;  // First day of the calendar interval.
  int32_t end = 0;    // Last day.
  uint32_t count = 0;
};

struct Histogram {
  article::Dimension dimension;
  CalendarInterval interval;
  // From the first to the last bucket with a count, empty ones between filled in; at most
  // kMaxBuckets. An article counts in every bucket that one of its event intervals overlaps, once
  // per bucket; where these are too many buckets, only days of the event window count. By its
  // publish date it counts in one bucket, and only where that date is precise enough to fall into
  // one. Collapsed: a copy group counts in every bucket that one of its matches is in, once per
  // bucket; as imprecise when a match has a date and none is in a bucket.
  std::vector<HistogramBucket> buckets;
  uint32_t missing = 0;  // Articles with no date at all.
  uint32_t imprecise =
      0;  // Articles whose publish date is known, but not precisely enough for one bucket.
};

// The most buckets of a histogram. INVALID_ARGUMENT beyond, saying which interval would fit.
inline constexpr uint32_t kMaxBuckets = 20000;

struct SearchResult {
  uint32_t total = 0;           // Exact: articles; collapsed: copy groups.
  uint32_t article_count = 0;   // Articles that match, in both modes.
  bool copies_of_known = true;  // False when no article has the id `copies_of`.
  std::vector<Hit> hits;
  bool more = false;                  // There are hits behind the last one.
  std::vector<Facet> facets;          // In the order requested.
  std::vector<Histogram> histograms;  // In the order requested.
};

// INVALID_ARGUMENT for a wildcard that stands for more than query::kMaxWildcardTerms words, or too
// many buckets; UNAVAILABLE when the snapshot can no longer be read; DEADLINE_EXCEEDED when
// cancelled.
absl::StatusOr<SearchResult> Search(const snapshot::Snapshot& snapshot,
                                    snapshot::Snapshot::Lease* lease, const SearchRequest& request);

// The rows of all articles that match, ascending; what the request says of hits, facets and
// histograms aside. Errors as above.
absl::StatusOr<std::vector<snapshot::Row>> FindRows(const snapshot::Snapshot& snapshot,
                                                    snapshot::Snapshot::Lease* lease,
                                                    const SearchRequest& request);

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_SEARCH_H_
