#include "indexer/extract/main_content.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "indexer/extract/clean_text.h"
#include "indexer/extract/content_cleaning.h"
#include "indexer/extract/furniture.h"
#include "indexer/extract/node_hints.h"
#include "indexer/extract/page_blocks.h"

namespace dateline::extract {
namespace {

constexpr uint32_t kMinParagraphLength = 25;
constexpr int kMaxScoredAncestors = 5;
// A body shorter than this is looked for again without trust in class names.
constexpr size_t kShortBodyLength = 500;

// How strictly class names are believed, strictest first.
enum class Trust { kFull, kNoClasses, kNothing };

bool IsContainer(GumboTag tag) {
  return tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_SECTION || tag == GUMBO_TAG_ARTICLE ||
         tag == GUMBO_TAG_MAIN || tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_CENTER ||
         tag == GUMBO_TAG_TD;
}

double StartScore(GumboTag tag, const NodeHints& hint) {
  double score = hint.weight * 25.0;
  switch (tag) {
    case GUMBO_TAG_ARTICLE:
      score += 15;
      break;
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_SECTION:
      score += 5;
      break;
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_BLOCKQUOTE:
      score += 3;
      break;
    case GUMBO_TAG_OL:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_FORM:
    case GUMBO_TAG_ADDRESS:
      score -= 3;
      break;
    case GUMBO_TAG_TH:
      score -= 5;
      break;
    default:
      break;
  }
  if (hint.body) score += 25;
  return score;
}

// One search for the body under one degree of trust.
class ContentSearch {
 public:
  ContentSearch(const HtmlPage& page, const std::vector<NodeHints>& hints, Trust trust)
      : page_(page), nodes_(page.nodes()), hints_(hints), trust_(trust) {}

  MainContent Run(absl::string_view title) {
    MarkSkipped();
    blocks_ = FindBlocks(page_, hints_, skip_);
    if (blocks_.empty()) return {};
    ScoreNodes();
    const uint32_t top = ChooseTop();
    std::vector<uint32_t> roots = Siblings(top);
    MainContent content;
    content.node = top;
    content.body = CleanBody(page_, hints_, blocks_, roots, title);
    return content;
  }

