#include "indexer/extract/content_boxes.h"

#include <cstddef>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "indexer/extract/line_purpose.h"
#include "indexer/text/analyzer.h"

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

// "your", "our", "here": said to the readers, in the languages that appeals are told in.
bool SpeaksToReaders(absl::string_view text) {
  const std::string folded = absl::StrCat(" ", text::Fold(text), " ");
  for (const absl::string_view word :
       {" you ",  " your ", " our ",  " us ",   " here ",  " sie ",  " ihr",
        " dein",  " du ",   " hier ", " unser", " uns ",   " vous ", " votre ",
        " nos ",  " ici ",  " su ",   " tu ",   " nuestr", " aqui ", " sua ",
        " voce ", " noss",  " nostr", " jouw ", " onze ",  " je ",   " tua "}) {
    if (absl::StrContains(folded, word)) return true;
  }
  return false;
}

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
    if (block.length > kMaxAppealLength) continue;
    const size_t appeals = CountAppeals(block.text);
    sums.appeals += appeals;
    if (appeals > 0 && SpeaksToReaders(block.text)) sums.spoken_appeals += appeals;
  }
  for (size_t i = 0; i < nodes.size(); ++i) {
    const GumboTag tag = nodes[i].tag;
    before_[i + 1].controls += tag == GUMBO_TAG_INPUT || tag == GUMBO_TAG_BUTTON;
  }
  for (size_t i = 1; i < before_.size(); ++i) {
    before_[i].linked_headings += before_[i - 1].linked_headings;
    before_[i].linked_titles += before_[i - 1].linked_titles;
    before_[i].appeals += before_[i - 1].appeals;
    before_[i].spoken_appeals += before_[i - 1].spoken_appeals;
    before_[i].controls += before_[i - 1].controls;
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
  const Sums sums = Sum(node);
  if (lengths_.text(nodes_, node) > kMaxAppealBoxLength) return false;
  return (sums.appeals >= kMinAppeals && sums.controls > 0) ||
         (sums.spoken_appeals >= kMinAppeals && lengths_.link_share(nodes_, node) > 0);
}

ContentBoxes::Sums ContentBoxes::Sum(uint32_t node) const {
  const Sums& last = before_[nodes_[node].end];
  const Sums& first = before_[node];
  Sums sums;
  sums.linked_headings = last.linked_headings - first.linked_headings;
  sums.linked_titles = last.linked_titles - first.linked_titles;
  sums.appeals = last.appeals - first.appeals;
  sums.spoken_appeals = last.spoken_appeals - first.spoken_appeals;
  sums.controls = last.controls - first.controls;
  return sums;
}

}  // namespace dateline::extract
