#include "indexer/extract/content_roots.h"

#include <algorithm>
#include <utility>

#include "absl/strings/string_view.h"
#include "indexer/extract/content_lead.h"

namespace dateline::extract {
namespace {

constexpr int kMaxScoredAncestors = 5;
// An element with more paragraphs is the article's only when they are at least this much of it.
constexpr double kMinProseShare = 0.55;
// An element behind the article, of the same sort and all paragraphs, is more of it.
constexpr double kMinSiblingProse = 0.9;
// With fewer paragraphs than this, markup says more than they do.
constexpr double kMinScoredProse = 100;
// An <article> with so much prose is one of its own.
constexpr double kMinArticleProse = 600;
// So many times the paragraphs of what was found mean that something else was found.
constexpr double kMuchMoreProse = 3;
// What is around a text is preferred to it from so many times its length on.
constexpr double kMoreTextAround = 2;
// Shorter stated texts are the beginning of one.
constexpr size_t kMinStatedLetters = 200;
// What stands below the linked headline of another story; as TextLength.
constexpr double kMaxTeaserProse = 400;
// Items of a list that is the text.
constexpr int kMinItems = 3;
constexpr double kMinItemLength = 60;

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

class RootSearch {
 public:
  RootSearch(const HtmlPage& page, const std::vector<NodeHints>& hints,
             const std::vector<Block>& blocks, const std::vector<bool>& left_out,
             const std::vector<const char*>& skip, const NodeLengths& lengths,
             const ContentEvidence& evidence)
      : page_(page),
        nodes_(page.nodes()),
        hints_(hints),
        blocks_(blocks),
        left_out_(left_out),
        skip_(skip),
        lengths_(lengths),
        evidence_(evidence) {}

  ContentRoots Run() {
    ScoreNodes();
    const uint32_t found = ChooseTop();
    const uint32_t top = StatedElement(found);
    if (top != found) return {top, {top}};
    std::vector<uint32_t> elements = Siblings(top);
    const std::vector<uint32_t> lead =
        FindLead(page_, hints_, blocks_, left_out_, skip_, evidence_, elements.front());
    elements.insert(elements.begin(), lead.begin(), lead.end());
    return {top, std::move(elements)};
  }

 private:
  void ScoreNodes() {
    score_.assign(nodes_.size(), 0);
    scored_.assign(nodes_.size(), false);
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const Block& block = blocks_[i];
      if (left_out_[i] || block.length < kMinCountedLength || block.link_share() > 0.6) continue;
      if (block.consent) continue;
      if (IsHeading(nodes_[block.node].tag)) continue;
      const double points = 1 + block.commas + std::min(block.length / 100.0, 3.0);
      uint32_t node = block.node;
      if (!IsContainer(nodes_[node].tag)) node = nodes_[node].parent;
      for (int level = 0; level < kMaxScoredAncestors; ++level) {
        scored_[node] = true;
        score_[node] += points / (level == 0 ? 1 : level == 1 ? 2 : level * 3);
        if (node == 0) break;
        node = nodes_[node].parent;
      }
    }
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (!scored_[i]) continue;
      // A good name counts as much as the text does at most.
      score_[i] += std::min(StartScore(nodes_[i].tag, hints_[i]), score_[i]);
      score_[i] *= 1 - lengths_.link_share(nodes_, i);
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
    top = MarkedArticle(top);
    top = ListAround(top);
    // An only child says no more than its parent, which may have siblings worth joining.
    while (nodes_[top].parent != 0 && nodes_[nodes_[top].parent].tag != GUMBO_TAG_BODY &&
           lengths_.text(nodes_, nodes_[top].parent) == lengths_.text(nodes_, top)) {
      top = nodes_[top].parent;
    }
    return top;
  }

  // A list whose items are boxes is none of other stories when next to nothing else is on the page
  // and little of it is links: the entries of a live report.
  uint32_t ListAround(uint32_t top) const {
    for (uint32_t node = top; node != 0; node = nodes_[node].parent) {
      const GumboTag tag = nodes_[node].tag;
      if (tag != GUMBO_TAG_UL && tag != GUMBO_TAG_OL) continue;
      int items = 0;
      for (uint32_t i = node + 1; i < nodes_[node].end; i = nodes_[i].end) {
        items += nodes_[i].tag == GUMBO_TAG_LI &&
                 lengths_.plain_text(nodes_, i) >= kMinItemLength && !IsTeaser(i);
      }
      const double text = lengths_.plain_text(nodes_, node);
      if (items >= kMinItems && lengths_.link_share(nodes_, node) < 0.2 &&
          text > kMoreTextAround * lengths_.plain_text(nodes_, top) &&
          lengths_.prose(nodes_, 0) < 0.5 * text)
        return node;
    }
    return top;
  }

  // An article cut into sections, each in its own element: the ancestor that holds much more prose
  // and little else.
  uint32_t Climb(uint32_t top) const {
    uint32_t best = top;
    double best_prose = lengths_.prose(nodes_, top);
    for (uint32_t node = top; nodes_[node].parent != 0;) {
      // What is beside an article is other articles, what is beside the main part no article.
      const GumboTag tag = nodes_[node].tag;
      if (tag == GUMBO_TAG_MAIN) break;
      if (tag == GUMBO_TAG_ARTICLE && lengths_.prose(nodes_, node) >= kMinArticleProse &&
          !HasArticleAround(node))
        break;
      node = nodes_[node].parent;
      if (nodes_[node].tag == GUMBO_TAG_BODY) break;
      const double prose = lengths_.prose(nodes_, node);
      if (prose > 1.3 * best_prose && prose > kMinProseShare * lengths_.text(nodes_, node)) {
        best = node;
        best_prose = prose;
      }
    }
    return best;
  }

