// Whether a sentence speaks of a date as one to come or as one that was.

#ifndef DATELINE_INDEXER_ANNOTATE_FUTURE_CUE_H_
#define DATELINE_INDEXER_ANNOTATE_FUTURE_CUE_H_

#include <cstdint>

#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {

// What a sentence says about when a date in it lies.
enum class Tense : uint8_t { kOpen, kPast, kFuture };

// kFuture when the words around the date at tokens [first, last), within the sentence [begin, end),
// put it in the future: "will", "expected", "by", "to visit ... on". A verb in the past that stands
// nearer has the date for itself: "will leave, he said Friday" is kPast.
Tense TenseOf(const TokenizedText& text, uint32_t begin, uint32_t end, uint32_t first,
              uint32_t last);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_FUTURE_CUE_H_
