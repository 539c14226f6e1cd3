#include "indexer/annotate/event_date_finder.h"

#include "absl/strings/match.h"
#include "indexer/annotate/anchored_expression.h"
#include "indexer/annotate/calendar_words.h"
#include "indexer/annotate/date_joining.h"
#include "indexer/annotate/date_starter.h"
#include "indexer/annotate/date_tokens.h"
#include "indexer/annotate/future_cue.h"
#include "indexer/annotate/holiday.h"
#include "indexer/annotate/numeric_date.h"
#include "indexer/annotate/period_expression.h"
#include "indexer/annotate/relative_expression.h"
#include "indexer/annotate/weekday_expression.h"
#include "indexer/annotate/year_expression.h"

namespace dateline::annotate {
namespace {

// Days that one month may have behind it: "April 24, 25 and 26".
constexpr int kMaxMoreDays = 4;

// Words before a month that is also another word or a name.
bool IsMonthCue(absl::string_view key) {
  return OneOf(key, {"in", "since", "until", "by", "of", "from", "during", "last", "next", "this",
                     "between", "to", "through"});
}

// The forms whose year or day the publish date gives when the text does not.
bool IsPartial(DateForm form) {
  return form == DateForm::kDay || form == DateForm::kMonth || form == DateForm::kQuarter ||
         form == DateForm::kHalf || form == DateForm::kSeason || form == DateForm::kHoliday;
}

// Words behind "Sept. 11" that make it the day that is known by that name.
bool IsKnownByName(absl::string_view key) {
  return OneOf(key, {"attack", "attacks", "terrorist", "terrorists", "terror", "hijacker",
                     "hijackers", "hijackings", "commission", "victims", "atrocities"});
}

class Scanner {
 public:
  Scanner(const TokenizedText& text, const Sentence& sentence, std::vector<DateExpression>* found)
      : t_(text, sentence), all_capitals_(sentence.all_capitals), found_(*found) {}

  void Scan() {
    for (uint32_t i = t_.begin(); i < t_.limit();) i = Step(i);
  }

 private:
  // Each takes what begins at token `i` and returns where to go on: `i` when nothing does.
  uint32_t Step(uint32_t i);
  uint32_t Number(uint32_t i);
  uint32_t DayRange(uint32_t i);
  uint32_t DayMonth(uint32_t i);
  uint32_t MonthDay(uint32_t i);
  uint32_t Weekday(uint32_t i);

  uint32_t Take(DateExpression e, uint32_t first, uint32_t last);
  uint32_t MonthAlone(uint32_t i, uint32_t after, int month);
  uint32_t RangeEnd(uint32_t last, int day) const;
  uint32_t MoreDays(DateExpression e, uint32_t i, size_t from);
  uint32_t WithWeekday(uint32_t i) const;

