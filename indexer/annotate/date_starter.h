// Which words a calendar expression may begin with: what lets the scanner pass over all others.

#ifndef DATELINE_INDEXER_ANNOTATE_DATE_STARTER_H_
#define DATELINE_INDEXER_ANNOTATE_DATE_STARTER_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace dateline::annotate {

// Kinds of expression, as bits.
enum DateStart : uint16_t {
  kStartsMonth = 1u << 0,       // October, Oct
  kStartsWeekday = 1u << 1,     // Friday, Fri
  kStartsHoliday = 1u << 2,     // Christmas (Day), New (Year's Day)
  kStartsDayWord = 1u << 3,     // today, this (morning)
  kStartsUnit = 1u << 4,        // last (week)
  kStartsAgo = 1u << 5,         // two (years ago)
  kStartsPartOfYear = 1u << 6,  // third (quarter), Q3
  kStartsOrdinal = 1u << 7,     // first (week of May), nineteenth (century)
  kStartsSeason = 1u << 8,      // winter
  kStartsAnchor = 1u << 9,      // the (following week), that (day)
  kStartsDecade = 1u << 10,     // sixties
  kStartsFiscal = 1u << 11,     // FY2004
};
using DateStarts = uint16_t;

// The kinds that may begin with a word, as a set of DateStart bits: 0 for nearly all words. Takes a
// PhraseKey that is no number.
DateStarts DateStartsOf(absl::string_view key);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_DATE_STARTER_H_
