#include "indexer/format/copy_sketch.h"

#include "absl/strings/match.h"
#include "indexer/format/varint.h"

namespace dateline::format {
namespace {

constexpr size_t kFillBytes = 5;
constexpr absl::string_view kShortMark("\0\0", 2);

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

// Codes of what a fill has, as the header says.
constexpr int kNameBits = 16;
constexpr int kNumberBits = 8;
constexpr int kOneNumberCode = 1 + kNameBits + kNameBits * (kNameBits - 1) / 2;
constexpr int kCodes = kOneNumberCode + kNumberBits;
constexpr uint8_t kEscapeCode = 255;

struct FillCodes {
  std::array<uint16_t, kCodes> names{};
  std::array<uint8_t, kCodes> numbers{};

  FillCodes() {
    int code = 1;  // 0: nothing.
    for (int bit = 0; bit < kNameBits; ++bit) names[code++] = static_cast<uint16_t>(1 << bit);
    for (int high = 1; high < kNameBits; ++high) {
      for (int low = 0; low < high; ++low) {
        names[code++] = static_cast<uint16_t>(1 << high | 1 << low);
      }
    }
    for (int bit = 0; bit < kNumberBits; ++bit) numbers[code++] = static_cast<uint8_t>(1 << bit);
  }
};

const FillCodes& Codes() {
  static const FillCodes& codes = *new FillCodes();
  return codes;
}

uint8_t CodeOf(const Fill& fill) {
  const bool one_number = fill.numbers != 0 && (fill.numbers & (fill.numbers - 1)) == 0;
  if (fill.names == 0 && one_number) return kOneNumberCode + __builtin_ctz(fill.numbers);
  if (fill.numbers != 0) return kEscapeCode;
  if (fill.names == 0) return 0;
  const int low = __builtin_ctz(fill.names);
  const unsigned others = fill.names & (fill.names - 1u);
  if (others == 0) return static_cast<uint8_t>(1 + low);
  if ((others & (others - 1)) != 0) return kEscapeCode;
  const int high = __builtin_ctz(others);
  return static_cast<uint8_t>(1 + kNameBits + high * (high - 1) / 2 + low);
}

// Bits of a remainder, for so many fills.
int RiceBits(size_t fills) {
  int bits = 0;
  while ((fills + 1) << (bits + 1) <= 1u << 16) ++bits;
  return bits;
}

void AppendShortFills(const std::vector<Fill>& fills, std::string* bytes) {
  AppendVarint(fills.size(), bytes);
  for (const Fill& fill : fills) {
    const uint8_t code = CodeOf(fill);
    bytes->push_back(static_cast<char>(code));
    if (code != kEscapeCode) continue;
    AppendBigEndian(fill.names, bytes);
    bytes->push_back(static_cast<char>(fill.numbers));
  }
  uint32_t pending = 1;  // The bits of a byte behind a one.
  const auto append_bit = [&](bool bit) {
    pending = pending << 1 | (bit ? 1 : 0);
    if (pending < 0x100) return;
    bytes->push_back(static_cast<char>(pending));
    pending = 1;
  };
  const int bits = RiceBits(fills.size());
  uint32_t next = 0;
  for (const Fill& fill : fills) {
    const uint32_t more = fill.context - next;
    for (uint32_t ones = more >> bits; ones > 0; --ones) append_bit(true);
    append_bit(false);
    for (int bit = bits - 1; bit >= 0; --bit) append_bit((more >> bit & 1) != 0);
    next = fill.context + 1u;
  }
  while (pending != 1) append_bit(false);
}

bool ReadShortFills(absl::string_view bytes, size_t* pos, std::vector<Fill>* fills) {
  uint32_t count = 0;
  if (!ReadVarint(bytes, pos, &count) || count > kMaxFills) return false;
  fills->resize(count);
  for (Fill& fill : *fills) {
    if (*pos == bytes.size()) return false;
    const auto code = static_cast<unsigned char>(bytes[(*pos)++]);
    if (code < kCodes) {
      fill.names = Codes().names[code];
      fill.numbers = Codes().numbers[code];
      continue;
    }
    if (code != kEscapeCode || bytes.size() - *pos < 3) return false;
    fill.names = ReadBigEndian(bytes, pos);
    fill.numbers = static_cast<uint8_t>(bytes[(*pos)++]);
  }
  size_t position = *pos * 8;  // In bits.
  bool at_end = false;
  const auto read_bit = [&] {
    at_end = at_end || position == bytes.size() * 8;
    if (at_end) return false;
    const bool bit = (static_cast<unsigned char>(bytes[position / 8]) >> (7 - position % 8) & 1);
    ++position;
    return bit;
  };
  const int bits = RiceBits(count);
  uint32_t next = 0;
  for (Fill& fill : *fills) {
    uint32_t more = 0;
    while (read_bit()) ++more;
    for (int bit = 0; bit < bits; ++bit) more = more << 1 | (read_bit() ? 1 : 0);
    if (at_end || more > 0xFFFF || next + more > 0xFFFF) return false;
    fill.context = static_cast<uint16_t>(next + more);
    next += more + 1;
  }
  while (position % 8 != 0) {
    if (read_bit()) return false;
  }
  *pos = position / 8;
  return true;
}

void AppendMinima(const CopySketch& sketch, std::string* bytes) {
  AppendVarint(sketch.shingles, bytes);
  for (uint16_t minimum : sketch.minima) AppendBigEndian(minimum, bytes);
  AppendVarint(sketch.numbers, bytes);
  if (sketch.numbers == 0) return;
  for (uint8_t minimum : sketch.number_minima) bytes->push_back(static_cast<char>(minimum));
}

}  // namespace

std::string EncodeCopyRecord(const CopyRecord& record) {
  std::string bytes;
  const CopySketch& sketch = record.sketch;
  if (sketch.shingles == 0) return bytes;
  bytes.push_back(0);
  AppendMinima(sketch, &bytes);
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

std::string EncodeShortCopyRecord(const CopyRecord& record) {
  if (record.sketch.shingles == 0) return "";
  std::string bytes(kShortMark);
  AppendMinima(record.sketch, &bytes);
  AppendShortFills(record.sketch.fills, &bytes);
  AppendVarint(ZigZag(record.captured_at), &bytes);
  return bytes;
}

std::optional<CopyRecord> DecodeCopyRecord(absl::string_view bytes) {
  CopyRecord record;
  CopySketch& sketch = record.sketch;
  const bool is_short = absl::StartsWith(bytes, kShortMark);
  const bool with_fills = !bytes.empty() && bytes[0] == 0;
  size_t pos = is_short ? kShortMark.size() : with_fills ? 1 : 0;
  if (!ReadVarint(bytes, &pos, &sketch.shingles) || sketch.shingles == 0) return std::nullopt;
  if (bytes.size() - pos < 2 * kShingleMinima) return std::nullopt;
  for (uint16_t& minimum : sketch.minima) minimum = ReadBigEndian(bytes, &pos);
  if (!ReadVarint(bytes, &pos, &sketch.numbers)) return std::nullopt;
  if (sketch.numbers > 0) {
    if (bytes.size() - pos < kNumberMinima) return std::nullopt;
    for (uint8_t& minimum : sketch.number_minima) minimum = static_cast<uint8_t>(bytes[pos++]);
  }
  if (is_short) {
    if (!ReadShortFills(bytes, &pos, &sketch.fills)) return std::nullopt;
  } else if (with_fills && !ReadFills(bytes, &pos, &sketch.fills)) {
    return std::nullopt;
  }
  uint64_t captured = 0;
  if (!ReadVarint(bytes, &pos, &captured)) return std::nullopt;
  if ((pos == bytes.size()) != is_short) return std::nullopt;
  record.captured_at = UnZigZag(captured);
  record.id = std::string(bytes.substr(pos));
  return record;
}

}  // namespace dateline::format
