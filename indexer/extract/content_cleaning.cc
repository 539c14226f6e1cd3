// The file is long because most of it is one class: what each of its steps drops decides what the
// next one sees.

#include "indexer/extract/content_cleaning.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "indexer/extract/content_boxes.h"
#include "indexer/extract/content_repetitions.h"
#include "indexer/extract/furniture.h"
#include "indexer/extract/line_of_dates.h"
#include "indexer/extract/line_purpose.h"
#include "indexer/text/analyzer.h"

namespace dateline::extract {
namespace {

// A paragraph of so few bytes says nothing in any script: an ideograph has three.
constexpr size_t kMaxMarkBytes = 2;
// A page's stated text is believed to be all of the article from this share of the prose on.
constexpr double kStatedShare = 0.75;
// How many blocks at the end may speak of the author.
constexpr size_t kBlocksOfAuthor = 4;
// With less text before it, what comments have at their head may well be a part of the article.
constexpr double kMinBeforeComments = 400;
// So much below a heading that is a link is a section of the article; as TextLength.
constexpr double kMinLinkedSection = 200;
// A box with more of the article's paragraphs is none.
constexpr double kMaxBoxShare = 0.25;
// Appeals to readers below the text are no longer, those in one word and with a link; as
// TextLength.
constexpr uint32_t kMaxAppealLength = 300;
constexpr uint32_t kMaxSingleAppealLength = 120;
// A heading this long that ends as a sentence says something by itself; as TextLength.
constexpr uint32_t kMinSentences = 60;
// A sentence has no larger share of links.
constexpr double kMaxLinkedSentence = 0.8;
// A shorter description may be the beginning of anything.
constexpr size_t kMinDescriptionBytes = 50;
// So many posts make a page of posts.
constexpr int kMinPosts = 3;
constexpr const char* kNamed = "element named as furniture";
constexpr const char* kLink = "link";
constexpr const char* kHeadline = "headline";
constexpr const char* kFurnitureWords = "furniture by its words";
constexpr const char* kAppeal = "appeal to the readers";
constexpr const char* kSaidBefore = "said before";
constexpr const char* kPictureCredit = "picture credit";

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

bool IsList(GumboTag tag) {
  return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DL;
}

absl::flat_hash_set<absl::string_view> WordsOf(absl::string_view text) {
  return absl::flat_hash_set<absl::string_view>(
      absl::StrSplit(text, absl::ByAnyChar(" ,.:;!?\"'()-"), absl::SkipEmpty()));
}

class BlockCleaner {
 public:
  BlockCleaner(const HtmlPage& page, const std::vector<NodeHints>& hints,
               const std::vector<Block>& blocks, const std::vector<bool>& left_out,
               const ContentEvidence& evidence, std::vector<BlockVerdict>* verdicts)
      : nodes_(page.nodes()),
        hints_(hints),
        blocks_(blocks),
        left_out_(left_out),
        evidence_(evidence),
        verdicts_(*verdicts),
        lengths_(nodes_, blocks, left_out),
        boxes_(nodes_, blocks, left_out, lengths_),
        folded_title_(text::Fold(evidence.title)),
        title_words_(WordsOf(folded_title_)) {}

  void Run(const std::vector<uint32_t>& roots) {
    dropped_.assign(nodes_.size(), nullptr);
    for (const uint32_t root : roots) prose_ += lengths_.prose(nodes_, root);
    holds_posts_ = HoldsPosts(roots);
    for (const uint32_t root : roots) MarkDropped(root);
    if (ProseDroppedByName() > 0.5 * prose_) {
      // Not names of furniture, then.
      trust_names_ = false;
      dropped_.assign(nodes_.size(), nullptr);
      first_ = 0;
      for (const uint32_t root : roots) MarkDropped(root);
    }
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (left_out_[i] || !InRoots(roots, blocks_[i].node)) continue;
      const char* drop = dropped_[blocks_[i].node];
      if (drop == nullptr) drop = ReasonAgainst(i);
      if (drop != nullptr) {
        verdicts_[i] = {false, drop};
      } else {
        verdicts_[i] = {true, "text of the article"};
        inside_.push_back(i);
      }
    }
    KeepLead();
    CutComments();
    CleanHead();
    CleanTail();
    CutAppeals();
    DropRepetitions();
    CompareWithStated(roots);
    DropTrailingHeadings();
  }

