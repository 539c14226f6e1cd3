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

// The state of a postal code, by PhraseKey; nullptr for any other word.
const KnownName* StateOfPostalCode(const Lexicon& lexicon, absl::string_view key);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_PARTY_STATE_H_
