#include "indexer/text/wide_text.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "indexer/text/utf8.h"

namespace dateline::text {
namespace {

// How much tells.
constexpr size_t kHeadBytes = 8192;

size_t UnitBytes(WideEncoding encoding) {
  return encoding == WideEncoding::kUtf32Le || encoding == WideEncoding::kUtf32Be ? 4 : 2;
}
bool IsLittleEndian(WideEncoding encoding) {
  return encoding == WideEncoding::kUtf16Le || encoding == WideEncoding::kUtf32Le;
}

char32_t UnitAt(absl::string_view bytes, WideEncoding encoding) {
  const size_t size = UnitBytes(encoding);
  char32_t unit = 0;
  for (size_t i = 0; i < size; ++i) {
    const size_t at = IsLittleEndian(encoding) ? size - 1 - i : i;
    unit = unit << 8 | static_cast<unsigned char>(bytes[at]);
  }
  return unit;
}

// Characters of scripts, and the signs between them; no control, private or unassigned ones.
bool IsTextUnit(char32_t unit) {
  if (unit < 0x20) return unit == '\n' || unit == '\r' || unit == '\t' || unit == '\f';
  if (unit >= 0x7F && unit < 0xA0) return false;
  return unit < 0xE000 || (unit >= 0xF900 && unit < 0xFFF0) || (unit > 0xFFFF && unit < 0x110000);
}

// Every text has spaces, line ends or full stops.
bool IsSeparator(char32_t unit) {
  return unit == ' ' || unit == '\n' || unit == '\r' || unit == 0x3000 || unit == 0x3001 ||
         unit == 0x3002 || unit == 0xFF0C || unit == '<' || unit == '"' || unit == ',';
}

// Text of one byte a character, with a stray zero byte in it, decodes to ideographs of all sorts.
bool IsNarrow(absl::string_view head) {
  size_t zeros = 0;
  size_t printable = 0;
  for (const char c : head) {
    zeros += c == '\0';
    printable += c >= 0x20 && c < 0x7F;
  }
  return zeros * 5 < head.size() && printable * 10 > head.size() * 7;
}

size_t LatinUnits(absl::string_view head, WideEncoding encoding) {
  size_t latin = 0;
  for (size_t i = 0; i + 2 <= head.size(); i += 2)
    latin += UnitAt(head.substr(i), encoding) < 0x100;
  return latin;
}

bool ReadsAs(absl::string_view head, WideEncoding encoding) {
  const size_t size = UnitBytes(encoding);
  size_t units = 0;
  size_t separators = 0;
  char32_t high = 0;
  for (size_t i = 0; i + size <= head.size(); i += size, ++units) {
    const char32_t unit = UnitAt(head.substr(i), encoding);
    const bool is_high = unit >= 0xD800 && unit < 0xDC00 && size == 2;
    const bool is_low = unit >= 0xDC00 && unit < 0xE000;
    if (is_low != (high != 0) || !IsTextUnit(unit)) return false;
    high = is_high ? unit : 0;
    separators += IsSeparator(unit);
  }
  return units >= 4 && separators > 0 && separators * 100 >= units;
}

}  // namespace

WideEncoding FindWideEncoding(absl::string_view head) {
  // The longer marks first: that of UTF-16 begins that of UTF-32.
  if (absl::StartsWith(head, absl::string_view("\xff\xfe\0\0", 4))) return WideEncoding::kUtf32Le;
  if (absl::StartsWith(head, absl::string_view("\0\0\xfe\xff", 4))) return WideEncoding::kUtf32Be;
  if (absl::StartsWith(head, "\xff\xfe")) return WideEncoding::kUtf16Le;
  if (absl::StartsWith(head, "\xfe\xff")) return WideEncoding::kUtf16Be;
  head = head.substr(0, kHeadBytes);
  if (head.find('\0') == absl::string_view::npos || IsNarrow(head)) return WideEncoding::kNone;
  for (const WideEncoding encoding : {WideEncoding::kUtf32Le, WideEncoding::kUtf32Be}) {
    if (ReadsAs(head, encoding)) return encoding;
  }
  const bool little = ReadsAs(head, WideEncoding::kUtf16Le);
  const bool big = ReadsAs(head, WideEncoding::kUtf16Be);
  // Latin letters the wrong way round are ideographs, and a digit is a space between these.
  if (big && (!little ||
              LatinUnits(head, WideEncoding::kUtf16Be) > LatinUnits(head, WideEncoding::kUtf16Le)))
    return WideEncoding::kUtf16Be;
  return little ? WideEncoding::kUtf16Le : WideEncoding::kNone;
}

void WideDecoder::Decode(absl::string_view bytes, std::string* out) {
  const size_t size = UnitBytes(encoding_);
  while (!rest_.empty() && !bytes.empty()) {
    rest_.push_back(bytes[0]);
    bytes.remove_prefix(1);
    if (rest_.size() < size) continue;
    AddUnit(UnitAt(rest_, encoding_), out);
    rest_.clear();
  }
  for (; bytes.size() >= size; bytes.remove_prefix(size)) AddUnit(UnitAt(bytes, encoding_), out);
  rest_.append(bytes.data(), bytes.size());
}

void WideDecoder::AddUnit(char32_t unit, std::string* out) {
  constexpr char kBroken = '\xff';
  const bool first = !begun_;
  begun_ = true;
  if (first && unit == 0xFEFF) return;
  if (high_ != 0) {
    const char32_t high = high_;
    high_ = 0;
    if (unit >= 0xDC00 && unit < 0xE000)
      return AppendUtf8(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00), out);
    out->push_back(kBroken);
  }
  if (unit >= 0xD800 && unit < 0xDC00 && UnitBytes(encoding_) == 2) {
    high_ = unit;
  } else if ((unit >= 0xD800 && unit < 0xE000) || unit > 0x10FFFF) {
    out->push_back(kBroken);
  } else {
    AppendUtf8(unit, out);
  }
}

void WideDecoder::Finish(std::string* out) {
  if (!rest_.empty() || high_ != 0) out->push_back('\xff');
  rest_.clear();
  high_ = 0;
}

}  // namespace dateline::text
