#include "indexer/annotate/event_date_finder.h"

#include <algorithm>
#include <array>

#include "absl/algorithm/container.h"
#include "absl/strings/match.h"
#include "indexer/annotate/calendar_words.h"
#include "indexer/annotate/future_cue.h"
#include "indexer/annotate/numeric_date.h"
#include "indexer/article/date.h"

namespace dateline::annotate {
namespace {

// Years that a four-digit number alone may mean: with a word such as "in" before it, or without.
constexpr int kFirstYearWithCue = 1100;
constexpr int kFirstPlainYear = 1900;
constexpr int kLastYear = 2059;

using Words = absl::string_view;

template <size_t N>
bool OneOf(absl::string_view key, const std::array<Words, N>& words) {
  return absl::c_linear_search(words, key);
}

constexpr std::array<Words, 30> kYearCues = {
    "in",     "since",  "until",  "by",     "from",    "during", "before",  "after",
    "of",     "early",  "late",   "mid",    "through", "till",   "between", "throughout",
    "around", "circa",  "spring", "summer", "fall",    "autumn", "winter",  "season",
    "year",   "fiscal", "the",    "to",     "end",     "back"};
constexpr std::array<Words, 3> kEdges = {"early", "mid", "late"};
constexpr std::array<Words, 11> kMonthCues = {"in",     "since", "until", "by",   "of",     "from",
                                              "during", "last",  "next",  "this", "between"};
constexpr std::array<Words, 7> kParts = {"morning", "afternoon", "evening", "night",
                                         "nights",  "noon",      "evenings"};
constexpr std::array<Words, 5> kRepeats = {"every", "each", "any", "most", "some"};

class Scanner {
 public:
  explicit Scanner(const TokenizedText& text) : text_(text) {}

  std::vector<DateExpression> Scan() {
    for (const Sentence& sentence : text_.sentences) {
      begin_ = sentence.first;
      limit_ = sentence.last;
      all_capitals_ = sentence.all_capitals;
      for (uint32_t i = begin_; i < limit_;) i = Step(i);
    }
    return std::move(found_);
  }

 private:
  const Token& At(uint32_t i) const { return text_.tokens[i]; }
  absl::string_view Raw(uint32_t i) const {
    return text_.text.substr(At(i).begin, At(i).end - At(i).begin);
  }
  absl::string_view Key(uint32_t i) const {
    return i < limit_ && i >= begin_ ? absl::string_view(At(i).key) : absl::string_view();
  }
  absl::string_view KeyBefore(uint32_t i, uint32_t n = 1) const {
    return i >= begin_ + n ? absl::string_view(At(i - n).key) : absl::string_view();
  }
  bool IsSign(uint32_t i, char sign) const {
    return i < limit_ && At(i).shape == Shape::kOther && text_.text[At(i).begin] == sign;
  }
  bool IsNumber(uint32_t i) const { return i < limit_ && At(i).shape == Shape::kNumber; }
  // A '-' or '/' without spaces around it.
  bool Joins(uint32_t i, char sign) const {
    return IsSign(i, sign) && !At(i).space_before && i + 1 < limit_ && !At(i + 1).space_before;
  }
  int YearAt(uint32_t i) const {
    if (!IsNumber(i)) return 0;
    const int year = PlainNumber(Raw(i), 4, 4);
    return year >= article::kMinYear && year <= kLastYear + 40 ? year : 0;
  }
  int MonthAt(uint32_t i) const;
  int WeekdayAt(uint32_t i) const;
  int DayAt(uint32_t i) const { return IsNumber(i) ? DayNumber(Raw(i)) : 0; }

  uint32_t Step(uint32_t i);
  uint32_t Take(DateExpression e, uint32_t first, uint32_t last);
  uint32_t DayMonth(uint32_t i);
  uint32_t MonthDay(uint32_t i);
  uint32_t MonthAlone(uint32_t i, uint32_t month_end, int month);
  uint32_t MoreDays(DateExpression e, uint32_t i, size_t from);
  uint32_t Year(uint32_t i);
  bool ReadsAsYear(uint32_t i, int year) const;
  uint32_t Decade(uint32_t i);
  uint32_t Quarter(uint32_t i);
  uint32_t Weekday(uint32_t i);
  uint32_t Word(uint32_t i);
  uint32_t Modified(uint32_t i);
  uint32_t Ago(uint32_t i);
  uint32_t HolidayName(uint32_t i);
  uint32_t WithWeekday(uint32_t i) const;
  Direction DirectionBefore(uint32_t i, uint32_t last) const;

