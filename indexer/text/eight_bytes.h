// Eight bytes of a text looked at as one number, for loops that pass over most of it.

#ifndef DATELINE_INDEXER_TEXT_EIGHT_BYTES_H_
#define DATELINE_INDEXER_TEXT_EIGHT_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/numeric/bits.h"
#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace dateline::text {

inline constexpr uint64_t kEachByte = 0x0101010101010101;
inline constexpr uint64_t kEachHighBit = 0x8080808080808080;

// The first byte is the lowest. REQUIRES: eight bytes at `bytes`.
inline uint64_t EightBytes(const char* bytes) {
  uint64_t eight;
  std::memcpy(&eight, bytes, sizeof eight);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  eight = __builtin_bswap64(eight);
#endif
  return eight;
}

// True when one of the bytes is beyond ASCII.
constexpr bool AnyBeyondAscii(uint64_t eight) { return (eight & kEachHighBit) != 0; }

// True when one of the bytes is below `bound`. REQUIRES: bound <= 0x80.
constexpr bool AnyBelow(uint64_t eight, unsigned char bound) {
  return ((eight - kEachByte * bound) & ~eight & kEachHighBit) != 0;
}

// True when one of the bytes is a digit of ASCII.
constexpr bool AnyDigit(uint64_t eight) { return AnyBelow(eight ^ kEachByte * '0', 10); }

// How many of the bytes stand inside of a UTF-8 sequence, not at its begin.
constexpr size_t ContinuationBytes(uint64_t eight) {
  const uint64_t inside = eight & ~(eight << 1) & kEachHighBit;
  return (inside >> 7) * kEachByte >> 56;
}

// How many of the bytes stand before the first that is no letter or digit. REQUIRES: all are ASCII.
inline size_t LettersAndDigits(uint64_t eight) {
  // Sums with bytes of ASCII set the high bit of those from a bound on.
  const auto from = [](uint64_t bytes, unsigned char bound) {
    return bytes + kEachByte * (0x80 - bound);
  };
  const uint64_t small = eight | kEachByte * 0x20;
  const uint64_t letters = from(small, 'a') & ~from(small, 'z' + 1);
  const uint64_t digits = from(eight, '0') & ~from(eight, '9' + 1);
  const uint64_t others = ~(letters | digits) & kEachHighBit;
  return others == 0 ? 8 : absl::countr_zero(others) / 8;
}

// The place at or behind `pos` of the first eight bytes that do not pass, counted in steps of
// eight; of what is left at the end of `text`, fewer than eight bytes, when all pass.
template <typename Passes>
size_t PassEights(absl::string_view text, size_t pos, Passes passes) {
  while (pos + 8 <= text.size() && passes(EightBytes(text.data() + pos))) pos += 8;
  return pos;
}

// The place of the first digit at or behind `pos`; the size of `text` when there is none.
inline size_t FindDigit(absl::string_view text, size_t pos) {
  pos = PassEights(text, pos, [](uint64_t eight) { return !AnyDigit(eight); });
  while (pos < text.size() && !absl::ascii_isdigit(text[pos])) ++pos;
  return pos;
}

}  // namespace dateline::text

#endif  // DATELINE_INDEXER_TEXT_EIGHT_BYTES_H_
