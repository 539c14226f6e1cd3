// The visible text of a page as blocks: what a reader sees as a paragraph, a headline, a list item
// or a table cell.

#ifndef DATELINE_INDEXER_EXTRACT_PAGE_BLOCKS_H_
#define DATELINE_INDEXER_EXTRACT_PAGE_BLOCKS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/extract/html_page.h"
#include "indexer/extract/node_hints.h"

namespace dateline::extract {

struct Block {
  std::string text;     // Cleaned; line ends only inside <pre> and at a <br>. Never empty.
  uint32_t node = 0;    // The innermost element around it that stands for itself (see StandsAlone).
  uint32_t length = 0;  // TextLength(text)
  uint32_t link_length =
      0;                 // Of it inside links to other pages; links within the page count a third.
  uint16_t commas = 0;   // Of any script.
  bool consent = false;  // Asks for consent to cookies, or tells of them.

  double link_share() const { return length == 0 ? 0 : static_cast<double>(link_length) / length; }
};

// The blocks in document order, never_shown elements left out.
std::vector<Block> FindBlocks(const HtmlPage& page, const std::vector<NodeHints>& hints);

// True when an element starts and ends a block: by its name, or because it is called furniture or a
// caption and stands in no running text.
bool StandsAlone(const HtmlPage& page, const std::vector<NodeHints>& hints, uint32_t node);

// A heading: h1 to h6.
bool IsHeading(GumboTag tag);

// Of an element that stays a part of the text when it is short and no sentence: an item, a cell, a
// quotation, a listing.
bool IsPartOfStructure(GumboTag tag);

// In a cell of a table, where one word says something else than above a list.
bool InCell(const std::vector<PageNode>& nodes, uint32_t node);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_PAGE_BLOCKS_H_