  const TokenizedText& text_;
  uint32_t begin_ = 0;
  uint32_t limit_ = 0;
  bool all_capitals_ = false;
  std::vector<DateExpression> found_;
};

int Scanner::MonthAt(uint32_t i) const {
  if (i >= limit_ || At(i).shape <= Shape::kNumber) return 0;
  const int month = MonthOf(At(i).key);
  if (month == 0 || IsCapitalized(At(i).shape)) return month;
  // In lower case only beside its day or year; "may" and "march" between both.
  const bool day_before = i > begin_ && (DayAt(i - 1) || (Key(i - 1) == "of" && DayAt(i - 2)));
  const bool day_behind = DayAt(i + 1) != 0;
  const bool year = YearAt(i + 1) || YearAt(i + 2) || YearAt(i + 3);
  if (month == 5 || month == 3) return (day_before || day_behind) && year ? month : 0;
  return day_before || day_behind || YearAt(i + 1) || (Key(i + 1) == "of" && YearAt(i + 2)) ? month
                                                                                            : 0;
}

// Short forms count only where a date goes on behind them: "Sat, Oct. 3".
int Scanner::WeekdayAt(uint32_t i) const {
  if (i >= limit_ || !IsCapitalized(At(i).shape)) return 0;
  const int weekday = WeekdayOf(At(i).key);
  if (weekday == 0 || absl::EndsWith(At(i).key, "day")) return weekday;
  uint32_t next = i + 1;
  while (IsSign(next, '.') || IsSign(next, ',')) ++next;
  return MonthAt(next) != 0 || (DayAt(next) != 0 && MonthAt(next + 1) != 0) ? weekday : 0;
}

// Adds the expression and returns where to go on.
uint32_t Scanner::Take(DateExpression e, uint32_t first, uint32_t last) {
  const bool partial = e.form == DateForm::kDay || e.form == DateForm::kMonth ||
                       e.form == DateForm::kQuarter || e.form == DateForm::kHalf;
  if (partial && e.year == 0) {
    // "September last year", "Oct. 3 of this year"
    const uint32_t at = Key(last) == "of" ? last + 1 : last;
    const absl::string_view which = Key(at);
    if (Key(at + 1) == "year" && (which == "last" || which == "this" || which == "next")) {
      e.unit = DateUnit::kYear;
      e.offset = which == "last" ? -1 : which == "next" ? 1 : 0;
      last = at + 2;
    }
  }
  if (e.form == DateForm::kDay && e.unit == DateUnit::kDay && KeyBefore(first) == "of" &&
      KeyBefore(first, 2) == "week") {
    e.unit = DateUnit::kWeek;
    first -= 2;
  }
  e.first = first;
  e.last = last;
  if (e.direction == Direction::kOpen && e.year == 0 && e.form != DateForm::kRelative) {
    const Tense tense = TenseOf(text_, begin_, limit_, first, last);
    if (tense == Tense::kFuture) e.direction = Direction::kFuture;
    if (tense == Tense::kPast) e.direction = Direction::kPast;
  }
  found_.push_back(e);
  return last;
}

Direction Scanner::DirectionBefore(uint32_t i, uint32_t last) const {
  const absl::string_view before = KeyBefore(i);
  if (before == "last" || before == "past" || before == "previous") return Direction::kLast;
  if (before == "next" || before == "coming" || before == "upcoming") return Direction::kNext;
  if (before == "this") return Direction::kThis;
  return Direction::kOpen;
}

// Where an expression that starts at `i` starts when a weekday stands before it: "Friday, Oct. 23".
uint32_t Scanner::WithWeekday(uint32_t i) const {
  uint32_t j = i;
  while (j > begin_ && (IsSign(j - 1, ',') || IsSign(j - 1, '.') || At(j - 1).key == "the")) --j;
  if (j > begin_ && j + 2 >= i && IsCapitalized(At(j - 1).shape) && WeekdayOf(At(j - 1).key)) {
    return j - 1;
  }
  return i;
}

uint32_t Scanner::Step(uint32_t i) {
  const Token& token = At(i);
  if (token.shape == Shape::kOther) return i + 1;
  uint32_t next = i;
  if (token.shape == Shape::kNumber) {
    DateExpression numeric;
    if (ReadNumericDate(text_, limit_, i, &numeric)) return Take(numeric, i, numeric.last);
    if ((next = DayMonth(i)) != i) return next;
    if ((next = Ago(i)) != i) return next;
    if ((next = Quarter(i)) != i) return next;
    if ((next = Decade(i)) != i) return next;
    if ((next = Year(i)) != i) return next;
    return i + 1;
  }
  if (IsCapitalized(token.shape)) {
    if ((next = MonthDay(i)) != i) return next;
    if ((next = Weekday(i)) != i) return next;
  } else if ((next = MonthDay(i)) != i) {
    return next;
  }
  if ((next = HolidayName(i)) != i) return next;
  if ((next = Word(i)) != i) return next;
  if ((next = Modified(i)) != i) return next;
  if ((next = Ago(i)) != i) return next;
  if ((next = Quarter(i)) != i) return next;
  return i + 1;
}

// 19 October 2023, 19th of October, 14-Feb-2005
uint32_t Scanner::DayMonth(uint32_t i) {
  const int day = DayAt(i);
  if (day == 0) return i;
  const bool joined = Joins(i + 1, '-') || Joins(i + 1, '/');
  uint32_t month_at = i + 1;
  if (joined || Key(i + 1) == "of") ++month_at;
  const int month = MonthAt(month_at);
  if (month == 0) return i;
  DateExpression e;
  e.month = month;
  e.day = day;
  uint32_t last = month_at + 1;
  uint32_t year_at = last;
  if (IsSign(year_at, '.') && !At(year_at).space_before) ++year_at;
  if (joined ? (Joins(year_at, '-') || Joins(year_at, '/')) : IsSign(year_at, ',')) ++year_at;
  // "19 October 22 people" has no year; "May 6" after a number is a new date: "5 May 6".
  e.year = YearAt(year_at);
  if (joined && e.year == 0 && IsNumber(year_at)) e.year = FullYear(Raw(year_at));
  if (e.year != 0) last = year_at + 1;
  // "1,000 2 May" and months as names ("5 May") need a real month.
  if (e.year == 0 && e.month == 5 && At(month_at).shape == Shape::kUpper && !all_capitals_)
    return i;
  uint32_t first = WithWeekday(i);
  if (KeyBefore(first) == "the") --first;
  return Take(e, first, last);
}

// Oct. 19, 2023; October 2023; October; May-14-2005
uint32_t Scanner::MonthDay(uint32_t i) {
  const int month = MonthAt(i);
  if (month == 0) return i;
  uint32_t at = i + 1;
  const bool joined = Joins(at, '-') && (IsNumber(at + 1));
  if (IsSign(at, '.') && !At(at).space_before) ++at;
  if (joined) ++at;
  if (Key(at) == "the" && DayAt(at + 1) && PlainNumber(Raw(at + 1), 1, 2) < 0) ++at;
  const int day = DayAt(at);
  const bool time = Joins(at + 1, ':') && IsNumber(at + 2);
  if (day == 0 || time) return MonthAlone(i, at, month);
  DateExpression e;
  e.month = month;
  e.day = day;
  uint32_t last = at + 1;
  // "April 24-25", "Oct. 19, 2023", "October 19 2023", "Feb-14-2005"
  uint32_t year_at = last;
  uint32_t range_end = 0;
  if (!joined && Joins(last, '-') && DayAt(last + 1) > day) range_end = last + 1;
  if (range_end) year_at = range_end + 1;
  if (joined ? Joins(year_at, '-') : IsSign(year_at, ',') || Key(year_at) == "of") ++year_at;
  e.year = YearAt(year_at);
  if (e.year < kFirstYearWithCue) e.year = 0;
  const Direction direction = DirectionBefore(i, last);
  if (e.year == 0 && direction != Direction::kOpen) e.direction = direction;
  if (e.year != 0 && !range_end) last = year_at + 1;
  const uint32_t first = WithWeekday(i);
  const size_t from = found_.size();
  last = Take(e, first, last);
  if (range_end) {
    e.day = DayAt(range_end);
    last = Take(e, range_end, e.year != 0 ? year_at + 1 : range_end + 1);
  }
  return MoreDays(e, last, from);
}

// The other days of "April 24, 25 and 26, 1999"; they share the year.
uint32_t Scanner::MoreDays(DateExpression e, uint32_t i, size_t from) {
  uint32_t at = i;
  for (int n = 0; n < 4; ++n) {
    uint32_t next = at;
    if (IsSign(next, ',')) ++next;
    const bool and_word = Key(next) == "and" || Key(next) == "to" || Key(next) == "through";
    if (and_word) ++next;
    const int day = DayAt(next);
    const bool ends = next + 1 >= limit_ || At(next + 1).shape == Shape::kOther ||
                      YearAt(next + 1) || At(next + 1).key == "and" || Key(next + 1) == "in";
    if (!and_word || day <= e.day || !ends) break;
    e.day = day;
    at = Take(e, next, next + 1);
    const uint32_t year_at = IsSign(at, ',') ? at + 1 : at;
    const int year = YearAt(year_at);
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
  if (IsSign(year_at, ',') || Key(year_at) == "of" || Joins(year_at, '-')) ++year_at;
  e.year = YearAt(year_at);
  if (e.year < kFirstYearWithCue) e.year = 0;
  const Token& token = At(i);
  const bool whole = token.key.size() > 3 || token.key == "may";
  uint32_t last = e.year ? year_at + 1 : i + 1;
  uint32_t first = i;
  const absl::string_view before = KeyBefore(i);
  if (e.year == 0) {
    e.direction = DirectionBefore(i, last);
    if (!whole && token.end < text_.text.size() && text_.text[token.end - 1] != '.') return i;
    if ((month == 5 || month == 3 || month == 8 || month == 4 || month == 6) &&
        !OneOf(before, kMonthCues) && !OneOf(before, kEdges) &&
        !(i >= begin_ + 2 && IsSign(i - 1, '-') && OneOf(KeyBefore(i, 2), kEdges))) {
      const bool adjective = before == "the" && i + 1 < limit_ && At(i + 1).shape == Shape::kLower;
      const bool listed = adjective || (Key(i + 1) == "and" && MonthAt(i + 2)) ||
                          (before == "and" && MonthAt(i - 2));
      if (!listed && (month == 5 || month == 3 ||
                      IsCapitalized(i > begin_ ? At(i - 1).shape : Shape::kOther) ||
                      (i + 1 < limit_ && IsCapitalized(At(i + 1).shape)))) {
        return i;
      }
    }
    if (OneOf(before, kRepeats)) return i;
  }
  if (e.direction != Direction::kOpen || OneOf(before, kEdges)) {
    --first;
  } else if (i >= begin_ + 2 && Joins(i - 1, '-') && OneOf(KeyBefore(i, 2), kEdges)) {
    first -= 2;  // "mid-May"
  }
  return Take(e, first, last);
}

// True when the words around a four-digit number let it be a year.
bool Scanner::ReadsAsYear(uint32_t i, int year) const {
  if (year > kLastYear || year < kFirstYearWithCue) return false;
  const absl::string_view before = KeyBefore(i);
  bool cue = OneOf(before, kYearCues);
  if (i > begin_ && IsSign(i - 1, '-') && OneOf(KeyBefore(i, 2), kEdges)) cue = true;
  if (i > begin_ && At(i - 1).shape == Shape::kOther) {
    const char sign = text_.text[At(i - 1).begin];
    if (sign == '$' || sign == '#' || sign == '+' || (sign & 0x80) || sign == ':' || sign == '.')
      return false;
    if ((sign == '-' || sign == '/') && !At(i).space_before && !YearAt(i - 2)) return false;
  }
  if (before == "no" || before == "number" || before == "than" || before == "about" ||
      before == "nearly" || before == "some" || before == "flight" || before == "page" ||
      before == "article" || before == "room" || before == "route" || before == "highway" ||
      before == "section") {
    return false;
  }
  if (i + 1 < limit_) {
    const Token& after = At(i + 1);
    if (after.shape == Shape::kOther && !after.space_before) {
      const char sign = text_.text[after.begin];
      if (sign == '%' || sign == ':' || sign == '/') return false;
      if (sign == '-' && i + 2 < limit_ && At(i + 2).shape != Shape::kNumber)
        return cue && year >= kFirstPlainYear;
    }
    const bool counted =
        after.shape == Shape::kLower && !(after.classes & kFunction) &&
        (absl::EndsWith(after.key, "s") || after.key == "people" || after.key == "million" ||
         after.key == "billion" || after.key == "percent" || after.key == "troops" ||
         after.key == "men" || after.key == "women" || after.key == "tonnes" ||
         after.key == "per" || after.key == "pct" || after.key == "km" || after.key == "meters" ||
         after.key == "metres" || after.key == "gmt" || after.key == "local" ||
         after.key == "hours");
    if (counted) return before == "the" && year >= kFirstPlainYear;
    if (after.key == "gmt" || after.key == "hrs") return false;
  }
  if (before == "the" && year < kFirstPlainYear) return false;
  if (cue)
    return year >= kFirstPlainYear || before == "in" || before == "since" || before == "from" ||
           before == "until" || before == "during" || before == "by" || before == "of";
  if (year < kFirstPlainYear) return false;
  if (i > begin_ && At(i - 1).shape == Shape::kNumber) return false;
  return true;
}

// 2023, 1996-97, 2008-2011
uint32_t Scanner::Year(uint32_t i) {
  const int year = YearAt(i);
  if (year == 0 || !ReadsAsYear(i, year)) return i;
  DateExpression e;
  e.form = DateForm::kYear;
  e.year = year;
  if ((Joins(i + 1, '-') || Joins(i + 1, '/')) && IsNumber(i + 2)) {
    const int brief = PlainNumber(Raw(i + 2), 2, 2);
    if (brief > year % 100) {
      e.last_year = year / 100 * 100 + brief;
      return Take(e, i, i + 3);
    }
    const int other = YearAt(i + 2);
    if (other > year) {
      Take(e, i, i + 1);
      e.year = other;
      return Take(e, i + 2, i + 3);
    }
    return i;
  }
  return Take(e, i, i + 1);
}

// the 1990s, '90s
uint32_t Scanner::Decade(uint32_t i) {
  std::string word(Raw(i));
  const uint32_t last = i + 1 < limit_ && At(i + 1).possessive ? i + 2 : i + 1;
  if (last == i + 2 && YearAt(i) && YearAt(i) % 10 == 0 && KeyBefore(i) == "the") word += "s";
  const int year = DecadeOf(word);
  if (year == 0) return i;
  // "in her 30s", "temperatures in the 80s"
  if (year < 2000 && word.size() < 4 &&
      !(i > begin_ && At(i - 1).end - At(i - 1).begin == 1 && IsSign(i - 1, '\''))) {
    return i;
  }
  DateExpression e;
  e.form = DateForm::kDecade;
  e.year = year;
  return Take(e, i, last);
}

// Q3 2023, third quarter of 2023, first half of 1998
uint32_t Scanner::Quarter(uint32_t i) {
  DateExpression e;
  uint32_t last = i;
  const absl::string_view key = Key(i);
  if (key.size() == 2 && (key[0] == 'q' || key[0] == 'h') && IsCapitalized(At(i).shape)) {
    e.part = key[1] - '0';
    e.form = key[0] == 'q' ? DateForm::kQuarter : DateForm::kHalf;
    last = i + 1;
  } else {
    e.part = QuarterOf(key);
    uint32_t unit = i + 1;
    if (IsSign(unit, '-')) ++unit;
    if (Key(unit) == "quarter") {
      e.form = DateForm::kQuarter;
    } else if (Key(unit) == "half") {
      e.form = DateForm::kHalf;
    } else {
      return i;
    }
    if (Joins(unit + 1, '-')) return i;  // "quarter-final"
    last = unit + 1;
  }
  if (e.part < 1 || e.part > (e.form == DateForm::kQuarter ? 4 : 2)) return i;
  uint32_t year_at = last;
  if (Key(year_at) == "of" || IsSign(year_at, ',')) ++year_at;
  if (Key(year_at) == "fiscal") ++year_at;
  e.year = YearAt(year_at);
  if (e.year >= kFirstPlainYear) {
    last = year_at + 1;
  } else {
    e.year = 0;
    // "of last year", "of this year", "of the year"
    const bool this_year = Key(year_at) == "this" || Key(year_at) == "last";
    if (e.form == DateForm::kHalf && !this_year) return i;  // A half of anything.
    if (this_year && Key(year_at + 1) == "year") {
      e.direction = Key(year_at) == "this" ? Direction::kThis : Direction::kLast;
      last = year_at + 2;
    }
  }
  return Take(e, i, last);
}

uint32_t Scanner::Weekday(uint32_t i) {
  const int weekday = WeekdayAt(i);
  if (weekday == 0) return i;
  if (absl::EndsWith(Raw(i), "s") || OneOf(KeyBefore(i), kRepeats)) return i + 1;
  if (KeyBefore(i) == "black" || KeyBefore(i) == "bloody" || KeyBefore(i) == "good") return i + 1;
  // The date behind it says more: "Friday, Oct. 23", "Wednesday 13 September".
  uint32_t next = i + 1;
  while (IsSign(next, ',') || IsSign(next, '.') || (Key(next) == "the" && DayAt(next + 1))) ++next;
  if ((MonthAt(next) && (DayAt(next + 1) || (IsSign(next + 1, '.') && DayAt(next + 2)))) ||
      (DayAt(next) && (MonthAt(next + 1) || (Key(next + 1) == "of" && MonthAt(next + 2))))) {
    return next;
  }
  DateExpression e;
  e.form = DateForm::kWeekday;
  e.weekday = weekday;
  uint32_t first = i;
  uint32_t last = i + 1;
  e.direction = DirectionBefore(i, last);
  if (e.direction != Direction::kOpen) --first;
  if (OneOf(Key(last), kParts)) ++last;
  return Take(e, first, last);
}

// today, yesterday, tomorrow, tonight, this morning, last night
uint32_t Scanner::Word(uint32_t i) {
  const absl::string_view key = Key(i);
  DateExpression e;
  e.form = DateForm::kRelative;
  uint32_t last = i + 1;
  uint32_t first = i;
  if (key == "today" || key == "tonight") {
    // "USA Today", "Today Nicaragua": names.
    if (IsCapitalized(At(i).shape) && i > begin_ && IsCapitalized(At(i - 1).shape)) return i;
    e.offset = 0;
  } else if (key == "yesterday" || key == "tomorrow") {
    e.offset = key == "yesterday" ? -1 : 1;
    if (KeyBefore(i, 2) == "day" && (KeyBefore(i) == "before" || KeyBefore(i) == "after")) {
      e.offset *= 2;
      first = i - 2;
    }
    if (OneOf(Key(last), kParts)) ++last;
  } else if (key == "this" && OneOf(Key(i + 1), kParts)) {
    last = i + 2;
  } else if (key == "last" && Key(i + 1) == "night") {
    e.offset = -1;
    last = i + 2;
  } else {
    return i;
  }
  return Take(e, first, last);
}

// last week, this year, next month, earlier this week, the coming weekend
uint32_t Scanner::Modified(uint32_t i) {
  const absl::string_view key = Key(i);
  int offset = 0;
  Direction direction = Direction::kThis;
  if (key == "last" || key == "previous") {
    offset = -1;
    direction = Direction::kLast;
  } else if (key == "next" || key == "coming") {
    offset = 1;
    direction = Direction::kNext;
  } else if (key == "the" && Key(i + 1) == "weekend") {
    direction = TenseOf(text_, begin_, limit_, i, i + 2) == Tense::kFuture ? Direction::kFuture
                                                                           : Direction::kOpen;
  } else if (key != "this" && key != "current") {
    return i;
  }
  // "the last week" and "the next month" are durations up to or from now.
  const bool the = KeyBefore(i) == "the" && (key == "last" || key == "next" || key == "coming");
  const std::optional<DateUnit> unit = UnitOf(Key(i + 1));
  if (!unit || *unit == DateUnit::kDay || absl::EndsWith(Key(i + 1), "s")) return i;
  if (the && *unit != DateUnit::kWeekend) return i;
  if (Key(i + 2) == "of") return i + 2;  // "the last week of May"
  if (key == "previous" || (key == "current" && KeyBefore(i) != "the")) return i;
  if (Key(i + 2) == "long" || (*unit == DateUnit::kDecade && offset == 0)) return i;
  DateExpression e;
  e.form = DateForm::kRelative;
  e.unit = *unit;
  e.offset = offset;
  e.direction = direction;
  uint32_t first = i;
  if (KeyBefore(i) == "earlier" || KeyBefore(i) == "later" || OneOf(KeyBefore(i), kEdges)) --first;
  return Take(e, first, i + 2);
}

// two years ago, a week ago
uint32_t Scanner::Ago(uint32_t i) {
  const int count = CountOf(Key(i));
  if (count == 0) return i;
  const std::optional<DateUnit> unit = UnitOf(Key(i + 1));
  const bool ahead = Key(i + 2) == "from" && Key(i + 3) == "now";
  if (!unit || (Key(i + 2) != "ago" && !ahead)) return i;
  DateExpression e;
  e.form = DateForm::kRelative;
  e.unit = *unit;
  e.offset = -count;
  if (*unit == DateUnit::kDecade) {
    e.unit = DateUnit::kYear;
    e.offset = -10 * count;
  }
  if (ahead) e.offset = -e.offset;
  return Take(e, i, ahead ? i + 4 : i + 3);
}

struct HolidayRow {
  std::array<Words, 3> words;
  Holiday holiday;
};

constexpr std::array<HolidayRow, 8> kHolidays = {{
    {{"new", "years", "eve"}, Holiday::kNewYearsEve},
    {{"new", "years", "day"}, Holiday::kNewYearsDay},
    {{"christmas", "eve", ""}, Holiday::kChristmasEve},
    {{"christmas", "day", ""}, Holiday::kChristmas},
    {{"thanksgiving", "day", ""}, Holiday::kThanksgiving},
    {{"thanksgiving", "", ""}, Holiday::kThanksgiving},
    {{"valentines", "day", ""}, Holiday::kValentinesDay},
    {{"halloween", "", ""}, Holiday::kHalloween},
}};

uint32_t Scanner::HolidayName(uint32_t i) {
  for (const HolidayRow& row : kHolidays) {
    uint32_t at = i;
    bool all = true;
    for (const Words word : row.words) {
      if (word.empty()) continue;
      // "New Year's" is two tokens and a possessive.
      std::string key(Key(at));
      if (at < limit_ && at + 1 < limit_ && At(at + 1).possessive) {
        key += "s";
        ++at;
      }
      all = all && key == word;
      ++at;
    }
    if (!all || at > limit_) continue;
    DateExpression e;
    e.form = DateForm::kHoliday;
    e.holiday = row.holiday;
    const uint32_t year_at = IsSign(at, ',') ? at + 1 : at;
    e.year = YearAt(year_at) >= kFirstPlainYear ? YearAt(year_at) : 0;
    if (e.year != 0) at = year_at + 1;
    e.direction = e.year == 0 ? DirectionBefore(i, at) : Direction::kOpen;
    return Take(e, e.direction == Direction::kOpen ? i : i - 1, at);
  }
  return i;
}

}  // namespace

std::vector<DateExpression> FindDateExpressions(const TokenizedText& text) {
  std::vector<DateExpression> found = Scanner(text).Scan();
  std::vector<DateExpression> kept;
  for (const DateExpression& e : found) {
    if (!kept.empty() && e.first < kept.back().last) continue;
    kept.push_back(e);
  }
  return kept;
}

}  // namespace dateline::annotate
