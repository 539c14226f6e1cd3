#include "client/safe_text.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>

namespace dateline::client {
namespace {

constexpr UChar32 kReplacement = 0xFFFD;
constexpr UChar32 kDropped = -1;

bool IsBidiControl(UChar32 c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

// The invisible characters that the one before or behind them is drawn by.
bool ShapesItsNeighbours(UChar32 c) {
  return c == 0x200C || c == 0x200D || (c >= 0xFE00 && c <= 0xFE0F) ||
         (c >= 0xE0100 && c <= 0xE01EF);
}

UChar32 SafeCodePoint(UChar32 c) {
  if (c < 0) return kReplacement;
  if (u_isUWhiteSpace(c)) return c == 0xA0 || c == 0x3000 || c == 0x202F ? c : ' ';
  if (u_charType(c) == U_CONTROL_CHAR || IsBidiControl(c) || U_IS_UNICODE_NONCHAR(c)) {
    return kReplacement;
  }
  if (u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) && !ShapesItsNeighbours(c)) {
    return kDropped;
  }
  return c;
}

bool IsCombiningMark(UChar32 c) {
  int8_t type = u_charType(c);
  return type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK;
}

std::string ToAscii(const std::string& text) {
  static const icu::Transliterator* const kLatinAscii = [] {
    UErrorCode error = U_ZERO_ERROR;
    auto* made = icu::Transliterator::createInstance("NFD; Latin-ASCII; [:Mn:] Remove",
                                                     UTRANS_FORWARD, error);
    return U_SUCCESS(error) ? made : nullptr;
  }();
  icu::UnicodeString unicode = icu::UnicodeString::fromUTF8(text);
  if (kLatinAscii != nullptr) kLatinAscii->transliterate(unicode);
  std::string ascii;
  ascii.reserve(unicode.length());
  for (int32_t i = 0; i < unicode.length(); i = unicode.moveIndex32(i, 1)) {
    UChar32 c = unicode.char32At(i);
    ascii.push_back(c == 0xA0 || c == 0x3000 || c == 0x202F ? ' '
                    : c < 0x80                              ? static_cast<char>(c)
                                                            : '?');
  }
  return ascii;
}

void AppendUtf8(UChar32 c, std::string* out) {
  char bytes[U8_MAX_LENGTH];
  int32_t length = 0;
  U8_APPEND_UNSAFE(bytes, length, c);
  out->append(bytes, length);
}

}  // namespace

std::string SafeText(absl::string_view text, bool unicode) {
  std::string safe;
  safe.reserve(text.size());
  bool ascii = true;
  int marks = 0;
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT(text.data(), i, size, c);
    if (c >= 0x20 && c < 0x7F) {
      safe.push_back(static_cast<char>(c));
      marks = 0;
      continue;
    }
    c = SafeCodePoint(c);
    if (c == kDropped) continue;
    marks = IsCombiningMark(c) ? marks + 1 : 0;
    if (marks > kMaxCombiningMarks) continue;
    ascii = ascii && c < 0x80;
    AppendUtf8(c, &safe);
  }
  return unicode || ascii ? safe : ToAscii(safe);
}

bool IsUtf8(absl::string_view text) {
  const auto size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    UChar32 c;
    U8_NEXT(text.data(), i, size, c);
    if (c < 0) return false;
  }
  return true;
}

}  // namespace dateline::client
