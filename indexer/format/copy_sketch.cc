#include "indexer/format/copy_sketch.h"

#include "indexer/format/varint.h"

namespace dateline::format {

std::string EncodeCopyRecord(const CopyRecord& record) {
  std::string bytes;
  const CopySketch& sketch = record.sketch;
  if (sketch.shingles == 0) return bytes;
  AppendVarint(sketch.shingles, &bytes);
  for (uint16_t minimum : sketch.minima) {
    bytes.push_back(static_cast<char>(minimum >> 8));
    bytes.push_back(static_cast<char>(minimum));
  }
  AppendVarint(sketch.numbers, &bytes);
  if (sketch.numbers > 0) {
    for (uint8_t minimum : sketch.number_minima) bytes.push_back(static_cast<char>(minimum));
  }
  AppendVarint(ZigZag(record.captured_at), &bytes);
  bytes += record.id;
  return bytes;
}

std::optional<CopyRecord> DecodeCopyRecord(absl::string_view bytes) {
  CopyRecord record;
  CopySketch& sketch = record.sketch;
  size_t pos = 0;
  if (!ReadVarint(bytes, &pos, &sketch.shingles) || sketch.shingles == 0) return std::nullopt;
  if (bytes.size() - pos < 2 * kShingleMinima) return std::nullopt;
  for (uint16_t& minimum : sketch.minima) {
    const auto high = static_cast<unsigned char>(bytes[pos++]);
    minimum = static_cast<uint16_t>(high << 8 | static_cast<unsigned char>(bytes[pos++]));
  }
  if (!ReadVarint(bytes, &pos, &sketch.numbers)) return std::nullopt;
  if (sketch.numbers > 0) {
    if (bytes.size() - pos < kNumberMinima) return std::nullopt;
    for (uint8_t& minimum : sketch.number_minima) minimum = static_cast<uint8_t>(bytes[pos++]);
  }
  uint64_t captured = 0;
  if (!ReadVarint(bytes, &pos, &captured) || pos == bytes.size()) return std::nullopt;
  record.captured_at = UnZigZag(captured);
  record.id = std::string(bytes.substr(pos));
  return record;
}

}  // namespace dateline::format
