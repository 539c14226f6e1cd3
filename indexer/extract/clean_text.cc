#include "indexer/extract/clean_text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "absl/strings/ascii.h"

namespace dateline::extract {
namespace {

enum class CharSort { kText, kSpace, kInvisible };

// The sort of the character beyond ASCII at the start of `text`, and its length.
CharSort SortOf(absl::string_view text, size_t* length) {
  const auto byte = [&text](size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  *length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (*length > text.size()) *length = text.size();
  if (lead == 0xC2 && *length == 2) {
    if (byte(1) == 0xA0 || byte(1) == 0x85) return CharSort::kSpace;
    if (byte(1) == 0xAD || byte(1) < 0xA0) return CharSort::kInvisible;
  } else if (lead == 0xE2 && *length == 3) {
    if (byte(1) == 0x80) {
      // U+2000 to U+200A, line and paragraph separator, narrow no-break space.
      if (byte(2) <= 0x8A || byte(2) == 0xA8 || byte(2) == 0xA9 || byte(2) == 0xAF) {
        return CharSort::kSpace;
      }
      if (byte(2) == 0x8B) return CharSort::kInvisible;  // Joiners stay: they carry meaning.
    } else if (byte(1) == 0x81) {
      if (byte(2) == 0x9F) return CharSort::kSpace;
      if (byte(2) == 0xA0) return CharSort::kInvisible;
    }
  } else if (lead == 0xE3 && *length == 3 && byte(1) == 0x80 && byte(2) == 0x80) {
    return CharSort::kSpace;
  } else if (lead == 0xEF && *length == 3 && byte(1) == 0xBB && byte(2) == 0xBF) {
    return CharSort::kInvisible;
  }
  return CharSort::kText;
}

void AppendSpace(std::string* out) {
  if (!out->empty() && out->back() != ' ' && out->back() != '\n') out->push_back(' ');
}

constexpr uint64_t kEachLow = 0x0101010101010101;
constexpr uint64_t kEachHigh = 0x8080808080808080;

// True when the eight bytes at `text` are printable ASCII and no space stands behind another;
// `behind_space` says what stands before them. False also for some that are so.
bool IsPlain(const char* text, bool behind_space) {
  uint64_t eight;
  std::memcpy(&eight, text, 8);
  // The high bit of every byte that is a space (or '!' behind one), below a space, or DEL.
  const uint64_t other = eight ^ kEachLow * ' ';
  const uint64_t space = (other - kEachLow) & ~other & kEachHigh;
  const uint64_t below = eight - kEachLow * ' ';
  const uint64_t del = eight + kEachLow;
  if (((eight | below | del) & kEachHigh) != 0) return false;
  // On a machine that puts the high byte first, '!' behind a space is taken for one: no harm.
  return (space & space << 8) == 0 && !(behind_space && text[0] == ' ');
}

}  // namespace

void AppendFolded(absl::string_view text, std::string* out) {
  size_t i = 0;
  while (i < text.size()) {
    size_t run = i;
    while (run + 8 <= text.size() && IsPlain(text.data() + run, run == i || text[run - 1] == ' '))
      run += 8;
    // Single spaces between words go along.
    while (run < text.size() && text[run] < 0x7f &&
           (text[run] > ' ' || (text[run] == ' ' && run > i && text[run - 1] != ' ')))
      ++run;
    out->append(text.data() + i, run - i);
    i = run;
    if (i == text.size()) break;
    const unsigned char c = text[i];
    if (c < 0x80) {
      if (c == 0x7f || (c < 0x20 && !absl::ascii_isspace(c))) {
        ++i;
        continue;
      }
      AppendSpace(out);
      ++i;
      continue;
    }
    size_t length = 1;
    switch (SortOf(text.substr(i), &length)) {
      case CharSort::kText:
        out->append(text.data() + i, length);
        break;
      case CharSort::kSpace:
        AppendSpace(out);
        break;
      case CharSort::kInvisible:
        break;
    }
    i += length;
  }
}

void TrimEnd(std::string* text) {
  while (!text->empty() && absl::ascii_isspace(text->back())) text->pop_back();
}

std::string CleanLine(absl::string_view text) {
  std::string line;
  line.reserve(text.size());
  AppendFolded(text, &line);
  TrimEnd(&line);
  return line;
}

size_t TextLength(absl::string_view text) {
  constexpr uint64_t kHighBits = 0x8080808080808080;
  size_t length = 0;
  for (size_t i = 0; i < text.size();) {
    // Eight bytes of ASCII at once.
    uint64_t eight = kHighBits;
    if (i + 8 <= text.size()) std::memcpy(&eight, text.data() + i, 8);
    if ((eight & kHighBits) == 0) {
      length += 8;
      i += 8;
      continue;
    }
    const size_t end = std::min(i + 8, text.size());
    for (; i < end; ++i) {
      const unsigned char c = text[i];
      length += (c & 0xC0) != 0x80;
      if (c < 0xE3) continue;
      // U+3040 and up: kana, ideographs, Hangul (which spaces words, but a syllable is still much).
      if (c >= 0xE4 && c <= 0xED) length += 2;
      if (c == 0xE3 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) >= 0x81) {
        length += 2;
      }
    }
  }
  return length;
}

}  // namespace dateline::extract
