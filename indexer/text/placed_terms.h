// Which terms the tokens of a text give, and at which positions.

#ifndef DATELINE_INDEXER_TEXT_PLACED_TERMS_H_
#define DATELINE_INDEXER_TEXT_PLACED_TERMS_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/text/analyzer.h"

namespace dateline::text {

struct PlacedTerm {
  absl::string_view term;
  uint32_t position;
  bool pair;      // Of unspaced writing; its first character is at the same position.
  bool unspaced;  // A pair or a character; has no stem.
};

// Calls `visit` with every term, in the order of their positions. A position has one word, or one
// character and the pair that it begins, or nothing.
template <typename Visit>
void ForEachPlacedTerm(const std::vector<Token>& tokens, Visit&& visit) {
  for (const Token& token : tokens) {
    if (token.term.empty()) continue;
    visit(PlacedTerm{token.term, token.position, token.is_pair(), token.unspaced});
    if (!token.is_pair()) continue;
    visit(PlacedTerm{token.first(), token.position, false, true});
    if (!token.joins_next) visit(PlacedTerm{token.second(), token.position + 1, false, true});
  }
}

}  // namespace dateline::text

#endif  // DATELINE_INDEXER_TEXT_PLACED_TERMS_H_
