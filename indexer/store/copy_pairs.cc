#include "indexer/store/copy_pairs.h"

#include <algorithm>
#include <utility>

#include "indexer/pace/pace.h"

namespace dateline::store {
namespace {

using format::CopySketch;
using format::kShingleMinima;

constexpr size_t kValuesPerPlace = size_t{1} << 16;
// Texts whose minima are in the table at a time: what bounds its memory.
constexpr size_t kChunk = 24576;
// Texts that find the others by the index. For so many of them that takes as long as a look at
// every text, however many there are.
constexpr size_t kFew = 4096;
static_assert(kFew <= kChunk);
// So many changed minima are looked for one by one.
constexpr size_t kFewKeys = kShingleMinima / 4;
constexpr uint32_t kEnd = UINT32_MAX;
constexpr int kSlotsPerBucketBits = 3;
constexpr uint64_t kMultiplier = 0x9e3779b97f4a7c15;  // 2^64 over the golden ratio.

uint32_t PlaceAndMinimum(size_t place, uint16_t minimum) {
  return static_cast<uint32_t>(place * kValuesPerPlace + minimum);
}

// The minimum at a place and the one behind it.
uint32_t Shared(const CopySketch& sketch, size_t place) {
  return uint32_t{sketch.minima[place]} << 16 | sketch.minima[(place + 1) % kShingleMinima];
}

}  // namespace

SharedMinima::SharedMinima(uint32_t max_sharing)
    : max_sharing_(max_sharing),
      sharing_(kShingleMinima * kValuesPerPlace, 0),
      changed_(sharing_.size(), false) {}

void SharedMinima::Count(const CopySketch& sketch, bool more) {
  for (size_t place = 0; place < kShingleMinima; ++place) {
    const uint32_t key = PlaceAndMinimum(place, sketch.minima[place]);
    const bool before = sharing_[key] > max_sharing_;
    sharing_[key] += more ? 1 : -1;
    if (before == (sharing_[key] > max_sharing_)) continue;
    // There and back is no change.
    changed_[key] = !changed_[key];
    changes_ += changed_[key] ? 1 : -1;
    if (changed_[key]) changed_keys_.push_back(key);
  }
}

void SharedMinima::ForgetChanges() {
  if (changes_ > 0) changed_.assign(changed_.size(), false);
  changes_ = 0;
  changed_keys_.clear();
}

bool SharedMinima::IsCommon(size_t place, uint16_t minimum) const {
  return sharing_[PlaceAndMinimum(place, minimum)] > max_sharing_;
}

bool SharedMinima::HasChanged(const CopySketch& sketch) const {
  if (changed_keys_.size() <= kFewKeys) {
    return std::any_of(changed_keys_.begin(), changed_keys_.end(), [&](uint32_t key) {
      return sketch.minima[key / kValuesPerPlace] == key % kValuesPerPlace && changed_[key];
    });
  }
  for (size_t place = 0; place < kShingleMinima; ++place) {
    if (changed_[PlaceAndMinimum(place, sketch.minima[place])]) return true;
  }
  return false;
}

PairFinder::PairFinder(uint32_t text_count, SketchOf sketch_of, const SharedMinima& minima,
                       size_t min_indexed, MinimumIndex* index)
    : text_count_(text_count),
      sketch_of_(std::move(sketch_of)),
      minima_(minima),
      min_indexed_(min_indexed),
      index_(*index) {}

void PairFinder::ForEachPair(const std::vector<uint32_t>& texts, const Visit& visit) {
  const bool indexed = texts.size() <= kFew && text_count_ >= min_indexed_;
  if (indexed) index_.Update(text_count_, sketch_of_, min_indexed_);
  std::vector<bool> waiting(text_count_, false);
  for (uint32_t text : texts) waiting[text] = true;
  const auto compare_other = [&](uint32_t text) {
    pace::BreatheAt(text, 256);
    const CopySketch* sketch = waiting[text] ? nullptr : sketch_of_(text);
    if (sketch != nullptr) Compare(text, *sketch, visit);
  };
  for (size_t begin = 0; begin < texts.size(); begin += kChunk) {
    const size_t end = std::min(texts.size(), begin + kChunk);
    StartTable(end - begin);
    for (size_t i = begin; i < end; ++i) {
      pace::Breathe();
      const CopySketch& sketch = *sketch_of_(texts[i]);
      Compare(texts[i], sketch, visit);
      Insert(texts[i], sketch);
    }
    if (indexed) {
      for (uint32_t text : index_.added()) compare_other(text);
      for (uint32_t text : texts) CompareListed(text, waiting, visit);
    } else {
      for (uint32_t text = 0; text < text_count_; ++text) compare_other(text);
    }
    for (size_t i = begin; i < end; ++i) waiting[texts[i]] = false;
  }
}

void PairFinder::StartTable(size_t size) {
  chunk_.clear();
  entries_.clear();
  entries_.reserve(size * kShingleMinima);
  int bits = 1;
  while (size_t{1} << bits < size * kShingleMinima) ++bits;
  heads_.assign(size_t{1} << bits, kEnd);
  slot_bits_ = bits + kSlotsPerBucketBits;
  taken_.assign(size_t{1} << slot_bits_, false);
}

size_t PairFinder::SlotOf(size_t place, uint32_t shared) const {
  return (uint64_t{shared} << 8 | place) * kMultiplier >> (64 - slot_bits_);
}

void PairFinder::Compare(uint32_t text, const CopySketch& sketch, const Visit& visit) {
  for (size_t place = 0; place < kShingleMinima; ++place) {
    const uint32_t shared = Shared(sketch, place);
    const size_t slot = SlotOf(place, shared);
    if (!taken_[slot]) continue;
    for (uint32_t e = heads_[slot >> kSlotsPerBucketBits]; e != kEnd; e = entries_[e].next) {
      const Entry& entry = entries_[e];
      if (entry.place != place || entry.shared != shared) continue;
      Chunked& other = chunk_[entry.number];
      if (other.compared_with == text) continue;
      other.compared_with = text;
      visit(other.text, text);
    }
  }
}

void PairFinder::Insert(uint32_t text, const CopySketch& sketch) {
  const auto number = static_cast<uint16_t>(chunk_.size());
  chunk_.push_back({text, kEnd});
  for (size_t place = 0; place < kShingleMinima; ++place) {
    const size_t next = (place + 1) % kShingleMinima;
    if (minima_.IsCommon(place, sketch.minima[place])) continue;
    if (minima_.IsCommon(next, sketch.minima[next])) continue;
    const uint32_t shared = Shared(sketch, place);
    const size_t slot = SlotOf(place, shared);
    taken_[slot] = true;
    uint32_t& head = heads_[slot >> kSlotsPerBucketBits];
    entries_.push_back({head, shared, number, static_cast<uint16_t>(place)});
    head = static_cast<uint32_t>(entries_.size() - 1);
  }
}

void PairFinder::CompareListed(uint32_t text, const std::vector<bool>& left_out,
                               const Visit& visit) {
  const CopySketch& sketch = *sketch_of_(text);
  is_found_.resize(text_count_, false);
  found_.clear();
  for (size_t place = 1; place < kShingleMinima; place += 2) {
    pace::Breathe();
    const uint16_t minimum = sketch.minima[place];
    if (minima_.IsCommon(place, minimum)) continue;
    const size_t before = place - 1;
    const size_t behind = (place + 1) % kShingleMinima;
    const bool before_counts = !minima_.IsCommon(before, sketch.minima[before]);
    const bool behind_counts = !minima_.IsCommon(behind, sketch.minima[behind]);
    if (!before_counts && !behind_counts) continue;
    for (const uint32_t other : index_.TextsWith(place, minimum)) {
      if (is_found_[other] || left_out[other] || index_.IsAdded(other)) continue;
      const CopySketch* listed = sketch_of_(other);
      if (listed == nullptr) continue;
      if ((before_counts && listed->minima[before] == sketch.minima[before]) ||
          (behind_counts && listed->minima[behind] == sketch.minima[behind])) {
        is_found_[other] = true;
        found_.push_back(other);
      }
    }
  }
  for (const uint32_t other : found_) {
    is_found_[other] = false;
    visit(text, other);
  }
}

}  // namespace dateline::store
