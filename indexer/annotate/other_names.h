// Names of other things than persons, organizations and places, told by their own words.

#ifndef DATELINE_INDEXER_ANNOTATE_OTHER_NAMES_H_
#define DATELINE_INDEXER_ANNOTATE_OTHER_NAMES_H_

#include <string>

#include "absl/container/flat_hash_set.h"
#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/mention_finder.h"
#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {

// The words of `mention` are those of a law, programme, prize, contest or product ("the Orchard
// Grant Program"), of an office ("Secretary of Labor"), of a people ("North Karelians"), of the
// furniture of a page ("Press Room"), a headline, or a fragment of another name. False for a known
// name and behind a title, but for furniture. `is_lower` tells whether the article has a word, by
// its key, in lower case.
bool IsOtherName(const TokenizedText& text, const Lexicon& lexicon, const FoundMention& mention,
                 absl::FunctionRef<bool(absl::string_view)> is_lower);

// Two words or more, each of which is usually written in lower case: "Conference Report".
bool AreCommonWords(const TokenizedText& text, const FoundMention& mention);

// The keys of the acronyms that `article` introduces beside what is a programme, a law, an event or
// an illness: "Clean Harbors Act (CHA)".
absl::flat_hash_set<std::string> AcronymsOfOthers(const TokenizedArticle& article);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_OTHER_NAMES_H_
