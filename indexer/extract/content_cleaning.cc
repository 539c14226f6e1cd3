#include "indexer/extract/content_cleaning.h"

#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "indexer/extract/furniture.h"
#include "indexer/extract/visible_date.h"
#include "indexer/text/analyzer.h"

namespace dateline::extract {
namespace {

// A page's stated text is believed to be all of the article from this share of the prose on.
// A paragraph of so few bytes says nothing in any script: an ideograph has three.
constexpr size_t kMaxMarkBytes = 2;
constexpr double kStatedShare = 0.75;
constexpr size_t kMaxDatesBytes = 160;
// How many blocks at the end may speak of the author.
constexpr size_t kBlocksOfAuthor = 4;
// With less text before it, what comments have at their head may well be a part of the article.
constexpr double kMinBeforeComments = 400;
constexpr const char* kNamed = "element named as furniture";

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

// What stays a part of the text when it is short and no sentence.
bool IsPartOfStructure(GumboTag tag) {
  return tag == GUMBO_TAG_LI || tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH || tag == GUMBO_TAG_DT ||
         tag == GUMBO_TAG_DD || tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_BLOCKQUOTE ||
         tag == GUMBO_TAG_CAPTION;
}

// One or more dates, each with what it is the date of: "Published: 7 Nov. 2023 | Updated: 8 Nov.
// 2023".
bool IsLineOfDates(absl::string_view line) {
  if (line.size() > kMaxDatesBytes || line.find_first_of("0123456789") == absl::string_view::npos)
    return false;
  if (IsDateLine(line)) return true;
  bool dates = false;
  for (absl::string_view part : absl::StrSplit(line, '|')) {
    for (absl::string_view date : absl::StrSplit(part, " / ")) {
      date = absl::StripAsciiWhitespace(date);
      if (date.empty()) continue;
      const size_t colon = date.find(": ");
      const size_t digit = date.find_first_of("0123456789");
      const size_t words =
          colon != absl::string_view::npos ? colon + 1 : std::min(digit, date.size());
      const bool updated = EndsInUpdateWord(date.substr(0, words));
      if (!IsDateLine(date) &&
          !(updated && IsDateLine(absl::StripAsciiWhitespace(date.substr(words)))))
        return false;
      dates = true;
    }
  }
  return dates;
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
        folded_title_(text::Fold(evidence.title)),
        title_words_(WordsOf(folded_title_)) {}

  void Run(const std::vector<uint32_t>& roots) {
    dropped_.assign(nodes_.size(), nullptr);
    for (const uint32_t root : roots) prose_ += lengths_.prose(nodes_, root);
    for (const uint32_t root : roots) MarkDropped(root);
    if (ProseDroppedByName() > 0.5 * prose_) {
      // Not names of furniture, then.
      trust_names_ = false;
      dropped_.assign(nodes_.size(), nullptr);
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
    CutComments();
    CleanHead();
    CleanTail();
    CompareWithStated(roots);
    DropTrailingHeadings();
  }

 private:
  bool InRoots(const std::vector<uint32_t>& roots, uint32_t node) const {
    const auto after = std::upper_bound(roots.begin(), roots.end(), node);
    return after != roots.begin() && node < nodes_[*(after - 1)].end;
  }

  // Finds the elements inside a root that are furniture as a whole.
  void MarkDropped(uint32_t root) {
    const double all = std::max(lengths_.text(nodes_, root), 1.0);
    for (uint32_t i = root + 1; i < nodes_[root].end; ++i) {
      if (nodes_[i].is_text()) continue;
      const double text = lengths_.text(nodes_, i);
      if (text == 0 || text > 0.6 * all) continue;
      const char* reason = IsCaption(i, text) ? "caption of a picture" : ReasonAgainst(i, text);
      if (reason == nullptr) continue;
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
    if (lengths_.commas(nodes_, i) >= 10) return nullptr;
    const double link_share = lengths_.link_share(nodes_, i);
    if (tag == GUMBO_TAG_TABLE) return link_share > 0.6 && text < 1000 ? "table of links" : nullptr;
    if (IsList(tag))
      return link_share > (StandsInFlow(i) ? 0.9 : 0.5) && !IsAnnounced(i) ? "list of links"
                                                                           : nullptr;
    return link_share > (hint.weight > 0 ? 0.6 : 0.35) ? "box of links" : nullptr;
  }

  // True when the words before an element end in a colon and are no furniture: "We used:".
  bool IsAnnounced(uint32_t node) const {
    if (before_ >= blocks_.size() || blocks_[before_].node > node) before_ = 0;
    while (before_ + 1 < blocks_.size() && blocks_[before_ + 1].node < node) ++before_;
    const absl::string_view text = blocks_[before_].text;
    return blocks_[before_].node < node && absl::EndsWith(text, ":") && StandsInFlow(node) &&
           FurnitureOf(text) == Furniture::kNone;
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
      if ((tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2) && SameAsTitle(block.text))
        return "headline";
      if (FurnitureOf(block.text) != Furniture::kNone) return "furniture by its words";
      // Other stories have their headings each in a box of its own.
      if (block.link_share() >= 0.9 && !StandsInFlow(block.node)) return "link";
      return nullptr;
    }
    if (block.length >= 200) return nullptr;
    if (block.link_share() > 0.9 && block.length > 3 && tag != GUMBO_TAG_LI &&
        tag != GUMBO_TAG_TD && tag != GUMBO_TAG_TH && !EndsSentence(block.text))
      return "link";
    if (FurnitureOf(block.text) != Furniture::kNone) return "furniture by its words";
    if (IsByline(block.text)) return "byline";
    // The count of a picture, the cross of a box.
    if (block.text.size() <= kMaxMarkBytes && !IsPartOfStructure(tag) && !InCell(block.node))
      return "a mark, no word";
    if (!IsPartOfStructure(tag) && IsLineOfDates(block.text)) return "date line";
    if (block.length < 120 && !IsPartOfStructure(tag) && !EndsSentence(block.text) &&
        HasPhotoCredit(block.text))
      return "picture credit";
    return nullptr;
  }

  // In a cell of a table, where one word says something else than above a list.
  bool InCell(uint32_t node) const {
    for (int level = 0; level < 3 && node != 0; ++level, node = nodes_[node].parent) {
      if (nodes_[node].tag == GUMBO_TAG_TD || nodes_[node].tag == GUMBO_TAG_TH) return true;
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
            block.link_share() < 0.9 && !InCell(block.node) && HeadsComments(block.text);
    }
  }

  void Drop(size_t block, absl::string_view reason) { verdicts_[block] = {false, reason}; }

  // The headline, who wrote it and when: what stands above the first paragraph.
  void CleanHead() {
    const auto first =
        std::find_if(inside_.begin(), inside_.end(), [this](size_t i) { return IsSentences(i); });
    if (first == inside_.end()) return;
    for (auto i = inside_.begin(); i != first; ++i) {
      const Block& block = blocks_[*i];
      const GumboTag tag = nodes_[block.node].tag;
      if (tag == GUMBO_TAG_H1 || ReadsLikeTitle(block.text)) {
        Drop(*i, "headline");
      } else if (!IsHeading(tag) && !IsPartOfStructure(tag) && !EndsSentence(block.text) &&
                 (block.length < 60 || NamesAuthor(block.text, block.text.size()))) {
        Drop(*i, "line above the text");
      }
    }
  }

  // What follows the last paragraph: who wrote it, when, and where to go on.
  void CleanTail() {
    const auto last =
        std::find_if(inside_.rbegin(), inside_.rend(), [this](size_t i) { return IsSentences(i); });
    for (auto i = inside_.rbegin(); i != last && last != inside_.rend(); ++i) {
      const Block& block = blocks_[*i];
      const GumboTag tag = nodes_[block.node].tag;
      if (IsHeading(tag) || IsPartOfStructure(tag) || EndsSentence(block.text)) continue;
      if (IsBareName(block.text) || block.link_share() > 0.5 ||
          NamesAuthor(block.text, block.text.size())) {
        Drop(*i, "line below the text");
      }
    }
    if (inside_.size() <= 2 * kBlocksOfAuthor) return;
    for (size_t k = 0; k < kBlocksOfAuthor; ++k) {
      const size_t i = inside_[inside_.size() - 1 - k];
      if (blocks_[i].length < 700 && NamesAuthor(blocks_[i].text, 24)) Drop(i, "about the author");
    }
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
      if (shares[i] == kUnknown) continue;
      if (verdicts_[i].kept && shares[i] < 0.2) {
        Drop(i, "not in the text that the page states");
      } else if (!verdicts_[i].kept && shares[i] > 0.8 && !hints_[blocks_[i].node].caption) {
        verdicts_[i] = {true, "in the text that the page states"};
      }
    }
  }

  // Headings with nothing after them.
  void DropTrailingHeadings() {
    for (size_t i = blocks_.size(); i-- > 0;) {
      if (!verdicts_[i].kept) continue;
      if (!IsHeading(nodes_[blocks_[i].node].tag)) break;
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
  const std::string folded_title_;
  const absl::flat_hash_set<absl::string_view> title_words_;
  std::vector<const char*> dropped_;  // Why the element of this node is furniture; null if not.
  std::vector<size_t> inside_;        // The blocks that were kept at first.
  bool trust_names_ = true;
  mutable size_t before_ = 0;  // Where IsAnnounced looks first.
  double prose_ = 0;           // The length of the paragraphs.
};

}  // namespace

void CleanBlocks(const HtmlPage& page, const std::vector<NodeHints>& hints,
                 const std::vector<Block>& blocks, const std::vector<bool>& left_out,
                 const std::vector<uint32_t>& roots, const ContentEvidence& evidence,
                 std::vector<BlockVerdict>* verdicts) {
  BlockCleaner(page, hints, blocks, left_out, evidence, verdicts).Run(roots);
}

}  // namespace dateline::extract
