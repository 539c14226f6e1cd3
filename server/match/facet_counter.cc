#include "server/match/facet_counter.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "indexer/text/analyzer.h"
#include "server/snapshot/alias_overlay.h"
#include "server/snapshot/value_column.h"

namespace dateline::match {
namespace {

using snapshot::Dictionary;
using snapshot::kNoOrdinal;
using snapshot::Ordinal;
using snapshot::Row;
using Count = ValueCounts::Count;

// Fewer values than this share of the dictionary are sorted rather than counted in an array.
constexpr size_t kSparseShare = 16;
// Rows ahead of the one being counted whose values are fetched into the cache.
constexpr size_t kPrefetch = 16;

bool IsWordByte(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) ||
         static_cast<unsigned char>(c) >= 0x80;
}

// True when `prefix` is found in the folded `text` where a word begins.
bool BeginsWord(absl::string_view text, absl::string_view prefix) {
  for (size_t pos = text.find(prefix); pos != absl::string_view::npos;
       pos = text.find(prefix, pos + 1)) {
    if (pos == 0 || !IsWordByte(text[pos - 1])) return true;
  }
  return false;
}

// Calls visit(row) for every row of a set.
template <typename Visit>
void VisitRows(const snapshot::ValueColumn& column, const RowSet& set, Cancellation* cancellation,
               Visit visit) {
  set.ForEachRun([&](const Row* rows, size_t size) {
    for (size_t i = 0; i < size; ++i) {
      if (i + kPrefetch < size) column.Prefetch(rows[i + kPrefetch]);
      visit(rows[i]);
      if (cancellation->Tick()) return;
    }
  });
}

// Adds the labels of the rows to the counters, and returns how many rows have none: without asking
// whether they are there, the one behind the counters of the labels counts these.
uint32_t CountLabels(const snapshot::ValueColumn& column, const RowSet& rows,
                     Cancellation* cancellation, std::vector<uint32_t>* counters) {
  const snapshot::LabelColumn& labels = *column.labels();
  const auto none = static_cast<Ordinal>(counters->size() - 1);
  uint32_t* counts = counters->data();
  VisitRows(column, rows, cancellation, [&](Row row) { ++counts[std::min(labels[row], none)]; });
  return std::exchange(counts[none], 0);
}

// Values that so many rows will have, about.
size_t ExpectedValues(const snapshot::Snapshot& snapshot, article::Dimension dimension,
                      size_t rows) {
  uint64_t values = 0;
  for (const uint32_t count : snapshot.totals(dimension).article_counts) values += count;
  return rows * (values / std::max<size_t>(1, snapshot.article_count()) + 1);
}

// How often each ordinal was seen.
std::vector<Count> CountSeen(std::vector<Ordinal> seen) {
  std::vector<Count> counts;
  std::sort(seen.begin(), seen.end());
  for (const Ordinal ordinal : seen) {
    if (counts.empty() || counts.back().first != ordinal) counts.push_back({ordinal, 0});
    ++counts.back().second;
  }
  return counts;
}

// Both ascend by ordinal.
std::vector<Count> Sum(const std::vector<Count>& a, const std::vector<Count>& b) {
  std::vector<Count> sum;
  sum.reserve(a.size() + b.size());
  std::merge(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(sum));
  size_t size = 0;
  for (const Count& count : sum) {
    if (size > 0 && sum[size - 1].first == count.first) {
      sum[size - 1].second += count.second;
    } else {
      sum[size++] = count;
    }
  }
  sum.resize(size);
  return sum;
}

ValueCounts WithMissing(ValueCounts counts, uint32_t missing) {
  counts.missing = missing;
  return counts;
}

bool Counts(Having having, bool about) { return having != Having::kAbout || about; }

// Calls visit(ordinal) for the values of every article of a group.
template <typename Visit>
void VisitGroup(const snapshot::ValueColumn& column, Having having, const Copies& group,
                Visit visit) {
  for (size_t r = 0; r < group.size; ++r) {
    column.ForEach(group.rows[r], [&](Ordinal ordinal, bool about) {
      if (Counts(having, about)) visit(ordinal);
    });
  }
}

}  // namespace

