// Threads of readers' comments behind an article in a scraped text, by what stands above or below
// each comment: a button to answer it, who wrote it, and when.

#ifndef DATELINE_INDEXER_EXTRACT_COMMENT_THREAD_H_
#define DATELINE_INDEXER_EXTRACT_COMMENT_THREAD_H_

#include <cstddef>
#include <vector>

#include "indexer/extract/text_lines.h"

namespace dateline::extract {

// Sets TextLine::thread of lines of sort kShort, which become furniture.
// REQUIRES: TextLine::repeats and TextLine::stamp are set.
void MarkThread(std::vector<TextLine>* lines);

// Where a thread begins behind prose among the lines from `begin` to `end`: at its head, or with
// who wrote its first comment. `end` when there is none: one mark alone proves no thread.
size_t ThreadBegin(const std::vector<TextLine>& lines, size_t begin, size_t end);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_COMMENT_THREAD_H_