  const DateTokens t_;
  const bool all_capitals_;
  std::vector<DateExpression>& found_;
};

// Adds the expression and returns where to go on.
uint32_t Scanner::Take(DateExpression e, uint32_t first, uint32_t last) {
  if (IsPartial(e.form) && e.year == 0 && e.unit == DateUnit::kDay) {
    // "September last year", "Oct. 3 of this year"
    const uint32_t at = t_.Key(last) == "of" ? last + 1 : last;
    const absl::string_view which = t_.Key(at);
    if (t_.Key(at + 1) == "year" && (which == "last" || which == "this" || which == "next")) {
      e.unit = DateUnit::kYear;
      e.offset = which == "last" ? -1 : which == "next" ? 1 : 0;
      last = at + 2;
    }
  }
  if (e.form == DateForm::kDay && e.last_day == 0 && e.unit != DateUnit::kMonth) {
    const absl::string_view before = t_.KeyBefore(first);
    if (before == "of" && t_.KeyBefore(first, 2) == "week") {
      e.week = WeekSense::kOf;
      first -= 2;
    } else if (before == "on" && t_.KeyBefore(first, 3) == "week") {
      if (OneOf(t_.KeyBefore(first, 2), {"ended", "ending"})) e.week = WeekSense::kEnding;
      if (OneOf(t_.KeyBefore(first, 2), {"beginning", "starting"})) e.week = WeekSense::kBeginning;
      if (e.week != WeekSense::kNone) first -= 3;
    } else if (t_.KeyBefore(first, 2) == "week") {
      if (OneOf(before, {"ended", "ending"})) e.week = WeekSense::kEnding;
      if (OneOf(before, {"beginning", "starting", "commencing"})) e.week = WeekSense::kBeginning;
      if (e.week != WeekSense::kNone) first -= 2;
    }
  }
  if (e.form == DateForm::kDay && e.year == 0 && e.month == 9 && e.day == 11 && e.last_day == 0 &&
      IsKnownByName(t_.Key(last))) {
    e.form = DateForm::kNamedDay;  // "the Sept. 11 attacks"
    e.year = 2001;
  }
  // A weekday before a date says more about its year.
  if (e.form == DateForm::kDay && first < last && e.weekday == 0) {
    const Token& token = t_.At(first);
    if (IsCapitalized(token.shape)) e.weekday = WeekdayOf(token.key);
  }
  e.first = first;
  e.last = last;
  if (e.direction == Direction::kOpen && e.year == 0 && e.form != DateForm::kRelative &&
      e.form != DateForm::kAnchored) {
    const Tense tense = TenseOf(t_.text(), t_.begin(), t_.limit(), first, last);
    if (tense == Tense::kFuture) e.direction = Direction::kFuture;
    if (tense == Tense::kPast) e.direction = Direction::kPast;
  }
  found_.push_back(e);
  return last;
}

// Where an expression that starts at `i` starts when a weekday stands before it: "Friday, Oct. 23".
uint32_t Scanner::WithWeekday(uint32_t i) const {
  uint32_t j = i;
  while (j > t_.begin() &&
         (t_.IsSign(j - 1, ',') || t_.IsSign(j - 1, '.') || t_.At(j - 1).key == "the"))
    --j;
  if (j > t_.begin() && j + 2 >= i && IsCapitalized(t_.At(j - 1).shape) &&
      WeekdayOf(t_.At(j - 1).key)) {
    return j - 1;
  }
  return i;
}

uint32_t Scanner::Number(uint32_t i) {
  DateExpression e;
  uint32_t next = i;
  if ((next = DayRange(i)) != i) return next;
  if (ReadNumericDate(t_.text(), t_.limit(), i, &e)) return Take(e, i, e.last);
  if (ReadNamedDay(t_.text(), t_.limit(), i, &e)) return Take(e, i, e.last);
  if ((next = DayMonth(i)) != i) return next;
  // "the 1998 third quarter"
  if (t_.YearAt(i) >= kFirstPlainYear && i + 1 < t_.limit() &&
      t_.At(i + 1).shape != Shape::kOther && (DateStartsOf(t_.Key(i + 1)) & kStartsPartOfYear) &&
      ReadPartOfYear(t_, i + 1, &e) && e.first == i) {
    return Take(e, i, e.last);
  }
  if (ReadAgo(t_, i, &e) || ReadAnchored(t_, i, &e) || ReadCentury(t_, i, &e) ||
      ReadPartOfYear(t_, i, &e) || ReadCut(t_, i, &e) || ReadOrdinalDay(t_, i, &e) ||
      ReadDecade(t_, i, &e) || ReadYear(t_, i, &e)) {
    return Take(e, e.first, e.last);
  }
  return i + 1;
}

uint32_t Scanner::Step(uint32_t i) {
  const Shape shape = t_.At(i).shape;
  if (shape == Shape::kOther) return i + 1;
  if (shape == Shape::kNumber) return Number(i);
  const DateStarts starts = DateStartsOf(t_.Key(i));
  if (starts == 0) return i + 1;
  DateExpression e;
  uint32_t next = i;
  if ((starts & kStartsHoliday) && ReadHoliday(t_, i, &e)) return Take(e, e.first, e.last);
  if ((starts & kStartsMonth) && (next = MonthDay(i)) != i) return next;
  if ((starts & kStartsWeekday) && (next = Weekday(i)) != i) return next;
  if (((starts & kStartsDayWord) && ReadDayWord(t_, i, &e)) ||
      ((starts & kStartsOrdinal) &&
       (ReadCut(t_, i, &e) || ReadCentury(t_, i, &e) || ReadOrdinalDay(t_, i, &e))) ||
      ((starts & kStartsUnit) && ReadUnit(t_, i, &e)) ||
      ((starts & kStartsAgo) && (ReadAgo(t_, i, &e) || ReadAnchored(t_, i, &e))) ||
      ((starts & kStartsAnchor) && ReadAnchored(t_, i, &e)) ||
      ((starts & kStartsPartOfYear) && ReadPartOfYear(t_, i, &e)) ||
      ((starts & kStartsSeason) && ReadSeason(t_, i, &e)) ||
      ((starts & kStartsDecade) && ReadDecade(t_, i, &e)) ||
      ((starts & kStartsFiscal) && ReadFiscal(t_, i, &e))) {
    return Take(e, e.first, e.last);
  }
  return i + 1;
}

// 13 to 16 October 2023, between 13 and 16 October, 13-16 October
uint32_t Scanner::DayRange(uint32_t i) {
  const int day = t_.DayAt(i);
  const bool joins = t_.JoinsRange(i + 1) || t_.Key(i + 1) == "to" ||
                     (t_.Key(i + 1) == "and" && t_.KeyBefore(i) == "between");
  if (day == 0 || !joins || t_.DayAt(i + 2) <= day) return i;
  const uint32_t month_at = t_.Key(i + 3) == "of" ? i + 4 : i + 3;
  DateExpression e;
  e.month = t_.MonthAt(month_at);
  if (e.month == 0 || t_.Joins(i + 3, '-')) return i;
  e.day = day;
  e.last_day = t_.DayAt(i + 2);
  uint32_t year_at = month_at + 1;
  if (t_.IsSign(year_at, '.') && !t_.At(year_at).space_before) ++year_at;
  if (t_.IsSign(year_at, ',')) ++year_at;
  e.year = t_.YearAt(year_at);
  return Take(e, i, e.year != 0 ? year_at + 1 : month_at + 1);
}

// 19 October 2023, 19th of October, 14-Feb-2005
uint32_t Scanner::DayMonth(uint32_t i) {
  const int day = t_.DayAt(i);
  if (day == 0) return i;
  const bool joined = t_.Joins(i + 1, '-') || t_.Joins(i + 1, '/');
  uint32_t month_at = i + 1;
  if (joined || t_.Key(i + 1) == "of") ++month_at;
  const int month = t_.MonthAt(month_at);
  if (month == 0) return i;
  DateExpression e;
  e.month = month;
  e.day = day;
  uint32_t last = month_at + 1;
  uint32_t year_at = last;
  if (t_.IsSign(year_at, '.') && !t_.At(year_at).space_before) ++year_at;
  if (joined ? (t_.Joins(year_at, '-') || t_.Joins(year_at, '/')) : t_.IsSign(year_at, ','))
    ++year_at;
  // "19 October 22 people" has no year; "May 6" after a number is a new date: "5 May 6".
  e.year = t_.YearAt(year_at);
  if (joined && e.year == 0 && t_.IsNumber(year_at)) e.year = FullYear(t_.Raw(year_at));
  if (e.year != 0) last = year_at + 1;
  // "1,000 2 May" and months as names ("5 May") need a real month.
  if (e.year == 0 && e.month == 5 && t_.At(month_at).shape == Shape::kUpper && !all_capitals_)
    return i;
  uint32_t first = WithWeekday(i);
  if (t_.KeyBefore(first) == "the") --first;
  return Take(e, first, last);
}

// The last day of "April 24-26", "April 24 to 26", "between April 24 and 26", where the first one
// ends at `last`: its token; 0 when there is none.
uint32_t Scanner::RangeEnd(uint32_t last, int day) const {
  uint32_t at = 0;
  if (t_.JoinsRange(last)) {
    at = last + 1;
  } else if ((OneOf(t_.Key(last), {"to", "through", "until", "till"}) ||
              (t_.Key(last) == "and" && t_.KeyBefore(last, 3) == "between")) &&
             t_.DayEnds(last + 1)) {
    at = last + 1;
  }
  if (at == 0 || t_.DayAt(at) <= day || (t_.Joins(at + 1, ':') && t_.IsNumber(at + 2))) return 0;
  return t_.MonthAt(at + 1) ? 0 : at;  // "May 3 to 5 June"
}

// Oct. 19, 2023; October 2023; October; May-14-2005
uint32_t Scanner::MonthDay(uint32_t i) {
  const int month = t_.MonthAt(i);
  if (month == 0) return i;
  uint32_t at = i + 1;
  const bool joined = t_.Joins(at, '-') && (t_.IsNumber(at + 1));
  if (t_.IsSign(at, '.') && !t_.At(at).space_before) ++at;
  if (joined) ++at;
  if (t_.Key(at) == "the" && t_.DayAt(at + 1) && PlainNumber(t_.Raw(at + 1), 1, 2) < 0) ++at;
  const int day = t_.DayAt(at);
  const bool time = t_.Joins(at + 1, ':') && t_.IsNumber(at + 2);
  if (day == 0 || time) return MonthAlone(i, at, month);
  DateExpression e;
  e.month = month;
  e.day = day;
  uint32_t last = at + 1;
  // "April 24-25", "Oct. 19, 2023", "October 19 2023", "Feb-14-2005"
  if (!joined) {
    if (const uint32_t end = RangeEnd(last, day)) {
      e.last_day = t_.DayAt(end);
      last = end + 1;
    }
  }
  uint32_t year_at = last;
  if (joined ? t_.Joins(year_at, '-') : t_.IsSign(year_at, ',') || t_.Key(year_at) == "of")
    ++year_at;
  e.year = t_.YearAt(year_at);
  if (e.year < kFirstYearWithCue) e.year = 0;
  const Direction direction = t_.DirectionBefore(i);
  if (e.year == 0 && direction != Direction::kOpen) e.direction = direction;
  if (e.year != 0) last = year_at + 1;
  const uint32_t first = WithWeekday(i);
  const size_t from = found_.size();
  last = Take(e, first, last);
  return e.last_day != 0 ? last : MoreDays(e, last, from);
}

// The other days of "April 24, 25 and 26, 1999"; they share the year.
uint32_t Scanner::MoreDays(DateExpression e, uint32_t i, size_t from) {
  uint32_t at = i;
  e.weekday = 0;
  e.direction = found_.back().direction;  // The sentence says it of all of them.
  for (int n = 0; n < kMaxMoreDays; ++n) {
    uint32_t next = at;
    const bool comma = t_.IsSign(next, ',');
    if (comma) ++next;
    const bool and_word = t_.Key(next) == "and" || t_.Key(next) == "or";
    if (and_word) ++next;
    const int day = t_.DayAt(next);
    // "April 24, 25 and 26", but not "April 24, 25 people": another day follows with "and".
    const bool listed =
        comma && !and_word && (t_.Key(next + 1) == "and" || t_.IsSign(next + 1, ','));
    if ((!and_word && !listed) || day <= e.day || !t_.DayEnds(next)) break;
    if (listed && t_.DayAt(next + 2) <= day) break;
    e.day = day;
    at = Take(e, next, next + 1);
    const uint32_t year_at = t_.IsSign(at, ',') ? at + 1 : at;
    const int year = t_.YearAt(year_at);
    if (year < kFirstPlainYear || e.year != 0) continue;
    for (size_t k = from; k < found_.size(); ++k) found_[k].year = year;
    found_.back().last = at = year_at + 1;
    break;
  }
  return at;
}

// A month without day; `after` is the token behind it.
uint32_t Scanner::MonthAlone(uint32_t i, uint32_t after, int month) {
  DateExpression e;
  e.form = DateForm::kMonth;
  e.month = month;
  uint32_t year_at = after;
  if (t_.IsSign(year_at, ',') || t_.Key(year_at) == "of" || t_.Joins(year_at, '-')) ++year_at;
  e.year = t_.YearAt(year_at);
  if (e.year < kFirstYearWithCue) e.year = 0;
  uint32_t last = e.year ? year_at + 1 : i + 1;
  if (e.year == 0 && t_.IsApostrophe(year_at)) {
    // "June '98"
    e.year = PlainNumber(t_.IsNumber(year_at + 1) ? t_.Raw(year_at + 1) : "", 2, 2) >= 0
                 ? FullYear(t_.Raw(year_at + 1))
                 : 0;
    e.two_digits = e.year != 0;
    if (e.year != 0) last = year_at + 2;
  }
  const Token& token = t_.At(i);
  const bool whole = token.key.size() > 3 || token.key == "may" ||
                     (t_.JoinsRange(i + 1) && t_.MonthAt(i + 2) != 0);  // "Jan-March"
  uint32_t first = i;
  const absl::string_view before = t_.KeyBefore(i);
  if (e.year == 0) {
    e.direction = t_.DirectionBefore(i);
    if (!whole && token.end < t_.text().text.size() && t_.text().text[token.end - 1] != '.')
      return i;
    if ((month == 5 || month == 3 || month == 8 || month == 4 || month == 6) &&
        !IsMonthCue(before) && !IsEdge(before) &&
        !(i >= t_.begin() + 2 && t_.IsSign(i - 1, '-') && IsEdge(t_.KeyBefore(i, 2)))) {
      const bool adjective =
          before == "the" && i + 1 < t_.limit() && t_.At(i + 1).shape == Shape::kLower;
      const bool listed =
          adjective || (i >= t_.begin() + 2 && t_.JoinsRange(i - 1) && t_.MonthAt(i - 2)) ||
          (t_.Key(i + 1) == "and" && t_.MonthAt(i + 2)) || (before == "and" && t_.MonthAt(i - 2));
      if (!listed && (month == 5 || month == 3 ||
                      IsCapitalized(i > t_.begin() ? t_.At(i - 1).shape : Shape::kOther) ||
                      (i + 1 < t_.limit() && IsCapitalized(t_.At(i + 1).shape)))) {
        return i;
      }
    }
    if (IsRepeat(before)) return i;
    // "the driest January on record" is one of many.
    if (absl::EndsWith(before, "est") && before.size() > 5 && before != "latest" &&
        t_.KeyBefore(i, 2) == "the" && !(t_.At(i - 1).classes & kDirection)) {
      return i;
    }
  }
  if (e.direction != Direction::kOpen || IsEdge(before)) {
    --first;
  } else if (i >= t_.begin() + 2 && t_.Joins(i - 1, '-') && IsEdge(t_.KeyBefore(i, 2))) {
    first -= 2;  // "mid-May"
  }
  return Take(e, first, last);
}

uint32_t Scanner::Weekday(uint32_t i) {
  DateExpression e;
  uint32_t next = i;
  if (ReadWeekday(t_, i, &e, &next)) return Take(e, e.first, e.last);
  return next;
}

}  // namespace

std::vector<DateExpression> FindDateExpressions(const TokenizedText& text) {
  std::vector<DateExpression> kept;
  std::vector<DateExpression> found;
  for (uint32_t s = 0; s < text.sentences.size(); ++s) {
    found.clear();
    Scanner(text, text.sentences[s], &found).Scan();
    if (found.empty()) continue;
    const size_t from = kept.size();
    for (DateExpression& e : found) {
      if (kept.size() > from && e.first < kept.back().last) continue;
      e.sentence = s;
      kept.push_back(e);
    }
    JoinDates(DateTokens(text, text.sentences[s]), from, &kept);
  }
  return kept;
}

}  // namespace dateline::annotate
