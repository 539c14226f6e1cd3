// text::Fold for single lines of pages, as fast as their letters allow: most lines are ASCII, or
// Latin letters with marks.

#ifndef DATELINE_INDEXER_EXTRACT_LINE_FOLD_H_
#define DATELINE_INDEXER_EXTRACT_LINE_FOLD_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// The same as text::Fold(line).
std::string FoldLine(absl::string_view line);

// Sets `*key` to the first eight bytes of the first word: letters and digits up to anything else,
// folded; or, of a line that begins with no letter, to its first character. Two texts whose folded
// first words are equal have equal keys. False when there is a character among them whose folding
// only text::Fold knows, and for "".
bool FirstWordKey(absl::string_view line, uint64_t* key);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_LINE_FOLD_H_
