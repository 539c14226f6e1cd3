#include "indexer/annotate/date_starter.h"

#include "absl/container/flat_hash_map.h"
#include "absl/types/span.h"
#include "indexer/annotate/calendar_words.h"

namespace dateline::annotate {
namespace {

using Starters = absl::flat_hash_map<absl::string_view, uint8_t>;

constexpr absl::string_view kHolidayWords[] = {"new",       "christmas",  "thanksgiving",
                                               "valentine", "valentines", "halloween"};
constexpr absl::string_view kDayWords[] = {"today",    "tonight", "yesterday",
                                           "tomorrow", "this",    "last"};
constexpr absl::string_view kUnitWords[] = {"last", "previous", "next",   "coming",
                                            "the",  "this",     "current"};
constexpr absl::string_view kPartWords[] = {"first", "second", "third", "fourth", "q1",
                                            "q2",    "q3",     "q4",    "h1",     "h2"};

Starters MakeStarters() {
  Starters starters;
  const auto add = [&](absl::Span<const absl::string_view> words, DateStart start) {
    for (const absl::string_view word : words) starters[word] |= start;
  };
  add(kHolidayWords, kStartsHoliday);
  add(kDayWords, kStartsDayWord);
  add(kUnitWords, kStartsUnit);
  add(kPartWords, kStartsPartOfYear);
  add(CountNames(), kStartsAgo);
  starters["an"] |= kStartsAgo;
  for (const auto names : {MonthNames(), WeekdayNames()}) {
    for (const absl::string_view name : names) {
      for (size_t size = 3; size <= name.size(); ++size) {
        const absl::string_view form = name.substr(0, size);
        if (MonthOf(form) != 0) starters[form] |= kStartsMonth;
        if (WeekdayOf(form) != 0) starters[form] |= kStartsWeekday;
      }
    }
  }
  return starters;
}

}  // namespace

uint8_t DateStartsOf(absl::string_view key) {
  static const Starters* starters = new Starters(MakeStarters());
  const auto found = starters->find(key);
  return found == starters->end() ? 0 : found->second;
}

}  // namespace dateline::annotate
