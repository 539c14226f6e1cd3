// Finds which texts are compared with which: what two sketches have to share for that.

#ifndef DATELINE_INDEXER_STORE_COPY_PAIRS_H_
#define DATELINE_INDEXER_STORE_COPY_PAIRS_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <vector>

#include "indexer/format/copy_sketch.h"
#include "indexer/store/minimum_index.h"

namespace dateline::store {

// How many texts have each minimum, place by place. Takes 17 MB. Not thread-safe.
class SharedMinima {
 public:
  // A minimum is common when more texts than that have it.
  explicit SharedMinima(uint32_t max_sharing);

  // Counts the minima of a text, once more or once less.
  void Count(const format::CopySketch& sketch, bool more);
  bool IsCommon(size_t place, uint16_t minimum) const;

  // Forgets what has been counted, but for the counts.
  void ForgetChanges();
  bool has_changes() const { return changes_ > 0; }
  // True when one of the text's minima has become common, or no longer is, since ForgetChanges.
  bool HasChanged(const format::CopySketch& sketch) const;

 private:
  const uint32_t max_sharing_;
  std::vector<uint32_t> sharing_;  // By place and minimum.
  std::vector<bool> changed_;      // The same.
  size_t changes_ = 0;
  std::vector<uint32_t> changed_keys_;  // Those, and some that changed back.
};

// Two texts are compared when two neighbouring minima of theirs are equal and neither is common.
class PairFinder {
 public:
  // Gives the sketch of text 0, 1, ... text_count - 1; nullptr when there is no such text.
  using SketchOf = MinimumIndex::SketchOf;
  using Visit = std::function<void(uint32_t, uint32_t)>;

  // With fewer texts than `min_indexed` all are looked at; else a few find the others by `index`,
  // which is told of every text that comes and goes, and is made anew after that many.
  PairFinder(uint32_t text_count, SketchOf sketch_of, const SharedMinima& minima,
             size_t min_indexed, MinimumIndex* index);

  // Calls `visit` once with every pair that is compared and of which at least one is in `texts`.
  // REQUIRES: they are there, and no text is in it twice.
  void ForEachPair(const std::vector<uint32_t>& texts, const Visit& visit);

 private:
  struct Chunked {
    uint32_t text;
    uint32_t compared_with;  // The last text it was compared with.
  };
  struct Entry {
    uint32_t next;    // In the same bucket.
    uint32_t shared;  // As of Shared().
    uint16_t number;  // In the chunk.
    uint16_t place;
  };

  void StartTable(size_t size);
  size_t SlotOf(size_t place, uint32_t shared) const;
  // Visits the pairs of a text and those in the table.
  void Compare(uint32_t text, const format::CopySketch& sketch, const Visit& visit);
  void Insert(uint32_t text, const format::CopySketch& sketch);
  // Visits the pairs of a text and those that the index lists, but for the `left_out` ones.
  void CompareListed(uint32_t text, const std::vector<bool>& left_out, const Visit& visit);

  const uint32_t text_count_;
  const SketchOf sketch_of_;
  const SharedMinima& minima_;
  const size_t min_indexed_;
  MinimumIndex& index_;
  // Of CompareListed.
  std::vector<uint32_t> found_;
  std::vector<bool> is_found_;
  std::vector<Chunked> chunk_;
  std::vector<Entry> entries_;
  std::vector<uint32_t> heads_;  // The first entry of every bucket.
  // Finer than the buckets, and small enough for a cache: most look-ups end here.
  std::vector<bool> taken_;
  int slot_bits_ = 1;
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_COPY_PAIRS_H_
