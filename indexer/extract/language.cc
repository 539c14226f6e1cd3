#include "indexer/extract/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uloc.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace dateline::extract {
namespace {

// The start of a text mostly settles it; where it does not, more is looked at. More than the second
// makes no difference to the answer. Detection costs more than all else that is done with a text.
constexpr size_t kFirstLookBytes = 400;
constexpr int kClearPercent = 95;
constexpr size_t kDetectionBytes = 6000;

std::string Modern(absl::string_view code) {
  if (code == "iw") return "he";
  if (code == "in") return "id";
  if (code == "ji") return "yi";
  if (code == "jw") return "jv";
  if (code == "tl") return "fil";
  return std::string(code);
}

struct Detection {
  CLD2::Language language = CLD2::UNKNOWN_LANGUAGE;
  bool reliable = false;
  int percent = 0;  // of the text that is in it
};

// Looks at the first `bytes` of `text`.
Detection Detect(absl::string_view text, size_t bytes, const std::string& stated) {
  absl::string_view sample = text.substr(0, bytes);
  // Not in the middle of a character.
  while (sample.size() < text.size() && !sample.empty() &&
         (static_cast<unsigned char>(text[sample.size()]) & 0xC0) == 0x80) {
    sample.remove_suffix(1);
  }
  const CLD2::CLDHints hints = {stated.empty() ? nullptr : stated.c_str(), nullptr,
                                CLD2::UNKNOWN_ENCODING, CLD2::UNKNOWN_LANGUAGE};
  CLD2::Language languages[3];
  int percents[3];
  double scores[3];
  int text_bytes = 0;
  Detection detection;
  detection.language = CLD2::ExtDetectLanguageSummary(
      sample.data(), static_cast<int>(sample.size()), /*is_plain_text=*/true, &hints, /*flags=*/0,
      languages, percents, scores, /*resultchunkvector=*/nullptr, &text_bytes, &detection.reliable);
  if (detection.language == languages[0]) detection.percent = percents[0];
  return detection;
}

}  // namespace

std::string LanguageOfTag(absl::string_view tag) {
  tag = absl::StripAsciiWhitespace(tag);
  const std::string primary = absl::AsciiStrToLower(tag.substr(0, tag.find_first_of("-_")));
  if (primary.size() < 2 || primary.size() > 3 ||
      !std::all_of(primary.begin(), primary.end(), absl::ascii_isalpha)) {
    return "";
  }
  if (primary == "und" || primary == "mul" || primary == "zxx" || primary == "xx") return "";
  char language[ULOC_LANG_CAPACITY];
  UErrorCode error = U_ZERO_ERROR;
  const int32_t length = uloc_getLanguage(primary.c_str(), language, sizeof language, &error);
  if (U_FAILURE(error) || length <= 0) return "";
  // ICU knows no language of an invented code: its ISO3 form is empty.
  if (uloc_getISO3Language(primary.c_str())[0] == '\0') return "";
  return Modern(absl::string_view(language, length));
}

std::string DetectLanguage(absl::string_view text, absl::string_view tag) {
  const std::string stated = LanguageOfTag(tag);
  Detection detection = Detect(text, kFirstLookBytes, stated);
  if (text.size() > kFirstLookBytes && (!detection.reliable || detection.percent < kClearPercent))
    detection = Detect(text, kDetectionBytes, stated);
  const absl::string_view code = CLD2::LanguageCode(detection.language);
  if (detection.language == CLD2::UNKNOWN_LANGUAGE || code == "un" || absl::StartsWith(code, "xx"))
    return stated;
  if (!detection.reliable) return stated;
  return Modern(code.substr(0, code.find('-')));
}

}  // namespace dateline::extract
