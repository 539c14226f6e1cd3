#include "indexer/annotate/year_expression.h"

#include <string>

#include "absl/strings/match.h"
#include "indexer/annotate/calendar_words.h"

namespace dateline::annotate {
namespace {

constexpr int kLastYear = 2059;

bool Found(DateExpression e, uint32_t first, uint32_t last, DateExpression* out) {
  e.first = first;
  e.last = last;
  *out = e;
  return true;
}

// Words before a number that make it a year.
bool IsYearCue(absl::string_view key) {
  return OneOf(
      key, {"in",     "since",  "until",  "by",     "from",    "during", "before",  "after",
            "of",     "early",  "late",   "mid",    "through", "till",   "between", "throughout",
            "around", "circa",  "spring", "summer", "fall",    "autumn", "winter",  "season",
            "year",   "fiscal", "the",    "to",     "end",     "back"});
}

// Words before a number that make it something else.
bool IsNumberCue(absl::string_view key) {
  return OneOf(key, {"no", "number", "than", "about", "nearly", "some", "flight", "page", "article",
                     "room", "route", "highway", "section"});
}

// Words behind a number that are counted by it: "1998 workers".
bool IsCounted(const Token& token) {
  if (token.shape != Shape::kLower || (token.classes & kFunction)) return false;
  return absl::EndsWith(token.key, "s") ||
         OneOf(token.key, {"people", "million", "billion", "percent", "men", "women", "per", "pct",
                           "km", "gmt", "local"});
}

// True when the words around a four-digit number let it be a year.
bool ReadsAsYear(const DateTokens& t, uint32_t i, int year) {
  if (year > kLastYear || year < kFirstYearWithCue) return false;
  const absl::string_view before = t.KeyBefore(i);
  bool cue = IsYearCue(before);
  if (i > t.begin() && t.IsSign(i - 1, '-') && IsEdge(t.KeyBefore(i, 2))) cue = true;
  if (i > t.begin() && t.At(i - 1).shape == Shape::kOther) {
    const char sign = t.text().text[t.At(i - 1).begin];
    if (sign == '$' || sign == '#' || sign == '+' || (sign & 0x80) || sign == ':' || sign == '.')
      return false;
    if ((sign == '-' || sign == '/') && !t.At(i).space_before && !t.YearAt(i - 2)) return false;
  }
  if (IsNumberCue(before)) return false;
  if (i + 1 < t.limit()) {
    const Token& after = t.At(i + 1);
    if (after.shape == Shape::kOther && !after.space_before) {
      const char sign = t.text().text[after.begin];
      if (sign == '%' || sign == ':' || sign == '/') return false;
      if (sign == '-' && i + 2 < t.limit() && t.At(i + 2).shape != Shape::kNumber)
        return cue && year >= kFirstPlainYear;
    }
    if (IsCounted(after)) return before == "the" && year >= kFirstPlainYear;
    if (after.key == "gmt" || after.key == "hrs") return false;
  }
  if (before == "the" && year < kFirstPlainYear) return false;
  if (cue)
    return year >= kFirstPlainYear || before == "in" || before == "since" || before == "from" ||
           before == "until" || before == "during" || before == "by" || before == "of";
  if (year < kFirstPlainYear) return false;
  if (i > t.begin() && t.At(i - 1).shape == Shape::kNumber) return false;
  return true;
}

}  // namespace

// 2023, 1996-97, 2008-2011
bool ReadYear(const DateTokens& t, uint32_t i, DateExpression* out) {
  const int year = t.YearAt(i);
  if (year == 0 || !ReadsAsYear(t, i, year)) return false;
  DateExpression e;
  e.form = DateForm::kYear;
  e.year = year;
  if ((t.Joins(i + 1, '-') || t.Joins(i + 1, '/')) && t.IsNumber(i + 2)) {
    const int brief = PlainNumber(t.Raw(i + 2), 2, 2);
    if (brief > year % 100) {
      e.last_year = year / 100 * 100 + brief;
      return Found(e, i, i + 3, out);
    }
    // The other year of "2008-2011" is read next.
    if (t.YearAt(i + 2) <= year) return false;
  }
  return Found(e, i, i + 1, out);
}

// the 1990s, '90s
bool ReadDecade(const DateTokens& t, uint32_t i, DateExpression* out) {
  std::string word(t.Raw(i));
  const uint32_t last = i + 1 < t.limit() && t.At(i + 1).possessive ? i + 2 : i + 1;
  if (last == i + 2 && t.YearAt(i) && t.YearAt(i) % 10 == 0 && t.KeyBefore(i) == "the") word += "s";
  const int year = DecadeOf(word);
  if (year == 0) return false;
  // "in her 30s", "temperatures in the 80s"
  if (year < 2000 && word.size() < 4 &&
      !(i > t.begin() && t.At(i - 1).end - t.At(i - 1).begin == 1 && t.IsSign(i - 1, '\''))) {
    return false;
  }
  DateExpression e;
  e.form = DateForm::kDecade;
  e.year = year;
  return Found(e, i, last, out);
}

// Q3 2023, third quarter of 2023, first half of 1998
bool ReadPartOfYear(const DateTokens& t, uint32_t i, DateExpression* out) {
  DateExpression e;
  uint32_t last = i;
  const absl::string_view key = t.Key(i);
  if (key.size() == 2 && (key[0] == 'q' || key[0] == 'h') && IsCapitalized(t.At(i).shape)) {
    e.part = key[1] - '0';
    e.form = key[0] == 'q' ? DateForm::kQuarter : DateForm::kHalf;
    last = i + 1;
  } else {
    e.part = QuarterOf(key);
    uint32_t unit = i + 1;
    if (t.IsSign(unit, '-')) ++unit;
    if (t.Key(unit) == "quarter") {
      e.form = DateForm::kQuarter;
    } else if (t.Key(unit) == "half") {
      e.form = DateForm::kHalf;
    } else {
      return false;
    }
    if (t.Joins(unit + 1, '-')) return false;  // "quarter-final"
    last = unit + 1;
  }
  if (e.part < 1 || e.part > (e.form == DateForm::kQuarter ? 4 : 2)) return false;
  uint32_t year_at = last;
  if (t.Key(year_at) == "of" || t.IsSign(year_at, ',')) ++year_at;
  if (t.Key(year_at) == "fiscal") ++year_at;
  e.year = t.YearAt(year_at);
  if (e.year >= kFirstPlainYear) {
    last = year_at + 1;
  } else {
    e.year = 0;
    // "of last year", "of this year", "of the year"
    const bool this_year = t.Key(year_at) == "this" || t.Key(year_at) == "last";
    if (e.form == DateForm::kHalf && !this_year) return false;  // A half of anything.
    if (this_year && t.Key(year_at + 1) == "year") {
      e.direction = t.Key(year_at) == "this" ? Direction::kThis : Direction::kLast;
      last = year_at + 2;
    }
  }
  return Found(e, i, last, out);
}

}  // namespace dateline::annotate
