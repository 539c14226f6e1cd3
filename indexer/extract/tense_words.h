// English words that tell whether a sentence speaks of what was or of what is still to come.

#ifndef DATELINE_INDEXER_EXTRACT_TENSE_WORDS_H_
#define DATELINE_INDEXER_EXTRACT_TENSE_WORDS_H_

#include "absl/strings/string_view.h"

namespace dateline::extract {

// "was", "met", "signed": a verb of the past, or what looks like one. `word` is in lower case.
bool IsPastVerb(absl::string_view word);
// "said", "reported". `word` is in lower case.
bool IsVerbOfSaying(absl::string_view word);

// True when a word of the sentence may lead to what is still to come: "will", "planned",
// "deadline", "if".
bool SpeaksOfFuture(absl::string_view sentence);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_TENSE_WORDS_H_
