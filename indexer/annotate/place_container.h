// The words beside a place's name that say where it is: "Paris, Texas", "the Pakistani city of".

#ifndef DATELINE_INDEXER_ANNOTATE_PLACE_CONTAINER_H_
#define DATELINE_INDEXER_ANNOTATE_PLACE_CONTAINER_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {

// The words that say where a place is, and the regions that they may mean.
struct Container {
  uint32_t first = 0;  // Tokens.
  uint32_t last = 0;
  std::vector<absl::string_view> regions;
  const KnownName* by_code = nullptr;  // The state, when it is there by its postal code.
};

// Reads the country, state or county that begins at token `first`; false when there is none.
bool ContainerFrom(const TokenizedText& text, const Lexicon& lexicon, uint32_t first,
                   Container* container);

// Reads the country, state, county or nationality that ends before token `last`; false when there
// is none.
bool ContainerUpTo(const TokenizedText& text, const Lexicon& lexicon, uint32_t last,
                   Container* container);

// True when the words from token `at` on make a list of the names before them: "A, B and C", where
// B says nothing of A.
bool GoesOnAsList(const TokenizedText& text, uint32_t at);

// "city", "province", by PhraseKey.
bool IsPlaceNoun(absl::string_view key);

// True when the token is there and begins with that character.
bool IsSign(const TokenizedText& text, uint32_t token, char sign);

// The key of the token; empty when it is not there.
absl::string_view KeyAt(const TokenizedText& text, uint32_t token);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_PLACE_CONTAINER_H_