 private:
  // A node that holds most of the page's text is not left out for its name.
  void MarkSkipped() {
    skip_.assign(nodes_.size(), false);
    if (trust_ == Trust::kNothing) return;
    std::vector<uint32_t> length(nodes_.size() + 1, 0);
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      const bool prose = nodes_[i].is_text() && nodes_[i].text.size() > kMinParagraphLength;
      length[i + 1] = length[i] + (prose && !InNeverShown(i) ? nodes_[i].text.size() : 0);
    }
    const double all = std::max<uint32_t>(length[nodes_.size()], 1);
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].is_text()) continue;
      const NodeHints& hint = hints_[i];
      const bool by_class = trust_ == Trust::kFull && (hint.unlikely || hint.comments);
      if (!hint.furniture && !by_class) continue;
      const double share = (length[nodes_[i].end] - length[i]) / all;
      if (hint.comments && trust_ == Trust::kFull ? share > 0.9 : share > 0.5) continue;
      if (by_class && !hint.comments && !hint.furniture && HoldsHeadline(i)) continue;
      skip_[i] = true;
      i = nodes_[i].end - 1;
    }
  }

  bool InNeverShown(uint32_t text_node) const {
    const GumboTag tag = nodes_[nodes_[text_node].parent].tag;
    return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_NOSCRIPT;
  }

  bool HoldsHeadline(uint32_t node) const {
    for (uint32_t i = node; i < nodes_[node].end; ++i) {
      if (nodes_[i].tag == GUMBO_TAG_H1 || nodes_[i].tag == GUMBO_TAG_ARTICLE) return true;
    }
    return false;
  }

  void ScoreNodes() {
    score_.assign(nodes_.size(), 0);
    scored_.assign(nodes_.size(), false);
    for (const Block& block : blocks_) {
      if (block.length < kMinParagraphLength || block.link_share() > 0.6) continue;
      if (IsHeading(nodes_[block.node].tag)) continue;
      const double points = 1 + block.commas + std::min(block.length / 100.0, 3.0);
      uint32_t node = block.node;
      if (!IsContainer(nodes_[node].tag)) node = nodes_[node].parent;
      for (int level = 0; level < kMaxScoredAncestors; ++level) {
        if (!scored_[node]) {
          scored_[node] = true;
          score_[node] = StartScore(nodes_[node].tag, hints_[node]);
        }
        score_[node] += points / (level == 0 ? 1 : level == 1 ? 2 : level * 3);
        if (node == 0) break;
        node = nodes_[node].parent;
      }
    }
    lengths_ = NodeLengths(nodes_, blocks_);
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (scored_[i]) score_[i] *= 1 - lengths_.link_share(nodes_, i);
    }
  }

  uint32_t ChooseTop() const {
    uint32_t top = 0;
    double best = -1e9;
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (scored_[i] && score_[i] > best) {
        best = score_[i];
        top = i;
      }
    }
    if (best <= -1e9) return BodyNode();
    top = FollowMarkup(Climb(top));
    // An only child says no more than its parent, which may have siblings worth joining.
    while (nodes_[top].parent != 0 && nodes_[nodes_[top].parent].tag != GUMBO_TAG_BODY &&
           lengths_.text(nodes_, nodes_[top].parent) == lengths_.text(nodes_, top)) {
      top = nodes_[top].parent;
    }
    return top;
  }

  // An article cut into sections, each in its own element: the ancestor that holds much more prose
  // and little else.
  uint32_t Climb(uint32_t top) const {
    uint32_t best = top;
    double best_prose = Prose(top);
    for (uint32_t node = nodes_[top].parent; node != 0 && nodes_[node].tag != GUMBO_TAG_BODY;
         node = nodes_[node].parent) {
      const double prose = Prose(node);
      const double text = lengths_.text(nodes_, node);
      if (prose > 1.3 * best_prose && prose > 0.75 * text) {
        best = node;
        best_prose = prose;
      }
    }
    return best;
  }

  // The length of the paragraphs inside a node.
  double Prose(uint32_t node) const {
    double prose = 0;
    for (const Block& block : blocks_) {
      if (node <= block.node && block.node < nodes_[node].end &&
          block.length >= 3 * kMinParagraphLength && block.link_share() < 0.3) {
        prose += block.length;
      }
    }
    return prose;
  }

  uint32_t BodyNode() const {
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].tag == GUMBO_TAG_BODY) return i;
    }
    return 0;
  }

  // What the page marks as the article's body, when it holds about what the scores say it is.
  uint32_t FollowMarkup(uint32_t top) const {
    const double top_length = lengths_.plain_text(nodes_, top);
    uint32_t best = top;
    double best_length = 0;
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].is_text() || !hints_[i].body || skip_[i]) continue;
      const double length = lengths_.plain_text(nodes_, i);
      const bool around = i <= top && top < nodes_[i].end;
      const bool inside = top <= i && i < nodes_[top].end;
      if ((around && length < 2 * top_length) || (inside && length > 0.7 * top_length)) {
        if (length > best_length) {
          best = i;
          best_length = length;
        }
      }
    }
    return best;
  }

  // The top node, and those beside it that read like more of the same.
  std::vector<uint32_t> Siblings(uint32_t top) const {
    if (top == 0 || nodes_[top].tag == GUMBO_TAG_BODY) return {top};
    const uint32_t parent = nodes_[top].parent;
    const double threshold = std::max(10.0, score_[top] * 0.2);
    const absl::string_view top_class = page_.Attribute(top, "class");
    std::vector<uint32_t> roots;
    for (uint32_t i = parent + 1; i < nodes_[parent].end; i = nodes_[i].end) {
      if (i == top) {
        roots.push_back(i);
        continue;
      }
      if (nodes_[i].is_text() || skip_[i] || hints_[i].never_shown) continue;
      double score = scored_[i] ? score_[i] : 0;
      if (!top_class.empty() && page_.Attribute(i, "class") == top_class)
        score += score_[top] * 0.2;
      const double length = lengths_.text(nodes_, i);
      const double link_share = lengths_.link_share(nodes_, i);
      const bool prose = nodes_[i].tag == GUMBO_TAG_P && length > 80 && link_share < 0.25;
      if ((scored_[i] && score >= threshold && link_share < 0.4) || prose) roots.push_back(i);
    }
    return roots;
  }

  const HtmlPage& page_;
  const std::vector<PageNode>& nodes_;
  const std::vector<NodeHints>& hints_;
  const Trust trust_;
  std::vector<bool> skip_;
  std::vector<Block> blocks_;
  std::vector<double> score_;
  std::vector<bool> scored_;
  NodeLengths lengths_;
};

}  // namespace

MainContent FindMainContent(const HtmlPage& page, absl::string_view title,
                            absl::string_view stated_body) {
  const std::vector<NodeHints> hints = FindHints(page);
  MainContent best = ContentSearch(page, hints, Trust::kFull).Run(title);
  for (const Trust trust : {Trust::kNoClasses, Trust::kNothing}) {
    if (TextLength(best.body) >= kShortBodyLength) break;
    MainContent next = ContentSearch(page, hints, trust).Run(title);
    if (next.body.size() > 2 * best.body.size() + 40) best = std::move(next);
  }
  return best;
}

}  // namespace dateline::extract
