// Known names in tokenized text.

#ifndef DATELINE_INDEXER_ANNOTATE_KNOWN_NAME_H_
#define DATELINE_INDEXER_ANNOTATE_KNOWN_NAME_H_

#include <cstdint>
#include <string>

#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {

// Token keys of [first, last) joined by a space; tokens without key are left out.
std::string KeyOf(const TokenizedText& text, uint32_t first, uint32_t last);

// The longest known name that starts at token `at` and ends before `limit`, as written (names of
// capitals only match capitals). Sets `*end`; nullptr when there is none.
const KnownName* LongestKnownName(const TokenizedText& text, const Lexicon& lexicon, uint32_t at,
                                  uint32_t limit, uint32_t* end);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_KNOWN_NAME_H_
