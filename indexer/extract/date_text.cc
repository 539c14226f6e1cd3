#include "indexer/extract/date_text.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "indexer/extract/language.h"
#include "indexer/extract/month_names.h"
#include "indexer/text/eight_bytes.h"

namespace dateline::extract {
namespace {

using article::DatePrecision;
using article::IsoDate;

// The years that an article found in the wild may be from.
constexpr int kFirstYear = 1600;
constexpr int kLastYear = 2199;

std::optional<absl::CivilDay> Civil(int year, int month, int day) {
  if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1 || day > 31) {
    return std::nullopt;
  }
  const absl::CivilDay civil(year, month, day);
  if (civil.month() != month) return std::nullopt;
  return civil;
}

// Steps through a text from a position; every Take leaves the position alone when it fails.
class Cursor {
 public:
  Cursor(absl::string_view text, size_t pos) : text_(text), pos_(pos) {}

  size_t pos() const { return pos_; }

  // One to four digits, not more; -1 when they are not there. `*width` is how many.
  int Number(int* width) {
    size_t end = pos_;
    int value = 0;
    while (end < text_.size() && absl::ascii_isdigit(text_[end]) && end - pos_ < 5) {
      value = value * 10 + (text_[end++] - '0');
    }
    *width = static_cast<int>(end - pos_);
    if (*width == 0 || *width > 4) return -1;
    pos_ = end;
    return value;
  }

  // `token` is in lower case, and not empty.
  bool Take(absl::string_view token) {
    if (pos_ >= text_.size() || absl::ascii_tolower(text_[pos_]) != token[0] ||
        !absl::StartsWithIgnoreCase(text_.substr(pos_), token))
      return false;
    pos_ += token.size();
    return true;
  }

  bool TakeAny(absl::string_view chars) {
    if (pos_ >= text_.size() || chars.find(text_[pos_]) == absl::string_view::npos) return false;
    ++pos_;
    return true;
  }

  void Spaces() {
    while (pos_ < text_.size() &&
           (text_[pos_] == ' ' || text_[pos_] == '\t' || text_[pos_] == '\n'))
      ++pos_;
  }

  // A run of letters; the punctuation of U+2000 and of Latin-1 is none.
  absl::string_view Word() {
    const size_t begin = pos_;
    while (pos_ < text_.size() && IsLetter(text_[pos_])) ++pos_;
    return text_.substr(begin, pos_ - begin);
  }

  static bool IsLetter(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return absl::ascii_isalpha(byte) || (byte >= 0x80 && byte != 0xC2 && byte != 0xE2);
  }

 private:
  absl::string_view text_;
  size_t pos_;
};

// A year of four digits at the cursor, after what may stand before it; -1 when there is none.
int TakeYear(Cursor* at) {
  at->Spaces();
  at->TakeAny(",.");
  at->Spaces();
  if (at->Take("del ") || at->Take("de ") || at->Take("of ")) at->Spaces();
  int width = 0;
  const int year = at->Number(&width);
  return width == 4 ? year : -1;
}

void TakeOrdinal(Cursor* at) {
  static constexpr absl::string_view kMarks[] = {"st",     "nd",     "rd",     "th", "er",
                                                 "\u00ba", "\u00aa", "\u00b0", "."};
  for (const absl::string_view mark : kMarks) {
    if (at->Take(mark)) return;
  }
}

// "19 October 202319 October 2023": a page that hides one of the two, with the cursor behind the
// month.
std::optional<FoundDate> WrittenTwice(absl::string_view text, size_t begin, Cursor at, int month,
                                      int day) {
  constexpr size_t kYearBytes = 4;
  at.Spaces();
  const absl::string_view once = text.substr(begin, at.pos() - begin + kYearBytes);
  if (!absl::StartsWith(text.substr(begin + once.size()), once)) return std::nullopt;
  int year = 0;
  for (const char c : text.substr(at.pos(), kYearBytes)) {
    if (!absl::ascii_isdigit(c)) return std::nullopt;
    year = year * 10 + (c - '0');
  }
  const auto civil = Civil(year, month, day);
  if (!civil) return std::nullopt;
  return FoundDate{*civil, begin, begin + 2 * once.size()};
}

// "19 October 2023" with the cursor behind the 19.
std::optional<FoundDate> DayMonthYear(absl::string_view text, size_t begin, int day, Cursor at) {
  TakeOrdinal(&at);
  at.TakeAny("-");
  at.Spaces();
  static constexpr absl::string_view kBetween[] = {"de ", "of ", "d'", "di ", "den "};
  for (const absl::string_view word : kBetween) {
    if (at.Take(word)) break;
  }
  const int month = MonthOfName(at.Word());
  if (month == 0) return std::nullopt;
  at.TakeAny(".-/");
  const Cursor before_year = at;
  const int year = TakeYear(&at);
  if (year < 0) return WrittenTwice(text, begin, before_year, month, day);
  const auto civil = Civil(year, month, day);
  if (!civil) return std::nullopt;
  return FoundDate{*civil, begin, at.pos()};
}

// "October 19, 2023": `begin` is where the 19 stands, the cursor behind it.
std::optional<FoundDate> MonthDayYear(absl::string_view text, size_t begin, int day, Cursor at) {
  size_t end = begin;
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '.' || text[end - 1] == '\n')) --end;
  size_t start = end;
  while (start > 0 && end - start < 24 && Cursor::IsLetter(text[start - 1])) --start;
  const int month = MonthOfName(text.substr(start, end - start));
  if (month == 0) return std::nullopt;
  TakeOrdinal(&at);
  const int year = TakeYear(&at);
  const auto civil = Civil(year, month, day);
  if (!civil) return std::nullopt;
  return FoundDate{*civil, start, at.pos()};
}

