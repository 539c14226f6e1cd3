#include "indexer/annotate/holiday.h"

#include <array>
#include <cstddef>

namespace dateline::annotate {
namespace {

using absl::CivilDay;

struct HolidayName {
  std::array<absl::string_view, 5> words;  // Keys; "s" of a possessive is part of its word.
  Holiday holiday;
  bool any_case = false;   // Its words mean nothing else: "on christmas day".
  bool needs_cue = false;  // As a word alone it is no day: "Christmas shopping".
};

// A longer name stands before the one it begins with.
constexpr std::array<HolidayName, 46> kNames = {{
    {{"new", "years", "eve"}, Holiday::kNewYearsEve, true},
    {{"new", "years", "day"}, Holiday::kNewYearsDay, true},
    {{"martin", "luther", "king", "jr", "day"}, Holiday::kMartinLutherKingDay},
    {{"martin", "luther", "king", "day"}, Holiday::kMartinLutherKingDay},
    {{"australia", "day"}, Holiday::kAustraliaDay},
    {{"groundhog", "day"}, Holiday::kGroundhogDay},
    {{"waitangi", "day"}, Holiday::kWaitangiDay},
    {{"valentines", "day"}, Holiday::kValentinesDay, true},
    {{"presidents", "day"}, Holiday::kPresidentsDay},
    {{"international", "womens", "day"}, Holiday::kWomensDay},
    {{"st", "patricks", "day"}, Holiday::kStPatricksDay},
    {{"april", "fools", "day"}, Holiday::kAprilFoolsDay},
    {{"april", "fool", "day"}, Holiday::kAprilFoolsDay},
    {{"earth", "day"}, Holiday::kEarthDay},
    {{"anzac", "day"}, Holiday::kAnzacDay},
    {{"palm", "sunday"}, Holiday::kPalmSunday},
    {{"good", "friday"}, Holiday::kGoodFriday},
    {{"easter", "monday"}, Holiday::kEasterMonday, true},
    {{"easter", "sunday"}, Holiday::kEaster, true},
    {{"easter", "day"}, Holiday::kEaster, true},
    {{"easter"}, Holiday::kEaster, true, true},
    {{"may", "day"}, Holiday::kMayDay},
    {{"memorial", "day"}, Holiday::kMemorialDay},
    {{"juneteenth"}, Holiday::kJuneteenth},
    {{"canada", "day"}, Holiday::kCanadaDay},
    {{"fourth", "of", "july"}, Holiday::kFourthOfJuly},
    {{"bastille", "day"}, Holiday::kBastilleDay},
    {{"labor", "day"}, Holiday::kLaborDay},
    {{"gandhi", "jayanti"}, Holiday::kGandhiJayanti},
    {{"columbus", "day"}, Holiday::kColumbusDay},
    {{"halloween"}, Holiday::kHalloween, true},
    {{"guy", "fawkes", "night"}, Holiday::kGuyFawkesNight},
    {{"guy", "fawkes", "day"}, Holiday::kGuyFawkesNight},
    {{"bonfire", "night"}, Holiday::kGuyFawkesNight},
    {{"veterans", "day"}, Holiday::kVeteransDay},
    {{"armistice", "day"}, Holiday::kVeteransDay},
    {{"remembrance", "day"}, Holiday::kVeteransDay},
    {{"thanksgiving", "day"}, Holiday::kThanksgiving, true},
    {{"thanksgiving"}, Holiday::kThanksgiving, true},
    {{"world", "aids", "day"}, Holiday::kWorldAidsDay},
    {{"human", "rights", "day"}, Holiday::kHumanRightsDay},
    {{"christmas", "eve"}, Holiday::kChristmasEve, true},
    {{"christmas", "day"}, Holiday::kChristmas, true},
    {{"christmas"}, Holiday::kChristmas, true, true},
    {{"boxing", "day"}, Holiday::kBoxingDay, true},
    {{"st", "stephens", "day"}, Holiday::kBoxingDay},
}};

int WeekdayNumber(CivilDay day) { return static_cast<int>(absl::GetWeekday(day)) + 1; }

// The n-th weekday (1 is Monday) of a month.
CivilDay NthWeekday(int year, int month, int weekday, int n) {
  const CivilDay first(year, month, 1);
  return first + (weekday - WeekdayNumber(first) + 7) % 7 + 7 * (n - 1);
}

CivilDay LastWeekday(int year, int month, int weekday) {
  const CivilDay last = CivilDay(absl::CivilMonth(year, month) + 1) - 1;
  return last - (WeekdayNumber(last) - weekday + 7) % 7;
}

// Easter Sunday of the Gregorian calendar, by the lunar cycle of 19 years (the "anonymous
// Gregorian" computus, published in Nature in 1876).
CivilDay EasterSunday(int year) {
  const int golden = year % 19;
  const int century = year / 100;
  const int in_century = year % 100;
  const int leap_correction = (century - (century + 8) / 25 + 1) / 3;
  const int epact = (19 * golden + century - century / 4 - leap_correction + 15) % 30;
  const int weekday = (32 + 2 * (century % 4) + 2 * (in_century / 4) - epact - in_century % 4) % 7;
  const int late = (golden + 11 * epact + 22 * weekday) / 451;
  const int days = epact + weekday - 7 * late + 114;
  return CivilDay(year, days / 31, days % 31 + 1);
}

// True when the word alone stands as a day: "before Christmas,", not "Christmas shopping".
bool StandsAlone(const DateTokens& t, uint32_t i) {
  if (t.YearAt(i + 1) >= kFirstPlainYear) return true;
  if (!OneOf(t.KeyBefore(i), {"at", "before", "after", "by", "since", "until", "till", "on", "for",
                              "this", "last", "next", "over"}))
    return false;
  if (i + 1 >= t.limit()) return true;
  const Token& after = t.At(i + 1);
  return after.shape == Shape::kNumber || (after.classes & kFunction) != 0 ||
         (after.shape == Shape::kOther && !after.possessive && !t.Joins(i + 1, '-'));
}

}  // namespace

CivilDay DayOf(Holiday holiday, int year) {
  switch (holiday) {
    case Holiday::kNewYearsDay:
      return CivilDay(year, 1, 1);
    case Holiday::kMartinLutherKingDay:
      return NthWeekday(year, 1, 1, 3);
    case Holiday::kAustraliaDay:
      return CivilDay(year, 1, 26);
    case Holiday::kGroundhogDay:
      return CivilDay(year, 2, 2);
    case Holiday::kWaitangiDay:
      return CivilDay(year, 2, 6);
    case Holiday::kValentinesDay:
      return CivilDay(year, 2, 14);
    case Holiday::kPresidentsDay:
      return NthWeekday(year, 2, 1, 3);
    case Holiday::kWomensDay:
      return CivilDay(year, 3, 8);
    case Holiday::kStPatricksDay:
      return CivilDay(year, 3, 17);
    case Holiday::kAprilFoolsDay:
      return CivilDay(year, 4, 1);
    case Holiday::kEarthDay:
      return CivilDay(year, 4, 22);
    case Holiday::kAnzacDay:
      return CivilDay(year, 4, 25);
    case Holiday::kPalmSunday:
      return EasterSunday(year) - 7;
    case Holiday::kGoodFriday:
      return EasterSunday(year) - 2;
    case Holiday::kEaster:
      return EasterSunday(year);
    case Holiday::kEasterMonday:
      return EasterSunday(year) + 1;
    case Holiday::kMayDay:
      return CivilDay(year, 5, 1);
    case Holiday::kMemorialDay:
      return LastWeekday(year, 5, 1);
    case Holiday::kJuneteenth:
      return CivilDay(year, 6, 19);
    case Holiday::kCanadaDay:
      return CivilDay(year, 7, 1);
    case Holiday::kFourthOfJuly:
      return CivilDay(year, 7, 4);
    case Holiday::kBastilleDay:
      return CivilDay(year, 7, 14);
    case Holiday::kLaborDay:
      return NthWeekday(year, 9, 1, 1);
    case Holiday::kGandhiJayanti:
      return CivilDay(year, 10, 2);
    case Holiday::kColumbusDay:
      return NthWeekday(year, 10, 1, 2);
    case Holiday::kHalloween:
      return CivilDay(year, 10, 31);
    case Holiday::kGuyFawkesNight:
      return CivilDay(year, 11, 5);
    case Holiday::kVeteransDay:
      return CivilDay(year, 11, 11);
    case Holiday::kThanksgiving:
      return NthWeekday(year, 11, 4, 4);
    case Holiday::kWorldAidsDay:
      return CivilDay(year, 12, 1);
    case Holiday::kHumanRightsDay:
      return CivilDay(year, 12, 10);
    case Holiday::kChristmasEve:
      return CivilDay(year, 12, 24);
    case Holiday::kChristmas:
      return CivilDay(year, 12, 25);
    case Holiday::kBoxingDay:
      return CivilDay(year, 12, 26);
    case Holiday::kNewYearsEve:
      return CivilDay(year, 12, 31);
  }
  return CivilDay(year, 12, 25);
}

bool ReadHoliday(const DateTokens& t, uint32_t i, DateExpression* out) {
  // "Holocaust Memorial Day" is another day.
  if (i > t.begin() + 1 && IsCapitalized(t.At(i - 1).shape) && IsCapitalized(t.At(i).shape) &&
      (t.At(i - 1).classes & (kFunction | kWeekday)) == 0 && t.At(i - 1).shape != Shape::kUpper) {
    return false;
  }
  for (const HolidayName& name : kNames) {
    uint32_t at = i;
    bool all = true;
    for (const absl::string_view word : name.words) {
      if (word.empty() || !all) break;
      all = false;
      if (at >= t.limit()) break;
      if (!IsCapitalized(t.At(at).shape) && !name.any_case && word != "of") break;
      const absl::string_view key = t.Key(at);
      // "New Year's" is two tokens and a possessive.
      const bool possessive = at + 1 < t.limit() && t.At(at + 1).possessive;
      if (key == word) {
        all = true;
        at += possessive && word.back() == 's' ? 2 : 1;
      } else if (possessive && word.size() == key.size() + 1 && word.back() == 's' &&
                 word.substr(0, key.size()) == key) {
        all = true;
        at += 2;
      }
    }
    if (!all) continue;
    if (name.needs_cue && !StandsAlone(t, i)) return false;
    DateExpression e;
    e.form = DateForm::kHoliday;
    e.holiday = name.holiday;
    e.weekend = t.Key(at) == "weekend";
    if (e.weekend) ++at;
    const uint32_t year_at = t.IsSign(at, ',') ? at + 1 : at;
    e.year = t.YearAt(year_at) >= kFirstPlainYear ? t.YearAt(year_at) : 0;
    if (e.year != 0) at = year_at + 1;
    e.direction = e.year == 0 ? t.DirectionBefore(i) : Direction::kOpen;
    e.first = e.direction == Direction::kOpen ? i : i - 1;
    e.last = at;
    *out = e;
    return true;
  }
  return false;
}

article::DateInterval WeekendAround(CivilDay holiday) {
  switch (WeekdayNumber(holiday)) {
    case 1:
      return {holiday - 2, holiday};
    case 4:
      return {holiday, holiday + 3};
    case 5:
      return {holiday, holiday + 2};
    case 6:
      return {holiday, holiday + 1};
    case 7:
      return {holiday - 1, holiday};
    default:
      return {holiday, holiday};
  }
}

std::vector<absl::string_view> HolidayFirstWords() {
  std::vector<absl::string_view> words;
  for (const HolidayName& name : kNames) {
    const absl::string_view word = name.words.front();
    words.push_back(word);
    // The possessive is a token of its own.
    if (word.back() == 's') words.push_back(word.substr(0, word.size() - 1));
  }
  return words;
}

}  // namespace dateline::annotate
