// UTF-8 at the door: checking, repairing, and stepping through code points.

#ifndef DATELINE_INDEXER_TEXT_UTF8_H_
#define DATELINE_INDEXER_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace dateline::text {

// True when `text` is well-formed UTF-8 (Unicode 15, table 3-7: no surrogates, no overlong forms).
bool IsValidUtf8(absl::string_view text);

// Replaces every maximal ill-formed subsequence by U+FFFD (Unicode 15, section 3.9) and every NUL
// by a space, in place. Returns how many replacements were made; 0 leaves `text` untouched.
uint32_t RepairUtf8(std::string* text);

// As NextCodePoint, of one that is no ASCII.
char32_t NextLongCodePoint(absl::string_view text, size_t* pos);

// The code point at `*pos`, and moves `*pos` behind it. In ill-formed text it may be any number; a
// character that is cut at the end is U+FFFD. REQUIRES: *pos < size.
inline char32_t NextCodePoint(absl::string_view text, size_t* pos) {
  const auto lead = static_cast<unsigned char>(text[*pos]);
  if (lead >= 0x80) return NextLongCodePoint(text, pos);
  ++*pos;
  return lead;
}

// Appends the UTF-8 form of `code_point`. REQUIRES: a Unicode scalar value.
void AppendUtf8(char32_t code_point, std::string* out);

// The longest beginning of `text` of at most `limit` bytes that ends between two characters.
absl::string_view Beginning(absl::string_view text, size_t limit);

}  // namespace dateline::text

#endif  // DATELINE_INDEXER_TEXT_UTF8_H_
