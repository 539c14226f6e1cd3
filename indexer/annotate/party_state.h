// The state behind the party of a member of the Congress of the United States: "(D-DE)".

#ifndef DATELINE_INDEXER_ANNOTATE_PARTY_STATE_H_
#define DATELINE_INDEXER_ANNOTATE_PARTY_STATE_H_

#include <cstdint>

#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {

// The state whose postal code token `i` is, right behind "D-", "R-" or "I-"; nullptr for any other
// token. REQUIRES: i < text.tokens.size()
const KnownName* StateBehindParty(const TokenizedText& text, const Lexicon& lexicon, uint32_t i);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_PARTY_STATE_H_
