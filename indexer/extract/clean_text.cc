#include "indexer/extract/clean_text.h"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "absl/strings/ascii.h"
#include "indexer/text/eight_bytes.h"

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

// Eight bytes of `in` copied to `out` as they are, when they are printable ASCII and no space
// stands behind another one or behind `last`, the byte before `out`.
bool CopyEight(const char* in, char last, char* out) {
  using text::kEachByte;
  using text::kEachHighBit;
  const uint64_t eight = text::EightBytes(in);
  // The high bit of a byte of `spaces` says that it is one.
  const uint64_t spaces = ~((eight ^ kEachByte * ' ') + kEachByte * 0x7f) & kEachHighBit;
  const uint64_t before = last == ' ' || last == '\n' ? 0x80 : 0;
  const uint64_t below = eight - kEachByte * ' ';
  const uint64_t del = eight + kEachByte;
  if ((((eight | below | del) & kEachHighBit) | (spaces & (spaces << 8 | before))) != 0)
    return false;
  std::memcpy(out, in, 8);
  return true;
}

}  // namespace

char* FoldTo(absl::string_view text, char last, char* to) {
  const auto put = [&to, &last](char c) { *to++ = last = c; };
  for (size_t i = 0; i < text.size();) {
    while (i + 8 <= text.size() && CopyEight(text.data() + i, last, to)) {
      i += 8;
      to += 8;
      last = to[-1];
    }
    for (const size_t end = std::min(i + 8, text.size()); i < end;) {
      const auto c = static_cast<unsigned char>(text[i]);
      size_t length = 1;
      CharSort sort = CharSort::kText;
      if (c >= 0x80) {
        sort = SortOf(text.substr(i), &length);
      } else if (c <= ' ' || c == 0x7f) {
        sort = absl::ascii_isspace(c) ? CharSort::kSpace : CharSort::kInvisible;
      }
      if (sort == CharSort::kText) {
        for (size_t k = 0; k < length; ++k) put(text[i + k]);
      } else if (sort == CharSort::kSpace && last != ' ' && last != '\n') {
        put(' ');
      }
      i += length;
    }
  }
  return to;
}

void AppendFolded(absl::string_view text, std::string* out) {
  const size_t begin = out->size();
  const char last = begin == 0 ? '\n' : out->back();
  out->resize(begin + text.size());
  const char* const end = FoldTo(text, last, &(*out)[begin]);
  out->resize(end - out->data());
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
  size_t length = 0;
  const auto is_ascii = [](uint64_t eight) { return !text::AnyBeyondAscii(eight); };
  for (size_t i = 0; i < text.size();) {
    const size_t behind_ascii = text::PassEights(text, i, is_ascii);
    length += behind_ascii - i;
    i = behind_ascii;
    const size_t end = std::min(i + 8, text.size());
    if (end - i == 8) {
      const uint64_t eight = text::EightBytes(text.data() + i);
      if (!text::AnyBelow(~eight, 0x100 - 0xE3)) {  // None is 0xE3 or above.
        length += 8 - text::ContinuationBytes(eight);
        i = end;
      }
    }
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
