// The state behind the party of a member of the Congress of the United States: "(D-DE)", "D DE".

#ifndef DATELINE_INDEXER_ANNOTATE_PARTY_STATE_H_
#define DATELINE_INDEXER_ANNOTATE_PARTY_STATE_H_

#include <cstdint>

#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {

// The state that token `i` begins, by its postal code, its abbreviation or its name, right behind
// "D-", "R-" or "I-", or behind "Roe D" where a text lost its signs; `*end` is the token behind it.
// nullptr for any other token, and `*end` is then of no meaning. REQUIRES: i < text.tokens.size()
const KnownName* StateBehindParty(const TokenizedText& text, const Lexicon& lexicon, uint32_t i,
                                  uint32_t* end);

// The state of a postal code, by PhraseKey; nullptr for any other word.
const KnownName* StateOfPostalCode(const Lexicon& lexicon, absl::string_view key);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_PARTY_STATE_H_
