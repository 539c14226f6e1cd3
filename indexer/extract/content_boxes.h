// Boxes that stand inside an article and are no part of it, told by what is in them.

#ifndef DATELINE_INDEXER_EXTRACT_CONTENT_BOXES_H_
#define DATELINE_INDEXER_EXTRACT_CONTENT_BOXES_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/extract/html_page.h"
#include "indexer/extract/node_lengths.h"
#include "indexer/extract/page_blocks.h"

namespace dateline::extract {

// "your", "our", "here": said to the readers, in the languages that appeals are told in.
bool SpeaksToReaders(absl::string_view text);

// Counts once over the blocks of a page what boxes are told by; each question is then answered in
// constant time. All arguments must outlive it.
class ContentBoxes {
 public:
  // Blocks with `left_out[block]` count for nothing; `lengths` are of the other blocks.
  ContentBoxes(const std::vector<PageNode>& nodes, const std::vector<Block>& blocks,
               const std::vector<bool>& left_out, const NodeLengths& lengths);

  // Other stories: headlines that are links, each with no more than a few lines below it.
  bool HoldsTeasers(uint32_t node) const;
  // Asks readers for something in more than one way: their address, their money, their consent;
  // with fields and buttons, or in words and with a link.
  bool AsksReaders(uint32_t node) const;

 private:
  struct Sums {
    uint16_t linked_headings = 0;
    uint16_t linked_titles = 0;  // Links as long as a title, in no paragraph and no item.
    uint16_t appeals = 0;
    uint16_t spoken_appeals = 0;  // Those in blocks that speak to the readers.
    uint16_t controls = 0;        // Fields and buttons.
  };
  Sums Sum(uint32_t node) const;

  const std::vector<PageNode>& nodes_;
  const NodeLengths& lengths_;
  std::vector<Sums> before_;  // [i] is the sum over the nodes before i.
};

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_CONTENT_BOXES_H_
