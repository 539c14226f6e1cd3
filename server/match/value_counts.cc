#include "server/match/value_counts.h"

#include <algorithm>

namespace dateline::match {
namespace {

using snapshot::Ordinal;

// Counters looked at together for one that is high.
constexpr size_t kBlock = 64;

}  // namespace

void FirstCounts::Shrink() {
  if (counts_.size() <= size_) return;
  if (size_ == 0) {
    counts_.clear();
    least_ = UINT32_MAX;
    return;
  }
  const auto last = counts_.begin() + static_cast<std::ptrdiff_t>(size_ - 1);
  std::nth_element(counts_.begin(), last, counts_.end(), Ahead);
  last_ = *last;
  least_ = last_.second;
  counts_.resize(size_);
}

std::vector<FirstCounts::Count> FirstCounts::Take() {
  Shrink();
  std::sort(counts_.begin(), counts_.end(), Ahead);
  return std::move(counts_);
}

ValueCounts ValueCounts::Few(std::vector<Count> counts) {
  ValueCounts result;
  result.few_ = std::move(counts);
  return result;
}

ValueCounts ValueCounts::Many(std::vector<uint32_t> counters, size_t size) {
  ValueCounts result;
  result.owned_ = std::move(counters);
  result.many_size_ = size;
  return result;
}

ValueCounts ValueCounts::Many(Borrowed counters, size_t size, const Numbering& numbering) {
  ValueCounts result;
  result.numbering_ = numbering;
  result.borrowed_ = counters;
  result.many_size_ = size;
  return result;
}

ValueCounts ValueCounts::Some(Borrowed counters, size_t size, const Numbering& numbering,
                              std::vector<uint32_t> seen) {
  ValueCounts result = Many(counters, size, numbering);
  result.some_ = true;
  result.seen_ = std::move(seen);
  return result;
}

ValueCounts ValueCounts::OfAllArticles(const snapshot::DimensionTotals& totals) {
  ValueCounts result = Many(totals.article_counts.data(), totals.article_counts.size(), {});
  result.missing = totals.missing;
  return result;
}

uint32_t ValueCounts::Of(Ordinal ordinal) const {
  if (ordinal < ordinal_count()) {
    return At(numbering_.numbers == nullptr ? ordinal : (*numbering_.numbers)[ordinal]);
  }
  const auto it = std::lower_bound(few_.begin(), few_.end(), Count{ordinal, 0});
  return it != few_.end() && it->first == ordinal ? it->second : 0;
}

template <typename T>
uint32_t ValueCounts::OfferMany(const T* counters, FirstCounts* first) const {
  uint32_t distinct = 0;
  // Most counts are below the least of the first ones: whole blocks are, and are left at once. The
  // bits of all of a block are no smaller a number than the highest of it, and found faster.
  for (size_t begin = 0; begin < many_size_; begin += kBlock) {
    const size_t end = std::min(begin + kBlock, many_size_);
    T bits = 0;
    T used = 0;
    for (size_t n = begin; n < end; ++n) {
      bits = static_cast<T>(bits | counters[n]);
      used = static_cast<T>(used + (counters[n] > 0 ? 1 : 0));
    }
    distinct += used;
    if (bits < first->least()) continue;
    for (size_t n = begin; n < end; ++n) {
      if (counters[n] >= first->least()) first->Offer({OrdinalOf(n), counters[n]});
    }
  }
  return distinct;
}

std::vector<ValueCounts::Count> ValueCounts::First(size_t size, uint32_t* distinct) const {
  FirstCounts first(size);
  *distinct = static_cast<uint32_t>(few_.size() + seen_.size());
  for (const Count& count : few_) first.Offer(count);
  if (some_) {
    for (const uint32_t n : seen_) {
      if (At(n) >= first.least()) first.Offer({OrdinalOf(n), At(n)});
    }
  } else if (borrowed_.narrow != nullptr) {
    *distinct += OfferMany(borrowed_.narrow, &first);
  } else {
    *distinct += OfferMany(wide(), &first);
  }
  return first.Take();
}

std::vector<Ordinal> ValueCounts::InOrder() const {
  std::vector<Ordinal> ordinals;
  ordinals.reserve(seen_.size());
  for (const uint32_t n : seen_) ordinals.push_back(OrdinalOf(n));
  std::sort(ordinals.begin(), ordinals.end());
  return ordinals;
}

}  // namespace dateline::match