 private:
  bool InRoots(const std::vector<uint32_t>& roots, uint32_t node) const {
    const auto after = std::upper_bound(roots.begin(), roots.end(), node);
    return after != roots.begin() && node < nodes_[*(after - 1)].end;
  }

  // True for a page of posts, most of whose paragraphs stand below headings that lead to each
  // alone.
  bool HoldsPosts(const std::vector<uint32_t>& roots) const {
    double prose = 0;
    int headings = 0;
    uint32_t end = 0;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const Block& block = blocks_[i];
      if (left_out_[i] || block.node < end || block.link_share() < 0.9 ||
          !IsHeading(nodes_[block.node].tag) || !InRoots(roots, block.node)) {
        continue;
      }
      const uint32_t post = nodes_[block.node].parent;
      end = nodes_[post].end;
      prose += lengths_.prose(nodes_, post);
      ++headings;
    }
    return headings >= kMinPosts && prose >= 0.5 * prose_;
  }

  // Finds the elements inside a root that are furniture as a whole.
  void MarkDropped(uint32_t root) {
    const double all = std::max(lengths_.text(nodes_, root), 1.0);
    uint32_t list_end = 0;  // Of a list that is none of links.
    for (uint32_t i = root + 1; i < nodes_[root].end; ++i) {
      if (nodes_[i].is_text()) continue;
      const double text = lengths_.text(nodes_, i);
      if (text == 0 || text > 0.6 * all) continue;
      const bool list = IsList(nodes_[i].tag);
      if (list && i < list_end) continue;
      const char* reason = IsCaption(i, text) ? "caption of a picture" : ReasonAgainst(i, text);
      if (reason == nullptr) {
        if (list) list_end = nodes_[i].end;
        continue;
      }
      std::fill(dropped_.begin() + i, dropped_.begin() + nodes_[i].end, reason);
      i = nodes_[i].end - 1;
    }
  }