// "19.10.2023", "10/19/2023", "19-10-23" with the cursor behind the first number.
std::optional<FoundDate> Numeric(size_t begin, int first, Cursor at, NumericOrder order) {
  bool all_two_digits = at.pos() - begin == 2;
  char separator = 0;
  for (const char c : {'.', '/', '-'}) {
    if (at.TakeAny(absl::string_view(&c, 1))) {
      separator = c;
      break;
    }
  }
  if (separator == 0) return std::nullopt;
  if (separator == '.') at.Spaces();
  int width = 0;
  const int second = at.Number(&width);
  all_two_digits &= width == 2;
  if (second < 0 || width > 2 || !at.TakeAny(absl::string_view(&separator, 1))) return std::nullopt;
  if (separator == '.') at.Spaces();
  int year = at.Number(&width);
  const bool short_year =
      order == NumericOrder::kDayFirst
          ? separator == '.' || (separator == '/' && all_two_digits)
          : separator == '.' && order == NumericOrder::kUnknown && all_two_digits;
  if (width == 2 && short_year) {
    year += year < 70 ? 2000 : 1900;  // As POSIX reads two digits.
  } else if (width != 4) {
    return std::nullopt;
  }
  // Dots are written by people who put the day first.
  if (separator == '.') order = NumericOrder::kDayFirst;
  if (first > 12) order = NumericOrder::kDayFirst;
  if (second > 12) order = NumericOrder::kMonthFirst;
  if (first == second) order = NumericOrder::kDayFirst;
  if (order == NumericOrder::kUnknown) return std::nullopt;
  const bool day_first = order == NumericOrder::kDayFirst;
  const auto civil = Civil(year, day_first ? second : first, day_first ? first : second);
  if (!civil) return std::nullopt;
  return FoundDate{*civil, begin, at.pos()};
}

// "2023-10-19", "2023/10/19", "2023年10月19日", "2023. október 19." with the cursor behind the
// year.
std::optional<FoundDate> YearFirst(size_t begin, int year, Cursor at) {
  int width = 0;
  int month = 0;
  int day = 0;
  if (at.Take("\u5e74") || at.Take("\ub144")) {
    at.Spaces();
    month = at.Number(&width);
    if (!at.Take("\u6708") && !at.Take("\uc6d4")) return std::nullopt;
    at.Spaces();
    day = at.Number(&width);
  } else {
    char separator = 0;
    for (const char c : {'-', '/', '.'}) {
      if (at.TakeAny(absl::string_view(&c, 1))) {
        separator = c;
        break;
      }
    }
    if (separator == '.') at.Spaces();
    month = at.Number(&width);
    if (month < 0) {
      at.Spaces();
      month = MonthOfName(at.Word());
      at.TakeAny(".-");
      at.Spaces();
    } else if (width > 2 || separator == 0 || !at.TakeAny(absl::string_view(&separator, 1))) {
      return std::nullopt;
    }
    if (separator == '.') at.Spaces();
    day = at.Number(&width);
    if (width > 2) return std::nullopt;
  }
  const auto civil = Civil(year, month, day);
  if (!civil) return std::nullopt;
  return FoundDate{*civil, begin, at.pos()};
}

