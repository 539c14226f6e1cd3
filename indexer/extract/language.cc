#include "indexer/extract/language.h"

#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>
#include <unicode/uchar.h>
#include <unicode/uloc.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "indexer/extract/english_words.h"
#include "indexer/text/eight_bytes.h"
#include "indexer/text/utf8.h"

namespace dateline::extract {
namespace {

// The start of a text mostly settles it; where it does not, more is looked at. More than
// kDetectionBytes makes no difference to the answer. Detection costs more than all else that is
// done with a text.
constexpr size_t kFirstLookBytes = 400;
constexpr size_t kEnglishLookBytes = 1000;
constexpr int kClearPercent = 95;
constexpr size_t kDetectionBytes = 6000;

// The title of a longer body would add nothing.
constexpr size_t kShortBodyBytes = 1000;

// Fewer letters of a script may be a name in a text of another language.
constexpr size_t kMinScriptLetters = 4;

// A text with less Kana than one for so many Han characters is not Japanese.
constexpr size_t kMinKanaShare = 10;

// The code that stands for a language in the index, of another one for it: withdrawn, a written
// form, the widest of its variants.
std::string Modern(absl::string_view code) {
  if (code == "iw") return "he";
  if (code == "in") return "id";
  if (code == "ji") return "yi";
  if (code == "jw") return "jv";
  if (code == "tl") return "fil";
  if (code == "nb") return "no";
  if (code == "sh") return "sr";
  if (code == "mo") return "ro";
  if (code == "cmn") return "zh";
  return std::string(code);
}

// Languages so alike that a text of a few sentences may be in either: there the document's own word
// counts for more than ours.
bool AreAlike(absl::string_view a, absl::string_view b) {
  if (a.empty() || b.empty()) return false;
  static constexpr absl::string_view kGroups[][4] = {{"hr", "bs", "sr", "cnr"},
                                                     {"no", "nn", "da"},
                                                     {"id", "ms"},
                                                     {"cs", "sk"},
                                                     {"gl", "pt"},
                                                     {"nl", "af"},
                                                     {"bg", "mk"},
                                                     {"xh", "zu"},
                                                     {"hi", "mr", "ne"}};
  for (const auto& group : kGroups) {
    const auto has = [&](absl::string_view code) {
      return std::find(std::begin(group), std::end(group), code) != std::end(group);
    };
    if (has(a) && has(b)) return true;
  }
  return false;
}

// Scripts in which one language is written, or almost nothing but one.
absl::string_view LanguageOfScript(UScriptCode script) {
  switch (script) {
    case USCRIPT_HAN:
      return "zh";  // Without Kana.
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return "ja";
    case USCRIPT_HANGUL:
      return "ko";
    case USCRIPT_THAI:
      return "th";
    case USCRIPT_GREEK:
      return "el";
    case USCRIPT_HEBREW:
      return "he";
    case USCRIPT_ARMENIAN:
      return "hy";
    case USCRIPT_GEORGIAN:
      return "ka";
    case USCRIPT_KHMER:
      return "km";
    case USCRIPT_LAO:
      return "lo";
    case USCRIPT_MYANMAR:
      return "my";
    case USCRIPT_SINHALA:
      return "si";
    case USCRIPT_TAMIL:
      return "ta";
    case USCRIPT_TELUGU:
      return "te";
    case USCRIPT_KANNADA:
      return "kn";
    case USCRIPT_MALAYALAM:
      return "ml";
    case USCRIPT_GUJARATI:
      return "gu";
    case USCRIPT_GURMUKHI:
      return "pa";
    default:
      return "";
  }
}

// What the script alone tells; "" when it tells nothing. Latin words in between (names, firms) tell
// nothing against it.
std::string LanguageByScript(absl::string_view sample) {
  std::array<size_t, USCRIPT_CODE_LIMIT> letters = {};
  size_t others = 0;  // Letters of scripts that many languages share, Latin aside.
  const auto is_ascii = [](uint64_t eight) { return !text::AnyBeyondAscii(eight); };
  for (size_t pos = 0; pos < sample.size();) {
    pos = text::PassEights(sample, pos, is_ascii);
    if (pos == sample.size()) break;
    const auto c = static_cast<UChar32>(text::NextCodePoint(sample, &pos));
    if (c < 0x80 || !u_isalpha(c)) continue;
    UErrorCode error = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(c, &error);
    if (U_FAILURE(error) || script == USCRIPT_COMMON || script == USCRIPT_LATIN) continue;
    if (LanguageOfScript(script).empty()) {
      ++others;
    } else {
      ++letters[script];
    }
  }
  const size_t kana = letters[USCRIPT_HIRAGANA] + letters[USCRIPT_KATAKANA];
  // Japanese has Kana in every sentence; a name or two in Chinese news has some as well.
  if (kana * kMinKanaShare >= letters[USCRIPT_HAN] && kana > 0) {
    letters[USCRIPT_HIRAGANA] = kana + letters[USCRIPT_HAN];
    letters[USCRIPT_HAN] = 0;
  }
  const auto most = std::max_element(letters.begin(), letters.end());
  if (*most < kMinScriptLetters || *most < 2 * others) return "";
  if (*most * 2 <
      static_cast<size_t>(std::count_if(sample.begin(), sample.end(), absl::ascii_isalpha)))
    return "";
  return std::string(LanguageOfScript(static_cast<UScriptCode>(most - letters.begin())));
}

// The first `bytes` of `text`, or a little less, so that no character is cut.
absl::string_view Start(absl::string_view text, size_t bytes) {
  absl::string_view start = text.substr(0, bytes);
  while (start.size() < text.size() && !start.empty() &&
         (static_cast<unsigned char>(text[start.size()]) & 0xC0) == 0x80) {
    start.remove_suffix(1);
  }
  return start;
}

struct Detection {
  CLD2::Language language = CLD2::UNKNOWN_LANGUAGE;
  bool reliable = false;
  int percent = 0;  // of the text that is in it
};

// Looks at the first `bytes` of `text`.
Detection Detect(absl::string_view text, size_t bytes, const std::string& stated) {
  const absl::string_view sample = Start(text, bytes);
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
  if (primary == "cmn") return Modern(primary);  // Mandarin, of which ICU knows the whole alone.
  // ICU knows no language of an invented code: its ISO3 form is empty.
  if (uloc_getISO3Language(primary.c_str())[0] == '\0') return "";
  return Modern(absl::string_view(language, length));
}

std::string DetectLanguage(absl::string_view text, absl::string_view tag) {
  // Most of the cost of detection falls away for the language that most archives are in.
  if (IsPlainEnglish(Start(text, kFirstLookBytes)) ||
      IsPlainEnglish(Start(text, kEnglishLookBytes)))
    return "en";
  const std::string stated = LanguageOfTag(tag);
  Detection detection = Detect(text, kFirstLookBytes, stated);
  if (text.size() > kFirstLookBytes && (!detection.reliable || detection.percent < kClearPercent)) {
    detection = Detect(text, kDetectionBytes, stated);
  }
  const absl::string_view sample = Start(text, kDetectionBytes);
  const absl::string_view code = CLD2::LanguageCode(detection.language);
  const bool known =
      detection.language != CLD2::UNKNOWN_LANGUAGE && code != "un" && !absl::StartsWith(code, "xx");
  if (!known || !detection.reliable) {
    std::string by_script = LanguageByScript(sample);
    return by_script.empty() || AreAlike(by_script, stated) ? stated : by_script;
  }
  std::string detected = Modern(code.substr(0, code.find('-')));
  // Pages of Chinese in its older characters are taken for Japanese; only Kana make it so.
  if (detected == "ja" || detected == "zh") {
    std::string by_script = LanguageByScript(sample);
    if (!by_script.empty()) return by_script;
  }
  return AreAlike(detected, stated) ? stated : detected;
}

std::string DetectLanguage(absl::string_view title, absl::string_view body, absl::string_view tag) {
  if (body.size() >= kShortBodyBytes || title.empty()) return DetectLanguage(body, tag);
  return DetectLanguage(absl::StrCat(title, "\n", body), tag);
}

}  // namespace dateline::extract
