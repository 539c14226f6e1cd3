#include "server/match/entity_counter.h"

#include <algorithm>
#include <utility>

#include "server/snapshot/counter_pool.h"

namespace dateline::match {
namespace {

using article::Dimension;
using snapshot::EntityRecords;
using snapshot::Row;

// With fewer rows than this share of all entities, noting which counters are used costs less than
// going through all of them.
constexpr size_t kTouchShare = 32;
// Rows ahead of the one being counted whose record is fetched into the cache.
constexpr size_t kPrefetch = 24;
// Rows between two questions whether to go on.
constexpr size_t kChunk = 4096;
// When the others are fewer than this share of the articles of a set, those are counted.
constexpr size_t kComplementShare = 2;

// The articles that are not in the set.
RowSet Complement(const snapshot::Snapshot& snapshot, const RowSet& set) {
  std::vector<uint64_t> words = snapshot.live();
  if (set.bits() != nullptr) {
    for (size_t w = 0; w < words.size(); ++w) words[w] &= ~set.bits()[w];
  } else {
    set.ForEachRun([&](const Row* rows, size_t size) {
      for (size_t i = 0; i < size; ++i) words[rows[i] / 64] &= ~(uint64_t{1} << (rows[i] % 64));
    });
  }
  return RowSet::OfBits(std::move(words));
}

}  // namespace

EntityCounter::EntityCounter(const snapshot::Snapshot& snapshot, size_t rows,
                             Cancellation* cancellation)
    : snapshot_(snapshot),
      records_(snapshot.entity_records()),
      cancellation_(cancellation),
      touches_(rows < records_.number_count() / kTouchShare),
      counters_(snapshot.counters().Take(records_.number_count())) {}

EntityCounter::~EntityCounter() {
  if (touches_) {
    for (size_t i = 0; i < seen_size_; ++i) counters_[seen_[i]] = 0;
  } else {
    std::fill(counters_.begin(), counters_.end(), 0);
  }
  snapshot_.counters().Return(std::move(counters_));
}

template <typename Count>
void EntityCounter::Visit(const RowSet& set, Count count) {
  constexpr size_t kLast = EntityRecords::kSlots - 1;
  const EntityRecords::Record* records = records_.records();
  set.ForEachRun([&](const Row* rows, size_t size) {
    for (size_t begin = 0; begin < size; begin += kChunk) {
      const size_t end = std::min(begin + kChunk, size);
      for (size_t i = begin; i < end; ++i) {
        if (i + kPrefetch < size) __builtin_prefetch(records + rows[i + kPrefetch]);
        const auto& slots = records[rows[i]].slots;
#pragma GCC unroll 8
        for (size_t slot = 0; slot < kLast; ++slot) count(slots[slot]);
        if (slots[kLast] < EntityRecords::kMore) {
          count(slots[kLast]);
        } else {
          const uint32_t* more = records_.more() + (slots[kLast] - EntityRecords::kMore);
          for (uint32_t k = 1; k <= more[0]; ++k) count(more[k]);
        }
      }
      if (cancellation_->Tick(end - begin)) return;
    }
  });
}

void EntityCounter::Add(const RowSet& set) {
  if (touches_) {
    Visit(set, [this](uint32_t number) { Bump(number); });
    return;
  }
  uint32_t* counters = counters_.data();
  const auto count = [counters](uint32_t number) { ++counters[number]; };
  const size_t others = snapshot_.article_count() - set.size();
  if (others >= set.size() / kComplementShare) {
    Visit(set, count);
    return;
  }
  Visit(Complement(snapshot_, set), count);
  for (size_t d = 0; d < EntityRecords::kDimensions; ++d) {
    const auto dimension = static_cast<Dimension>(d);
    const snapshot::DimensionTotals& totals = snapshot_.totals(dimension);
    uint32_t* own = counters + records_.first(dimension);
    const std::vector<snapshot::Ordinal>& ordinals = records_.ordinals(dimension);
    for (size_t n = 0; n < ordinals.size(); ++n) {
      own[n] = totals.article_counts[ordinals[n]] - own[n];
    }
    uint32_t& missing = counters[records_.missing(dimension)];
    missing = totals.missing - missing;
  }
}

void EntityCounter::AddTo(Dimension dimension, const RowSet& set) {
  const uint32_t first = records_.first(dimension);
  const uint32_t size = records_.missing(dimension) - first + 1;
  const uint32_t absent = records_.absent();
  if (touches_) {
    Visit(set, [&](uint32_t number) { Bump(number - first < size ? number : absent); });
  } else {
    uint32_t* counters = counters_.data();
    Visit(set, [=](uint32_t number) { ++counters[number - first < size ? number : absent]; });
  }
}

ValueCounts EntityCounter::CountsOf(Dimension dimension) const {
  const uint32_t first = records_.first(dimension);
  const uint32_t missing = records_.missing(dimension);
  const uint32_t size = missing - first;
  const ValueCounts::Numbering numbering = {records_.numbers(dimension).data(),
                                            records_.ordinals(dimension).data()};
  ValueCounts counts;
  if (touches_) {
    // Without branches that depend on the numbers.
    std::vector<uint32_t> seen(seen_size_ + 1);
    size_t seen_here = 0;
    for (size_t i = 0; i < seen_size_; ++i) {
      seen[seen_here] = seen_[i] - first;
      seen_here += seen[seen_here] < size;
    }
    seen.resize(seen_here);
    counts = ValueCounts::Some(counters_.data() + first, size, numbering, std::move(seen));
  } else {
    counts = ValueCounts::Many(counters_.data() + first, size, numbering);
  }
  counts.missing = counters_[missing];
  return counts;
}

}  // namespace dateline::match
