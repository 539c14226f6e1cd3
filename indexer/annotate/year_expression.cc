#include "indexer/annotate/year_expression.h"

#include <string>

#include "absl/strings/match.h"
#include "indexer/annotate/calendar_words.h"
#include "indexer/annotate/numeric_date.h"

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
  return OneOf(
      key, {"no",      "number", "than",   "about",   "nearly",  "some",    "flight", "page",
            "article", "room",   "route",  "highway", "section", "rs",      "inr",    "usd",
            "windows", "office", "vision", "agenda",  "russell", "channel", "boeing", "paragraph"});
}

// Words behind a number that are counted by it: "1998 workers".
bool IsCounted(const Token& token) {
  if (token.shape != Shape::kLower || (token.classes & kFunction)) return false;
  return absl::EndsWith(token.key, "s") ||
         OneOf(token.key, {"people", "million", "billion", "percent", "men", "women", "per", "pct",
                           "km", "gmt", "local"});
}

// How far around an expression words are looked for: a sentence, but for texts without stops.
constexpr uint32_t kReach = 100;

uint32_t ReachBefore(const DateTokens& t, uint32_t i) {
  return i - t.begin() > kReach ? i - kReach : t.begin();
}

uint32_t ReachBehind(const DateTokens& t, uint32_t i) {
  return t.limit() - i > kReach ? i + kReach : t.limit();
}

// Words of sport around token `at`, where a quarter is one of a game.
bool TellsOfGames(const DateTokens& t, uint32_t at) {
  for (uint32_t i = ReachBefore(t, at); i < ReachBehind(t, at); ++i) {
    if (t.At(i).shape == Shape::kLower &&
        OneOf(t.At(i).key,
              {"touchdown", "touchdowns", "yard", "yards", "halftime", "rebounds", "quarterback",
               "goal", "goals", "scored", "basket", "overtime", "game", "kick", "match", "play"})) {
      return true;
    }
  }
  return false;
}

// "fiscal", "fiscal year", "financial year", "FY" before token `i`: where they begin; `i`
// otherwise.
uint32_t FiscalBefore(const DateTokens& t, uint32_t i) {
  const absl::string_view before = t.KeyBefore(i);
  if (before == "fiscal" || before == "fy") return i - 1;
  if (before != "year") return i;
  return t.KeyBefore(i, 2) == "fiscal" || t.KeyBefore(i, 2) == "financial" ? i - 2 : i;
}

// "1998 fiscal year", "2004-05 financial year": the token behind it; `last` otherwise.
uint32_t FiscalBehind(const DateTokens& t, uint32_t last) {
  const bool fiscal = t.Key(last) == "fiscal" || t.Key(last) == "financial";
  return fiscal && t.Key(last + 1) == "year" ? last + 2 : last;
}

// "mid-1998", "late 1998": where they begin.
uint32_t EdgeBefore(const DateTokens& t, uint32_t i) {
  if (IsEdge(t.KeyBefore(i))) return i - 1;
  if (i >= t.begin() + 2 && t.Joins(i - 1, '-') && IsEdge(t.KeyBefore(i, 2))) return i - 2;
  return i;
}

// "class of 1998"
bool IsClass(const DateTokens& t, uint32_t i) {
  return t.KeyBefore(i) == "of" && t.KeyBefore(i, 2) == "class";
}

