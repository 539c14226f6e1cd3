#include "indexer/extract/main_content.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_join.h"
#include "indexer/extract/clean_text.h"
#include "indexer/extract/content_cleaning.h"
#include "indexer/extract/content_roots.h"
#include "indexer/extract/node_hints.h"
#include "indexer/extract/page_blocks.h"

namespace dateline::extract {
namespace {

// What is named as furniture and no longer than this is so even when little else is there.
constexpr double kMaxBoxLength = 400;
constexpr double kMinBesideBox = 80;
// A body shorter than this is looked for again without trust in class names.
constexpr size_t kShortBodyLength = 500;

// How strictly class names are believed, strictest first.
enum class Trust { kFull, kNoClasses, kNothing };

// Why the blocks of an element are passed over before any is scored.
constexpr const char* kFurnitureElement = "furniture by its element or role";
constexpr const char* kFurnitureName = "furniture by its class or id";
constexpr const char* kCommentsName = "comments by their class or id";

// One search for the body under one degree of trust.
class ContentSearch {
 public:
  ContentSearch(const HtmlPage& page, const std::vector<NodeHints>& hints,
                const std::vector<Block>& blocks, const ContentEvidence& evidence, Trust trust)
      : page_(page),
        nodes_(page.nodes()),
        hints_(trust == Trust::kFull ? hints : WithoutNames(hints)),
        blocks_(blocks),
        evidence_(evidence),
        trust_(trust) {}

  void Run() {
    MarkSkipped();
    lengths_ = NodeLengths(nodes_, blocks_, left_out_);
    const ContentRoots roots = FindRoots(page_, hints_, blocks_, left_out_, skip_, lengths_,
                                         evidence_.stated, evidence_.title);
    top_ = roots.top;
    CleanBlocks(page_, hints_, blocks_, left_out_, roots.elements, evidence_, &verdicts_);
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (verdicts_[i].kept && IsProse(blocks_[i])) prose_ += blocks_[i].length;
    }
  }

  uint32_t top() const { return top_; }
  const std::vector<BlockVerdict>& verdicts() const { return verdicts_; }
  // The length of the paragraphs of the body; as TextLength.
  size_t prose() const { return prose_; }

  // True when it found paragraphs, and the other found them too.
  bool IsPartOf(const ContentSearch& other) const {
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (verdicts_[i].kept && IsProse(blocks_[i]) && !other.verdicts_[i].kept) return false;
    }
    return prose_ > 0;
  }

