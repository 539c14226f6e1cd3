#include "indexer/format/varint.h"

namespace dateline::format {

void AppendVarint(uint64_t value, std::string* out) {
  while (value >= 0x80) {
    out->push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out->push_back(static_cast<char>(value));
}

bool ReadVarint(absl::string_view bytes, size_t* pos, uint64_t* value) {
  uint64_t result = 0;
  for (int shift = 0; shift < 64; shift += 7) {
    if (*pos == bytes.size()) return false;
    const uint64_t byte = static_cast<unsigned char>(bytes[(*pos)++]);
    if (shift == 63 && byte > 1) return false;
    result |= (byte & 0x7f) << shift;
    if (byte < 0x80) {
      *value = result;
      return true;
    }
  }
  return false;
}

bool ReadVarint(absl::string_view bytes, size_t* pos, uint32_t* value) {
  uint64_t wide = 0;
  if (!ReadVarint(bytes, pos, &wide) || wide > UINT32_MAX) return false;
  *value = static_cast<uint32_t>(wide);
  return true;
}

}  // namespace dateline::format
