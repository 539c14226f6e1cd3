#include "indexer/format/copy_sketch.h"

#include "indexer/format/varint.h"

namespace dateline::format {
namespace {

constexpr size_t kFillBytes = 5;

void AppendBigEndian(uint16_t value, std::string* bytes) {
  bytes->push_back(static_cast<char>(value >> 8));
  bytes->push_back(static_cast<char>(value));
}

// REQUIRES: two bytes at `*pos`.
uint16_t ReadBigEndian(absl::string_view bytes, size_t* pos) {
  const auto high = static_cast<unsigned char>(bytes[(*pos)++]);
  return static_cast<uint16_t>(high << 8 | static_cast<unsigned char>(bytes[(*pos)++]));
}

bool ReadFills(absl::string_view bytes, size_t* pos, std::vector<Fill>* fills) {
  uint32_t count = 0;
  if (!ReadVarint(bytes, pos, &count) || count > kMaxFills) return false;
  if (bytes.size() - *pos < count * kFillBytes) return false;
  for (uint32_t i = 0; i < count; ++i) {
    Fill fill;
    fill.context = ReadBigEndian(bytes, pos);
    fill.names = ReadBigEndian(bytes, pos);
    fill.numbers = static_cast<uint8_t>(bytes[(*pos)++]);
    if (!fills->empty() && fill.context <= fills->back().context) return false;
    fills->push_back(fill);
  }
  return true;
}

}  // namespace

std::string EncodeCopyRecord(const CopyRecord& record) {
  std::string bytes;
  const CopySketch& sketch = record.sketch;
  if (sketch.shingles == 0) return bytes;
  bytes.push_back(0);
  AppendVarint(sketch.shingles, &bytes);
  for (uint16_t minimum : sketch.minima) AppendBigEndian(minimum, &bytes);
  AppendVarint(sketch.numbers, &bytes);
  if (sketch.numbers > 0) {
    for (uint8_t minimum : sketch.number_minima) bytes.push_back(static_cast<char>(minimum));
  }
  AppendVarint(sketch.fills.size(), &bytes);
  for (const Fill& fill : sketch.fills) {
    AppendBigEndian(fill.context, &bytes);
    AppendBigEndian(fill.names, &bytes);
    bytes.push_back(static_cast<char>(fill.numbers));
  }
  AppendVarint(ZigZag(record.captured_at), &bytes);
  bytes += record.id;
  return bytes;
}

std::optional<CopyRecord> DecodeCopyRecord(absl::string_view bytes) {
  CopyRecord record;
  CopySketch& sketch = record.sketch;
  const bool with_fills = !bytes.empty() && bytes[0] == 0;
  size_t pos = with_fills ? 1 : 0;
  if (!ReadVarint(bytes, &pos, &sketch.shingles) || sketch.shingles == 0) return std::nullopt;
  if (bytes.size() - pos < 2 * kShingleMinima) return std::nullopt;
  for (uint16_t& minimum : sketch.minima) minimum = ReadBigEndian(bytes, &pos);
  if (!ReadVarint(bytes, &pos, &sketch.numbers)) return std::nullopt;
  if (sketch.numbers > 0) {
    if (bytes.size() - pos < kNumberMinima) return std::nullopt;
    for (uint8_t& minimum : sketch.number_minima) minimum = static_cast<uint8_t>(bytes[pos++]);
  }
  if (with_fills && !ReadFills(bytes, &pos, &sketch.fills)) return std::nullopt;
  uint64_t captured = 0;
  if (!ReadVarint(bytes, &pos, &captured) || pos == bytes.size()) return std::nullopt;
  record.captured_at = UnZigZag(captured);
  record.id = std::string(bytes.substr(pos));
  return record;
}

}  // namespace dateline::format
