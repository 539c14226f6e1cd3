#include "client/display_width.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"

namespace dateline::client {
namespace {

constexpr UChar32 kZeroWidthJoiner = 0x200D;
constexpr UChar32 kEmojiPresentation = 0xFE0F;

int CodePointWidth(UChar32 c) {
  switch (u_charType(c)) {
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_CONTROL_CHAR:
      return 0;
    case U_FORMAT_CHAR:
      // The signs that stand before Arabic numbers are formats that show.
      return u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ? 0 : 1;
    default:
      break;
  }
  int syllable = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
  if (syllable == U_HST_VOWEL_JAMO || syllable == U_HST_TRAILING_JAMO) return 0;
  int east_asian = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
  return east_asian == U_EA_WIDE || east_asian == U_EA_FULLWIDTH ? 2 : 1;
}

bool IsAscii(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

int ClusterWidth(absl::string_view cluster) {
  int width = 0;
  int flags = 0;
  bool emoji = false;
  bool one_picture = false;
  int32_t i = 0;
  while (i < static_cast<int32_t>(cluster.size())) {
    UChar32 c;
    U8_NEXT(cluster.data(), i, static_cast<int32_t>(cluster.size()), c);
    if (c < 0) c = 0xFFFD;
    width += CodePointWidth(c);
    if (u_hasBinaryProperty(c, UCHAR_REGIONAL_INDICATOR)) ++flags;
    // ASCII digits are emoji by property: alone they never are one.
    if (c > 0x7F && u_hasBinaryProperty(c, UCHAR_EMOJI)) emoji = true;
    if (c == kZeroWidthJoiner || c == kEmojiPresentation ||
        u_hasBinaryProperty(c, UCHAR_EMOJI_MODIFIER)) {
      one_picture = true;
    }
  }
  return flags == 2 || (emoji && one_picture) ? 2 : width;
}

}  // namespace

std::vector<Cluster> Clusters(absl::string_view text) {
  std::vector<Cluster> clusters;
  clusters.reserve(text.size());
  if (IsAscii(text)) {
    for (int i = 0; i < static_cast<int>(text.size()); ++i) clusters.push_back({i, i + 1, 1});
    return clusters;
  }
  UErrorCode error = U_ZERO_ERROR;
  std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), error));
  UText* source = utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &error);
  if (U_SUCCESS(error)) {
    breaks->setText(source, error);
    int begin = breaks->first();
    for (int end = breaks->next(); end != icu::BreakIterator::DONE; end = breaks->next()) {
      clusters.push_back({begin, end, ClusterWidth(text.substr(begin, end - begin))});
      begin = end;
    }
  }
  utext_close(source);
  return clusters;
}

int DisplayWidth(absl::string_view text) {
  if (IsAscii(text)) return static_cast<int>(text.size());
  int width = 0;
  for (const Cluster& cluster : Clusters(text)) width += cluster.width;
  return width;
}

std::string CutToWidth(absl::string_view text, int width, absl::string_view ellipsis) {
  if (DisplayWidth(text) <= width) return std::string(text);
  int room = width - DisplayWidth(ellipsis);
  if (room < 0) return "";
  int end = 0;
  for (const Cluster& cluster : Clusters(text)) {
    if (cluster.width > room) break;
    room -= cluster.width;
    end = cluster.end;
  }
  return absl::StrCat(text.substr(0, end), ellipsis);
}

}  // namespace dateline::client