  double ProseDroppedByName() const {
    double prose = 0;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (!left_out_[i] && dropped_[blocks_[i].node] == kNamed && IsProse(blocks_[i]))
        prose += blocks_[i].length;
    }
    return prose;
  }

  bool IsCaption(uint32_t i, double text) const {
    if (text > kMaxCaptionLength) return false;
    if (hints_[i].caption) return true;
    // What else is in a figure, unless the figure is a table, a quotation or a listing.
    if (nodes_[i].tag != GUMBO_TAG_FIGURE || text > kMaxCaptionLength / 2) return false;
    for (uint32_t k = i + 1; k < nodes_[i].end; ++k) {
      const GumboTag tag = nodes_[k].tag;
      if (tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_BLOCKQUOTE || tag == GUMBO_TAG_PRE ||
          tag == GUMBO_TAG_FIGCAPTION || IsList(tag))
        return false;
    }
    return true;
  }

  // Why an element is furniture as a whole; null when it is not.
  const char* ReasonAgainst(uint32_t i, double text) const {
    const NodeHints& hint = hints_[i];
    const GumboTag tag = nodes_[i].tag;
    if (!IsConditional(tag)) return nullptr;
    if (tag == GUMBO_TAG_FORM || tag == GUMBO_TAG_FIELDSET) return "form";
    if (hint.weight < 0 && text < 1000 && trust_names_) return kNamed;
    if (lengths_.prose(nodes_, i) < kMaxBoxShare * prose_) {
      if (!holds_posts_ && boxes_.HoldsTeasers(i)) return "teasers of other stories";
      if (!IsList(tag) && boxes_.AsksReaders(i)) return kAppeal;
    }
    if (lengths_.commas(nodes_, i) >= 10) return nullptr;
    const double link_share = lengths_.link_share(nodes_, i);
    if (tag == GUMBO_TAG_TABLE) return link_share > 0.6 && text < 1000 ? "table of links" : nullptr;
    if (IsList(tag))
      return link_share > (StandsInFlow(i) ? 0.9 : 0.5) && !IsAnnounced(i) ? "list of links"
                                                                           : nullptr;
    if (link_share <= (hint.weight > 0 ? 0.6 : 0.35) || IsParagraph(i, text)) return nullptr;
    return "box of links";
  }

  // True for a sentence with a link in it that stands beside the other paragraphs of the article,
  // on pages that have a <div> for every one.
  bool IsParagraph(uint32_t node, double text) const {
    if (text < kMinSentences || lengths_.link_share(nodes_, node) > kMaxLinkedSentence)
      return false;
    const size_t i = FirstFrom(node);
    if (i == blocks_.size() || left_out_[i] || blocks_[i].node >= nodes_[node].end ||
        blocks_[i].length != text || !EndsSentence(blocks_[i].text))
      return false;
    uint32_t outermost = node;
    while (outermost != 0 && lengths_.text(nodes_, nodes_[outermost].parent) == text)
      outermost = nodes_[outermost].parent;
    return !HoldsPicture(outermost) &&
           lengths_.prose(nodes_, nodes_[outermost].parent) >= kMaxBoxShare * prose_;
  }

  bool HoldsPicture(uint32_t node) const {
    for (uint32_t i = node; i < nodes_[node].end; ++i) {
      if (nodes_[i].tag == GUMBO_TAG_IMG) return true;
    }
    return false;
  }

  // True when the words before an element end in a colon and are no furniture: "We used:".
  bool IsAnnounced(uint32_t node) const {
    const size_t behind = FirstFrom(node);
    if (behind == 0) return false;
    const absl::string_view text = blocks_[behind - 1].text;
    return absl::EndsWith(text, ":") && StandsInFlow(node) && FurnitureOf(text) == Furniture::kNone;
  }

  // The first block that is not before an element: every block before has an element that begins
  // before. Asked for elements in the order of the page.
  size_t FirstFrom(uint32_t node) const {
    while (first_ < blocks_.size() && blocks_[first_].node < node) ++first_;
    return first_;
  }

  // True when most paragraphs of the article stand inside the element around this one.
  bool StandsInFlow(uint32_t node) const {
    return lengths_.prose(nodes_, nodes_[node].parent) >= 0.5 * prose_;
  }

  bool SameAsTitle(absl::string_view text) const {
    return !evidence_.title.empty() &&
           (absl::EqualsIgnoreCase(text, evidence_.title) ||
            (text.size() > 20 && absl::StartsWithIgnoreCase(evidence_.title, text)));
  }

  // Why a block is no text of the article; null when it is.
  const char* ReasonAgainst(size_t i) const {
    const Block& block = blocks_[i];
    const GumboTag tag = nodes_[block.node].tag;
    if (IsHeading(tag)) {
      if ((tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2) && SameAsTitle(block.text)) return kHeadline;
      if (FurnitureOf(block.text) != Furniture::kNone) return kFurnitureWords;
      // Other stories have their headings each in a box of its own.
      if (block.link_share() >= 0.9 && !holds_posts_ && !StandsInFlow(block.node) &&
          lengths_.prose(nodes_, nodes_[block.node].parent) < kMinLinkedSection)
        return kLink;
      return nullptr;
    }
    if (block.length >= 200) return nullptr;
    if (block.link_share() > 0.9 && block.length > 3 && !IsItem(i) && !EndsSentence(block.text))
      return kLink;
    // Answers are sentences, buttons are none.
    const bool answer = block.text == "Yes." || block.text == "No.";
    if (!answer && FurnitureOf(block.text) != Furniture::kNone) return kFurnitureWords;
    if (IsByline(block.text)) return "byline";
    // The count of a picture, the cross of a box.
    if (block.text.size() <= kMaxMarkBytes && !IsPartOfStructure(tag) &&
        !InCell(nodes_, block.node))
      return "a mark, no word";
    if (!IsPartOfStructure(tag) && (IsLineOfDates(block.text) || IsTimeStamp(block.text)))
      return "date line";
    if (block.length < 120 && !IsPartOfStructure(tag) && !EndsSentence(block.text) &&
        HasPhotoCredit(block.text))
      return kPictureCredit;
    return nullptr;
  }

  // An item of a list or a cell, or what an item begins with.
  bool IsItem(size_t i) const {
    const uint32_t node = blocks_[i].node;
    const uint32_t parent = nodes_[node].parent;
    const GumboTag tag = nodes_[node].tag;
    if (tag == GUMBO_TAG_P && nodes_[parent].tag == GUMBO_TAG_LI)
      return i == 0 || blocks_[i - 1].node < parent;
    return tag == GUMBO_TAG_LI || tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
  }

  // What metadata gives as the description is the article's lead where it stands before the text,
  // whatever its element is called; and so are sentences whose own element is called a lead, in
  // one of another name.
  void KeepLead() {
    if (inside_.empty()) return;
    const std::string description = text::Fold(evidence_.description);
    const auto first =
        std::find_if(inside_.begin(), inside_.end(), [this](size_t i) { return IsSentences(i); });
    for (size_t i = first == inside_.end() ? inside_.front() : *first; i-- > 0;) {
      if (dropped_[blocks_[i].node] != kNamed || blocks_[i].length < kMinSentences) continue;
      const bool described =
          description.size() >= kMinDescriptionBytes && Says(blocks_[i].text, description);
      if (!described && (!IsCalledLead(blocks_[i]) || StandsBelowOtherStory(i))) continue;
      verdicts_[i] = {true, described ? "what the metadata gives as its description"
                                      : "lead by its class or id"};
      inside_.insert(std::lower_bound(inside_.begin(), inside_.end(), i), i);
      return;
    }
  }

  // One is the other's beginning.
  static bool Says(absl::string_view text, absl::string_view description) {
    const std::string folded = text::Fold(text);
    return absl::StartsWith(folded, description) || absl::StartsWith(description, folded);
  }

  bool IsCalledLead(const Block& block) const {
    return (hints_[block.node].lead || hints_[nodes_[block.node].parent].lead) &&
           EndsSentence(block.text) && block.link_share() < 0.4 && CountAppeals(block.text) == 0 &&
           !PresentsAuthor(block.text) && !NamesAuthor(block.text, 24);
  }

  // True when a heading that leads elsewhere, and does not say the title, stands close above a
  // block in the box around it: the box presents another story.
  bool StandsBelowOtherStory(size_t i) const {
    constexpr size_t kMaxBlocksAbove = 4;
    uint32_t box = nodes_[blocks_[i].node].parent;
    if (hints_[box].lead) box = nodes_[box].parent;
    for (size_t above = i; above > 0 && i - above < kMaxBlocksAbove; --above) {
      const Block& block = blocks_[above - 1];
      if (block.node <= box) return false;
      if (!IsHeading(nodes_[block.node].tag) || block.link_share() < 0.9) continue;
      const std::string heading = text::Fold(block.text);
      return !absl::StrContains(folded_title_, heading) &&
             !absl::StrContains(heading, folded_title_);
    }
    return false;
  }

  // Everything behind a line that heads the readers' comments, when an article is before it.
  void CutComments() {
    double before = 0;
    bool cut = false;
    for (size_t i = 0; i < blocks_.size(); ++i) {
      const Block& block = blocks_[i];
      if (left_out_[i] || dropped_[block.node] != nullptr) continue;
      if (cut && verdicts_[i].kept) Drop(i, "behind the head of the comments");
      if (cut) continue;
      if (verdicts_[i].kept && IsProse(block)) before += block.length;
      cut = verdicts_[i].reason != kOutside && before >= kMinBeforeComments && block.length < 80 &&
            block.link_share() < 0.9 && !InCell(nodes_, block.node) && HeadsComments(block.text);
    }
  }

  void Drop(size_t block, absl::string_view reason) { verdicts_[block] = {false, reason}; }

  // The headline, who wrote it and when: what stands above the first paragraph.
  void CleanHead() {
    const auto first =
        std::find_if(inside_.begin(), inside_.end(), [this](size_t i) { return IsSentences(i); });
    if (first == inside_.end()) return;
    const size_t headline = HeadlineBefore(*first);
    for (auto i = inside_.begin(); i != first; ++i) {
      const Block& block = blocks_[*i];
      const GumboTag tag = nodes_[block.node].tag;
      if ((tag == GUMBO_TAG_H1 && headline == blocks_.size()) || SameAsTitle(block.text) ||
          (ReadsLikeTitle(block.text) &&
           !(tag == GUMBO_TAG_P && absl::EndsWith(block.text, ".")))) {
        Drop(*i, kHeadline);
      } else if (EndsSentence(block.text) || IsPartOfStructure(tag) || AnnouncesList(*i)) {
        continue;
      } else if (IsHeading(tag)) {
        if ((headline < blocks_.size() && *i < headline) || IsByline(block.text))
          Drop(*i, "line above the headline");
      } else if (block.length < 60 || NamesAuthor(block.text, block.text.size()) ||
                 HasTime(block.text)) {
        Drop(*i, "line above the text");
      }
    }
  }

  // "What you need to know:", and then a list.
  bool AnnouncesList(size_t i) const {
    return absl::EndsWith(blocks_[i].text, ":") && i + 1 < blocks_.size() &&
           nodes_[blocks_[i + 1].node].tag == GUMBO_TAG_LI;
  }

  // The last block before `end` that was dropped for saying the title in an <h1>; the number of
  // blocks when there is none.
  size_t HeadlineBefore(size_t end) const {
    for (size_t i = end; i-- > 0;) {
      if (nodes_[blocks_[i].node].tag == GUMBO_TAG_H1 && verdicts_[i].reason == kHeadline) return i;
    }
    return blocks_.size();
  }

  // What follows the last paragraph: who wrote it, when, and where to go on.
  void CleanTail() {
    const auto last =
        std::find_if(inside_.rbegin(), inside_.rend(), [this](size_t i) { return IsSentences(i); });
    for (auto i = inside_.rbegin(); i != last && last != inside_.rend(); ++i) {
      const Block& block = blocks_[*i];
      const GumboTag tag = nodes_[block.node].tag;
      if (IsHeading(tag) || IsPartOfStructure(tag) || IsItem(*i) || EndsSentence(block.text))
        continue;
      if (IsBareName(block.text) || block.link_share() > 0.5 ||
          NamesAuthor(block.text, block.text.size())) {
        Drop(*i, "line below the text");
      }
    }
    if (inside_.size() <= 2 * kBlocksOfAuthor) return;
    for (size_t k = 0; k < kBlocksOfAuthor; ++k) {
      const size_t i = inside_[inside_.size() - 1 - k];
      const absl::string_view text = blocks_[i].text;
      if (blocks_[i].length < 700 && (NamesAuthor(text, 24) || PresentsAuthor(text)))
        Drop(i, "about the author");
    }
  }

  // What asks the readers for something behind the last paragraph.
  void CutAppeals() {
    size_t cut = inside_.size();
    for (size_t k = inside_.size(); k-- > 1;) {
      const size_t i = inside_[k];
      if (!verdicts_[i].kept) continue;
      const Block& block = blocks_[i];
      if (IsAppeal(block)) {
        cut = k;
      } else if (block.length >= 60 || EndsSentence(block.text) ||
                 IsPartOfStructure(nodes_[block.node].tag)) {
        break;
      }
    }
    for (size_t k = cut; k < inside_.size(); ++k) {
      if (verdicts_[inside_[k]].kept) Drop(inside_[k], kAppeal);
    }
  }

  bool IsAppeal(const Block& block) const {
    if (block.length > kMaxAppealLength) return false;
    const size_t appeals = CountAppeals(block.text);
    if (appeals == 0 || !SpeaksToReaders(block.text)) return false;
    return appeals >= 2 || (block.length <= kMaxSingleAppealLength && block.link_length > 0);
  }

  void DropRepetitions() {
    std::vector<size_t> kept;
    for (const size_t i : inside_) {
      if (verdicts_[i].kept) kept.push_back(i);
    }
    const Repetitions found = FindRepetitions(nodes_, blocks_, kept, prose_);
    for (const size_t i : found.paragraphs) Drop(i, kSaidBefore);
    for (const size_t i : found.labels) Drop(i, "label");
  }

  // A paragraph of sentences, or as long as one.
  bool IsSentences(size_t i) const {
    const Block& block = blocks_[i];
    return verdicts_[i].kept && !IsHeading(nodes_[block.node].tag) && block.length >= 100 &&
           block.link_share() < 0.4 && (block.length > 200 || EndsSentence(block.text));
  }

  // True when an author's name begins in the first `bytes` of a text, and is no part of the title.
  bool NamesAuthor(absl::string_view text, size_t bytes) const {
    for (const std::string& author : evidence_.authors) {
      if (absl::StrContains(evidence_.title, author)) continue;
      if (absl::StrContains(text.substr(0, bytes + author.size()), author)) return true;
    }
    return false;
  }

  // Says about what the title says: page and metadata often word it a little differently.
  bool ReadsLikeTitle(absl::string_view line) const {
    if (folded_title_.empty() || line.size() > 400) return false;
    const std::string folded = text::Fold(line);
    if (folded.size() > 15 && absl::StrContains(folded_title_, folded)) return true;
    if (folded_title_.size() > 15 && absl::StrContains(folded, folded_title_) &&
        folded.size() < 2 * folded_title_.size())
      return true;
    const absl::flat_hash_set<absl::string_view> words = WordsOf(folded);
    size_t common = 0;
    for (const absl::string_view word : words) common += title_words_.contains(word);
    return common >= 4 && common * 10 >= 7 * words.size() && common * 2 >= title_words_.size();
  }

  // When the page states its text, and that is what is seen: what is not in it is no text of the
  // article, and what is in it was dropped by mistake.
  void CompareWithStated(const std::vector<uint32_t>& roots) {
    if (evidence_.stated.empty()) return;
    constexpr double kUnknown = -1;
    std::vector<double> shares(blocks_.size(), kUnknown);
    double prose = 0;
    double stated = 0;
    size_t first = blocks_.size();
    for (size_t i = 0; i < blocks_.size(); ++i) {
      if (left_out_[i] || blocks_[i].length < kMinProseLength || !InRoots(roots, blocks_[i].node))
        continue;
      shares[i] = evidence_.stated.ShareOf(blocks_[i].text);
      if (verdicts_[i].kept) prose += blocks_[i].length;
      if (shares[i] < 0.6) continue;
      first = std::min(first, i);
      stated += blocks_[i].length;
    }
    if (stated < kStatedShare * prose) return;
    for (size_t i = first; i < blocks_.size(); ++i) {
      // Listings and tables are often not stated with the text around them.
      if (shares[i] == kUnknown || IsFormatted(nodes_[blocks_[i].node].tag)) continue;
      if (verdicts_[i].kept && shares[i] < 0.2) {
        Drop(i, "not in the text that the page states");
      } else if (!verdicts_[i].kept && shares[i] > 0.8 && !hints_[blocks_[i].node].caption &&
                 !IsNoText(verdicts_[i].reason)) {
        verdicts_[i] = {true, "in the text that the page states"};
      }
    }
  }

  static bool IsFormatted(GumboTag tag) {
    return tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
  }

  // Links to other stories and the like are stated with the text where they stand in it.
  static bool IsNoText(absl::string_view reason) {
    return reason == kLink || reason == kFurnitureWords || reason == kPictureCredit ||
           reason == kHeadline || reason == kSaidBefore;
  }

  // Headings with nothing after them.
  void DropTrailingHeadings() {
    for (size_t i = blocks_.size(); i-- > 0;) {
      if (!verdicts_[i].kept) continue;
      const bool sentence =
          blocks_[i].length >= kMinSentences &&
          absl::StrContains(".!?", blocks_[i].text.substr(blocks_[i].text.size() - 1));
      if (!IsHeading(nodes_[blocks_[i].node].tag) || sentence) break;
      Drop(i, "heading of nothing");
    }
  }

  const std::vector<PageNode>& nodes_;
  const std::vector<NodeHints>& hints_;
  const std::vector<Block>& blocks_;
  const std::vector<bool>& left_out_;
  const ContentEvidence& evidence_;
  std::vector<BlockVerdict>& verdicts_;
  const NodeLengths lengths_;
  const ContentBoxes boxes_;
  const std::string folded_title_;
  const absl::flat_hash_set<absl::string_view> title_words_;
  std::vector<const char*> dropped_;  // Why the element of this node is furniture; null if not.
  std::vector<size_t> inside_;        // The blocks that were kept at first.
  bool trust_names_ = true;
  bool holds_posts_ = false;
  mutable size_t first_ = 0;  // Where FirstFrom looks first.
  double prose_ = 0;          // The length of the paragraphs.
};

}  // namespace

void CleanBlocks(const HtmlPage& page, const std::vector<NodeHints>& hints,
                 const std::vector<Block>& blocks, const std::vector<bool>& left_out,
                 const std::vector<uint32_t>& roots, const ContentEvidence& evidence,
                 std::vector<BlockVerdict>* verdicts) {
  BlockCleaner(page, hints, blocks, left_out, evidence, verdicts).Run(roots);
}

}  // namespace dateline::extract
