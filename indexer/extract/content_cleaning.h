// The last step to a body: what is inside the article's element and still is no part of the text.

#ifndef DATELINE_INDEXER_EXTRACT_CONTENT_CLEANING_H_
#define DATELINE_INDEXER_EXTRACT_CONTENT_CLEANING_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/extract/html_page.h"
#include "indexer/extract/node_hints.h"
#include "indexer/extract/page_blocks.h"

namespace dateline::extract {

// Sums over the blocks inside any node, each in constant time.
class NodeLengths {
 public:
  NodeLengths() = default;
  NodeLengths(const std::vector<PageNode>& nodes, const std::vector<Block>& blocks);

  double text(const std::vector<PageNode>& nodes, uint32_t node) const;
  double links(const std::vector<PageNode>& nodes, uint32_t node) const;
  double commas(const std::vector<PageNode>& nodes, uint32_t node) const;
  double plain_text(const std::vector<PageNode>& nodes, uint32_t node) const {
    return text(nodes, node) - links(nodes, node);
  }
  // 0 when the node has no text.
  double link_share(const std::vector<PageNode>& nodes, uint32_t node) const;

 private:
  std::vector<uint32_t> text_;  // [i] is the sum over the nodes before i.
  std::vector<uint32_t> links_;
  std::vector<uint32_t> commas_;
};

// Joins what is worth keeping of the blocks inside `roots` (in document order, none inside
// another).
std::string CleanBody(const HtmlPage& page, const std::vector<NodeHints>& hints,
                      const std::vector<Block>& blocks, const std::vector<uint32_t>& roots,
                      absl::string_view title);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_CONTENT_CLEANING_H_
