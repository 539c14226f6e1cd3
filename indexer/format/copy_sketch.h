// What kSlotCopySketch holds: all that finding the copies of an article takes, but for its publish
// date and, since format version 7, its id.
//
//   0, 0     two bytes; one of them in what format versions 3 to 6 wrote, none in what 2 did
//   varint   number of distinct shingles
//   128      minima, 2 bytes each, big-endian
//   varint   number of distinct numbers; behind it, unless it is 0, 16 bytes: minima of numbers
//   varint   number of fills, and these: see below; version 2 has none
//   varint   when it was captured: zigzag, seconds since 1970-01-01 UTC
//   rest     the article's id, up to format version 6
//
// Fills are in ascending order of contexts. Up to version 6 each has 5 bytes: context (big-endian),
// names (big-endian), numbers. Since version 7 each has a byte first: 0 to 136 when there are no
// numbers, and at most two names; 137 to 144 for one number and no names; 255, and then names and
// numbers as before. Behind them all is a string of bits, the highest of a byte first: of each
// context what it is more than the one before + 1 (the first: than 0), Rice-coded, which is the
// quotient by 2^k in ones, a zero, and the k bits that are left. k is the largest with
// 2^k * (fills + 1) <= 2^16. Zeros fill the last byte.

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
  std::string id;  // Empty in what was decoded from a short record.
  int64_t captured_at = 0;
  CopySketch sketch;

  friend bool operator==(const CopyRecord& a, const CopyRecord& b) {
    return a.id == b.id && a.captured_at == b.captured_at && a.sketch == b.sketch;
  }
};

// "" for a sketch without shingles: such an article has no copies. As format version 6 wrote it.
std::string EncodeCopyRecord(const CopyRecord& record);
// The same as version 7 writes it, without the id.
std::string EncodeShortCopyRecord(const CopyRecord& record);
// A record of any version. nullopt for bytes of another form, the empty ones among them.
std::optional<CopyRecord> DecodeCopyRecord(absl::string_view bytes);

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_COPY_SKETCH_H_
