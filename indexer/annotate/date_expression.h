// A calendar expression as the text writes it, before it is resolved to days.

#ifndef DATELINE_INDEXER_ANNOTATE_DATE_EXPRESSION_H_
#define DATELINE_INDEXER_ANNOTATE_DATE_EXPRESSION_H_

#include <cstdint>

namespace dateline::annotate {

enum class DateForm : uint8_t {
  kDay,       // month and day, perhaps a year: "Oct. 19", "2023-09-13"
  kMonth,     // "October 2023", "last November"
  kYear,      // "2023", "1996-97"
  kDecade,    // "the 1990s"
  kQuarter,   // "third quarter of 2023"
  kHalf,      // "first half of 1998"
  kWeekday,   // "Friday", "next Tuesday"
  kRelative,  // a number of units from the publish date: "yesterday", "last week", "two years ago"
  kHoliday,   // "Christmas Day"
};

enum class DateUnit : uint8_t { kDay, kWeek, kWeekend, kMonth, kQuarter, kYear, kDecade };

enum class Holiday : uint8_t {
  kNewYearsDay,
  kValentinesDay,
  kHalloween,
  kThanksgiving,
  kChristmasEve,
  kChristmas,
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

struct DateExpression {
  DateForm form = DateForm::kDay;
  uint32_t first = 0;  // Tokens, half-open.
  uint32_t last = 0;
  int year = 0;       // 0 when not written; the first year of a decade.
  int last_year = 0;  // Of a kYear that covers more than one; 0 otherwise.
  int month = 0;      // 1..12
  int day = 0;        // 1..31
  int last_day = 0;   // Of a kDay that covers more than one ("13 to 16 June"); 0 otherwise.
  int part = 0;       // Quarter 1..4, half 1..2.
  int weekday = 0;    // 1 is Monday, 7 Sunday; 0 when not written.
  // Of a kRelative. Of other forms without year: kYear says that `offset` counts years from the
  // publish date's ("September last year"), kWeek that the whole week of the day is meant ("week of
  // March 6").
  DateUnit unit = DateUnit::kDay;
  int offset = 0;  // In units; negative is past.
  Holiday holiday = Holiday::kChristmas;
  Direction direction = Direction::kOpen;
};

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_DATE_EXPRESSION_H_
