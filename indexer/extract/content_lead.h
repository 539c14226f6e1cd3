// The lead of an article that a page sets apart from the text.

#ifndef DATELINE_INDEXER_EXTRACT_CONTENT_LEAD_H_
#define DATELINE_INDEXER_EXTRACT_CONTENT_LEAD_H_

#include <cstdint>
#include <vector>

#include "indexer/extract/content_cleaning.h"
#include "indexer/extract/html_page.h"
#include "indexer/extract/node_hints.h"
#include "indexer/extract/page_blocks.h"

namespace dateline::extract {

// The elements before node `begin`, where the text begins, that hold the article's lead, in page
// order and none inside another: sentences, or a few points, below the heading that says the title,
// and what the metadata gives as the description. Empty when there are none, or more than a lead
// has. Blocks with `left_out[block]` and elements with `skip[node]` count for nothing.
std::vector<uint32_t> FindLead(const HtmlPage& page, const std::vector<NodeHints>& hints,
                               const std::vector<Block>& blocks, const std::vector<bool>& left_out,
                               const std::vector<const char*>& skip,
                               const ContentEvidence& evidence, uint32_t begin);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_CONTENT_LEAD_H_
