// Holidays whose day the calendar tells.
//
// Left out, because it does not: those that depend on the moon (Diwali, Eid, Ramadan, Passover, the
// Chinese New Year), those that are different days in different countries (Independence Day,
// Republic Day, Labour Day, Mother's Day, election day), and Black Friday, the name of other days
// too. Thanksgiving, Labor Day and Memorial Day are those of the United States; Easter is that of
// the western churches.

#ifndef DATELINE_INDEXER_ANNOTATE_HOLIDAY_H_
#define DATELINE_INDEXER_ANNOTATE_HOLIDAY_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "indexer/annotate/date_tokens.h"
#include "indexer/article/date.h"

namespace dateline::annotate {

absl::CivilDay DayOf(Holiday holiday, int year);

// "The Labor Day weekend": the holiday with the Saturday and Sunday beside it, and with the Friday
// between; the day alone when it is a Tuesday or Wednesday.
article::DateInterval WeekendAround(absl::CivilDay holiday);

// Reads the holiday that begins at token `i`, with a year behind it or a word such as "last" before
// it: "Christmas Day", "last Thanksgiving", "New Year's Eve 1999". "Christmas" and "Easter" alone
// count only behind a word such as "before" and before no noun. False when there is none.
bool ReadHoliday(const DateTokens& t, uint32_t i, DateExpression* e);

// The words that a holiday may begin with, as PhraseKeys.
std::vector<absl::string_view> HolidayFirstWords();

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_HOLIDAY_H_
