// Function words ("the", "of", "und"), by language: free text does without them.

#ifndef DATELINE_INDEXER_TEXT_STOP_WORDS_H_
#define DATELINE_INDEXER_TEXT_STOP_WORDS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::text {

// True when there is a list for an ISO 639-1 code.
bool HasStopWords(absl::string_view language);

// True for the function words of a language; false for all words of a language without a list.
// Takes a folded term.
bool IsStopWord(absl::string_view term, absl::string_view language);

// Distinct function words that a query must have to be taken for one in their language.
inline constexpr size_t kMinStopWords = 2;

// The language whose function words a query has: that with most of them, at least kMinStopWords
// and more than English has, one of which is no word of English news ("war" and "die" tell
// nothing); else "en". Takes folded terms.
std::string LanguageByStopWords(const std::vector<absl::string_view>& terms);

}  // namespace dateline::text

#endif  // DATELINE_INDEXER_TEXT_STOP_WORDS_H_
