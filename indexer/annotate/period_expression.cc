#include "indexer/annotate/period_expression.h"

#include <optional>

#include "absl/strings/match.h"
#include "indexer/annotate/calendar_words.h"

namespace dateline::annotate {
namespace {

bool Found(DateExpression e, uint32_t first, uint32_t last, DateExpression* out) {
  e.first = first;
  e.last = last;
  *out = e;
  return true;
}

// "last year", "this month": -1, 0, 1; nullopt when token `i` says none of it.
std::optional<int> OffsetAt(const DateTokens& t, uint32_t i) {
  const absl::string_view key = t.Key(i);
  if (key == "last") return -1;
  if (key == "this") return 0;
  if (key == "next") return 1;
  return std::nullopt;
}

// The month, year, "last year" at token `i`, behind "of", as what a part is cut from.
bool ReadWhole(const DateTokens& t, uint32_t i, DateExpression* e, uint32_t* last) {
  if (const int month = t.MonthAt(i)) {
    e->form = DateForm::kMonth;
    e->month = month;
    uint32_t year_at = i + 1;
    if (t.IsSign(year_at, '.') && !t.At(year_at).space_before) ++year_at;
    if (t.IsSign(year_at, ',') || t.Key(year_at) == "of") ++year_at;
    e->year = t.YearAt(year_at) >= kFirstPlainYear ? t.YearAt(year_at) : 0;
    *last = e->year != 0 ? year_at + 1 : i + 1;
    return true;
  }
  e->fiscal = t.Key(i) == "fiscal";
  if (e->fiscal) ++i;
  if (e->fiscal && t.Key(i) == "year") ++i;
  if (t.YearAt(i) >= kFirstPlainYear && !t.JoinsRange(i + 1)) {
    e->form = DateForm::kYear;
    e->year = t.YearAt(i);
    *last = i + 1;
    return true;
  }
  const std::optional<int> offset = OffsetAt(t, i);
  const bool year = t.Key(i + 1) == "year";
  if (!offset || (!year && t.Key(i + 1) != "month")) return false;
  e->form = DateForm::kRelative;
  e->unit = year ? DateUnit::kYear : DateUnit::kMonth;
  e->offset = *offset;
  *last = i + 2;
  return true;
}

}  // namespace

namespace {

// "the northern winter", "the Southern Hemisphere summer", "the austral autumn": where the words
// before a season begin that say whose it is; `i` when none do. "The Southern summer" is one of the
// American South, and falls are American.
uint32_t HemisphereBefore(const DateTokens& t, uint32_t i, Hemisphere* hemisphere) {
  if (t.Key(i) == "fall") *hemisphere = Hemisphere::kNorth;
  const bool named = t.KeyBefore(i) == "hemisphere";
  const uint32_t end = named ? i - 1 : i;
  const absl::string_view word = t.KeyBefore(end);
  const bool north = word == "northern" || (word == "boreal" && !named);
  const bool south = word == "southern" || (word == "austral" && !named);
  if (!north && !south) return i;
  if (!named && t.At(end - 1).shape != Shape::kLower) return i;
  *hemisphere = north ? Hemisphere::kNorth : Hemisphere::kSouth;
  return end - 1;
}

}  // namespace

bool ReadSeason(const DateTokens& t, uint32_t i, DateExpression* out) {
  DateExpression e;
  e.form = DateForm::kSeason;
  e.part = SeasonOf(t.Key(i));
  if (e.part == 0 || t.Joins(i + 1, '-')) return false;
  const Token& token = t.At(i);
  uint32_t first = HemisphereBefore(t, i, &e.hemisphere);
  const absl::string_view before = t.KeyBefore(first);
  // "Prague Spring", "Silver Spring"
  if (IsCapitalized(token.shape) && i > t.begin() && IsCapitalized(t.At(i - 1).shape) &&
      t.DirectionBefore(i) == Direction::kOpen && !OneOf(before, {"in", "the", "by", "since"}))
    return false;
  uint32_t last = i + 1;
  uint32_t year_at = last;
  if (t.IsSign(year_at, ',') || t.Key(year_at) == "of") ++year_at;
  e.year = t.YearAt(year_at) >= kFirstPlainYear ? t.YearAt(year_at) : 0;
  if (e.year != 0) {
    last = year_at + 1;
    // The winter of 1998-99 is named for 1999.
    if ((t.JoinsRange(last) || t.Joins(last, '/')) && t.IsNumber(last + 1)) {
      const int brief = PlainNumber(t.Raw(last + 1), 2, 2);
      if (brief != (e.year + 1) % 100 && t.YearAt(last + 1) != e.year + 1) return false;
      // Only one of them has a New Year in it: the winter of the north and the summer of the south.
      if (e.part != 4 && e.part != 2) return false;
      e.hemisphere = e.part == 4 ? Hemisphere::kNorth : Hemisphere::kSouth;
      ++e.year;
      last += 2;
    }
    if (IsEdge(before)) --first;
    return Found(e, first, last, out);
  }
  e.direction = t.DirectionBefore(first);
  const bool year_behind = OffsetAt(t, year_at) && t.Key(year_at + 1) == "year";
  if (e.direction != Direction::kOpen) {
    // "this fall in prices", "the last summer of his life"
    if (t.Key(i + 1) == "of" || t.KeyBefore(first, 2) == "the") return false;
    if (t.Key(i) == "fall" && t.Key(i + 1) == "in" && i + 2 < t.limit() &&
        t.At(i + 2).shape == Shape::kLower && !(t.At(i + 2).classes & kFunction))
      return false;
    --first;
    if (OneOf(t.KeyBefore(first), {"earlier", "later"}) || IsEdge(t.KeyBefore(first))) --first;
    return Found(e, first, last, out);
  }
  if (t.Key(i) == "spring" || t.Key(i) == "fall") {
    // Also verbs: a word that a verb does not follow stands before.
    const bool the =
        before == "the" && OneOf(t.KeyBefore(first, 2), {"by", "since", "until", "in"});
    if (!the && !IsEdge(before) && !OneOf(before, {"by", "since", "until", "in"})) return false;
  }
  if (year_behind) return Found(e, first, last, out);  // Take() reads the year.
  if (IsEdge(before)) return Found(e, first - 1, last, out);
  const absl::string_view cue = before == "the" ? t.KeyBefore(first, 2) : before;
  if (!OneOf(cue, {"by", "since", "until"}) || t.Key(i + 1) == "of") return false;
  // "by winter storms"
  if (i + 1 < t.limit() && t.At(i + 1).shape != Shape::kOther && !(t.At(i + 1).classes & kFunction))
    return false;
  return Found(e, first, last, out);
}

bool ReadCentury(const DateTokens& t, uint32_t i, DateExpression* out) {
  const int century = OrdinalOf(t.Key(i));
  uint32_t unit = i + 1;
  if (t.Joins(unit, '-')) ++unit;
  if (century < 2 || century > 25 || t.Key(unit) != "century") return false;
  // "21st Century Learning Grant"
  if (IsCapitalized(t.At(unit).shape) && t.IsCapital(unit + 1)) return false;
  DateExpression e;
  e.form = DateForm::kCentury;
  e.year = (century - 1) * 100 + 1;
  uint32_t first = i;
  if (IsEdge(t.KeyBefore(i))) {
    --first;
  } else if (i >= t.begin() + 2 && t.Joins(i - 1, '-') && IsEdge(t.KeyBefore(i, 2))) {
    first -= 2;
  }
  return Found(e, first, unit + 1, out);
}

bool ReadCut(const DateTokens& t, uint32_t i, DateExpression* out) {
  DateExpression e;
  e.cut = t.Key(i) == "last" || t.Key(i) == "final" ? -1 : OrdinalOf(t.Key(i));
  if (e.cut == 0 || e.cut > 12) return false;
  uint32_t at = i + 1;
  const int count = CountOf(t.Key(at));
  if (count > 1 && count <= 12) {
    if (e.cut > 1) return false;
    e.cut_count = count;
    ++at;
  } else if (t.Key(at) == "full") {
    ++at;
  }
  uint32_t last = 0;
  const int weekday = WeekdayOf(t.Key(at));
  if (weekday != 0 && absl::EndsWith(t.Key(at), "day") && e.cut_count == 1) {
    // the first Monday in October, the last Sunday of May 2004
    if (e.cut > 5 || (t.Key(at + 1) != "of" && t.Key(at + 1) != "in")) return false;
    if (!ReadWhole(t, at + 2, &e, &last)) return false;
    const bool month =
        e.form == DateForm::kMonth || (e.form == DateForm::kRelative && e.unit == DateUnit::kMonth);
    if (!month) return false;
    e.weekday = weekday;
    return Found(e, i, last, out);
  }
  const std::optional<DateUnit> unit = UnitOf(t.Key(at));
  if (!unit || t.Key(at + 1) != "of") return false;
  if (e.cut_count == 1 && absl::EndsWith(t.Key(at), "s")) return false;  // "the last days of May"
  if (!ReadWhole(t, at + 2, &e, &last)) return false;
  const bool of_month =
      e.form == DateForm::kMonth || (e.form == DateForm::kRelative && e.unit == DateUnit::kMonth);
  const bool fits = of_month ? *unit == DateUnit::kDay || *unit == DateUnit::kWeek
                             : *unit == DateUnit::kMonth || *unit == DateUnit::kQuarter ||
                                   *unit == DateUnit::kWeek || *unit == DateUnit::kDay;
  // When a fiscal year begins is not known.
  if (e.fiscal && (*unit == DateUnit::kDay || *unit == DateUnit::kWeek)) return false;
  if (!fits || (e.cut_count == 1 && *unit == DateUnit::kQuarter && e.cut > 0)) return false;
  e.cut_unit = *unit;
  return Found(e, i, last, out);
}

bool ReadOrdinalDay(const DateTokens& t, uint32_t i, DateExpression* out) {
  DateExpression e;
  e.day = OrdinalOf(t.Key(i));
  if (e.day == 0 || t.Key(i + 1) != "of") return false;
  uint32_t first = i;
  if (t.KeyBefore(i) == "the") --first;
  if (const std::optional<int> offset = OffsetAt(t, i + 2)) {
    if (t.Key(i + 3) != "month") return false;
    e.unit = DateUnit::kMonth;
    e.offset = *offset;
    return Found(e, first, i + 4, out);
  }
  // "two-thirds of May's output"; "19th of October" is read with its number.
  if (t.IsNumber(i) || t.KeyBefore(i) != "the" || t.MonthAt(i + 2) == 0) return false;
  if (i + 3 < t.limit() && t.At(i + 3).possessive) return false;
  e.month = t.MonthAt(i + 2);
  uint32_t last = i + 3;
  const uint32_t year_at = t.IsSign(last, ',') ? last + 1 : last;
  e.year = t.YearAt(year_at) >= kFirstPlainYear ? t.YearAt(year_at) : 0;
  if (e.year != 0) last = year_at + 1;
  return Found(e, first, last, out);
}

}  // namespace dateline::annotate
