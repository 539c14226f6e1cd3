// The form in which words and phrases are compared with the gazetteers.

#ifndef DATELINE_INDEXER_ANNOTATE_PHRASE_KEY_H_
#define DATELINE_INDEXER_ANNOTATE_PHRASE_KEY_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::annotate {

// Folded words with one space between: dots, apostrophes and '&' vanish ("U.S." is "us", "Cote
// d'Ivoire" is "cote divoire", "AT&T" is "att"), every other run of characters that are no letters,
// digits or marks is a space. REQUIRES: well-formed UTF-8.
std::string PhraseKey(absl::string_view text);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_PHRASE_KEY_H_
