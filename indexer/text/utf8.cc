#include "indexer/text/utf8.h"

#include "indexer/text/eight_bytes.h"

namespace dateline::text {
namespace {

unsigned char ByteAt(absl::string_view text, size_t pos) {
  return static_cast<unsigned char>(text[pos]);
}

// The length of the well-formed sequence at `pos`; 0 when there is none, and then `*bad` is the
// length of the maximal ill-formed subsequence.
size_t SequenceLength(absl::string_view text, size_t pos, size_t* bad) {
  const unsigned char lead = ByteAt(text, pos);
  if (lead < 0x80) return 1;
  *bad = 1;
  size_t length = 0;
  unsigned char low = 0x80;  // Bounds of the second byte: table 3-7 of the Unicode standard.
  unsigned char high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
  } else {
    return 0;
  }
  for (size_t i = 1; i < length; ++i) {
    if (pos + i == text.size()) return 0;
    const unsigned char byte = ByteAt(text, pos + i);
    if (byte < low || byte > high) return 0;
    *bad = i + 1;
    low = 0x80;
    high = 0xBF;
  }
  return length;
}

// The first position from `pos` on that is not plain ASCII.
size_t SkipAscii(absl::string_view text, size_t pos) {
  pos = PassEights(text, pos, [](uint64_t eight) { return !AnyBeyondAscii(eight); });
  while (pos < text.size() && ByteAt(text, pos) < 0x80) ++pos;
  return pos;
}

}  // namespace

bool IsValidUtf8(absl::string_view text) {
  size_t bad = 0;
  for (size_t pos = SkipAscii(text, 0); pos < text.size(); pos = SkipAscii(text, pos)) {
    const size_t length = SequenceLength(text, pos, &bad);
    if (length == 0) return false;
    pos += length;
  }
  return true;
}

uint32_t RepairUtf8(std::string* text) {
  if (IsValidUtf8(*text) && text->find('\0') == std::string::npos) return 0;
  std::string repaired;
  repaired.reserve(text->size() + 16);
  uint32_t count = 0;
  size_t bad = 0;
  for (size_t pos = 0; pos < text->size();) {
    const size_t length = SequenceLength(*text, pos, &bad);
    if (length == 0) {
      repaired.append("\xEF\xBF\xBD");
      ++count;
      pos += bad;
    } else if (length == 1 && (*text)[pos] == '\0') {
      repaired.push_back(' ');
      ++count;
      ++pos;
    } else {
      repaired.append(*text, pos, length);
      pos += length;
    }
  }
  *text = std::move(repaired);
  return count;
}

char32_t NextLongCodePoint(absl::string_view text, size_t* pos) {
  const unsigned char lead = ByteAt(text, *pos);
  const size_t needed = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (needed > text.size() - *pos) {
    *pos = text.size();
    return 0xFFFD;
  }
  const auto next = [&](size_t i) { return char32_t{ByteAt(text, *pos + i)} & 0x3F; };
  char32_t code_point = 0;
  if (lead >= 0xF0) {
    code_point = (char32_t{lead} & 0x07) << 18 | next(1) << 12 | next(2) << 6 | next(3);
  } else if (lead >= 0xE0) {
    code_point = (char32_t{lead} & 0x0F) << 12 | next(1) << 6 | next(2);
  } else {
    code_point = (char32_t{lead} & 0x1F) << 6 | next(1);
  }
  *pos += needed;
  return code_point;
}

void AppendUtf8(char32_t code_point, std::string* out) {
  const auto put = [&](char32_t byte) { out->push_back(static_cast<char>(byte)); };
  if (code_point < 0x80) {
    put(code_point);
  } else if (code_point < 0x800) {
    put(0xC0 | code_point >> 6);
    put(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    put(0xE0 | code_point >> 12);
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  } else {
    put(0xF0 | code_point >> 18);
    put(0x80 | (code_point >> 12 & 0x3F));
    put(0x80 | (code_point >> 6 & 0x3F));
    put(0x80 | (code_point & 0x3F));
  }
}

absl::string_view Beginning(absl::string_view text, size_t limit) {
  if (text.size() <= limit) return text;
  while (limit > 0 && (static_cast<unsigned char>(text[limit]) & 0xC0) == 0x80) --limit;
  return text.substr(0, limit);
}

}  // namespace dateline::text
