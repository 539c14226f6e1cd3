// English known by its function words, for texts where that leaves no doubt.

#ifndef DATELINE_INDEXER_EXTRACT_ENGLISH_WORDS_H_
#define DATELINE_INDEXER_EXTRACT_ENGLISH_WORDS_H_

#include "absl/strings/string_view.h"

namespace dateline::extract {

// True for some sentences of plain English: the words that hold sentences together are frequent and
// stand everywhere, enough of them are of no other language, and few letters are beyond ASCII.
// False says nothing: the text may be English all the same. It costs a tenth of a detector of all
// languages.
bool IsPlainEnglish(absl::string_view text);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_ENGLISH_WORDS_H_
