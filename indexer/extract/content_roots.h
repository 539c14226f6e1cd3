// The elements of a page that hold the article.

#ifndef DATELINE_INDEXER_EXTRACT_CONTENT_ROOTS_H_
#define DATELINE_INDEXER_EXTRACT_CONTENT_ROOTS_H_

#include <cstdint>
#include <vector>

#include "indexer/extract/content_cleaning.h"
#include "indexer/extract/html_page.h"
#include "indexer/extract/node_hints.h"
#include "indexer/extract/node_lengths.h"
#include "indexer/extract/page_blocks.h"

namespace dateline::extract {

struct ContentRoots {
  uint32_t top = 0;                // Holds the article, or most of it.
  std::vector<uint32_t> elements;  // That and what beside it is more of the same, in page order.
};

// Paragraphs give points to the elements around them, names and markup a little more; then the best
// element is widened as far as paragraphs go on. Blocks with `left_out[block]` and elements with
// `skip[node]` count for nothing; `lengths` are of the other blocks. The stated text of `evidence`
// decides where what it says stands elsewhere. A lead between the heading that says the title and
// the text is of the article, and so is what the metadata gives as its description.
ContentRoots FindRoots(const HtmlPage& page, const std::vector<NodeHints>& hints,
                       const std::vector<Block>& blocks, const std::vector<bool>& left_out,
                       const std::vector<const char*>& skip, const NodeLengths& lengths,
                       const ContentEvidence& evidence);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_CONTENT_ROOTS_H_