ValueCounts CountValues(const snapshot::Snapshot& snapshot, article::Dimension dimension,
                        Having having, const std::vector<RowSet>& sets,
                        Cancellation* cancellation) {
  const snapshot::ValueColumn& column = snapshot.values(dimension);
  const size_t value_count = snapshot.dictionary(dimension).entries.size();
  uint32_t missing = 0;
  size_t rows = 0;
  for (const RowSet& set : sets) rows += set.size();
  if (rows == snapshot.article_count() && having != Having::kAbout) {
    return ValueCounts::OfAllArticles(snapshot.totals(dimension));
  }
  const size_t expected = ExpectedValues(snapshot, dimension, rows);
  const bool sparse = expected < value_count / kSparseShare;
  std::vector<uint32_t> counters(sparse ? 0 : value_count + 1, 0);
  if (!sparse && column.labels() != nullptr && having != Having::kAbout) {
    for (const RowSet& set : sets) missing += CountLabels(column, set, cancellation, &counters);
    return WithMissing(ValueCounts::Many(std::move(counters), value_count), missing);
  }
  std::vector<Ordinal> seen;
  if (sparse) seen.reserve(expected);
  for (const RowSet& set : sets) {
    VisitRows(column, set, cancellation, [&](Row row) {
      bool any = false;
      column.ForEach(row, [&](Ordinal ordinal, bool about) {
        if (!Counts(having, about)) return;
        any = true;
        if (sparse) {
          seen.push_back(ordinal);
        } else {
          ++counters[ordinal];
        }
      });
      missing += !any;
    });
  }
  return WithMissing(sparse ? ValueCounts::Few(CountSeen(std::move(seen)))
                            : ValueCounts::Many(std::move(counters), value_count),
                     missing);
}

ValueCounts CountCollapsedValues(const snapshot::Snapshot& snapshot, article::Dimension dimension,
                                 Having having, const Collapsed& collapsed,
                                 Cancellation* cancellation) {
  ValueCounts alone = CountValues(snapshot, dimension, having,
                                  {RowSet::OfList(collapsed.alone.rows)}, cancellation);
  if (collapsed.group_count() == 0) return alone;
  uint32_t missing = alone.missing;
  const snapshot::ValueColumn& column = snapshot.values(dimension);
  const size_t value_count = snapshot.dictionary(dimension).entries.size();
  const size_t expected = ExpectedValues(snapshot, dimension, collapsed.together.rows.size());
  if (expected < value_count / kSparseShare) {
    std::vector<Ordinal> seen;
    seen.reserve(expected);
    for (uint32_t g = 0; g < collapsed.group_count(); ++g) {
      const auto begin = static_cast<ptrdiff_t>(seen.size());
      VisitGroup(column, having, collapsed.group(g), [&](Ordinal o) { seen.push_back(o); });
      missing += static_cast<ptrdiff_t>(seen.size()) == begin;
      std::sort(seen.begin() + begin, seen.end());
      seen.erase(std::unique(seen.begin() + begin, seen.end()), seen.end());
      if (cancellation->Tick(collapsed.group(g).size)) return alone;
    }
    std::vector<Count> counts;
    alone.ForEach([&](Ordinal o, uint32_t count) { counts.push_back({o, count}); });
    return WithMissing(ValueCounts::Few(Sum(counts, CountSeen(std::move(seen)))), missing);
  }
  std::vector<uint32_t> counters(value_count, 0);
  std::vector<uint32_t> last_group(value_count, snapshot::kNoGroup);  // That was counted.
  alone.ForEach([&](Ordinal o, uint32_t count) { counters[o] = count; });
  for (uint32_t g = 0; g < collapsed.group_count(); ++g) {
    bool any = false;
    VisitGroup(column, having, collapsed.group(g), [&](Ordinal o) {
      any = true;
      counters[o] += last_group[o] != g;
      last_group[o] = g;
    });
    missing += !any;
    if (cancellation->Tick(collapsed.group(g).size)) return alone;
  }
  return WithMissing(ValueCounts::Many(std::move(counters), value_count), missing);
}

