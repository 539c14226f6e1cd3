#include "server/match/facet_counter.h"

#include <algorithm>
#include <iterator>
#include <map>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "indexer/text/analyzer.h"
#include "server/snapshot/alias_overlay.h"

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
// Values of a row that are counted without asking whether they are there; more are few.
constexpr uint32_t kManySlots = 4;

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

// Calls visit(first, size) with the values of every row of a set: ordinals[first] on.
template <typename Visit>
void VisitRows(const snapshot::ValueColumn& column, const RowSet& set, Cancellation* cancellation,
               Visit visit) {
  const uint32_t* offsets = column.offsets.data();
  const Ordinal* ordinals = column.ordinals.data();
  set.ForEachRun([&](const Row* rows, size_t size) {
    for (size_t i = 0; i < size; ++i) {
      if (i + 2 * kPrefetch < size) {
        __builtin_prefetch(offsets + rows[i + 2 * kPrefetch]);
        __builtin_prefetch(ordinals + offsets[rows[i + kPrefetch]]);
      }
      const uint32_t first = offsets[rows[i]];
      visit(first, offsets[rows[i] + 1] - first);
      if (cancellation->Tick()) return;
    }
  });
}

// Adds the values of the rows to the counters, and returns how many rows have none. How many
// values a row has cannot be predicted, so the first kSlots are counted without asking: those
// that are not there in the kSlots counters behind those of the values.
template <uint32_t kSlots>
uint32_t CountDense(const snapshot::ValueColumn& column, const RowSet& rows,
                    Cancellation* cancellation, std::vector<uint32_t>* counters) {
  const Ordinal* ordinals = column.ordinals.data();
  const size_t total = column.ordinals.size();
  const auto absent = static_cast<Ordinal>(counters->size() - kSlots);
  uint32_t* counts = counters->data();
  uint32_t missing = 0;
  VisitRows(column, rows, cancellation, [&](uint32_t first, uint32_t size) {
    missing += size == 0;
    uint32_t i = 0;
    if (size_t{first} + kSlots <= total) {
#pragma GCC unroll 4
      for (; i < kSlots; ++i) {
        // All ones where there is a value: a choice without a branch.
        const auto present = static_cast<Ordinal>(0) - static_cast<Ordinal>(i < size);
        ++counts[(ordinals[first + i] & present) | ((absent + i) & ~present)];
      }
    }
    for (; i < size; ++i) ++counts[ordinals[first + i]];
  });
  return missing;
}

// Values that so many rows will have, about.
size_t ExpectedValues(const snapshot::Snapshot& snapshot, const snapshot::ValueColumn& column,
                      size_t rows) {
  return rows * (column.ordinals.size() / std::max<size_t>(1, snapshot.article_count()) + 1);
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

// An article is about two or three of its values: looking for them costs more than counting them.
ValueCounts CountAbout(const snapshot::Snapshot& snapshot, article::Dimension dimension,
                       const std::vector<RowSet>& sets, Cancellation* cancellation) {
  const snapshot::ValueColumn& column = snapshot.values(dimension);
  const size_t value_count = snapshot.dictionary(dimension).entries.size();
  uint32_t missing = 0;
  size_t rows = 0;
  for (const RowSet& set : sets) rows += set.size();
  const bool sparse = ExpectedValues(snapshot, column, rows) < value_count / kSparseShare;
  std::vector<Ordinal> seen;
  std::vector<uint32_t> counters(sparse ? 0 : value_count, 0);
  for (const RowSet& set : sets) {
    VisitRows(column, set, cancellation, [&](uint32_t first, uint32_t size) {
      bool any = false;
      for (uint32_t i = first; i < first + size; ++i) {
        if (!column.IsAbout(i)) continue;
        any = true;
        if (sparse) {
          seen.push_back(column.ordinals[i]);
        } else {
          ++counters[column.ordinals[i]];
        }
      }
      missing += !any;
    });
  }
  return WithMissing(sparse ? ValueCounts::Few(CountSeen(std::move(seen)))
                            : ValueCounts::Many(std::move(counters), value_count),
                     missing);
}

// Calls visit(ordinal) for the values of every article of a group.
template <typename Visit>
void VisitGroup(const snapshot::ValueColumn& column, Having having, const Copies& group,
                Visit visit) {
  for (size_t r = 0; r < group.size; ++r) {
    const uint32_t end = column.offsets[group.rows[r] + 1];
    for (uint32_t i = column.offsets[group.rows[r]]; i < end; ++i) {
      if (having == Having::kAbout && !column.IsAbout(i)) continue;
      visit(column.ordinals[i]);
    }
  }
}

}  // namespace

ValueCounts CountValues(const snapshot::Snapshot& snapshot, article::Dimension dimension,
                        Having having, const std::vector<RowSet>& sets,
                        Cancellation* cancellation) {
  if (having == Having::kAbout) return CountAbout(snapshot, dimension, sets, cancellation);
  const snapshot::ValueColumn& column = snapshot.values(dimension);
  const size_t value_count = snapshot.dictionary(dimension).entries.size();
  uint32_t missing = 0;
  size_t rows = 0;
  for (const RowSet& set : sets) rows += set.size();
  if (rows == snapshot.article_count()) {
    return ValueCounts::OfAllArticles(snapshot.totals(dimension));
  }
  const size_t expected = ExpectedValues(snapshot, column, rows);
  if (expected < value_count / kSparseShare) {
    std::vector<Ordinal> seen;
    seen.reserve(expected);
    for (const RowSet& set : sets) {
      VisitRows(column, set, cancellation, [&](uint32_t first, uint32_t size) {
        const auto begin = column.ordinals.begin() + first;
        missing += size == 0;
        seen.insert(seen.end(), begin, begin + size);
      });
    }
    return WithMissing(ValueCounts::Few(CountSeen(std::move(seen))), missing);
  }
  const bool several = column.ordinals.size() > snapshot.article_count();
  std::vector<uint32_t> counters(value_count + (several ? kManySlots : 1), 0);
  for (const RowSet& set : sets) {
    missing += several ? CountDense<kManySlots>(column, set, cancellation, &counters)
                       : CountDense<1>(column, set, cancellation, &counters);
  }
  return WithMissing(ValueCounts::Many(std::move(counters), value_count), missing);
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
  const size_t expected = ExpectedValues(snapshot, column, collapsed.together.rows.size());
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
    value->display_name = snapshot.dictionary(*other).entries[ordinal].display_name;
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
      pinned_value.display_name = dictionary.entries[pinned_value.ordinal].display_name;
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
    facet.distinct = counts.size();
    page = counts.First(wanted);
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
    values.push_back({count.first, entry.value, entry.display_name, count.second, false});
  }
  std::sort(values.begin(), values.end(), [](const FacetValueCount& a, const FacetValueCount& b) {
    return a.count != b.count ? a.count > b.count : a.value < b.value;
  });
  return facet;
}

}  // namespace dateline::match
