#include "indexer/extract/main_content.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "indexer/extract/clean_text.h"
#include "indexer/extract/content_cleaning.h"
#include "indexer/extract/content_roots.h"
#include "indexer/extract/line_purpose.h"
#include "indexer/extract/node_hints.h"
#include "indexer/extract/page_blocks.h"
#include "indexer/extract/unshown_text.h"
#include "indexer/text/analyzer.h"

namespace dateline::extract {
namespace {

// What is named as furniture and no longer than this is so even when little else is there.
constexpr double kMaxBoxLength = 400;
constexpr double kMinBesideBox = 80;
// A body shorter than this is looked for again without trust in class names.
constexpr size_t kShortBodyLength = 500;

// A text with so many appeals to its readers is a form or a wall.
constexpr size_t kMinAppealsOfForm = 4;
constexpr size_t kMaxFormLength = 1500;
// An element with so many times the length of its paragraph is more than that.
constexpr double kMaxAroundBlock = 3;
// A shorter description may be the beginning of anything.
constexpr size_t kMinDescriptionBytes = 50;

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
    const ContentRoots roots =
        FindRoots(page_, hints_, blocks_, left_out_, skip_, lengths_, evidence_);
    top_ = roots.top;
    Clean(roots.elements);
  }

  // Takes a block for the article, with what little stands around it.
  void RunAt(size_t block) {
    MarkSkipped();
    lengths_ = NodeLengths(nodes_, blocks_, left_out_);
    top_ = blocks_[block].node;
    const uint32_t around = nodes_[top_].parent;
    if (lengths_.text(nodes_, around) <= kMaxAroundBlock * blocks_[block].length) top_ = around;
    Clean({top_});
  }

  // The block that metadata gives as the article's description, unless it is kept; the number of
  // blocks when there is none.
  size_t UnkeptDescription() const {
    const std::string description = text::Fold(evidence_.description);
    if (description.size() < kMinDescriptionBytes) return blocks_.size();
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (left_out_[i] || verdicts_[i].kept || blocks_[i].length < kMinProseLength) continue;
      const std::string folded = text::Fold(blocks_[i].text);
      if (absl::StartsWith(folded, description) || absl::StartsWith(description, folded)) return i;
    }
    return blocks_.size();
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
  void Clean(const std::vector<uint32_t>& roots) {
    CleanBlocks(page_, hints_, blocks_, left_out_, roots, evidence_, &verdicts_);
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (verdicts_[i].kept && IsProse(blocks_[i])) prose_ += blocks_[i].length;
    }
  }

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

// What a page shows, or also hides, and what was found in it. Stays where it is, for the search
// refers to the blocks.
struct Reading {
  std::vector<NodeHints> hints;
  std::vector<Block> blocks;
  std::unique_ptr<ContentSearch> search;
};

std::unique_ptr<Reading> ReadAs(const HtmlPage& page, const ContentEvidence& evidence,
                                Hidden hidden) {
  auto made_reading = std::make_unique<Reading>();
  Reading& reading = *made_reading;
  reading.hints = FindHints(page, hidden);
  reading.blocks = FindBlocks(page, reading.hints);
  const auto search = [&](Trust trust) {
    auto made =
        std::make_unique<ContentSearch>(page, reading.hints, reading.blocks, evidence, trust);
    made->Run();
    return made;
  };
  reading.search = search(Trust::kFull);
  for (const Trust trust : {Trust::kNoClasses, Trust::kNothing}) {
    const ContentSearch& best = *reading.search;
    if (best.prose() >= kShortBodyLength) break;
    std::unique_ptr<ContentSearch> next = search(trust);
    // The same article with more around it is more likely a box of some sort.
    const size_t enough =
        best.IsPartOf(*next) ? 5 * best.prose() + kShortBodyLength : 2 * best.prose() + 40;
    if (next->prose() > enough) reading.search = std::move(next);
  }
  if (reading.search->prose() >= kMaxFormLength) return made_reading;
  // Little, and nothing about the page's subject: a page with a video says what it says in its
  // description.
  const size_t description = reading.search->UnkeptDescription();
  if (description == reading.blocks.size()) return made_reading;
  const std::string body = reading.search->Body();
  if (CountAppeals(body) >= kMinAppealsOfForm ||
      (reading.search->prose() < kShortBodyLength && !SpeaksOfTitle(body, evidence.title))) {
    reading.search = std::make_unique<ContentSearch>(page, reading.hints, reading.blocks, evidence,
                                                     Trust::kFull);
    reading.search->RunAt(description);
  }
  return made_reading;
}

// True when the page has elements with text that it hides.
bool HasHidden(const HtmlPage& page, const std::vector<NodeHints>& hints) {
  const std::vector<PageNode>& nodes = page.nodes();
  for (uint32_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].is_text() || !hints[i].never_shown) continue;
    const GumboTag tag = nodes[i].tag;
    if (tag != GUMBO_TAG_HEAD && tag != GUMBO_TAG_SCRIPT && tag != GUMBO_TAG_STYLE &&
        nodes[i].end > i + 1)
      return true;
  }
  return false;
}

}  // namespace

MainContent FindMainContent(const HtmlPage& page, const ContentEvidence& evidence, bool explain) {
  std::unique_ptr<Reading> reading = ReadAs(page, evidence, Hidden::kNeverShown);
  const size_t shown = reading->search->prose();
  if (shown < kShortBodyLength && HasHidden(page, reading->hints)) {
    std::unique_ptr<Reading> all = ReadAs(page, evidence, Hidden::kShown);
    if (all->search->prose() > std::max(kMinUnshownProse, kUnshownFactor * shown)) {
      const std::string body = all->search->Body();
      if (SpeaksOfTitle(body, evidence.title) && CountAppeals(body) < kMinAppealsOfForm)
        reading = std::move(all);
    }
  }
  const ContentSearch& search = *reading->search;
  MainContent content;
  content.node = search.top();
  content.body = search.Body();
  content.captions = search.Captions();
  content.prose = search.prose();
  if (explain) {
    for (size_t i = 0; i < reading->blocks.size(); ++i) {
      const BlockVerdict& verdict = search.verdicts()[i];
      content.blocks.push_back({verdict.kept, std::string(verdict.reason), reading->blocks[i].text,
                                PathOf(page.nodes(), reading->blocks[i].node)});
    }
  }
  return content;
}

}  // namespace dateline::extract
