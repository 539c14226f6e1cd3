// What a text says again: paragraphs set twice, lines that stand beside paragraphs again and again.

#ifndef DATELINE_INDEXER_EXTRACT_CONTENT_REPETITIONS_H_
#define DATELINE_INDEXER_EXTRACT_CONTENT_REPETITIONS_H_

#include <cstddef>
#include <vector>

#include "indexer/extract/html_page.h"
#include "indexer/extract/page_blocks.h"

namespace dateline::extract {

// Indices of blocks that are no part of the text.
struct Repetitions {
  std::vector<size_t> paragraphs;  // Set a second time, for screens of another size.
  std::vector<size_t> labels;      // Buttons, names of fields, signatures; all of them.
};

// Among the blocks `kept`, in order, whose paragraphs have the length `prose`. A page that says
// much of its text twice means it.
Repetitions FindRepetitions(const std::vector<PageNode>& nodes, const std::vector<Block>& blocks,
                            const std::vector<size_t>& kept, double prose);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_CONTENT_REPETITIONS_H_
