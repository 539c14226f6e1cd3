// Runs of words that belong together: capitals, with the small words and signs that join them.

#ifndef DATELINE_INDEXER_ANNOTATE_NAME_CHAIN_H_
#define DATELINE_INDEXER_ANNOTATE_NAME_CHAIN_H_

#include <cstdint>

#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/name_tokens.h"

namespace dateline::annotate {

// The most tokens a name may have; a longer run of capitals is no name.
inline constexpr uint32_t kMaxNameTokens = 14;

// The token behind the run that starts at token `start`. A run may hold several names ("U.S.
// Defense Secretary William Cohen"). REQUIRES: tokens.StartsName(start).
uint32_t NameChainEnd(const NameTokens& tokens, const Lexicon& lexicon, uint32_t start);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_NAME_CHAIN_H_
