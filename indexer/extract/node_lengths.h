// How much text, links and paragraphs are inside any element of a page.

#ifndef DATELINE_INDEXER_EXTRACT_NODE_LENGTHS_H_
#define DATELINE_INDEXER_EXTRACT_NODE_LENGTHS_H_

#include <cstdint>
#include <vector>

#include "indexer/extract/html_page.h"
#include "indexer/extract/page_blocks.h"

namespace dateline::extract {

// Shorter blocks say nothing about where the article is; as TextLength.
inline constexpr uint32_t kMinCountedLength = 25;
// A block at least this long is a paragraph, one that is a sentence from kMinSentenceLength on; as
// TextLength.
inline constexpr uint32_t kMinProseLength = 75;
inline constexpr uint32_t kMinSentenceLength = 20;

// True for a block that reads like a paragraph: long, or a sentence, with few links.
bool IsProse(const Block& block);

// Sums over the blocks inside any node, each in constant time.
class NodeLengths {
 public:
  NodeLengths() = default;
  // Leaves out the blocks with `left_out[block]`.
  NodeLengths(const std::vector<PageNode>& nodes, const std::vector<Block>& blocks,
              const std::vector<bool>& left_out);

  double text(const std::vector<PageNode>& nodes, uint32_t node) const {
    return Sum(nodes, node).text;
  }
  double commas(const std::vector<PageNode>& nodes, uint32_t node) const {
    return Sum(nodes, node).commas;
  }
  // Of paragraphs (IsProse) that are in no box of a list.
  double prose(const std::vector<PageNode>& nodes, uint32_t node) const {
    return Sum(nodes, node).prose;
  }
  double plain_text(const std::vector<PageNode>& nodes, uint32_t node) const {
    const Sums sums = Sum(nodes, node);
    return sums.text - sums.links;
  }
  // 0 when the node has no text.
  double link_share(const std::vector<PageNode>& nodes, uint32_t node) const {
    const Sums sums = Sum(nodes, node);
    return sums.text == 0 ? 0 : static_cast<double>(sums.links) / sums.text;
  }

 private:
  struct Sums {
    uint32_t text = 0;
    uint32_t links = 0;
    uint32_t commas = 0;
    uint32_t prose = 0;
  };
  Sums Sum(const std::vector<PageNode>& nodes, uint32_t node) const;

  std::vector<Sums> before_;  // [i] is the sum over the nodes before i.
};

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_NODE_LENGTHS_H_