// '98, behind a word that makes it a year: "in '98", "the summer of '42"
bool ReadTwoDigitYear(const DateTokens& t, uint32_t i, DateExpression* out) {
  if (i < t.begin() + 2 || !t.IsApostrophe(i - 1) || t.At(i).space_before) return false;
  const int brief = PlainNumber(t.Raw(i), 2, 2);
  if (brief < 0 || !(IsYearCue(t.KeyBefore(i, 2)) || t.MonthAt(i - 2)) || IsClass(t, i - 1))
    return false;
  if (t.KeyBefore(i, 2) == "the" || t.KeyBefore(i, 2) == "to") return false;
  DateExpression e;
  e.form = DateForm::kYear;
  e.year = FullYear(t.Raw(i));
  e.two_digits = true;
  return Found(e, i - 1, i + 1, out);
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
    if ((sign == '-' || sign == '/') && !t.At(i).space_before && !t.YearAt(i - 2) &&
        EdgeBefore(t, i) == i)
      return false;
  }
  if (IsNumberCue(before)) return false;
  if (i + 1 < t.limit()) {
    const Token& after = t.At(i + 1);
    if (after.shape == Shape::kOther && !after.space_before) {
      const char sign = t.text().text[after.begin];
      // "2016/17" is two years.
      const bool next_year =
          i + 2 < t.limit() && PlainNumber(t.Raw(i + 2), 2, 2) == (year + 1) % 100;
      if (sign == '%' || sign == ':' || (sign == '/' && !next_year)) return false;
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

bool ReadYear(const DateTokens& t, uint32_t i, DateExpression* out) {
  const int year = t.YearAt(i);
  if (year == 0) return ReadTwoDigitYear(t, i, out);
  if (IsClass(t, i) || !ReadsAsYear(t, i, year)) return false;
  DateExpression e;
  e.form = DateForm::kYear;
  e.year = year;
  uint32_t last = i + 1;
  if ((t.JoinsRange(i + 1) || t.Joins(i + 1, '/')) && t.IsNumber(i + 2)) {
    const int brief = PlainNumber(t.Raw(i + 2), 2, 2);
    const int other = t.YearAt(i + 2);
    if (brief > year % 100) {
      e.last_year = year / 100 * 100 + brief;
    } else if (brief == 0 && year % 100 == 99) {
      e.last_year = year + 1;
    } else if (other > year) {
      e.last_year = other;
    } else {
      return false;
    }
    last = i + 3;
  }
  uint32_t first = FiscalBefore(t, i);
  e.fiscal = first != i;
  if (const uint32_t behind = FiscalBehind(t, last); behind != last) {
    e.fiscal = true;
    last = behind;
  }
  if (first == i) first = EdgeBefore(t, i);
  return Found(e, first, last, out);
}

bool ReadFiscal(const DateTokens& t, uint32_t i, DateExpression* out) {
  DateExpression e;
  e.form = DateForm::kYear;
  e.fiscal = true;
  e.year = FullYear(t.Key(i).substr(2));
  if (e.year == 0) return false;
  uint32_t last = i + 1;
  if ((t.JoinsRange(last) || t.Joins(last, '/')) && t.IsNumber(last + 1)) {
    const int other = FullYear(t.Raw(last + 1));
    if (other != e.year + 1) return false;
    e.last_year = other;
    last += 2;
  }
  return Found(e, i, last, out);
}

bool ReadDecade(const DateTokens& t, uint32_t i, DateExpression* out) {
  DateExpression e;
  e.form = DateForm::kDecade;
  if (t.At(i).shape != Shape::kNumber) {
    // the sixties, the late eighties; not "in her sixties", "in the low eighties"
    e.year = DecadeNamed(t.Key(i));
    const uint32_t first = EdgeBefore(t, i);
    if (e.year == 0 || t.KeyBefore(first) != "the") return false;
    for (uint32_t k = ReachBefore(t, i); k < ReachBehind(t, i); ++k) {
      if (OneOf(t.Key(k), {"temperature", "temperatures", "degrees", "highs", "lows"}))
        return false;
    }
    e.two_digits = true;
    return Found(e, first, i + 1, out);
  }
  std::string word(t.Raw(i));
  const uint32_t last = i + 1 < t.limit() && t.At(i + 1).possessive ? i + 2 : i + 1;
  if (last == i + 2 && t.YearAt(i) && t.YearAt(i) % 10 == 0 && t.KeyBefore(i) == "the") word += "s";
  e.year = DecadeOf(word);
  if (e.year == 0) return false;
  const bool two_digits = word.size() < 4;
  // "in her 30s", "temperatures in the 80s"
  if (two_digits && !t.IsApostrophe(i - 1)) return false;
  e.two_digits = two_digits;
  // "The 1800s" are a century, as "the early 1900s" are.
  if (e.year % 100 == 0 && e.year < 2000 && !two_digits) e.form = DateForm::kCentury;
  return Found(e, two_digits ? i : EdgeBefore(t, i), last, out);
}

bool ReadPartOfYear(const DateTokens& t, uint32_t i, DateExpression* out) {
  DateExpression e;
  uint32_t first = i;
  uint32_t last = i;
  const absl::string_view key = t.Key(i);
  const bool letter =
      key.size() == 2 && (key[0] == 'q' || key[0] == 'h') && IsCapitalized(t.At(i).shape);
  const bool turned = key.size() == 2 && (key[1] == 'q' || key[1] == 'h') && t.IsNumber(i);
  if (letter || turned) {
    e.part = key[letter ? 1 : 0] - '0';
    e.form = key[letter ? 0 : 1] == 'q' ? DateForm::kQuarter : DateForm::kHalf;
    last = i + 1;
  } else {
    e.part = QuarterOf(key);
    uint32_t unit = i + 1;
    if (t.IsSign(unit, '-')) ++unit;
    if (t.Key(unit) == "fiscal") {
      e.fiscal = true;
      ++unit;
    }
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
  if (t.Key(year_at) == "of" || t.Key(year_at) == "in" || t.IsSign(year_at, ',') ||
      (letter && t.Joins(year_at, '-')))
    ++year_at;
  const bool fy = absl::StartsWith(t.Key(year_at), "fy") && t.Key(year_at).size() > 2;
  const uint32_t before_fiscal = year_at;
  if (t.Key(year_at) == "fiscal" || t.Key(year_at) == "fy") {
    ++year_at;
    if (t.Key(year_at) == "year") ++year_at;
  }
  e.year = fy ? FullYear(t.Key(year_at).substr(2)) : t.YearAt(year_at);
  if (e.year >= kFirstPlainYear) {
    e.fiscal = e.fiscal || fy || year_at != before_fiscal;
    last = year_at + 1;
    if ((t.JoinsRange(last) || t.Joins(last, '/')) && t.IsNumber(last + 1) &&
        (e.year + 1) % 100 == PlainNumber(t.Raw(last + 1), 2, 2)) {
      // "The third quarter of 2007-08": of a year that begins nobody says when, so all of it.
      e.form = DateForm::kYear;
      e.fiscal = true;
      e.last_year = e.year + 1;
      last += 2;
    }
  } else if (t.YearAt(i - 1) >= kFirstPlainYear && i > t.begin()) {
    // "the 1998 third quarter"
    e.year = t.YearAt(i - 1);
    first = i - 1;
  } else {
    e.year = 0;
    // "of last year", "of this year", "of the year"
    const bool this_year = t.Key(year_at) == "this" || t.Key(year_at) == "last";
    if (e.form == DateForm::kHalf && !this_year) return false;  // A half of anything.
    if (this_year && t.Key(year_at + 1) == "year") {
      e.direction = t.Key(year_at) == "this" ? Direction::kThis : Direction::kLast;
      e.unit = DateUnit::kYear;
      e.offset = t.Key(year_at) == "this" ? 0 : -1;
      last = year_at + 2;
    } else if (TellsOfGames(t, i)) {
      return false;
    }
  }
  if (t.KeyBefore(first) == "fiscal") {
    e.fiscal = true;
    --first;
  }
  return Found(e, first, last, out);
}

}  // namespace dateline::annotate
