#include "indexer/extract/line_fold.h"

#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "indexer/text/analyzer.h"
#include "indexer/text/eight_bytes.h"

namespace dateline::extract {
namespace {

// The base letters of U+00C0 to U+017F; '?' for those that fold to more or less than one.
constexpr absl::string_view kBaseLetters =
    "aaaaaa?ceeeeiiii?nooooo??uuuuy??aaaaaa?ceeeeiiii?nooooo??uuuuy?y"
    "aaaaaaccccccccdd??eeeeeeeeeegggggggghh??iiiiiiiii???jjkk?llllll??"
    "??nnnnnn???oooooo??rrrrrrsssssssstttt??uuuuuuuuuuuuwwyyyzzzzzz?";
static_assert(kBaseLetters.size() == 0x180 - 0xC0, "one for every letter");

// Folds the character beyond ASCII at `pos` into `out` and moves behind it; false, with nothing
// done, for one that only text::Fold knows.
template <typename Out>
bool FoldCharacter(absl::string_view line, size_t* pos, const Out& out) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(line[*pos + i]); };
  const unsigned char lead = byte(0);
  const size_t left = line.size() - *pos;
  if (lead >= 0xC3 && lead <= 0xC5 && left >= 2) {
    const char letter = kBaseLetters[(lead - 0xC3) * 64 + (byte(1) & 0x3F)];
    const bool sharp_s = lead == 0xC3 && byte(1) == 0x9F;
    if (letter == '?' && !sharp_s) return false;
    out(sharp_s ? 's' : letter);
    if (sharp_s) out('s');
    *pos += 2;
    return true;
  }
  if ((lead == 0xD0 || lead == 0xD1) && left >= 2) {
    // Cyrillic from U+0410 to U+044F.
    uint32_t letter = (lead & 0x1Fu) << 6 | (byte(1) & 0x3Fu);
    if (letter < 0x410 || letter > 0x44F) return false;
    if (letter < 0x430) letter += 0x20;
    out(0xC0 | letter >> 6);
    out(0x80 | (letter & 0x3F));
    *pos += 2;
    return true;
  }
  if (lead >= 0xE3 && lead <= 0xED && left >= 3) {
    // Most Kana, ideographs from U+4000 to U+9FFF, Hangul: they have no case.
    const uint32_t letter = (lead & 0x0Fu) << 12 | (byte(1) & 0x3Fu) << 6 | (byte(2) & 0x3Fu);
    const bool kana = (letter >= 0x3041 && letter <= 0x3096) ||
                      (letter >= 0x30A1 && letter <= 0x30FA) || letter == 0x30FC;
    if (!kana && !(letter >= 0x4000 && letter <= 0x9FFF) && !(letter >= 0xAC00 && letter <= 0xD7A3))
      return false;
    for (size_t i = 0; i < 3; ++i) out(byte(i));
    *pos += 3;
    return true;
  }
  return false;
}

// The length of a mark that stays as it is; 0 when none that is known here begins `text`.
size_t PlainMark(absl::string_view text) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[i]); };
  if (text.size() >= 2 && byte(0) == 0xC2) {
    // Inverted marks, pound, section, copyright, guillemets, registered sign, degree.
    return absl::StrContains("\xA1\xA3\xA7\xA9\xAB\xAE\xB0\xBB\xBF", text.substr(1, 1)) ? 2 : 0;
  }
  // Comma, full stop and brackets of Chinese and Japanese.
  if (text.size() >= 3 && byte(0) == 0xE3 && byte(1) == 0x80)
    return (byte(2) >= 0x81 && byte(2) <= 0x83) || (byte(2) >= 0x88 && byte(2) <= 0x91) ? 3 : 0;
  if (text.size() < 3 || byte(0) != 0xE2) return 0;
  // Dashes, quotes, bullets, angle quotes; arrows; geometric shapes.
  const bool punctuation = byte(1) == 0x80 && ((byte(2) >= 0x93 && byte(2) <= 0x94) ||
                                               (byte(2) >= 0x98 && byte(2) <= 0xA2) ||
                                               byte(2) == 0xB9 || byte(2) == 0xBA);
  return punctuation || (byte(1) == 0x86 && byte(2) >= 0x90) || byte(1) == 0x96 || byte(1) == 0x97
             ? 3
             : 0;
}

}  // namespace

std::string FoldLine(absl::string_view line) {
  // No character that is known here folds to more bytes than it has.
  std::string folded(line.size(), '\0');
  char* end = &folded[0];
  const auto add = [&end](unsigned char byte) { *end++ = static_cast<char>(byte); };
  for (size_t pos = 0; pos < line.size();) {
    if (absl::ascii_isascii(line[pos])) {
      add(absl::ascii_tolower(line[pos]));
      ++pos;
    } else if (const size_t mark = PlainMark(line.substr(pos)); mark > 0) {
      for (size_t i = 0; i < mark; ++i) add(line[pos + i]);
      pos += mark;
    } else if (!FoldCharacter(line, &pos, add)) {
      return text::Fold(line);
    }
  }
  folded.resize(end - folded.data());
  return folded;
}

bool FirstWordKey(absl::string_view line, uint64_t* key) {
  if (line.size() >= 8 && absl::ascii_isalpha(line[0])) {
    const uint64_t eight = text::EightBytes(line.data());
    if (!text::AnyBeyondAscii(eight)) {
      const uint64_t small = eight | text::kEachByte * 0x20;  // Digits have this bit already.
      *key = __builtin_bswap64(small) >> 8 * (8 - text::LettersAndDigits(eight));
      return true;
    }
  }
  *key = 0;
  size_t bytes = 0;
  const auto add = [&](unsigned char byte) {
    if (bytes < 8) *key = *key << 8 | byte;
    ++bytes;
  };
  for (size_t pos = 0; pos < line.size() && bytes < 8;) {
    const auto c = static_cast<unsigned char>(line[pos]);
    if (absl::ascii_isalpha(c) || (bytes > 0 && absl::ascii_isdigit(c))) {
      add(absl::ascii_tolower(c));
      ++pos;
      continue;
    }
    const size_t mark = c < 0x80 ? 1 : PlainMark(line.substr(pos));
    if (mark > 0) {
      if (bytes > 0) break;
      for (size_t i = 0; i < mark; ++i) add(line[i]);
      break;
    }
    if (!FoldCharacter(line, &pos, add)) return false;
  }
  return bytes > 0;
}

}  // namespace dateline::extract
