// A calendar expression as the text writes it, before it is resolved to days.

#ifndef DATELINE_INDEXER_ANNOTATE_DATE_EXPRESSION_H_
#define DATELINE_INDEXER_ANNOTATE_DATE_EXPRESSION_H_

#include <cstdint>

namespace dateline::annotate {

enum class DateForm : uint8_t {
  kDay,        // month and day, perhaps a year: "Oct. 19", "2023-09-13"
  kMonth,      // "October 2023", "last November"
  kYear,       // "2023", "1996-97"
  kDecade,     // "the 1990s"
  kCentury,    // "the 19th century", "the 1800s"
  kQuarter,    // "third quarter of 2023"
  kHalf,       // "first half of 1998"
  kSeason,     // "spring of 1968", "last summer"
  kWeekday,    // "Friday", "next Tuesday"
  kRelative,   // a number of units from the publish date: "yesterday", "last week", "two years ago"
  kHoliday,    // "Christmas Day"
  kNamedDay,   // "9/11", "the Sept. 11 attacks": year, month and day are filled in
  kAnchored,   // a number of units from the date before it: "two days later"
  kAmbiguous,  // "3/4/2023": day and month could be swapped
};

enum class DateUnit : uint8_t {
  kDay,
  kWeek,
  kWeekend,
  kMonth,
  kQuarter,
  kYear,
  kDecade,
  kCentury,
};

// Holidays whose day the calendar tells; holiday.h has their names.
enum class Holiday : uint8_t {
  kNewYearsDay,
  kMartinLutherKingDay,
  kAustraliaDay,
  kGroundhogDay,
  kWaitangiDay,
  kValentinesDay,
  kPresidentsDay,
  kWomensDay,
  kStPatricksDay,
  kAprilFoolsDay,
  kEarthDay,
  kAnzacDay,
  kPalmSunday,
  kGoodFriday,
  kEaster,
  kEasterMonday,
  kMayDay,
  kMemorialDay,
  kJuneteenth,
  kCanadaDay,
  kFourthOfJuly,
  kBastilleDay,
  kLaborDay,
  kGandhiJayanti,
  kColumbusDay,
  kHalloween,
  kGuyFawkesNight,
  kVeteransDay,
  kThanksgiving,
  kWorldAidsDay,
  kHumanRightsDay,
  kChristmasEve,
  kChristmas,
  kBoxingDay,
  kNewYearsEve,
};

// Where a partial date lies, seen from the publish date.
enum class Direction : uint8_t {
  kOpen,    // nothing says: the news looks back
  kPast,    // its sentence tells what happened
  kFuture,  // its sentence speaks of what is to come
  kLast,    // "last November"
  kThis,
  kNext,
};

// Whose seasons a kSeason is one of.
enum class Hemisphere : uint8_t {
  kOpen,  // Its words do not say.
  kNorth,
  kSouth,
};

// Which week a day stands for.
enum class WeekSense : uint8_t {
  kNone,       // the day itself
  kOf,         // "the week of March 6"
  kEnding,     // "the week ended June 5"
  kBeginning,  // "the week beginning June 5"
};

struct DateExpression {
  DateForm form = DateForm::kDay;
  uint32_t first = 0;  // Tokens, half-open.
  uint32_t last = 0;
  uint32_t sentence = 0;
  int year = 0;       // 0 when not written; the first year of a decade or century.
  int last_year = 0;  // Of a kYear that covers more than one; 0 otherwise.
  int month = 0;      // 1..12
  int day = 0;        // 1..31; of a kWeekday, what "Friday the 13th" says.
  int last_day = 0;   // Of a kDay that covers more than one ("13 to 16 June"); 0 otherwise.
  int part = 0;       // Quarter 1..4, half 1..2, season 1..4 from spring.
  int weekday = 0;    // 1 is Monday, 7 Sunday; 0 when not written.
  // Of a kRelative or kAnchored. Of others: kYear says that `offset` counts years from the publish
  // date's ("September last year"); kWeek of a kWeekday, weeks ("Tuesday of next week"); kMonth of
  // a kDay without month, months ("the 15th of next month").
  DateUnit unit = DateUnit::kDay;
  int offset = 0;                   // In units; negative is past.
  DateUnit grain = DateUnit::kDay;  // Of a kRelative with `exact`: "two years ago this week".
  bool exact = false;
  // "the first two weeks of May": `cut_count` of `cut_unit`, from the `cut`-th on; a negative `cut`
  // counts from the end; 0: the whole.
  int cut = 0;
  int cut_count = 1;
  DateUnit cut_unit = DateUnit::kDay;
  WeekSense week = WeekSense::kNone;
  Hemisphere hemisphere = Hemisphere::kOpen;
  Holiday holiday = Holiday::kChristmas;
  Direction direction = Direction::kOpen;
  bool weekend = false;     // "the Labor Day weekend"
  bool two_digits = false;  // "'98"
  bool fiscal = false;      // "fiscal 1998"
  bool and_week = false;    // "Tuesday week"
  bool ago = false;         // Of a kRelative: "three weeks ago"; of a kAnchored: "two days later".
  bool to_next = false;     // Ends a range's first part; the next expression is its other end.
};

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_DATE_EXPRESSION_H_
