// The dateline of a report: "GALWAY, Ireland, Feb 18 (Agency) -".

#ifndef DATELINE_INDEXER_ANNOTATE_DATELINE_H_
#define DATELINE_INDEXER_ANNOTATE_DATELINE_H_

#include <cstdint>

#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {

// Tokens, half-open.
struct Dateline {
  uint32_t first = 0;  // The town, in capitals, begins here.
  uint32_t town_last = 0;
  uint32_t credit_first = 0;  // Between parentheses; empty when there is no credit.
  uint32_t credit_last = 0;
  uint32_t last = 0;  // Behind its dash.
};

// The dateline that `sentence` begins with; all fields 0 when it has none.
Dateline FindDateline(const TokenizedText& text, const Sentence& sentence);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_DATELINE_H_
