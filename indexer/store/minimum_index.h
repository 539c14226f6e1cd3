// Which texts have a minimum: for finding those that a few texts are compared with, without a look
// at every other.
//
// Of two neighbouring places one has an odd number. So the texts that share two neighbouring minima
// with another are among those that share a minimum at an odd place with it, and only these are
// listed: 128 bytes a text, and 9 MB. For fewer than 2^27 texts.

#ifndef DATELINE_INDEXER_STORE_MINIMUM_INDEX_H_
#define DATELINE_INDEXER_STORE_MINIMUM_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "absl/types/span.h"
#include "indexer/format/copy_sketch.h"

namespace dateline::store {

// Not thread-safe. Costs nothing before it is made.
class MinimumIndex {
 public:
  // As PairFinder takes it.
  using SketchOf = std::function<const format::CopySketch*(uint32_t)>;

  // A text came, or has a sketch of its own again.
  void Add(uint32_t text);
  // A text went. It stays in its lists: whoever finds one in a list looks at its sketch.
  void Remove() { ++removed_; }

  // Lists all texts but some that came lately: makes the lists when there are none, or when more
  // than `max_changes` texts, and more than a part of all, came or went after them.
  void Update(uint32_t text_count, const SketchOf& sketch_of, size_t max_changes);

  // Of those listed, each text that had the minimum at the place when the lists were made, once.
  // REQUIRES: Update was called; the place is odd.
  absl::Span<const uint32_t> TextsWith(size_t place, uint16_t minimum) const;

  // Those that came later: what they have now is not what the lists say. Each is in it once.
  const std::vector<uint32_t>& added() const { return added_; }
  bool IsAdded(uint32_t text) const { return text < is_added_.size() && is_added_[text]; }

 private:
  void Make(uint32_t text_count, const SketchOf& sketch_of);

  std::vector<uint32_t> begins_;  // By odd place and minimum, where its texts begin in `texts_`.
  std::vector<uint32_t> texts_;
  std::vector<uint32_t> added_;
  std::vector<bool> is_added_;
  size_t removed_ = 0;
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_MINIMUM_INDEX_H_
