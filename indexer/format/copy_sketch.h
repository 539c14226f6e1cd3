// What kSlotCopySketch holds: all that finding the copies of an article takes, but for its publish
// date.
//
//   0        a byte; absent from what format version 2 wrote, which has no fills
//   varint   number of distinct shingles
//   128      minima, 2 bytes each, big-endian
//   varint   number of distinct numbers; behind it, unless it is 0, 16 bytes: minima of numbers
//   varint   number of fills; 5 bytes each, in ascending order of contexts: context (big-endian),
//            names (big-endian), numbers
//   varint   when it was captured: zigzag, seconds since 1970-01-01 UTC
//   rest     the article's id

#ifndef DATELINE_INDEXER_FORMAT_COPY_SKETCH_H_
#define DATELINE_INDEXER_FORMAT_COPY_SKETCH_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::format {

inline constexpr size_t kShingleMinima = 64;
inline constexpr size_t kNumberMinima = 16;

inline constexpr size_t kMaxFills = 48;

// What an article has at a place where another with the same words around it may have something
// else: the names and numbers that stand there.
struct Fill {
  uint16_t context = 0;  // A hash of the words around.
  uint16_t names = 0;    // A bit for every one, by a hash of it.
  uint8_t numbers = 0;   // The same.

  friend bool operator==(const Fill& a, const Fill& b) {
    return a.context == b.context && a.names == b.names && a.numbers == b.numbers;
  }
};

// Two sets that small sets of minima stand for: the shingles of an article (runs of words), and the
// numbers in it. At a given place, the minima of two sets are equal with the probability of their
// resemblance |A and B| / |A or B|. Beside them a sample of its fills. How all are computed:
// indexer/store/copy_sketch.h.
struct CopySketch {
  uint32_t shingles = 0;  // 0: there is no text to compare, and the minima mean nothing.
  uint32_t numbers = 0;   // 0: none, and their minima are 0.
  std::array<uint16_t, kShingleMinima> minima{};
  std::array<uint8_t, kNumberMinima> number_minima{};
  std::vector<Fill> fills;  // At most kMaxFills, each context once, in ascending order of them.

  friend bool operator==(const CopySketch& a, const CopySketch& b) {
    return a.shingles == b.shingles && a.numbers == b.numbers && a.minima == b.minima &&
           a.number_minima == b.number_minima && a.fills == b.fills;
  }
};

struct CopyRecord {
  std::string id;
  int64_t captured_at = 0;
  CopySketch sketch;

  friend bool operator==(const CopyRecord& a, const CopyRecord& b) {
    return a.id == b.id && a.captured_at == b.captured_at && a.sketch == b.sketch;
  }
};

// "" for a sketch without shingles: such an article has no copies.
std::string EncodeCopyRecord(const CopyRecord& record);
// nullopt for bytes of another form, the empty ones among them.
std::optional<CopyRecord> DecodeCopyRecord(absl::string_view bytes);

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_COPY_SKETCH_H_
