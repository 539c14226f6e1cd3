#include "indexer/extract/line_of_dates.h"

#include <algorithm>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
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

}  // namespace

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
