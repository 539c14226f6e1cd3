#include "server/snapshot/dictionary_builder.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "indexer/pace/pace.h"

namespace dateline::snapshot {
namespace {

using article::Dimension;
using article::DimensionType;

// The values of a shard that come next.
class ValueCursor {
 public:
  explicit ValueCursor(const std::vector<ShardValues::Value>& values) : values_(&values) {}
  bool at_end() const { return next_ == values_->size(); }
  absl::string_view value() const { return (*values_)[next_].value; }
  const ShardValues::Value& Take() { return (*values_)[next_++]; }
  size_t next() const { return next_; }
  // The place of the first value that is not below `bound`, found soonest when it is near.
  size_t FirstFrom(absl::string_view bound) const {
    const auto below = [bound](const ShardValues::Value& value) { return value.value < bound; };
    size_t step = 1;
    size_t end = next_;
    while (end < values_->size() && below((*values_)[end])) {
      end += step;
      step *= 2;
    }
    const auto begin = values_->begin();
    return std::partition_point(
               begin + static_cast<std::ptrdiff_t>(std::max(next_, end - step / 2)),
               begin + static_cast<std::ptrdiff_t>(std::min(end, values_->size())), below) -
           begin;
  }

 private:
  const std::vector<ShardValues::Value>* values_;
  size_t next_ = 0;
};

struct CountedName {
  Ordinal ordinal;
  const ShardNames::Name* name;

  bool operator<(const CountedName& other) const {
    return std::tie(ordinal, name->name) < std::tie(other.ordinal, other.name->name);
  }
};

// The names of one shard, with the ordinals of those who are called so, nearly in their order.
void AddNames(absl::string_view prefix, const ShardNames& names, const ShardValues& values,
              const std::vector<Ordinal>& ordinals, const Dictionary& dictionary,
              std::vector<CountedName>* out) {
  size_t next = 0;  // Into values.
  for (const ShardNames::Name& name : names.names) {
    pace::Breathe();
    if (!absl::StartsWith(name.entity_id, prefix)) continue;
    while (next < values.values.size() && values.values[next].value < name.entity_id) ++next;
    Ordinal ordinal = kNoOrdinal;
    if (next < values.values.size() && values.values[next].value == name.entity_id) {
      ordinal = ordinals[next];
    } else {
      ordinal = dictionary.Find(name.entity_id);
      if (ordinal == kNoOrdinal) continue;
    }
    out->push_back({ordinal, &name});
  }
}

// Names of several shards, ordered by ordinal and name.
std::vector<CountedName> OrderedNames(Dimension dimension, const std::vector<ShardValues>& shards,
                                      const std::vector<std::vector<Ordinal>>& ordinals,
                                      const std::vector<ShardNames>& names,
                                      const Dictionary& dictionary) {
  std::vector<CountedName> out;
  for (size_t s = 0; s < names.size(); ++s) {
    const auto middle = static_cast<std::ptrdiff_t>(out.size());
    AddNames(IdPrefix(dimension), names[s], shards[s], ordinals[s], dictionary, &out);
    if (!std::is_sorted(out.begin() + middle, out.end()))
      std::sort(out.begin() + middle, out.end());
    std::inplace_merge(out.begin(), out.begin() + middle, out.end());
  }
  return out;
}

void NameEntities(Dimension dimension, const std::vector<ShardValues>& shards,
                  const std::vector<std::vector<Ordinal>>& ordinals,
                  const std::vector<ShardNames>& names, Dictionary* dictionary) {
  const std::vector<CountedName> ordered =
      OrderedNames(dimension, shards, ordinals, names, *dictionary);
  size_t i = 0;
  for (Ordinal ordinal = 0; ordinal < dictionary->entries.size(); ++ordinal) {
    pace::BreatheAt(ordinal);
    Dictionary::Entry& entry = dictionary->entries[ordinal];
    absl::string_view best = entry.display_name;
    uint32_t best_count = 0;
    while (i < ordered.size() && ordered[i].ordinal == ordinal) {
      const absl::string_view name = ordered[i].name->name;
      uint32_t count = 0;
      for (; i < ordered.size() && ordered[i].ordinal == ordinal && ordered[i].name->name == name;
           ++i) {
        count += ordered[i].name->count;
      }
      if (count > best_count) {  // Names ascend, so the smallest among equals stays.
        best = name;
        best_count = count;
      }
    }
    entry.display_name = best.empty() ? entry.value : dictionary->texts->Keep(best);
  }
}

}  // namespace

void BuildDictionary(Dimension dimension, const std::vector<ShardValues>& shards,
                     const std::vector<ShardNames>& names, Dictionary* dictionary,
                     std::vector<std::vector<Ordinal>>* ordinals) {
  std::vector<ValueCursor> cursors;
  ordinals->resize(shards.size());
  size_t largest = 0;
  size_t all = 0;
  for (size_t s = 0; s < shards.size(); ++s) {
    const size_t size = shards[s].values.size();
    cursors.emplace_back(shards[s].values);
    (*ordinals)[s].reserve(size);
    if (size > shards[largest].values.size()) largest = s;
    all += size;
  }
  const size_t most = shards.empty() ? 0 : shards[largest].values.size();
  // Most values of a small shard are in a large one too.
  dictionary->entries.reserve(most + (all - most) / 4);
  const auto take = [&](size_t s) {
    Dictionary::Entry& entry = dictionary->entries.back();
    if (!shards[s].display_names.empty()) {
      entry.display_name = shards[s].display_names[(*ordinals)[s].size()];
    }
    entry.article_count += cursors[s].Take().list.documents;
    (*ordinals)[s].push_back(static_cast<Ordinal>(dictionary->entries.size() - 1));
  };
  const auto add = [&](absl::string_view value) {
    pace::BreatheAt(dictionary->entries.size() * 4);
    dictionary->entries.emplace_back().value = dictionary->texts->Keep(value);
  };
  while (!shards.empty()) {
    const ValueCursor* smallest = nullptr;  // Of the others.
    for (size_t s = 0; s < shards.size(); ++s) {
      if (s == largest || cursors[s].at_end()) continue;
      if (smallest == nullptr || cursors[s].value() < smallest->value()) smallest = &cursors[s];
    }
    // What only the largest has before it needs no comparing with others.
    const size_t alone = smallest == nullptr ? most : cursors[largest].FirstFrom(smallest->value());
    while (cursors[largest].next() < alone) {
      add(cursors[largest].value());
      // A damaged shard may have one twice.
      do {
        take(largest);
      } while (cursors[largest].next() < alone &&
               cursors[largest].value() == dictionary->entries.back().value);
    }
    if (smallest == nullptr) break;
    add(smallest->value());
    for (size_t s = 0; s < shards.size(); ++s) {
      while (!cursors[s].at_end() && cursors[s].value() == dictionary->entries.back().value) {
        take(s);
      }
    }
  }
  const size_t size = dictionary->entries.size();
  if (dictionary->entries.capacity() - size > size / 64) dictionary->entries.shrink_to_fit();
  if (article::InfoOf(dimension).type == DimensionType::kEntity) {
    NameEntities(dimension, shards, *ordinals, names, dictionary);
  } else {
    for (Dictionary::Entry& entry : dictionary->entries) entry.display_name = entry.value;
  }
}

}  // namespace dateline::snapshot