bool AllDigits(absl::string_view text) {
  for (const char c : text) {
    if (!absl::ascii_isdigit(c)) return false;
  }
  return !text.empty();
}

bool IsClockZero(absl::CivilDay day) { return day == absl::CivilDay(1970, 1, 1); }

int Digits(absl::string_view text) {
  int value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return value;
}

}  // namespace

NumericOrder NumericOrderOf(absl::string_view language_tag) {
  const std::string language = LanguageOfTag(language_tag);
  if (language.empty()) return NumericOrder::kUnknown;
  if (language != "en") return NumericOrder::kDayFirst;
  const std::string tag = absl::AsciiStrToUpper(language_tag);
  if (absl::EndsWith(tag, "US")) return NumericOrder::kMonthFirst;
  for (const absl::string_view region :
       {"GB", "AU", "NZ", "IE", "IN", "ZA", "NG", "KE", "SG", "UK"}) {
    if (tag.size() > 3 && absl::EndsWith(tag, region)) return NumericOrder::kDayFirst;
  }
  return NumericOrder::kUnknown;
}

std::optional<FoundDate> FindDate(absl::string_view text, size_t from, NumericOrder order) {
  for (size_t i = from; i < text.size(); ++i) {
    i = text::FindDigit(text, i);
    if (i == text.size()) break;
    Cursor at(text, i);
    int width = 0;
    const int number = at.Number(&width);
    if (number < 0) {
      while (i < text.size() && absl::ascii_isdigit(text[i])) ++i;
      continue;
    }
    const bool starts_word =
        i == 0 || !(absl::ascii_isalnum(text[i - 1]) || text[i - 1] == '-' || text[i - 1] == '/' ||
                    text[i - 1] == '.' || text[i - 1] == ',');
    std::optional<FoundDate> found;
    if (width == 4) {
      found = YearFirst(i, number, at);
    } else if (width <= 2 && number >= 1 && number <= 31) {
      if (starts_word) found = DayMonthYear(text, i, number, at);
      if (!found && starts_word) found = Numeric(i, number, at, order);
      if (!found) found = MonthDayYear(text, i, number, at);
    }
    if (found && (found->end >= text.size() || !absl::ascii_isdigit(text[found->end])))
      return found;
    i = at.pos() - 1;
  }
  return std::nullopt;
}

namespace {

// "Thu Oct 19 09:35:14 CEST 2023", as C's asctime and Java write it.
std::optional<IsoDate> ParseClockDate(absl::string_view text) {
  const std::vector<absl::string_view> words = absl::StrSplit(text, ' ', absl::SkipEmpty());
  if (words.size() < 5 || words.size() > 6) return std::nullopt;
  const absl::string_view day = words[2];
  const absl::string_view year = words.back();
  if (!AllDigits(day) || day.size() > 2 || !AllDigits(year) || year.size() != 4 ||
      !absl::StrContains(words[3], ":"))
    return std::nullopt;
  const auto civil = Civil(Digits(year), MonthOfName(words[1]), Digits(day));
  if (!civil) return std::nullopt;
  return IsoDate{*civil, DatePrecision::kDay};
}

}  // namespace

std::optional<IsoDate> ParseMachineDate(absl::string_view text, NumericOrder order) {
  text = absl::StripAsciiWhitespace(text);
  if (text.size() < 4 || text.size() > 200) return std::nullopt;
  std::optional<IsoDate> iso = article::ParseIsoDateTime(text);
  if (!iso && text.size() >= 8 && AllDigits(text.substr(0, 8)) &&
      (text.size() == 8 || !absl::ascii_isdigit(text[8]) || text.size() == 14)) {
    const auto civil =
        Civil(Digits(text.substr(0, 4)), Digits(text.substr(4, 2)), Digits(text.substr(6, 2)));
    if (civil) iso = IsoDate{*civil, DatePrecision::kDay};
  }
  if (!iso) {
    const auto found = FindDate(text, 0, order);
    iso = found ? IsoDate{found->day, DatePrecision::kDay} : ParseClockDate(text);
  }
  if (!iso || iso->day.year() < kFirstYear || iso->day.year() > kLastYear ||
      IsClockZero(iso->day)) {
    return std::nullopt;
  }
  return iso;
}

}  // namespace dateline::extract
