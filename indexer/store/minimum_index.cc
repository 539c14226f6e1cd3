#include "indexer/store/minimum_index.h"

#include "indexer/pace/pace.h"

namespace dateline::store {
namespace {

using format::CopySketch;
using format::kShingleMinima;

constexpr size_t kValuesPerPlace = size_t{1} << 16;
constexpr size_t kListedPlaces = kShingleMinima / 2;
// Every look-up goes over what came later: so much of all texts costs no more than the lists save.
constexpr size_t kChangedPart = 16;

// Lists of one place follow each other; where one ends the next begins.
size_t ListOf(size_t place, uint16_t minimum) { return place / 2 * kValuesPerPlace + minimum; }

}  // namespace

void MinimumIndex::Add(uint32_t text) {
  if (begins_.empty() || IsAdded(text)) return;
  if (is_added_.size() <= text) is_added_.resize(text + 1, false);
  is_added_[text] = true;
  added_.push_back(text);
}

void MinimumIndex::Update(uint32_t text_count, const SketchOf& sketch_of, size_t max_changes) {
  const size_t changes = added_.size() + removed_;
  const bool few = changes <= max_changes || changes <= text_count / kChangedPart;
  if (!begins_.empty() && few) return;
  Make(text_count, sketch_of);
}

void MinimumIndex::Make(uint32_t text_count, const SketchOf& sketch_of) {
  added_.clear();
  is_added_.clear();
  removed_ = 0;
  texts_ = std::vector<uint32_t>();  // Frees the old lists before there are new ones.
  // First how many each list has, then where it ends; filled from the end, where it begins.
  begins_.assign(kListedPlaces * kValuesPerPlace + 1, 0);
  for (uint32_t text = 0; text < text_count; ++text) {
    pace::BreatheAt(text, 64);
    const CopySketch* sketch = sketch_of(text);
    if (sketch == nullptr) continue;
    for (size_t place = 1; place < kShingleMinima; place += 2) {
      ++begins_[ListOf(place, sketch->minima[place])];
    }
  }
  uint32_t end = 0;
  for (uint32_t& begin : begins_) begin = end += begin;
  texts_.resize(end);
  for (uint32_t text = text_count; text-- > 0;) {
    pace::BreatheAt(text, 64);
    const CopySketch* sketch = sketch_of(text);
    if (sketch == nullptr) continue;
    for (size_t place = 1; place < kShingleMinima; place += 2) {
      texts_[--begins_[ListOf(place, sketch->minima[place])]] = text;
    }
  }
}

absl::Span<const uint32_t> MinimumIndex::TextsWith(size_t place, uint16_t minimum) const {
  const size_t list = ListOf(place, minimum);
  return {texts_.data() + begins_[list], begins_[list + 1] - begins_[list]};
}

}  // namespace dateline::store
