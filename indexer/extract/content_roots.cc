#include "indexer/extract/content_roots.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "indexer/extract/furniture.h"
#include "indexer/extract/line_purpose.h"
#include "indexer/text/analyzer.h"

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

// A lead is a few sentences, in few elements: what is more is something else.
constexpr uint32_t kMinLeadLength = 60;
constexpr uint32_t kMaxLeadLength = 700;
constexpr size_t kMaxLeadBlocks = 3;
// Of a lead that is a list of sentences.
constexpr size_t kMinLeadItems = 3;
constexpr size_t kMaxLeadItems = 5;
constexpr uint32_t kMinLeadItemLength = 40;
// What stands below the linked headline of another story; as TextLength.
constexpr double kMaxTeaserProse = 400;
// Items of a list that is the text.
constexpr int kMinItems = 3;
constexpr double kMinItemLength = 60;
// A shorter one that is no sentence is a second headline.
constexpr uint32_t kMinLongLead = 120;
// A shorter description may be the beginning of anything.
constexpr size_t kMinDescriptionBytes = 50;

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
        stated_(evidence.stated),
        title_(text::Fold(evidence.title)),
        description_(text::Fold(evidence.description)) {}

  ContentRoots Run() {
    ScoreNodes();
    const uint32_t found = ChooseTop();
    const uint32_t top = StatedElement(found);
    if (top != found) return {top, {top}};
    std::vector<uint32_t> elements = Siblings(top);
    AddLead(&elements);
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
    if (stated_.letters() < kMinStatedLetters) return top;
    std::vector<uint32_t> matched(nodes_.size() + 1, 0);
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (left_out_[i] || blocks_[i].length < kMinCountedLength) continue;
      if (stated_.ShareOf(blocks_[i].text) > 0.8)
        matched[blocks_[i].node + 1] += blocks_[i].text.size();
    }
    for (size_t i = 1; i < matched.size(); ++i) matched[i] += matched[i - 1];
    const double all = matched.back();
    const auto inside = [&](uint32_t node) { return matched[nodes_[node].end] - matched[node]; };
    if (all < 0.6 * stated_.letters() || inside(top) > 0.6 * all) return top;
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

  // The sentences between the headline and the first of `elements`: the lead that many pages set
  // apart from the text.
  void AddLead(std::vector<uint32_t>* elements) const {
    if (elements->empty()) return;
    const uint32_t begin = elements->front();
    const uint32_t headline = HeadlineBefore(begin);
    std::vector<uint32_t> lead;
    for (size_t i = 0; i < blocks_.size() && blocks_[i].node < begin; ++i) {
      const uint32_t node = blocks_[i].node;
      if (nodes_[node].end > begin || left_out_[i] || InPicture(node)) continue;
      const bool below_headline = headline != 0 && node >= nodes_[headline].end;
      const bool item = nodes_[node].tag == GUMBO_TAG_LI;
      const bool in_points = below_headline && item && BeginsLeadList(i);
      const bool sentences = below_headline && !item && ReadsAsLead(blocks_[i], kMinLeadLength);
      if (!in_points && !sentences && !IsDescription(blocks_[i])) continue;
      const uint32_t element = in_points ? nodes_[node].parent : node;
      if (lead.empty() || element >= nodes_[lead.back()].end) lead.push_back(element);
    }
    if (lead.size() > kMaxLeadBlocks) return;
    elements->insert(elements->begin(), lead.begin(), lead.end());
  }

  // What the metadata gives as the article's description, or its beginning.
  bool IsDescription(const Block& block) const {
    if (description_.size() < kMinDescriptionBytes || block.length < kMinLeadLength ||
        block.length > kMaxLeadLength || block.link_share() > 0.2 ||
        (block.length < kMinLongLead && !EndsSentence(block.text))) {
      return false;
    }
    const std::string folded = text::Fold(block.text);
    return absl::StartsWith(folded, description_) || absl::StartsWith(description_, folded);
  }

  // In a figure or beside one, or called a caption.
  bool InPicture(uint32_t node) const {
    constexpr int kMaxLevels = 5;
    for (int level = 0; level < kMaxLevels && node != 0; ++level, node = nodes_[node].parent) {
      if (hints_[node].caption || nodes_[node].tag == GUMBO_TAG_FIGURE) return true;
    }
    return false;
  }

  // "By Jane Roe, a deputy editor.": who wrote, in a sentence.
  static bool NamesWriter(absl::string_view text) {
    return absl::ConsumePrefix(&text, "By ") && IsBareName(text.substr(0, text.find(',')));
  }

  // Sentences, or what is as long as they are: not every lead ends in a full stop.
  static bool ReadsAsLead(const Block& block, uint32_t min_length) {
    return block.length >= min_length && block.length <= kMaxLeadLength &&
           block.link_share() < 0.2 && (EndsSentence(block.text) || IsLongLead(block)) &&
           !HasPhotoCredit(block.text) && !NamesWriter(block.text) && CountAppeals(block.text) == 0;
  }

  static bool IsLongLead(const Block& block) {
    return block.length >= kMinLongLead && block.link_length == 0 &&
           !absl::StrContains(block.text, "://");
  }

  // True for the first item of a list that tells the article in a few points: items that are
  // sentences, all of them.
  bool BeginsLeadList(size_t first) const {
    const uint32_t list = nodes_[blocks_[first].node].parent;
    if (first > 0 && blocks_[first - 1].node >= list) return false;
    size_t end = first;
    for (; end < blocks_.size() && blocks_[end].node < nodes_[list].end; ++end) {
      const Block& block = blocks_[end];
      if (block.node < list) break;
      if (end - first == kMaxLeadItems || nodes_[block.node].tag != GUMBO_TAG_LI ||
          !EndsSentence(block.text) || !ReadsAsLead(block, kMinLeadItemLength))
        return false;
    }
    return end - first >= kMinLeadItems;
  }

  // The last heading before a node that says the title, or the one <h1> that says about the
  // same, if it is in one part of the page with the node; 0 when there is none.
  uint32_t HeadlineBefore(uint32_t node) const {
    uint32_t headline = 0;
    uint32_t first_rank = 0;
    int first_ranks = 0;
    for (uint32_t i = 1; i < node; ++i) {
      const GumboTag tag = nodes_[i].tag;
      if (tag != GUMBO_TAG_H1 && tag != GUMBO_TAG_H2 && tag != GUMBO_TAG_H3) continue;
      if (skip_[i] != nullptr) continue;
      const std::string heading = text::Fold(page_.TextOf(i));
      if (heading.empty()) continue;
      if (SaysTitle(heading, title_)) headline = i;
      if (tag == GUMBO_TAG_H1 && SharesWords(heading, title_)) {
        ++first_ranks;
        first_rank = i;
      }
    }
    if (headline == 0 && first_ranks == 1) headline = first_rank;
    if (headline == 0) return 0;
    for (uint32_t around = nodes_[headline].parent; around != 0; around = nodes_[around].parent) {
      if (nodes_[around].tag == GUMBO_TAG_BODY) return 0;
      if (node < nodes_[around].end) return headline;
    }
    return 0;
  }

  // Half of the heading's longer words are of the title.
  static bool SharesWords(absl::string_view heading, absl::string_view title) {
    constexpr size_t kMinWordBytes = 4;
    size_t words = 0;
    size_t common = 0;
    for (const absl::string_view word : absl::StrSplit(heading, ' ', absl::SkipEmpty())) {
      if (word.size() < kMinWordBytes) continue;
      ++words;
      common += absl::StrContains(title, word);
    }
    return words >= 2 && 2 * common >= words;
  }

  // One is the other, or most of it.
  static bool SaysTitle(absl::string_view heading, absl::string_view title) {
    if (heading == title) return true;
    const bool part = absl::StrContains(heading, title) || absl::StrContains(title, heading);
    return part && 2 * heading.size() > title.size() && 2 * title.size() > heading.size();
  }

  const HtmlPage& page_;
  const std::vector<PageNode>& nodes_;
  const std::vector<NodeHints>& hints_;
  const std::vector<Block>& blocks_;
  const std::vector<bool>& left_out_;
  const std::vector<const char*>& skip_;
  const NodeLengths& lengths_;
  const StatedText& stated_;
  const std::string title_;  // Folded, as the description.
  const std::string description_;
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
