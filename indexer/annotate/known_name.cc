#include "indexer/annotate/known_name.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace dateline::annotate {

std::string KeyOf(const TokenizedText& text, uint32_t first, uint32_t last) {
  std::string key;
  for (uint32_t i = first; i < last; ++i) {
    const std::string& word = text.tokens[i].key;
    if (word.empty()) continue;
    if (!key.empty()) key.push_back(' ');
    key.append(word);
  }
  return key;
}

const KnownName* LongestKnownName(const TokenizedText& text, const Lexicon& lexicon, uint32_t at,
                                  uint32_t limit, uint32_t* end) {
  const Token& start = text.tokens[at];
  if (start.key.empty()) return nullptr;
  if (start.key == "ill" && start.end - start.begin > 4) return nullptr;  // "I'll" is not Illinois.
  int longest = lexicon.LongestNameFrom(start.key);
  if (at + 1 < limit && text.tokens[at + 1].possessive) {
    longest = std::max(longest, lexicon.LongestNameFrom(absl::StrCat(start.key, "s")));
  }
  if (longest == 0) return nullptr;
  const KnownName* best = nullptr;
  std::string key;
  int words = 0;
  for (uint32_t i = at; i < limit && (words < longest || text.tokens[i].possessive); ++i) {
    const Token& token = text.tokens[i];
    if (token.possessive && i > at && token.end - token.begin > 1) {
      key.push_back('s');  // "People's Republic of China", "McDonald's"
      // "America's" is of America, not the Americas.
      const KnownName* known = best == nullptr ? lexicon.FindName(key) : nullptr;
      if (known != nullptr && !known->capitals_only && IsCapitalized(start.shape)) {
        best = known;
        *end = i + 1;
      }
      continue;
    }
    if (token.key.empty()) {
      const char sign = text.text[token.begin];
      const bool joins = (sign == '-' || sign == '&') && i > at;
      const bool state = sign == ',' && i > at && !token.space_before;
      if (!joins && !state) break;
      continue;
    }
    if (!key.empty()) key.push_back(' ');
    key.append(token.key);
    ++words;
    const KnownName* known = lexicon.FindName(key);
    if (known == nullptr) continue;
    bool capitals = true;
    for (uint32_t k = at; k <= i; ++k) {
      const Shape shape = text.tokens[k].shape;
      capitals = capitals &&
                 (shape == Shape::kUpper || shape == Shape::kOther || shape == Shape::kInitial);
    }
    const bool last_capital = IsCapitalized(token.shape) || token.shape == Shape::kNumber;
    if (known->capitals_only ? !capitals : !last_capital) continue;
    if (!IsCapitalized(start.shape) && start.key != "al") continue;
    best = known;
    *end = i + 1;
  }
  return best;
}

}  // namespace dateline::annotate
