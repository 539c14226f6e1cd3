#include "indexer/extract/content_lead.h"

#include <cstddef>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"
#include "absl/strings/strip.h"
#include "indexer/extract/furniture.h"
#include "indexer/extract/line_purpose.h"
#include "indexer/text/analyzer.h"

namespace dateline::extract {
namespace {

// A lead is a few sentences, in few elements: what is more is something else.
constexpr uint32_t kMinLeadLength = 60;
constexpr uint32_t kMaxLeadLength = 700;
constexpr size_t kMaxLeadBlocks = 3;
// A shorter one that is no sentence is a second headline.
constexpr uint32_t kMinLongLead = 120;
// Of a lead that is a list of sentences.
constexpr size_t kMinLeadItems = 3;
constexpr size_t kMaxLeadItems = 5;
constexpr uint32_t kMinLeadItemLength = 40;
// A shorter description may be the beginning of anything.
constexpr size_t kMinDescriptionBytes = 50;

class LeadSearch {
 public:
  LeadSearch(const HtmlPage& page, const std::vector<NodeHints>& hints,
             const std::vector<Block>& blocks, const std::vector<bool>& left_out,
             const std::vector<const char*>& skip, const ContentEvidence& evidence)
      : page_(page),
        nodes_(page.nodes()),
        hints_(hints),
        blocks_(blocks),
        left_out_(left_out),
        skip_(skip),
        title_(text::Fold(evidence.title)),
        description_(text::Fold(evidence.description)) {}

  std::vector<uint32_t> Before(uint32_t begin) const {
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
    if (lead.size() > kMaxLeadBlocks) return {};
    return lead;
  }

 private:
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
  const std::string title_;  // Folded, as the description.
  const std::string description_;
};

}  // namespace

std::vector<uint32_t> FindLead(const HtmlPage& page, const std::vector<NodeHints>& hints,
                               const std::vector<Block>& blocks, const std::vector<bool>& left_out,
                               const std::vector<const char*>& skip,
                               const ContentEvidence& evidence, uint32_t begin) {
  return LeadSearch(page, hints, blocks, left_out, skip, evidence).Before(begin);
}

}  // namespace dateline::extract
