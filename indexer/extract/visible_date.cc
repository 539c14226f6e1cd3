#include "indexer/extract/visible_date.h"

#include <algorithm>
#include <cstdlib>

#include "absl/strings/str_split.h"
#include "indexer/extract/page_blocks.h"

namespace dateline::extract {
namespace {

using article::DateSource;

// Blocks around the headline that are looked at.
constexpr int kBlocksBefore = 6;
constexpr int kBlocksAfter = 12;
constexpr int kBlocksBehindBody = 10;
// Right behind the body a date that stands alone is its too.
constexpr int kBlocksAtEnd = 3;
// Fewer rows are a frame for layout.
constexpr int kMinDataRows = 3;
// Of a block at the foot of the page.
constexpr uint32_t kMaxFootBlock = 400;

// True inside a table of the body that is no frame for layout: it has kMinDataRows rows or more.
bool IsInDataTable(const std::vector<PageNode>& nodes, uint32_t node, uint32_t content) {
  for (; node > content && node != nodes[node].parent; node = nodes[node].parent) {
    if (nodes[node].tag != GUMBO_TAG_TABLE) continue;
    int rows = 0;
    for (uint32_t i = node; i < nodes[node].end && rows < kMinDataRows; ++i)
      rows += nodes[i].tag == GUMBO_TAG_TR;
    return rows >= kMinDataRows;
  }
  return false;
}

// True inside a quotation, such as a post of a social network that the article shows. One around
// the whole body is only indented.
bool IsQuoted(const std::vector<PageNode>& nodes, uint32_t node, uint32_t content) {
  for (; node != nodes[node].parent; node = nodes[node].parent) {
    if (nodes[node].tag == GUMBO_TAG_BLOCKQUOTE)
      return content < node || content >= nodes[node].end;
  }
  return false;
}

// The first date of the lines of a block.
std::optional<LineDate> DateOfBlock(absl::string_view block, NumericOrder order) {
  for (const absl::string_view line : absl::StrSplit(block, '\n')) {
    if (const auto date = DateOfLine(line, order)) return date;
  }
  return std::nullopt;
}

}  // namespace

std::optional<LineDate> FindVisibleDate(const HtmlPage& page, const std::vector<NodeHints>& hints,
                                        const std::vector<Place>& places, uint32_t headline,
                                        uint32_t content, NumericOrder order) {
  const std::vector<PageNode>& nodes = page.nodes();
  const std::vector<Block> blocks = FindBlocks(page, hints);
  int headline_block = -1;
  int first_body = -1;
  int last_body = -1;
  for (size_t i = 0; i < blocks.size(); ++i) {
    const uint32_t node = blocks[i].node;
    if (headline_block < 0 && node >= headline) headline_block = static_cast<int>(i);
    if (content <= node && node < nodes[content].end) {
      if (first_body < 0) first_body = static_cast<int>(i);
      last_body = static_cast<int>(i);
    }
  }
  if (headline_block < 0) return std::nullopt;
  const int first = headline_block - kBlocksBefore;
  const int last =
      std::max(headline_block, std::min(first_body, headline_block + 20)) + kBlocksAfter;
  std::optional<LineDate> best;
  double best_score = 0;
  for (int i = std::max(first, 0); i < static_cast<int>(blocks.size()); ++i) {
    const bool near = i <= last;
    const bool behind = i + 3 >= last_body && i <= last_body + kBlocksBehindBody;
    const Place place = places[blocks[i].node];
    // At the foot of the page only what names it.
    const bool foot = i > last_body && place == Place::kAside;
    if ((!near && !behind && !foot) || (place != Place::kArticle && !foot)) continue;
    auto date = DateOfBlock(blocks[i].text, order);
    if (date &&
        (IsInDataTable(nodes, blocks[i].node, content) || IsQuoted(nodes, blocks[i].node, content)))
      continue;
    if (date && date->source == DateSource::kVisible && i > 0 && IsPublishLabel(blocks[i - 1].text))
      date->source = DateSource::kByline;
    const bool at_end = !foot && i > last_body && i <= last_body + kBlocksAtEnd;
    if (!date ||
        (!near && date->source != DateSource::kByline && !(at_end && IsDateLine(blocks[i].text))))
      continue;
    if (foot && (date->source != DateSource::kByline || blocks[i].length > kMaxFootBlock)) continue;
    double score = date->source == DateSource::kByline     ? 100
                   : date->source == DateSource::kDateline ? 80
                                                           : 60;
    score -= foot ? 90 : near ? std::abs(i - headline_block) * (i < headline_block ? 4 : 2) : 50;
    if (score > best_score) {
      best_score = score;
      best = date;
    }
  }
  return best;
}

}  // namespace dateline::extract
