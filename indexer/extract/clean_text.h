// White space and invisible characters of scraped text, made plain.

#ifndef DATELINE_INDEXER_EXTRACT_CLEAN_TEXT_H_
#define DATELINE_INDEXER_EXTRACT_CLEAN_TEXT_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// Appends well-formed UTF-8 with every run of white space (no-break and ideographic spaces
// included) as one space and without soft hyphens, zero-width spaces and control characters. A run
// that `out` already ends in goes on; at its start, and after a line end, a run is dropped.
void AppendFolded(absl::string_view text, std::string* out);

// The same into memory; returns the end of what was written, at most text.size() bytes. `last` is
// the byte that stands before `to`, '\n' where there is none.
// REQUIRES: text.size() bytes at `to`.
char* FoldTo(absl::string_view text, char last, char* to);

// Cuts white space off the end.
void TrimEnd(std::string* text);

// AppendFolded and TrimEnd of one line.
std::string CleanLine(absl::string_view text);

// How much text there is: code points, where an ideograph or kana, being most of a word, counts
// three.
size_t TextLength(absl::string_view text);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_CLEAN_TEXT_H_
