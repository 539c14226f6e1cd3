#include "client/name_key.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "client/safe_text.h"

namespace dateline::client {
namespace {

// Left out of a word that goes on behind it: O'Neill, U.N.
bool JoinsLetters(UChar32 c) { return c == '.' || c == '\'' || c == 0x2019; }

}  // namespace

std::string NameKey(absl::string_view name) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(error);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(error);
  if (U_FAILURE(error) || !IsUtf8(name)) return "";
  const icu::UnicodeString folded = fold->normalize(
      icu::UnicodeString::fromUTF8({name.data(), static_cast<int32_t>(name.size())}), error);
  const icu::UnicodeString letters = decompose->normalize(folded, error);
  if (U_FAILURE(error)) return "";
  icu::UnicodeString key;
  bool gap = false;
  for (int32_t i = 0; i < letters.length(); i = letters.moveIndex32(i, 1)) {
    const UChar32 c = letters.char32At(i);
    const int8_t type = u_charType(c);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || JoinsLetters(c)) continue;
    if (!u_isalnum(c) && type != U_COMBINING_SPACING_MARK) {
      gap = true;
      continue;
    }
    if (gap && !key.isEmpty()) key.append(static_cast<UChar>(' '));
    gap = false;
    key.append(c);
  }
  std::string utf8;
  key.toUTF8String(utf8);
  return utf8;
}

}  // namespace dateline::client
