#include "indexer/annotate/phrase_key.h"

#include <unicode/uchar.h>

#include "absl/strings/ascii.h"
#include "indexer/text/analyzer.h"
#include "indexer/text/utf8.h"

namespace dateline::annotate {
namespace {

bool Vanishes(char32_t c) { return c == '.' || c == '\'' || c == '&' || c == 0x2019; }

bool IsWordCharacter(char32_t c) {
  if (c < 0x80) return absl::ascii_isalnum(static_cast<unsigned char>(c));
  return u_isalnum(static_cast<UChar32>(c)) ||
         (U_GET_GC_MASK(static_cast<UChar32>(c)) & U_GC_M_MASK) != 0;
}

}  // namespace

std::string PhraseKey(absl::string_view text) {
  bool plain = true;  // Letters and digits of ASCII alone: nearly every word.
  for (const char c : text) plain = plain && absl::ascii_isalnum(static_cast<unsigned char>(c));
  if (plain) return absl::AsciiStrToLower(text);
  bool ascii = true;
  for (const char c : text) ascii = ascii && absl::ascii_isascii(static_cast<unsigned char>(c));
  std::string folded = ascii ? absl::AsciiStrToLower(text) : text::Fold(text);
  std::string key;
  key.reserve(folded.size());
  bool gap = false;
  for (size_t pos = 0; pos < folded.size();) {
    const size_t begin = pos;
    const char32_t c = text::NextCodePoint(folded, &pos);
    if (Vanishes(c)) continue;
    if (!IsWordCharacter(c)) {
      gap = true;
      continue;
    }
    if (gap && !key.empty()) key.push_back(' ');
    gap = false;
    key.append(folded, begin, pos - begin);
  }
  return key;
}

}  // namespace dateline::annotate
