// What an English text proves about the day on which it appeared.

#ifndef DATELINE_INDEXER_EXTRACT_TEXT_DATE_PROOF_H_
#define DATELINE_INDEXER_EXTRACT_TEXT_DATE_PROOF_H_

#include <cstddef>

#include "absl/strings/string_view.h"
#include "indexer/article/date.h"

namespace dateline::extract {

// The most bytes of a body that are read for a proof.
inline constexpr size_t kMaxProofBytes = 256 << 10;

struct TextDateProof {
  article::PublishDate date;   // Unknown when nothing is proved; else of source kText (kDateline
                               // when a dateline names the day).
  article::DateBounds bounds;  // What the text and `known` allow; empty when the date is proved.
};

// Bounds: a date that the text tells as past is not after its own, one that it says "will" come is
// not before it; the latest and the earliest such count. Bounds that contradict each other are
// none.
//
// A day is proved by two statements that agree, or not at all:
// - the text calls a date with its year "today", "yesterday" or "tomorrow", and the weekday that it
//   gives, or bounds on both sides, fit;
// - it calls a day of a month so, or its dateline names one, and exactly one year gives a day
// within
//   the bounds of both sides (and of the weekday, when it is named);
// - it names a full past date and tells in another sentence, of the same people and places, of
//   "last month"; the days without a year that it tells as past then lie in the month that follows,
//   and the latest of them, where the text opens with it and gives days by their dates alone, is
//   that of the report.
//
// `captions` may be empty; full dates in them are past. `known` is what is known otherwise (the
// month of a URL, the day of the fetch). Pure; linear in the text.
TextDateProof ProveTextDate(absl::string_view body, absl::string_view captions,
                            const article::DateBounds& known);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_TEXT_DATE_PROOF_H_
