#include "indexer/extract/content_cleaning.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/strip.h"
#include "indexer/extract/furniture.h"

namespace dateline::extract {
namespace {

bool IsConditional(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_SECTION:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_TABLE:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_HEADER:
      return true;
    default:
      return false;
  }
}

class BodyCleaner {
 public:
  BodyCleaner(const HtmlPage& page, const std::vector<NodeHints>& hints,
              const std::vector<Block>& blocks, const std::vector<uint32_t>& roots,
              absl::string_view title)
      : page_(page),
        nodes_(page.nodes()),
        hints_(hints),
        blocks_(blocks),
        roots_(roots),
        title_(title),
        lengths_(nodes_, blocks) {}

  std::string Run() {
    keep_.assign(blocks_.size(), false);
    size_t block = 0;
    for (const uint32_t root : roots_) {
      root_ = root;
      dropped_until_ = 0;
      MarkDropped(root);
      while (block < blocks_.size() && blocks_[block].node < root) ++block;
      for (; block < blocks_.size() && blocks_[block].node < nodes_[root].end; ++block) {
        keep_[block] = !InDropped(blocks_[block].node) && Keeps(blocks_[block]);
      }
    }
    DropEnds();
    std::string body;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (!keep_[i]) continue;
      if (!body.empty()) body += "\n\n";
      body += blocks_[i].text;
    }
    return body;
  }

 private:
  // Finds the elements inside a root that are furniture as a whole.
  void MarkDropped(uint32_t root) {
    if (dropped_.empty()) dropped_.assign(nodes_.size(), false);
    const double all = std::max(lengths_.text(nodes_, root), 1.0);
    for (uint32_t i = root + 1; i < nodes_[root].end; ++i) {
      if (nodes_[i].is_text() || !IsConditional(nodes_[i].tag)) continue;
      const double text = lengths_.text(nodes_, i);
      if (text == 0 || text > 0.6 * all) continue;
      if (IsFurnitureElement(i, text)) {
        for (uint32_t k = i; k < nodes_[i].end; ++k) dropped_[k] = true;
        i = nodes_[i].end - 1;
      }
    }
  }

  bool IsFurnitureElement(uint32_t i, double text) const {
    const NodeHints& hint = hints_[i];
    const GumboTag tag = nodes_[i].tag;
    if (tag == GUMBO_TAG_FORM || tag == GUMBO_TAG_FIELDSET) return true;
    if (hint.weight < 0 && text < 1000) return true;
    const double commas = lengths_.commas(nodes_, i);
    if (commas >= 10) return false;
    const double link_share = lengths_.link_share(nodes_, i);
    if (tag == GUMBO_TAG_TABLE) return link_share > 0.6 && text < 1000;
    const bool list = tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DL;
    if (list) return link_share > 0.5;
    return hint.weight > 0 ? link_share > 0.6 : link_share > 0.35;
  }

  bool InDropped(uint32_t node) const { return dropped_[node]; }

  bool SameAsTitle(absl::string_view text) const {
    return !title_.empty() && (absl::EqualsIgnoreCase(text, title_) ||
                               (text.size() > 20 && absl::StartsWithIgnoreCase(title_, text)));
  }

  bool Keeps(const Block& block) const {
    const GumboTag tag = nodes_[block.node].tag;
    if (IsHeading(tag)) {
      if (tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2) {
        if (SameAsTitle(block.text)) return false;
      }
      return FurnitureOf(block.text) == Furniture::kNone && block.link_share() < 0.9;
    }
    if (block.length < 200) {
      if (block.link_share() > 0.9 && block.length > 3 && tag != GUMBO_TAG_LI &&
          tag != GUMBO_TAG_TD && !EndsSentence(block.text))
        return false;
      if (FurnitureOf(block.text) != Furniture::kNone) return false;
      if (IsByline(block.text)) return false;
    }
    return true;
  }

  // Headings with nothing after them.
  void DropEnds() {
    for (size_t i = blocks_.size(); i-- > 0;) {
      if (!keep_[i]) continue;
      if (!IsHeading(nodes_[blocks_[i].node].tag)) break;
      keep_[i] = false;
    }
  }

  const HtmlPage& page_;
  const std::vector<PageNode>& nodes_;
  const std::vector<NodeHints>& hints_;
  const std::vector<Block>& blocks_;
  const std::vector<uint32_t>& roots_;
  const absl::string_view title_;
  const NodeLengths lengths_;
  std::vector<bool> keep_;
  std::vector<bool> dropped_;
  uint32_t root_ = 0;
  uint32_t dropped_until_ = 0;
};

}  // namespace

NodeLengths::NodeLengths(const std::vector<PageNode>& nodes, const std::vector<Block>& blocks)
    : text_(nodes.size() + 1, 0), links_(nodes.size() + 1, 0), commas_(nodes.size() + 1, 0) {
  for (const Block& block : blocks) {
    text_[block.node + 1] += block.length;
    links_[block.node + 1] += block.link_length;
    commas_[block.node + 1] += block.commas;
  }
  for (size_t i = 1; i < text_.size(); ++i) {
    text_[i] += text_[i - 1];
    links_[i] += links_[i - 1];
    commas_[i] += commas_[i - 1];
  }
}

double NodeLengths::text(const std::vector<PageNode>& nodes, uint32_t node) const {
  return text_[nodes[node].end] - text_[node];
}

double NodeLengths::links(const std::vector<PageNode>& nodes, uint32_t node) const {
  return links_[nodes[node].end] - links_[node];
}

double NodeLengths::commas(const std::vector<PageNode>& nodes, uint32_t node) const {
  return commas_[nodes[node].end] - commas_[node];
}

double NodeLengths::link_share(const std::vector<PageNode>& nodes, uint32_t node) const {
  const double all = text(nodes, node);
  return all == 0 ? 0 : links(nodes, node) / all;
}

std::string CleanBody(const HtmlPage& page, const std::vector<NodeHints>& hints,
                      const std::vector<Block>& blocks, const std::vector<uint32_t>& roots,
                      absl::string_view title) {
  return BodyCleaner(page, hints, blocks, roots, title).Run();
}

}  // namespace dateline::extract
