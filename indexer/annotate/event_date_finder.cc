#include "indexer/annotate/event_date_finder.h"

#include "absl/strings/match.h"
#include "indexer/annotate/calendar_words.h"
#include "indexer/annotate/date_starter.h"
#include "indexer/annotate/date_tokens.h"
#include "indexer/annotate/future_cue.h"
#include "indexer/annotate/numeric_date.h"
#include "indexer/annotate/relative_expression.h"
#include "indexer/annotate/year_expression.h"

namespace dateline::annotate {
namespace {

// Days that one month may have behind it: "April 24, 25 and 26".
constexpr int kMaxMoreDays = 4;

// Words before a month that is also another word or a name.
bool IsMonthCue(absl::string_view key) {
  return OneOf(key, {"in", "since", "until", "by", "of", "from", "during", "last", "next", "this",
                     "between"});
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
  uint32_t DayMonth(uint32_t i);
  uint32_t DayRange(uint32_t i);
  uint32_t MonthDay(uint32_t i);
  uint32_t Weekday(uint32_t i);

  uint32_t Take(DateExpression e, uint32_t first, uint32_t last);
  uint32_t MonthAlone(uint32_t i, uint32_t after, int month);
  uint32_t MoreDays(DateExpression e, uint32_t i, size_t from);
  uint32_t WithWeekday(uint32_t i) const;

  const DateTokens t_;
  const bool all_capitals_;
  std::vector<DateExpression>& found_;
};

// Adds the expression and returns where to go on.
uint32_t Scanner::Take(DateExpression e, uint32_t first, uint32_t last) {
  const bool partial = e.form == DateForm::kDay || e.form == DateForm::kMonth ||
                       e.form == DateForm::kQuarter || e.form == DateForm::kHalf;
  if (partial && e.year == 0) {
    // "September last year", "Oct. 3 of this year"
    const uint32_t at = t_.Key(last) == "of" ? last + 1 : last;
    const absl::string_view which = t_.Key(at);
    if (t_.Key(at + 1) == "year" && (which == "last" || which == "this" || which == "next")) {
      e.unit = DateUnit::kYear;
      e.offset = which == "last" ? -1 : which == "next" ? 1 : 0;
      last = at + 2;
    }
  }
  if (e.form == DateForm::kDay && e.unit == DateUnit::kDay && t_.KeyBefore(first) == "of" &&
      t_.KeyBefore(first, 2) == "week") {
    e.unit = DateUnit::kWeek;
    first -= 2;
  }
  e.first = first;
  e.last = last;
  if (e.direction == Direction::kOpen && e.year == 0 && e.form != DateForm::kRelative) {
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

uint32_t Scanner::Step(uint32_t i) {
  const Shape shape = t_.At(i).shape;
  if (shape == Shape::kOther) return i + 1;
  DateExpression e;
  uint32_t next = i;
  if (shape == Shape::kNumber) {
    if ((next = DayRange(i)) != i) return next;
    if (ReadNumericDate(t_.text(), t_.limit(), i, &e)) return Take(e, i, e.last);
    if ((next = DayMonth(i)) != i) return next;
    if (ReadAgo(t_, i, &e) || ReadPartOfYear(t_, i, &e) || ReadDecade(t_, i, &e) ||
        ReadYear(t_, i, &e)) {
      return Take(e, e.first, e.last);
    }
    return i + 1;
  }
  const uint8_t starts = DateStartsOf(t_.Key(i));
  if (starts == 0) return i + 1;
  if ((starts & kStartsMonth) && (next = MonthDay(i)) != i) return next;
  if ((starts & kStartsWeekday) && (next = Weekday(i)) != i) return next;
  if (((starts & kStartsHoliday) && ReadHoliday(t_, i, &e)) ||
      ((starts & kStartsDayWord) && ReadDayWord(t_, i, &e)) ||
      ((starts & kStartsUnit) && ReadUnit(t_, i, &e)) ||
      ((starts & kStartsAgo) && ReadAgo(t_, i, &e)) ||
      ((starts & kStartsPartOfYear) && ReadPartOfYear(t_, i, &e))) {
    return Take(e, e.first, e.last);
  }
  return i + 1;
}

// 13 to 16 October 2023, between 13 and 16 October, 13-16 October
uint32_t Scanner::DayRange(uint32_t i) {
  const int day = t_.DayAt(i);
  const bool joins = t_.Joins(i + 1, '-') || t_.Key(i + 1) == "to" ||
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
  uint32_t year_at = last;
  uint32_t range_end = 0;
  if (!joined && t_.Joins(last, '-') && t_.DayAt(last + 1) > day) range_end = last + 1;
  if (range_end) year_at = range_end + 1;
  if (joined ? t_.Joins(year_at, '-') : t_.IsSign(year_at, ',') || t_.Key(year_at) == "of")
    ++year_at;
  e.year = t_.YearAt(year_at);
  if (e.year < kFirstYearWithCue) e.year = 0;
  const Direction direction = t_.DirectionBefore(i);
  if (e.year == 0 && direction != Direction::kOpen) e.direction = direction;
  if (e.year != 0 && !range_end) last = year_at + 1;
  const uint32_t first = WithWeekday(i);
  const size_t from = found_.size();
  last = Take(e, first, last);
  if (range_end) {
    e.day = t_.DayAt(range_end);
    last = Take(e, range_end, e.year != 0 ? year_at + 1 : range_end + 1);
  }
  return MoreDays(e, last, from);
}

// The other days of "April 24, 25 and 26, 1999"; they share the year.
uint32_t Scanner::MoreDays(DateExpression e, uint32_t i, size_t from) {
  uint32_t at = i;
  for (int n = 0; n < kMaxMoreDays; ++n) {
    uint32_t next = at;
    if (t_.IsSign(next, ',')) ++next;
    const bool and_word =
        t_.Key(next) == "and" || t_.Key(next) == "to" || t_.Key(next) == "through";
    if (and_word) ++next;
    const int day = t_.DayAt(next);
    const bool ends = next + 1 >= t_.limit() || t_.At(next + 1).shape == Shape::kOther ||
                      t_.YearAt(next + 1) || t_.At(next + 1).key == "and" ||
                      t_.Key(next + 1) == "in";
    if (!and_word || day <= e.day || !ends) break;
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
  const Token& token = t_.At(i);
  const bool whole = token.key.size() > 3 || token.key == "may";
  uint32_t last = e.year ? year_at + 1 : i + 1;
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
      const bool listed = adjective || (t_.Key(i + 1) == "and" && t_.MonthAt(i + 2)) ||
                          (before == "and" && t_.MonthAt(i - 2));
      if (!listed && (month == 5 || month == 3 ||
                      IsCapitalized(i > t_.begin() ? t_.At(i - 1).shape : Shape::kOther) ||
                      (i + 1 < t_.limit() && IsCapitalized(t_.At(i + 1).shape)))) {
        return i;
      }
    }
    if (IsRepeat(before)) return i;
  }
  if (e.direction != Direction::kOpen || IsEdge(before)) {
    --first;
  } else if (i >= t_.begin() + 2 && t_.Joins(i - 1, '-') && IsEdge(t_.KeyBefore(i, 2))) {
    first -= 2;  // "mid-May"
  }
  return Take(e, first, last);
}

uint32_t Scanner::Weekday(uint32_t i) {
  const int weekday = t_.WeekdayAt(i);
  if (weekday == 0) return i;
  if (absl::EndsWith(t_.Raw(i), "s") || IsRepeat(t_.KeyBefore(i))) return i + 1;
  if (t_.KeyBefore(i) == "black" || t_.KeyBefore(i) == "bloody" || t_.KeyBefore(i) == "good")
    return i + 1;
  // The date behind it says more: "Friday, Oct. 23", "Wednesday 13 September".
  uint32_t next = i + 1;
  while (t_.IsSign(next, ',') || t_.IsSign(next, '.') ||
         (t_.Key(next) == "the" && t_.DayAt(next + 1)))
    ++next;
  if ((t_.MonthAt(next) &&
       (t_.DayAt(next + 1) || (t_.IsSign(next + 1, '.') && t_.DayAt(next + 2)))) ||
      (t_.DayAt(next) &&
       (t_.MonthAt(next + 1) || (t_.Key(next + 1) == "of" && t_.MonthAt(next + 2))))) {
    return next;
  }
  DateExpression e;
  e.form = DateForm::kWeekday;
  e.weekday = weekday;
  uint32_t first = i;
  uint32_t last = i + 1;
  e.direction = t_.DirectionBefore(i);
  if (e.direction != Direction::kOpen) --first;
  if (IsPartOfDay(t_.Key(last))) ++last;
  return Take(e, first, last);
}
}  // namespace

std::vector<DateExpression> FindDateExpressions(const TokenizedText& text) {
  std::vector<DateExpression> found;
  for (const Sentence& sentence : text.sentences) Scanner(text, sentence, &found).Scan();
  std::vector<DateExpression> kept;
  for (const DateExpression& e : found) {
    if (!kept.empty() && e.first < kept.back().last) continue;
    kept.push_back(e);
  }
  return kept;
}

}  // namespace dateline::annotate
