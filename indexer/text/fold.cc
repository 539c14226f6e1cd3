// Folding: the form in which words and names are compared.

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "indexer/text/analyzer.h"
#include "indexer/text/utf8.h"

namespace dateline::text {
namespace {

bool IsArabic(char32_t c) {
  return (c >= 0x0600 && c <= 0x06FF) || (c >= 0x0750 && c <= 0x077F) ||
         (c >= 0x08A0 && c <= 0x08FF);
}

// True when a mark is a part of the letter before it; false when it only shows how to say the word,
// and readers leave it out or type the word without it.
bool KeepsMark(char32_t base, char32_t mark) {
  if (base < 0x0400) return false;  // Latin, Greek.
  if (base < 0x0530) {  // Cyrillic: stress is dropped and ё is е; й, ї, ѓ, ќ stay.
    if (mark == 0x0301) return base == 0x0433 || base == 0x043A;
    return mark != 0x0300 && !(mark == 0x0308 && base == 0x0435);
  }
  if (base >= 0x0590 && base <= 0x05FF) return false;  // Hebrew: niqqud, cantillation.
  // Arabic: harakat; the alefs are one letter, ؤ and ئ stay.
  if (IsArabic(base)) return mark == 0x0654 && (base == 0x0648 || base == 0x064A);
  return mark != 0x093C;  // Nukta. In other scripts marks are the vowels.
}

// What is written for a letter that Unicode does not decompose, though readers take it for another
// one: a stroke, a regional form. "" for no such letter.
absl::string_view PlainLetters(char32_t c) {
  switch (c) {
    case 0xF8:
      return "o";  // ø
    case 0xE6:
      return "ae";  // æ
    case 0x153:
      return "oe";  // œ
    case 0x142:
      return "l";  // ł
    case 0x111:
      return "d";  // đ
    case 0xF0:
      return "d";  // ð
    case 0xFE:
      return "th";  // þ
    case 0x127:
      return "h";  // ħ
    case 0x131:
      return "i";  // ı
    case 0x167:
      return "t";  // ŧ
    case 0x0629:
    case 0x06C1:
    case 0x06D5:
      return "\u0647";  // ة, ہ, ە: heh
    case 0x0649:
    case 0x06CC:
      return "\u064A";  // ى, ی: yeh
    case 0x06A9:
      return "\u0643";  // ک: kaf
    case 0x0671:
      return "\u0627";  // ٱ: alef
    case 0x0901:
      return "\u0902";  // Candrabindu is typed as anusvara.
    default:
      return "";
  }
}

// Signs inside of a word that say nothing: tatweel, the dot of Catalan l·l, geresh and gershayim.
bool IsFiller(char32_t c) { return c == 0x0640 || c == 0xB7 || c == 0x05F3 || c == 0x05F4; }

// True for code points that fold to themselves whatever stands beside them, but for marks: most of
// Han, Hangul and Kana, where ICU would be most of the cost.
bool FoldsToItself(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
         (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FA) || c == 0x30FC;
}

void FoldNonAscii(absl::string_view text, std::string* out) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* fold = icu::Normalizer2::getNFKCCasefoldInstance(error);
  const icu::Normalizer2* decompose = icu::Normalizer2::getNFDInstance(error);
  const icu::Normalizer2* compose = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error)) {  // ICU's data are missing: an installation that cannot run at all.
    out->append(text.data(), text.size());
    return;
  }
  const auto source = icu::UnicodeString::fromUTF8(
      icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
  const icu::UnicodeString marked = decompose->normalize(fold->normalize(source, error), error);
  icu::UnicodeString plain;
  char32_t base = 0;
  for (int32_t i = 0; i < marked.length();) {
    const UChar32 c = marked.char32At(i);
    i += U16_LENGTH(c);
    const auto type = u_charType(c);
    if (type == U_NON_SPACING_MARK) {
      if (!KeepsMark(base, static_cast<char32_t>(c))) continue;
    } else {
      base = static_cast<char32_t>(c);
    }
    if (IsFiller(static_cast<char32_t>(c))) continue;
    const absl::string_view letters = PlainLetters(static_cast<char32_t>(c));
    if (!letters.empty()) {
      plain.append(icu::UnicodeString::fromUTF8(
          icu::StringPiece(letters.data(), static_cast<int32_t>(letters.size()))));
      size_t at = 0;
      base = NextCodePoint(letters, &at);
    } else if (type == U_DECIMAL_DIGIT_NUMBER) {
      plain.append(static_cast<UChar32>('0' + u_charDigitValue(c)));
    } else {
      plain.append(c);
    }
  }
  std::string utf8;
  compose->normalize(plain, error).toUTF8String(utf8);
  out->append(utf8);
}

// The two letters that stand for a letter with a sign where it cannot be typed. "" for others.
absl::string_view SpellingOf(char32_t c) {
  switch (c) {
    case 0xE4:
    case 0xC4:
      return "ae";  // ä
    case 0xF6:
    case 0xD6:
    case 0xF8:
    case 0xD8:
      return "oe";  // ö, ø
    case 0xFC:
    case 0xDC:
      return "ue";  // ü
    case 0xE5:
    case 0xC5:
      return "aa";  // å
    default:
      return "";
  }
}

}  // namespace

std::string Fold(absl::string_view text) {
  std::string folded;
  folded.reserve(text.size());
  size_t pos = 0;
  while (pos < text.size() && static_cast<unsigned char>(text[pos]) < 0x80) {
    folded.push_back(absl::ascii_tolower(static_cast<unsigned char>(text[pos])));
    ++pos;
  }
  if (pos == text.size()) return folded;
  bool plain = true;
  for (size_t at = pos; at < text.size() && plain;) plain = FoldsToItself(NextCodePoint(text, &at));
  if (plain) {
    folded.append(text.data() + pos, text.size() - pos);
    return folded;
  }
  folded.clear();
  FoldNonAscii(text, &folded);
  return folded;
}

std::string SpellOut(absl::string_view word) {
  const auto is_ascii = [](char c) { return absl::ascii_isascii(static_cast<unsigned char>(c)); };
  if (std::all_of(word.begin(), word.end(), is_ascii)) return "";  // Most words.
  std::string composed;
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* compose = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error)) return "";
  compose
      ->normalize(icu::UnicodeString::fromUTF8(
                      icu::StringPiece(word.data(), static_cast<int32_t>(word.size()))),
                  error)
      .toUTF8String(composed);
  std::string spelled;
  bool any = false;
  for (size_t pos = 0; pos < composed.size();) {
    const char32_t c = NextCodePoint(composed, &pos);
    const absl::string_view letters = SpellingOf(c);
    any = any || !letters.empty();
    if (letters.empty()) {
      AppendUtf8(c, &spelled);
    } else {
      spelled.append(letters.data(), letters.size());
    }
  }
  return any ? Fold(spelled) : "";
}

}  // namespace dateline::text
