// The dates that an English text names, with what the words around each say of its time.

#ifndef DATELINE_INDEXER_EXTRACT_TEXT_DATE_MENTION_H_
#define DATELINE_INDEXER_EXTRACT_TEXT_DATE_MENTION_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// The most mentions of one text; what follows is not looked at.
inline constexpr size_t kMaxDateMentions = 200;

// When something happened, seen from the day of the text.
enum class MentionTime : uint8_t {
  kUnclear,
  kPast,       // "was signed on Sept. 13, 2023"
  kFuture,     // "will meet on Nov. 5, 2023"
  kToday,      // "today, Oct. 19", "(Oct. 19) today"
  kYesterday,  // "yesterday, Oct. 18"
  kTomorrow,   // "tomorrow, Oct. 20"
  kDateline,   // "KYIV, Oct. 19 (Agency) -" at the head of the text
};

// "Thursday, Oct. 19, 2023" and what is less than that: parts that the text does not name are 0.
struct DateMention {
  int year = 0;
  int month = 0;     // 1 to 12
  int day = 0;       // 1 to 31, of that month
  int weekday = 0;   // 1 (Monday) to 7 (Sunday)
  size_t begin = 0;  // Bytes of the text, half-open, without the weekday.
  size_t end = 0;
  MentionTime time = MentionTime::kUnclear;
  bool said = false;  // Of kPast: the verb is one of saying ("reported on Oct. 19").
};

// The mentions in order: full dates, months of a year, years, days of a month. The time is kPast
// only where the sentence has a verb of the past and no word of the future, kFuture only where
// "will" governs it. One pass over the text from digit to digit; any bytes are safe.
std::vector<DateMention> FindDateMentions(absl::string_view text);

// The sentence around [begin, end), as far as a few hundred bytes on each side.
absl::string_view SentenceAround(absl::string_view text, size_t begin, size_t end);

// 1 to 12 for the English name of a month, in full or shortened, with a capital; else 0.
int EnglishMonth(absl::string_view word);
// 1 (Monday) to 7 for the full English name of a weekday with a capital; else 0.
int EnglishWeekday(absl::string_view word);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_TEXT_DATE_MENTION_H_
