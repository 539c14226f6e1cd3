#include "indexer/extract/line_of_dates.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "absl/types/span.h"
#include "indexer/extract/date_line.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/furniture.h"

namespace dateline::extract {
namespace {

constexpr size_t kMaxDatesBytes = 160;
// A line with a date of which so many of its letters and digits are digits is no more than dates.
constexpr double kMinDigitShare = 0.3;

// "Publié le 2 nov. 2023 à 16:00Mis à jour le 3 nov. 2023 à 9:16": full dates and little else.
bool IsMostlyDates(absl::string_view line) {
  size_t digits = 0;
  size_t letters = 0;
  for (const char c : line) {
    digits += absl::ascii_isdigit(c);
    letters += absl::ascii_isalpha(c) || (c & 0x80) != 0;
  }
  if (digits < kMinDigitShare * (digits + letters) || EndsSentence(line)) return false;
  const auto date = FindDate(line, 0, NumericOrder::kDayFirst);
  return date.has_value() && (EndsInPublishWord(line.substr(0, date->begin)) ||
                              EndsInUpdateWord(line.substr(0, date->begin)));
}

// "Jane Roe 19.10.2023, 05:00 Uhr": who wrote, and a date.
bool IsSignedDate(absl::string_view line, size_t digit) {
  absl::string_view name = absl::StripAsciiWhitespace(line.substr(0, digit));
  while (!name.empty() && absl::StrContains(",|-/", name.substr(name.size() - 1))) {
    name = absl::StripTrailingAsciiWhitespace(name.substr(0, name.size() - 1));
  }
  return (IsBareName(name) || IsByline(name)) && IsDateLine(line.substr(digit));
}

// Digits at the start of a text, up to `most`, taken off it; 0 when there are more or none.
size_t TakeDigits(size_t most, absl::string_view* text) {
  size_t digits = 0;
  while (digits < text->size() && absl::ascii_isdigit((*text)[digits])) ++digits;
  if (digits > most) return 0;
  text->remove_prefix(digits);
  return digits;
}

bool IsOneOf(absl::string_view word, absl::Span<const absl::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// "18:05", "6.05 pm", "21h06": takes a copy, for what is no time may be something else.
bool IsClockTime(absl::string_view rest) {
  if (TakeDigits(2, &rest) == 0) return false;
  if (!absl::ConsumePrefix(&rest, ":") && !absl::ConsumePrefix(&rest, ".") &&
      !absl::ConsumePrefix(&rest, "h"))
    return false;
  if (TakeDigits(2, &rest) != 2) return false;
  if (absl::ConsumePrefix(&rest, ":") && TakeDigits(2, &rest) != 2) return false;
  static constexpr absl::string_view kBehind[] = {"",    "am",  "pm",  "a.m.", "p.m.",  "uhr",
                                                  "h",   "gmt", "bst", "et",   "est",   "edt",
                                                  "ist", "cet", "utc", "kl",   "(ist)", "hrs"};
  return IsOneOf(absl::StripAsciiWhitespace(rest), kBehind);
}

}  // namespace

bool IsTimeStamp(absl::string_view line) {
  constexpr size_t kMaxStampBytes = 30;
  if (line.size() > kMaxStampBytes) return false;
  const std::string lower = absl::AsciiStrToLower(line);
  absl::string_view rest = lower;
  bool ago = false;
  for (const absl::string_view before :
       {"vor ", "hace ", "il y a ", "h\u00e1 ", "fa ", "p\u0159ed ", "for "}) {
    ago = absl::ConsumePrefix(&rest, before);
    if (ago) break;
  }
  if (!ago && IsClockTime(rest)) return true;
  if (TakeDigits(2, &rest) == 0) return false;
  rest = absl::StripAsciiWhitespace(rest);
  for (const absl::string_view behind : {" ago", " fa", " geleden", " siden"}) {
    ago |= absl::ConsumeSuffix(&rest, behind);
  }
  static constexpr absl::string_view kUnits[] = {
      "s",       "sec",      "secs",     "seconds",   "m",       "min",      "mins",   "minute",
      "minutes", "h",        "hr",       "hrs",       "hour",    "hours",    "d",      "day",
      "days",    "minuten",  "stunde",   "stunden",   "tag",     "tagen",    "minuto", "minutos",
      "hora",    "horas",    "d\u00eda", "d\u00edas", "heure",   "heures",   "jour",   "jours",
      "minuti",  "ora",      "ore",      "giorni",    "minutou", "minutami", "uur",    "dagen",
      "hodinou", "hodinami", "minutter", "timer"};
  return ago && IsOneOf(rest, kUnits);
}

bool IsLineOfDates(absl::string_view line) {
  if (line.size() > kMaxDatesBytes || line.find_first_of("0123456789") == absl::string_view::npos)
    return false;
  if (IsDateLine(line) || IsMostlyDates(line)) return true;
  bool dates = false;
  for (absl::string_view part : absl::StrSplit(line, '|')) {
    for (absl::string_view date : absl::StrSplit(part, " / ")) {
      date = absl::StripAsciiWhitespace(date);
      if (date.empty()) continue;
      const size_t colon = date.find(": ");
      const size_t digit = date.find_first_of("0123456789");
      const size_t words =
          colon != absl::string_view::npos ? colon + 1 : std::min(digit, date.size());
      const bool updated = EndsInUpdateWord(date.substr(0, words));
      if (!IsDateLine(date) &&
          !(updated && IsDateLine(absl::StripAsciiWhitespace(date.substr(words)))) &&
          !(digit < date.size() && IsSignedDate(date, digit)))
        return false;
      dates = true;
    }
  }
  return dates;
}

}  // namespace dateline::extract
