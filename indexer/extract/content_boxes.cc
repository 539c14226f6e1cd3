#include "indexer/extract/content_boxes.h"

#include <cstddef>

#include "indexer/extract/line_purpose.h"

namespace dateline::extract {
namespace {

// The length of a title, as TextLength.
constexpr uint32_t kMinTitleLength = 20;
constexpr uint32_t kMaxTitleLength = 200;
// What is below the headline of another story is shorter; as TextLength.
constexpr double kMaxTeaserLength = 400;
constexpr double kMaxPlainTeaserLength = 300;
// So many headlines make a list of stories; of links that are no headings it takes more.
constexpr int kMinHeadings = 2;
constexpr int kMinTitles = 3;
// A longer block that speaks of newsletters and consent tells about them.
constexpr uint32_t kMaxAppealLength = 400;
constexpr double kMaxAppealBoxLength = 700;
constexpr int kMinAppeals = 2;

// What articles are made of: a linked title in it may as well be a source.
bool IsText(GumboTag tag) {
  return tag == GUMBO_TAG_P || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH ||
         tag == GUMBO_TAG_DD || tag == GUMBO_TAG_DT || tag == GUMBO_TAG_PRE;
}

}  // namespace

ContentBoxes::ContentBoxes(const std::vector<PageNode>& nodes, const std::vector<Block>& blocks,
                           const std::vector<bool>& left_out, const NodeLengths& lengths)
    : nodes_(nodes), lengths_(lengths), before_(nodes.size() + 1) {
  for (size_t i = 0; i < blocks.size(); ++i) {
    if (left_out[i]) continue;
    const Block& block = blocks[i];
    Sums& sums = before_[block.node + 1];
    const GumboTag tag = nodes[block.node].tag;
    if (block.link_share() > 0.9 && block.length >= kMinTitleLength &&
        block.length <= kMaxTitleLength) {
      sums.linked_headings += IsHeading(tag);
      sums.linked_titles += !IsText(tag);
    }
    if (block.length <= kMaxAppealLength) sums.appeals += CountAppeals(block.text);
  }
  for (size_t i = 1; i < before_.size(); ++i) {
    before_[i].linked_headings += before_[i - 1].linked_headings;
    before_[i].linked_titles += before_[i - 1].linked_titles;
    before_[i].appeals += before_[i - 1].appeals;
  }
}

bool ContentBoxes::HoldsTeasers(uint32_t node) const {
  const Sums sums = Sum(node);
  const double prose = lengths_.prose(nodes_, node);
  return (sums.linked_headings >= kMinHeadings &&
          prose < kMaxTeaserLength * sums.linked_headings) ||
         (sums.linked_titles >= kMinTitles && prose < kMaxPlainTeaserLength * sums.linked_titles);
}

bool ContentBoxes::AsksReaders(uint32_t node) const {
  return Sum(node).appeals >= kMinAppeals && lengths_.text(nodes_, node) <= kMaxAppealBoxLength;
}

ContentBoxes::Sums ContentBoxes::Sum(uint32_t node) const {
  const Sums& last = before_[nodes_[node].end];
  const Sums& first = before_[node];
  Sums sums;
  sums.linked_headings = last.linked_headings - first.linked_headings;
  sums.linked_titles = last.linked_titles - first.linked_titles;
  sums.appeals = last.appeals - first.appeals;
  return sums;
}

}  // namespace dateline::extract