  // Articles inside an article are its sections.
  bool HasArticleAround(uint32_t node) const {
    while (node != 0) {
      node = nodes_[node].parent;
      if (nodes_[node].tag == GUMBO_TAG_ARTICLE) return true;
    }
    return false;
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
      if (nodes_[i].is_text() || !hints_[i].body || skip_[i] != nullptr) continue;
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

  // Where little reads like paragraphs, or much more of them is elsewhere: what is marked as an
  // article.
  uint32_t MarkedArticle(uint32_t top) const {
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      const bool marked = nodes_[i].tag == GUMBO_TAG_ARTICLE || hints_[i].body;
      if (!marked || skip_[i] != nullptr) continue;
      const double prose = lengths_.prose(nodes_, i);
      const double top_prose = lengths_.prose(nodes_, top);
      const bool more_prose = prose >= kMinArticleProse && prose > kMuchMoreProse * top_prose;
      // Around what was found it must hold more than a headline besides.
      const double factor = i < top && top < nodes_[i].end ? kMoreTextAround : 1;
      const bool more_text =
          top_prose < kMinScoredProse &&
          lengths_.plain_text(nodes_, i) > factor * lengths_.plain_text(nodes_, top);
      if (more_prose || more_text) top = i;
    }
    return top;
  }

  // The innermost element around what the page's metadata states, when that is on the page and most
  // of it is not inside `top`.
  uint32_t StatedElement(uint32_t top) const {
    if (evidence_.stated.letters() < kMinStatedLetters) return top;
    std::vector<uint32_t> matched(nodes_.size() + 1, 0);
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (left_out_[i] || blocks_[i].length < kMinCountedLength) continue;
      if (evidence_.stated.ShareOf(blocks_[i].text) > 0.8)
        matched[blocks_[i].node + 1] += blocks_[i].text.size();
    }
    for (size_t i = 1; i < matched.size(); ++i) matched[i] += matched[i - 1];
    const double all = matched.back();
    const auto inside = [&](uint32_t node) { return matched[nodes_[node].end] - matched[node]; };
    if (all < 0.6 * evidence_.stated.letters() || inside(top) > 0.6 * all) return top;
    uint32_t best = 0;
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (!nodes_[i].is_text() && IsContainer(nodes_[i].tag) && inside(i) >= 0.9 * all) best = i;
    }
    return best;
  }

  // The top node, and those beside it that read like more of the same.
  std::vector<uint32_t> Siblings(uint32_t top) const {
    if (top == 0 || nodes_[top].tag == GUMBO_TAG_BODY) return {top};
    const uint32_t parent = nodes_[top].parent;
    const double threshold = std::max(5.0, score_[top] * 0.2);
    const absl::string_view top_class = page_.Attribute(top, "class");
    std::vector<uint32_t> roots;
    for (uint32_t i = parent + 1; i < nodes_[parent].end; i = nodes_[i].end) {
      if (i == top) {
        roots.push_back(i);
        continue;
      }
      if (nodes_[i].is_text() || skip_[i] != nullptr || hints_[i].never_shown) continue;
      double score = scored_[i] ? score_[i] : 0;
      if (!top_class.empty() && page_.Attribute(i, "class") == top_class)
        score += score_[top] * 0.2;
      if (IsTeaser(i)) continue;
      const double length = lengths_.text(nodes_, i);
      const double link_share = lengths_.link_share(nodes_, i);
      const bool prose = (nodes_[i].tag == GUMBO_TAG_P ||
                          (i > top && nodes_[i].tag == nodes_[top].tag &&
                           lengths_.prose(nodes_, i) > kMinSiblingProse * length)) &&
                         length > 80 && link_share < 0.25;
      if ((scored_[i] && score >= threshold && link_share < 0.4) || prose) roots.push_back(i);
    }
    return roots;
  }

  // Another story: its headline is a link, and little stands below.
  bool IsTeaser(uint32_t node) const {
    if (lengths_.prose(nodes_, node) >= kMaxTeaserProse) return false;
    auto block = std::lower_bound(blocks_.begin(), blocks_.end(), node,
                                  [](const Block& b, uint32_t n) { return b.node < n; });
    for (; block != blocks_.end() && block->node < nodes_[node].end; ++block) {
      if (block->length >= kMinCountedLength && block->link_share() > 0.9 &&
          IsHeading(nodes_[block->node].tag))
        return true;
      if (IsProse(*block)) return false;
    }
    return false;
  }

  const HtmlPage& page_;
  const std::vector<PageNode>& nodes_;
  const std::vector<NodeHints>& hints_;
  const std::vector<Block>& blocks_;
  const std::vector<bool>& left_out_;
  const std::vector<const char*>& skip_;
  const NodeLengths& lengths_;
  const ContentEvidence& evidence_;
  std::vector<double> score_;
  std::vector<bool> scored_;
};

}  // namespace

ContentRoots FindRoots(const HtmlPage& page, const std::vector<NodeHints>& hints,
                       const std::vector<Block>& blocks, const std::vector<bool>& left_out,
                       const std::vector<const char*>& skip, const NodeLengths& lengths,
                       const ContentEvidence& evidence) {
  return RootSearch(page, hints, blocks, left_out, skip, lengths, evidence).Run();
}

}  // namespace dateline::extract
