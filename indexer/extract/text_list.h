// Lists in a scraped text: lines that are no sentences and belong to the article all the same.

#ifndef DATELINE_INDEXER_EXTRACT_TEXT_LIST_H_
#define DATELINE_INDEXER_EXTRACT_TEXT_LIST_H_

#include <cstddef>
#include <vector>

#include "indexer/extract/text_lines.h"

namespace dateline::extract {

// The end of the list that goes on or begins at `begin`: of items with a mark or a number, between
// which other lines may stand, or of short lines below one that ends in a colon. `begin` when there
// is none. Nothing goes on behind the head of what follows an article.
// REQUIRES: 0 < begin <= lines.size()
size_t ListEnd(const std::vector<TextLine>& lines, size_t begin);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_TEXT_LIST_H_
