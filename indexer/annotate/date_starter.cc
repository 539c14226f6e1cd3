#include "indexer/annotate/date_starter.h"

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_format.h"
#include "absl/types/span.h"
#include "indexer/annotate/calendar_words.h"
#include "indexer/annotate/holiday.h"

namespace dateline::annotate {
namespace {

using Starters = absl::flat_hash_map<std::string, DateStarts>;

constexpr absl::string_view kDayWords[] = {"today",    "tonight", "yesterday",
                                           "tomorrow", "this",    "last"};
constexpr absl::string_view kUnitWords[] = {"last",    "previous", "next",  "coming",    "the",
                                            "this",    "current",  "end",   "beginning", "start",
                                            "middle",  "close",    "year",  "yearend",   "month",
                                            "earlier", "later",    "early", "late"};
constexpr absl::string_view kPartWords[] = {"first", "second", "third", "fourth", "q1",
                                            "q2",    "q3",     "q4",    "h1",     "h2"};
constexpr absl::string_view kCutWords[] = {"last", "final"};
constexpr absl::string_view kAnchorWords[] = {"the", "that", "same"};
constexpr absl::string_view kDecadeWords[] = {"fifties", "sixties", "seventies", "eighties",
                                              "nineties"};

Starters MakeStarters() {
  Starters starters;
  const auto add = [&](absl::Span<const absl::string_view> words, DateStart start) {
    for (const absl::string_view word : words) starters[word] |= start;
  };
  add(HolidayFirstWords(), kStartsHoliday);
  add(kDayWords, kStartsDayWord);
  add(kUnitWords, kStartsUnit);
  add(kPartWords, kStartsPartOfYear);
  add(OrdinalNames(), kStartsOrdinal);
  add(kCutWords, kStartsOrdinal);
  add(SeasonNames(), kStartsSeason);
  starters["fall"] |= kStartsSeason;
  add(kAnchorWords, kStartsAnchor);
  add(kDecadeWords, kStartsDecade);
  add(CountNames(), kStartsAgo);
  starters["an"] |= kStartsAgo;
  // "FY04", "FY2004"
  for (int year = 0; year < 100; ++year) starters[absl::StrFormat("fy%02d", year)] |= kStartsFiscal;
  for (int year = 1950; year < 2060; ++year) {
    starters[absl::StrFormat("fy%d", year)] |= kStartsFiscal;
  }
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

DateStarts DateStartsOf(absl::string_view key) {
  static const Starters* starters = new Starters(MakeStarters());
  const auto found = starters->find(key);
  return found == starters->end() ? 0 : found->second;
}

}  // namespace dateline::annotate
