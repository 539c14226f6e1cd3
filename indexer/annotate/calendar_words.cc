#include "indexer/annotate/calendar_words.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "indexer/article/date.h"

namespace dateline::annotate {
namespace {

constexpr std::array<absl::string_view, 12> kMonths = {
    "january", "february", "march",     "april",   "may",      "june",
    "july",    "august",   "september", "october", "november", "december"};
constexpr std::array<absl::string_view, 7> kWeekdays = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
// The place in the list is the number, and "a" is one.
constexpr std::array<absl::string_view, 21> kCounts = {
    "a",        "one",     "two",     "three",     "four",     "five",     "six",
    "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",   "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"};
// 30, 40, ...
constexpr std::array<absl::string_view, 7> kTens = {"thirty",  "forty",  "fifty", "sixty",
                                                    "seventy", "eighty", "ninety"};
constexpr std::array<absl::string_view, 20> kOrdinals = {
    "first",     "second",    "third",       "fourth",     "fifth",      "sixth",      "seventh",
    "eighth",    "ninth",     "tenth",       "eleventh",   "twelfth",    "thirteenth", "fourteenth",
    "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"};
// From spring on, as the months from March on are counted.
constexpr std::array<absl::string_view, 4> kSeasons = {"spring", "summer", "autumn", "winter"};
// 1950s, 1960s, ...; the twenties to the forties are also numbers of other things.
constexpr std::array<absl::string_view, 5> kDecades = {"fifties", "sixties", "seventies",
                                                       "eighties", "nineties"};

// An abbreviation is the first three letters or more; "tues" and "sept" are.
template <size_t N>
int FindName(const std::array<absl::string_view, N>& names, absl::string_view key) {
  if (key.size() < 3) return 0;
  for (size_t i = 0; i < N; ++i) {
    if (key == names[i]) return static_cast<int>(i) + 1;
    if (key.size() <= 5 && key.size() < names[i].size() && absl::StartsWith(names[i], key)) {
      return static_cast<int>(i) + 1;
    }
  }
  return 0;
}

}  // namespace

absl::Span<const absl::string_view> MonthNames() { return kMonths; }
absl::Span<const absl::string_view> WeekdayNames() { return kWeekdays; }
std::vector<absl::string_view> CountNames() {
  std::vector<absl::string_view> names(kCounts.begin(), kCounts.end());
  names.insert(names.end(), kTens.begin(), kTens.end());
  return names;
}
absl::Span<const absl::string_view> OrdinalNames() { return kOrdinals; }
absl::Span<const absl::string_view> SeasonNames() { return kSeasons; }

int MonthOf(absl::string_view key) {
  if (key.size() == 5 && key != "march" && key != "april") return 0;
  if (key.size() == 4 && key != "sept" && key != "june" && key != "july") return 0;
  return FindName(kMonths, key);
}

int WeekdayOf(absl::string_view key) {
  if (key == "sund" || key == "mond" || key == "frid" || key == "satu" || key == "wedn") return 0;
  if (key.size() == 5 && key != "thurs") return 0;
  return FindName(kWeekdays, key);
}

int CountOf(absl::string_view key) {
  if (key == "an") return 1;
  for (size_t i = 0; i < kCounts.size(); ++i) {
    if (key == kCounts[i]) return std::max<int>(1, static_cast<int>(i));
  }
  for (size_t i = 0; i < kTens.size(); ++i) {
    if (key == kTens[i]) return 30 + 10 * static_cast<int>(i);
  }
  const int number = PlainNumber(key, 1, 3);
  return std::max(number, 0);
}

int QuarterOf(absl::string_view key) {
  if (key == "first" || key == "1st") return 1;
  if (key == "second" || key == "2nd") return 2;
  if (key == "third" || key == "3rd") return 3;
  if (key == "fourth" || key == "4th") return 4;
  return 0;
}

int OrdinalOf(absl::string_view key) {
  for (size_t i = 0; i < kOrdinals.size(); ++i) {
    if (key == kOrdinals[i]) return static_cast<int>(i) + 1;
  }
  // "1st", but not "1".
  return !key.empty() && absl::ascii_isalpha(static_cast<unsigned char>(key.back()))
             ? DayNumber(key)
             : 0;
}

int SeasonOf(absl::string_view key) {
  for (size_t i = 0; i < kSeasons.size(); ++i) {
    if (key == kSeasons[i]) return static_cast<int>(i) + 1;
  }
  return key == "fall" ? 3 : 0;
}

int DecadeNamed(absl::string_view key) {
  for (size_t i = 0; i < kDecades.size(); ++i) {
    if (key == kDecades[i]) return 1950 + 10 * static_cast<int>(i);
  }
  return 0;
}

std::optional<DateUnit> UnitOf(absl::string_view key) {
  const absl::string_view unit = absl::StripSuffix(key, "s");
  if (unit == "day") return DateUnit::kDay;
  if (unit == "week") return DateUnit::kWeek;
  if (unit == "weekend") return DateUnit::kWeekend;
  if (unit == "month") return DateUnit::kMonth;
  if (unit == "quarter") return DateUnit::kQuarter;
  if (unit == "year") return DateUnit::kYear;
  if (unit == "decade") return DateUnit::kDecade;
  if (unit == "century") return DateUnit::kCentury;
  return std::nullopt;
}

int PlainNumber(absl::string_view word, int min_digits, int max_digits) {
  if (static_cast<int>(word.size()) < min_digits || static_cast<int>(word.size()) > max_digits) {
    return -1;
  }
  int number = 0;
  for (const char c : word) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return -1;
    number = number * 10 + (c - '0');
  }
  return number;
}

int DayNumber(absl::string_view word) {
  if (word.size() > 2) {
    const std::string ending = absl::AsciiStrToLower(word.substr(word.size() - 2));
    if (ending == "st" || ending == "nd" || ending == "rd" || ending == "th") {
      word.remove_suffix(2);
    }
  }
  const int day = PlainNumber(word, 1, 2);
  return day >= 1 && day <= 31 ? day : 0;
}

int DecadeOf(absl::string_view word) {
  if (!absl::EndsWith(word, "s")) return 0;
  word.remove_suffix(1);
  if (absl::EndsWith(word, "'")) word.remove_suffix(1);
  const int year = PlainNumber(word, 4, 4);
  if (year >= 1500 && year <= article::kMaxYear && year % 10 == 0) return year;
  const int brief = PlainNumber(word, 2, 2);
  return brief >= 20 && brief % 10 == 0 ? 1900 + brief : 0;
}

}  // namespace dateline::annotate