bool HasWordPrefix(const Dictionary::Entry& entry, absl::string_view prefix) {
  if (BeginsWord(text::Fold(entry.display_name), prefix)) return true;
  absl::string_view id = entry.value;
  const std::string folded = text::Fold(id);
  id = folded;
  if (absl::StrContains(prefix, '/')) return absl::StartsWith(id, prefix);
  const size_t slash = id.find('/');
  return BeginsWord(slash == absl::string_view::npos ? id : id.substr(slash + 1), prefix);
}

Facet PickValues(const snapshot::Snapshot& snapshot, const FacetRequest& request,
                 const std::vector<std::string>& selected, const ValueCounts& counts,
                 const std::function<ValueCounts(article::Dimension)>& count_other) {
  const Dictionary& dictionary = snapshot.dictionary(request.dimension);
  Facet facet;
  facet.dimension = request.dimension;
  facet.missing = counts.missing;

  // The values that are returned whatever their count.
  std::vector<FacetValueCount>& values = facet.values;
  std::vector<Ordinal> pinned;
  std::map<article::Dimension, ValueCounts> other_counts;
  // An id of another dimension: what the user gave was merged there, and articles have it.
  const auto look_elsewhere = [&](FacetValueCount* value) {
    const absl::optional<article::Dimension> other =
        snapshot::OtherDimension(request.dimension, value->value);
    if (!other) return;
    const Ordinal ordinal = snapshot.dictionary(*other).Find(value->value);
    if (ordinal == kNoOrdinal) return;
    value->display_name = std::string(snapshot.dictionary(*other).entries[ordinal].display_name);
    auto it = other_counts.find(*other);
    if (it == other_counts.end()) it = other_counts.emplace(*other, count_other(*other)).first;
    value->count = it->second.Of(ordinal);
  };
  const auto pin = [&](const std::string& value, bool is_selected) {
    for (const FacetValueCount& other : values) {
      if (other.value == value) return;
    }
    FacetValueCount pinned_value;
    pinned_value.ordinal = dictionary.Find(value);
    pinned_value.value = value;
    pinned_value.display_name = value;
    pinned_value.selected = is_selected;
    if (pinned_value.ordinal != kNoOrdinal) {
      pinned_value.display_name =
          std::string(dictionary.entries[pinned_value.ordinal].display_name);
      pinned_value.count = counts.Of(pinned_value.ordinal);
      pinned.push_back(pinned_value.ordinal);
    } else {
      look_elsewhere(&pinned_value);
    }
    values.push_back(std::move(pinned_value));
  };
  for (const std::string& value : selected) pin(value, true);
  for (const std::string& value : request.include_values) pin(value, false);
  std::sort(pinned.begin(), pinned.end());

  // The pinned ones may be among the first, and are left out of them then.
  const size_t wanted = size_t{request.offset} + request.size + pinned.size();
  std::vector<Count> page;
  if (request.prefix.empty()) {
    page = counts.First(wanted, &facet.distinct);
  } else {
    FirstCounts first(wanted);
    counts.ForEach([&](Ordinal o, uint32_t count) {
      if (!HasWordPrefix(dictionary.entries[o], request.prefix)) return;
      ++facet.distinct;
      first.Offer({o, count});
    });
    page = first.Take();
  }
  page.erase(std::remove_if(page.begin(), page.end(),
                            [&](const Count& count) {
                              return std::binary_search(pinned.begin(), pinned.end(), count.first);
                            }),
             page.end());
  for (size_t i = request.offset; i < page.size() && i - request.offset < request.size; ++i) {
    const Count& count = page[i];
    const Dictionary::Entry& entry = dictionary.entries[count.first];
    values.push_back({count.first, std::string(entry.value), std::string(entry.display_name),
                      count.second, false});
  }
  std::sort(values.begin(), values.end(), [](const FacetValueCount& a, const FacetValueCount& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  });
  return facet;
}

}  // namespace dateline::match