  std::string Body() const {
    std::string body;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (!verdicts_[i].kept) continue;
      if (!body.empty()) body += "\n\n";
      body += blocks_[i].text;
    }
    return body;
  }

  // The captions inside the innermost <article> or <main> around the text, or else inside its
  // parent.
  std::string Captions() const {
    uint32_t scope = nodes_[top_].parent;
    for (uint32_t node = top_; node != 0; node = nodes_[node].parent) {
      if (nodes_[node].tag == GUMBO_TAG_ARTICLE || nodes_[node].tag == GUMBO_TAG_MAIN) {
        scope = node;
        break;
      }
    }
    std::string captions;
    absl::flat_hash_set<absl::string_view> seen;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const Block& block = blocks_[i];
      if (left_out_[i] || verdicts_[i].kept || block.node < scope ||
          block.node >= nodes_[scope].end)
        continue;
      if (!InCaption(block.node, scope) || !seen.insert(block.text).second) continue;
      if (!captions.empty()) captions += "\n\n";
      captions += block.text;
    }
    return captions;
  }

 private:
  bool InCaption(uint32_t node, uint32_t scope) const {
    for (; node != scope && node != 0; node = nodes_[node].parent) {
      if (hints_[node].caption) return lengths_.text(nodes_, node) <= kMaxCaptionLength;
    }
    return false;
  }

  // A node that holds most of the page's text is not left out for its name.
  void MarkSkipped() {
    skip_.assign(nodes_.size(), nullptr);
    {
      std::vector<uint32_t> length(nodes_.size() + 1, 0);
      for (const Block& block : blocks_) {
        if (block.length > kMinCountedLength) length[block.node + 1] += block.length;
      }
      for (size_t i = 1; i < length.size(); ++i) length[i] += length[i - 1];
      const double all = std::max<uint32_t>(length[nodes_.size()], 1);
      for (uint32_t i = 0; i < nodes_.size(); ++i) {
        if (nodes_[i].is_text()) continue;
        const char* reason = SkipReason(i, length[nodes_[i].end] - length[i], all);
        if (reason == nullptr) continue;
        std::fill(skip_.begin() + i, skip_.begin() + nodes_[i].end, reason);
        i = nodes_[i].end - 1;
      }
    }
    left_out_.resize(blocks_.size());
    verdicts_.resize(blocks_.size());
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const char* reason = skip_[blocks_[i].node];
      left_out_[i] = reason != nullptr;
      verdicts_[i] = {false, reason != nullptr ? absl::string_view(reason) : kOutside};
    }
  }

  // `length` is that of the node's text, `all` that of the page's.
  const char* SkipReason(uint32_t i, double length, double all) const {
    const double share = length / all;
    const NodeHints& hint = hints_[i];
    const bool by_class = hint.unlikely || hint.comments;
    if (!by_class && (!hint.furniture || trust_ == Trust::kNothing)) return nullptr;
    if (!StandsAlone(page_, hints_, i)) return nullptr;
    if (hint.comments) return share > 0.9 ? nullptr : kCommentsName;
    // Walls of consent and galleries may well be longer than the article.
    const GumboTag tag = nodes_[i].tag;
    const bool long_sort = hint.consent || tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL;
    // And so may a box beside a teaser, when that is something at least.
    const bool box = length < kMaxBoxLength && all - length >= kMinBesideBox;
    if (share > (long_sort && by_class ? 0.9 : 0.5) && !box) return nullptr;
    if (hint.furniture) return kFurnitureElement;
    return HoldsHeadline(i) ? nullptr : kFurnitureName;
  }

  bool HoldsHeadline(uint32_t node) const {
    for (uint32_t i = node; i < nodes_[node].end; ++i) {
      if (nodes_[i].tag == GUMBO_TAG_H1 || nodes_[i].tag == GUMBO_TAG_ARTICLE) return true;
    }
    return false;
  }

  const HtmlPage& page_;
  const std::vector<PageNode>& nodes_;
  const std::vector<NodeHints> hints_;  // Without what class names say when they are not trusted.
  const std::vector<Block>& blocks_;
  const ContentEvidence& evidence_;
  const Trust trust_;
  std::vector<const char*> skip_;  // Why the node's blocks are passed over; null when they are not.
  std::vector<bool> left_out_;     // The same of blocks.
  NodeLengths lengths_;
  std::vector<BlockVerdict> verdicts_;
  uint32_t top_ = 0;
  size_t prose_ = 0;
};

// "article > section > p": the elements from the body down to a node.
std::string PathOf(const std::vector<PageNode>& nodes, uint32_t node) {
  constexpr size_t kMaxShown = 8;
  std::vector<absl::string_view> names;
  bool more = false;
  for (; node != 0 && nodes[node].tag != GUMBO_TAG_BODY; node = nodes[node].parent) {
    more = names.size() == kMaxShown;
    if (more) break;
    const char* name = gumbo_normalized_tagname(nodes[node].tag);
    names.push_back(*name == '\0' ? "?" : name);
  }
  if (more) names.push_back("...");
  if (names.empty()) return "body";
  std::reverse(names.begin(), names.end());
  return absl::StrJoin(names, " > ");
}

}  // namespace

MainContent FindMainContent(const HtmlPage& page, const ContentEvidence& evidence, bool explain) {
  const std::vector<NodeHints> hints = FindHints(page);
  const std::vector<Block> blocks = FindBlocks(page, hints);
  auto best = std::make_unique<ContentSearch>(page, hints, blocks, evidence, Trust::kFull);
  best->Run();
  for (const Trust trust : {Trust::kNoClasses, Trust::kNothing}) {
    if (best->prose() >= kShortBodyLength) break;
    auto next = std::make_unique<ContentSearch>(page, hints, blocks, evidence, trust);
    next->Run();
    // The same article with more around it is more likely a box of some sort.
    const size_t enough =
        best->IsPartOf(*next) ? 5 * best->prose() + kShortBodyLength : 2 * best->prose() + 40;
    if (next->prose() > enough) best = std::move(next);
  }
  MainContent content;
  content.node = best->top();
  content.body = best->Body();
  content.captions = best->Captions();
  if (explain) {
    for (size_t i = 0; i < blocks.size(); ++i) {
      const BlockVerdict& verdict = best->verdicts()[i];
      content.blocks.push_back({verdict.kept, std::string(verdict.reason), blocks[i].text,
                                PathOf(page.nodes(), blocks[i].node)});
    }
  }
  return content;
}

}  // namespace dateline::extract
