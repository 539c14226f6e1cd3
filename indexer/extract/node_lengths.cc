#include "indexer/extract/node_lengths.h"

#include "indexer/extract/furniture.h"

namespace dateline::extract {
namespace {

// Deep inside a list item: lists of other stories and of comments are made of boxes, an article's
// own items of text.
bool InCard(const std::vector<PageNode>& nodes, uint32_t node) {
  constexpr int kMaxLevels = 5;
  node = nodes[nodes[node].parent].parent;
  for (int level = 0; level < kMaxLevels && node != 0; ++level, node = nodes[node].parent) {
    if (nodes[node].tag == GUMBO_TAG_LI) return true;
  }
  return false;
}

}  // namespace

bool IsProse(const Block& block) {
  if (block.link_share() >= 0.3 || block.consent) return false;
  return block.length >= kMinProseLength ||
         (block.length >= kMinSentenceLength && EndsSentence(block.text));
}

NodeLengths::NodeLengths(const std::vector<PageNode>& nodes, const std::vector<Block>& blocks,
                         const std::vector<bool>& left_out)
    : before_(nodes.size() + 1) {
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (left_out[i]) continue;
    const Block& block = blocks[i];
    Sums& sums = before_[block.node + 1];
    sums.text += block.length;
    sums.links += block.link_length;
    sums.commas += block.commas;
    if (IsProse(block) && !InCard(nodes, block.node)) sums.prose += block.length;
  }
  for (size_t i = 1; i < before_.size(); ++i) {
    before_[i].text += before_[i - 1].text;
    before_[i].links += before_[i - 1].links;
    before_[i].commas += before_[i - 1].commas;
    before_[i].prose += before_[i - 1].prose;
  }
}

NodeLengths::Sums NodeLengths::Sum(const std::vector<PageNode>& nodes, uint32_t node) const {
  const Sums& last = before_[nodes[node].end];
  const Sums& first = before_[node];
  return {last.text - first.text, last.links - first.links, last.commas - first.commas,
          last.prose - first.prose};
}

}  // namespace dateline::extract
