// Integers in as few bytes as they need: 7 bits a byte, the lowest first, the high bit set on all
// but the last; signed ones folded ("zigzag") so that small ones of either sign are short.

#ifndef DATELINE_INDEXER_FORMAT_VARINT_H_
#define DATELINE_INDEXER_FORMAT_VARINT_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace dateline::format {

void AppendVarint(uint64_t value, std::string* out);

// Reads at `*pos` and moves it behind. False when the bytes end within, or for more than 64 bits.
bool ReadVarint(absl::string_view bytes, size_t* pos, uint64_t* value);
// The same, and false for more than 32 bits.
bool ReadVarint(absl::string_view bytes, size_t* pos, uint32_t* value);

constexpr uint64_t ZigZag(int64_t value) {
  return static_cast<uint64_t>(value) << 1 ^ static_cast<uint64_t>(value >> 63);
}
constexpr int64_t UnZigZag(uint64_t value) {
  return static_cast<int64_t>(value >> 1 ^ (~(value & 1) + 1));
}

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_VARINT_H_
