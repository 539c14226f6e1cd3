#include "indexer/extract/scraped_text.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "indexer/extract/agency.h"
#include "indexer/extract/canonical_url.h"
#include "indexer/extract/clean_text.h"
#include "indexer/extract/comment_thread.h"
#include "indexer/extract/date_line.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/furniture.h"
#include "indexer/extract/language.h"
#include "indexer/extract/line_purpose.h"
#include "indexer/extract/scraped_date.h"
#include "indexer/extract/source_furniture.h"
#include "indexer/extract/text_headline.h"
#include "indexer/extract/text_lines.h"
#include "indexer/extract/text_list.h"
#include "indexer/extract/text_range.h"
#include "indexer/extract/text_tail.h"
#include "indexer/extract/url_date.h"

namespace dateline::extract {
namespace {

using article::PublishDate;

// Lines beside the text in which an agency is credited.
constexpr size_t kLinesOfCredit = 5;
// A caption is often shown twice, a refrain is shorter.
constexpr uint32_t kShortestAgain = 60;
constexpr uint32_t kLongestAgain = 250;
// Lines between the lead and the body.
constexpr size_t kMaxBehindLead = 25;
constexpr uint32_t kMinCutParagraph = 200;
// Of the paragraph that presents the author.
constexpr uint32_t kMaxPresentation = 300;

// "By Jane Roe", "19 October 2023": what stands between a headline and its text.
bool IsCredit(const TextLine& line) {
  if (line.length > 120) return false;
  return IsByline(line.text) || IsDateLine(line.text) ||
         (!line.ends_sentence && DateOfLine(line.text, NumericOrder::kDayFirst).has_value());
}

bool PresentsOneOf(const std::vector<absl::string_view>& authors, const TextLine& line) {
  return line.length < kMaxPresentation &&
         std::any_of(authors.begin(), authors.end(), [&line](absl::string_view name) {
           return absl::StartsWith(line.text, name) && line.text.size() > name.size() &&
                  line.text[name.size()] == ' ';
         });
}

// ">>> A bridge opens", "[ A bridge opens ]": a link to another story.
bool IsPointer(absl::string_view line) {
  if (absl::ascii_isalnum(line[0])) return false;
  if (absl::StartsWith(line, "[ ")) return absl::EndsWith(line, " ]");
  if (absl::StartsWith(line, "\u00bb ")) return !absl::StrContains(line, "\u00ab");
  static constexpr absl::string_view kArrows[] = {">> ", ">>> ", "> ", "\u2192 ", "\u25b6 "};
  return std::any_of(std::begin(kArrows), std::end(kArrows),
                     [line](absl::string_view arrow) { return absl::StartsWith(line, arrow); });
}

// What becomes of a line.
enum class LineFate : uint8_t {
  kKept,
  kOutside,       // before or behind the article
  kInterruption,  // of a box of other things inside it
  kHeadline,
  kFurniture,
  kOfSource,
  kOtherStories,
  kCaption,
  kAppeal,
  kCredit,
  kSaidAgain,
  kAuthor,
};

absl::string_view ReasonOf(LineFate fate, const TextLine& line) {
  if (line.shared && fate == LineFate::kOutside) fate = LineFate::kOfSource;
  switch (fate) {
    case LineFate::kKept:
      return line.sort == LineSort::kProse ? "prose of the article" : "stands between its prose";
    case LineFate::kOutside:
      return line.sort == LineSort::kProse ? "prose outside of the article"
                                           : "outside of the article";
    case LineFate::kInterruption:
      return "interrupts the article";
    case LineFate::kHeadline:
      return "the headline";
    case LineFate::kFurniture:
      return "words of page furniture";
    case LineFate::kOfSource:
      return "stands in many texts of the source";
    case LineFate::kOtherStories:
      return "heads or names other stories";
    case LineFate::kCaption:
      return "caption or credit of a picture";
    case LineFate::kAppeal:
      return "asks for money, a subscription or consent";
    case LineFate::kCredit:
      return "says who or when";
    case LineFate::kSaidAgain:
      return "said again elsewhere";
    case LineFate::kAuthor:
      return "presents the author";
  }
  return "";
}

class ScrapedReader {
 public:
  ScrapedReader(absl::string_view text, const SourceEvidence& source)
      : lines_(CutLines(text, &clean_)) {
    MarkSharedLines(source.shared_lines, source.texts_compared, &lines_);
  }

  void Explain(std::vector<ExplainedBlock>* blocks) const {
    if (!url_.empty())
      blocks->push_back({false, "the address of the text", url_, absl::StrCat("line ", url_line_)});
    for (size_t i = 0; i < lines_.size(); ++i) {
      blocks->push_back({fates_[i] == LineFate::kKept, std::string(ReasonOf(fates_[i], lines_[i])),
                         std::string(lines_[i].text), absl::StrCat("line ", lines_[i].number)});
    }
  }

  ScrapedArticle Read() {
    ScrapedArticle article;
    TakeUrl(&article);
    if (lines_.empty()) return article;
    fates_.assign(lines_.size(), LineFate::kOutside);
    const std::vector<Headline> returns = TitleReturns(lines_);
    std::vector<LineRange> stretches = FindArticleLines(lines_, returns);
    if (stretches.empty()) {
      WithoutProse(&article);
    } else {
      TakeStretches(stretches);
      CutThread();
      CutTail();
      TakeLists();
      const std::optional<Headline> headline = HeadlineOf(returns);
      if (headline) article.title = std::string(headline->text);
      Widen(headline);
      title_line_ = headline ? headline->line : range_.begin;
      DropLines(article.title);
      if (headline) fates_[headline->line] = LineFate::kHeadline;
      TakeCaptionsAbove();
      article.body = JoinLines(LineFate::kKept);
      article.captions = JoinLines(LineFate::kCaption);
      // One sentence and no more: it is the text.
      if (article.body.empty()) {
        article.body = std::move(article.title);
        article.title.clear();
      }
    }
    article.agency = std::string(FindAgency());
    article.language = DetectLanguage(article.title, article.body, "");
    article.publish_date = FindDate(article);
    return article;
  }

 private:
  void TakeUrl(ScrapedArticle* article) {
    if (lines_.empty() || !IsWebUrl(lines_[0].text)) return;
    article->url = url_ = std::string(lines_[0].text);
    url_line_ = lines_[0].number;
    lines_.erase(lines_.begin());
  }

  // Nothing but short lines: a headline alone, a list, a poem.
  void WithoutProse(ScrapedArticle* article) {
    const std::optional<Headline> headline = PageTitleLine(lines_);
    if (headline) article->title = std::string(headline->text);
    for (const bool all : {false, true}) {
      for (size_t i = headline ? 1 : 0; i < lines_.size(); ++i) {
        if (all || lines_[i].sort == LineSort::kShort) fates_[i] = LineFate::kKept;
      }
      if (headline) fates_[0] = LineFate::kHeadline;
      article->body = JoinLines(LineFate::kKept);
      if (!article->body.empty()) return;
    }
  }

  // The headline of a column may stand over all of them, and is one where there is no other.
  std::optional<Headline> HeadlineOf(const std::vector<Headline>& returns) const {
    const std::optional<Headline> headline =
        FindHeadline(lines_, returns, range_.begin, range_.end);
    if (headline) return headline;
    std::vector<TextLine> all = lines_;
    for (TextLine& line : all) {
      if (line.shared) line.sort = LineSort::kShort;
    }
    return FindHeadline(all, returns, range_.begin, range_.end);
  }

  void TakeStretches(const std::vector<LineRange>& stretches) {
    range_ = {stretches.front().begin, stretches.back().end};
    std::fill(fates_.begin() + range_.begin, fates_.begin() + range_.end, LineFate::kInterruption);
    for (const LineRange& stretch : stretches) {
      std::fill(fates_.begin() + stretch.begin, fates_.begin() + stretch.end, LineFate::kKept);
    }
  }

  bool IsKeptProse(size_t i) const {
    return lines_[i].sort == LineSort::kProse && fates_[i] == LineFate::kKept;
  }

  // Cuts at the first of readers' words.
  void CutThread() {
    const size_t begin = ThreadBegin(lines_, range_.begin, range_.end);
    if (begin >= range_.end) return;
    for (size_t i = range_.begin; i < begin; ++i) {
      if (!IsKeptProse(i)) continue;
      std::fill(fates_.begin() + begin, fates_.begin() + range_.end, LineFate::kOutside);
      range_.end = begin;
      return;
    }
  }

  // Lists that an article ends with, or that were taken for something that interrupts it.
  void TakeLists() {
    for (size_t i = range_.begin + 1; i < range_.end; ++i) {
      if (fates_[i] != LineFate::kInterruption || fates_[i - 1] != LineFate::kKept) continue;
      const size_t end = std::min(ListEnd(lines_, i), range_.end);
      std::fill(fates_.begin() + i, fates_.begin() + std::max(end, i), LineFate::kKept);
    }
    const size_t end = ListEnd(lines_, range_.end);
    std::fill(fates_.begin() + range_.end, fates_.begin() + end, LineFate::kKept);
    if (end > range_.end) list_end_ = end;
    range_.end = end;
  }

  void CutTail() {
    std::vector<bool> kept(lines_.size());
    for (size_t i = range_.begin; i < range_.end; ++i) kept[i] = fates_[i] == LineFate::kKept;
    const size_t end = TailBegin(lines_, range_, kept);
    std::fill(fates_.begin() + end, fates_.begin() + range_.end, LineFate::kOutside);
    range_.end = end;
  }

  // Short lines at the edges that belong to the body: a lead without a full stop after the
  // headline.
  void Widen(const std::optional<Headline>& headline) {
    if (headline && headline->line >= range_.begin) {
      std::fill(fates_.begin() + range_.begin, fates_.begin() + headline->line, LineFate::kOutside);
      range_.begin = headline->line + 1;
    }
    while (range_.begin > 0 && (!headline || range_.begin - 1 > headline->line)) {
      const TextLine& line = lines_[range_.begin - 1];
      if (line.sort != LineSort::kProse || line.appeal || line.caption) break;
      fates_[--range_.begin] = LineFate::kKept;
    }
    if (headline) TakeLead(headline->line + 1);
    TakeCutParagraph();
  }

  // A paragraph right behind the body that breaks off: the rest is behind a paywall. Those of
  // teasers are shorter, or stand below headlines.
  void TakeCutParagraph() {
    if (range_.end == lines_.size() || !IsKeptProse(range_.end - 1)) return;
    const TextLine& line = lines_[range_.end];
    if (line.sort == LineSort::kProse && line.teaser && !line.appeal && !line.shared &&
        line.length >= kMinCutParagraph)
      fates_[range_.end++] = LineFate::kKept;
  }

  // The lead right below the headline, when what stands between it and the body says who and when
  // and shares the story.
  void TakeLead(size_t begin) {
    size_t end = begin;
    while (end < range_.begin && lines_[end].sort == LineSort::kProse && !lines_[end].appeal &&
           !lines_[end].caption && !lines_[end].teaser)
      ++end;
    if (end == begin || range_.begin - end > kMaxBehindLead) return;
    bool credited = false;
    for (size_t i = end; i < range_.begin; ++i) {
      if (lines_[i].sort == LineSort::kProse && !lines_[i].caption) return;
      credited |= lines_[i].sort == LineSort::kShort && IsCredit(lines_[i]);
    }
    if (!credited) return;
    std::fill(fates_.begin() + begin, fates_.begin() + end, LineFate::kKept);
    std::fill(fates_.begin() + end, fates_.begin() + range_.begin, LineFate::kInterruption);
    range_.begin = begin;
  }

  LineFate FateOf(size_t i, absl::string_view title) const {
    const TextLine& line = lines_[i];
    if (line.sort == LineSort::kAside) return LineFate::kInterruption;
    if (line.sort == LineSort::kEnd) return LineFate::kOtherStories;
    if (line.sort == LineSort::kFurniture)
      return line.shared ? LineFate::kOfSource : LineFate::kFurniture;
    if (!title.empty() && absl::EqualsIgnoreCase(line.text, title)) return LineFate::kHeadline;
    if (line.caption) return line.length < 300 ? LineFate::kCaption : LineFate::kKept;
    if (line.appeal) return LineFate::kAppeal;
    if (line.shouts && i + 1 < range_.end) return LineFate::kOtherStories;
    const bool near_begin = i < range_.begin + 6;
    if (line.sort == LineSort::kShort && (near_begin ? IsCredit(line) : IsCreditLine(line)))
      return LineFate::kCredit;
    if (line.sort == LineSort::kShort && IsPointer(line.text)) return LineFate::kOtherStories;
    if (line.sort == LineSort::kProse && line.length >= kShortestAgain &&
        line.length <= kLongestAgain && i + 1 < range_.end && lines_[i + 1].text == line.text)
      return LineFate::kSaidAgain;
    // Said again in full by a neighbour.
    if (line.length > 20 && !line.ends_sentence) {
      for (const size_t k : {i + 1, i - 1}) {
        if (k < range_.end && lines_[k].text.size() > line.text.size() &&
            absl::StartsWith(lines_[k].text, line.text))
          return LineFate::kSaidAgain;
      }
    }
    return LineFate::kKept;
  }

  // Takes single lines out of the range.
  void DropLines(absl::string_view title) {
    const std::vector<LineFate> before = fates_;
    std::vector<size_t> kept;
    for (size_t i = range_.begin; i < range_.end; ++i) {
      if (fates_[i] != LineFate::kKept) continue;
      fates_[i] = FateOf(i, title);
      if (fates_[i] == LineFate::kKept) kept.push_back(i);
    }
    if (kept.empty()) {
      fates_ = before;
      return;
    }
    // A short line at the end leads to nothing.
    while (kept.size() > 1 && kept.back() >= list_end_ &&
           lines_[kept.back()].sort == LineSort::kShort && lines_[kept.back()].words < 10 &&
           !lines_[kept.back()].ends_sentence) {
      fates_[kept.back()] = LineFate::kOutside;
      kept.pop_back();
    }
    // "Jane Roe reports on courts.": the author is presented at the end.
    if (kept.size() > 2 && (lines_[kept.back()].author ||
                            PresentsOneOf(Authors(title_line_, range_.begin), lines_[kept.back()])))
      fates_[kept.back()] = LineFate::kAuthor;
  }

  // A picture stands between the headline and the body, and its caption below it.
  void TakeCaptionsAbove() {
    for (size_t i = title_line_ + 1; i < range_.begin; ++i) {
      const TextLine& line = lines_[i];
      const bool words = line.sort == LineSort::kProse || line.sort == LineSort::kShort;
      if (words && line.caption && fates_[i] == LineFate::kOutside) fates_[i] = LineFate::kCaption;
    }
  }

  std::string JoinLines(LineFate fate) const {
    std::string joined;
    size_t size = 0;
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (fates_[i] == fate) size += lines_[i].text.size() + 2;
    }
    joined.reserve(size);
    for (size_t i = 0; i < lines_.size(); ++i) {
      if (fates_[i] != fate) continue;
      const absl::string_view text =
          fate == LineFate::kCaption ? WithoutPhotoCredit(lines_[i].text) : lines_[i].text;
      if (text.empty()) continue;
      // A picture is often shown twice.
      if (fate == LineFate::kCaption && absl::StrContains(joined, text)) continue;
      if (!joined.empty()) joined += "\n\n";
      joined.append(text.data(), text.size());
    }
    return joined;
  }

  // Who wrote it, by the lines around the headline: names as they stand there.
  std::vector<absl::string_view> Authors(size_t title, size_t body) const {
    std::vector<absl::string_view> authors;
    for (size_t i = title > 3 ? title - 3 : 0; i < std::min(body + 3, lines_.size()); ++i) {
      absl::string_view line = lines_[i].text;
      line = line.substr(0, line.find(" | "));
      const bool byline = IsByline(line);
      const bool over_date = i + 1 < lines_.size() && IsDateLine(lines_[i + 1].text);
      if (byline) line.remove_prefix(line.find(' ') + 1);
      if (IsBareName(line) && (byline || over_date)) authors.push_back(line);
    }
    return authors;
  }

  // Named by the dateline, by a line around the headline, or by one behind the last paragraph.
  absl::string_view FindAgency() const {
    const auto kept = [this](size_t i) { return fates_[i] == LineFate::kKept; };
    size_t first = 0;
    while (first < lines_.size() && !kept(first)) ++first;
    if (first == lines_.size()) return "";
    absl::string_view name = AgencyOfDateline(lines_[first].text);
    for (size_t i = title_line_ > 2 ? title_line_ - 2 : 0;
         name.empty() && i < std::min(first + kLinesOfCredit, lines_.size()); ++i) {
      // Far from both there are menus.
      if (i > title_line_ + kLinesOfCredit && i + kLinesOfCredit < first) continue;
      if (!kept(i) && !lines_[i].caption) name = AgencyOfByline(lines_[i].text);
    }
    size_t last = lines_.size() - 1;
    while (!kept(last)) --last;
    for (size_t i = last; name.empty() && i < std::min(last + kLinesOfCredit, lines_.size()); ++i) {
      name = AgencyOfCredit(lines_[i].text);
    }
    return name;
  }

  PublishDate FindDate(const ScrapedArticle& article) const {
    std::vector<bool> kept_prose(lines_.size());
    for (size_t i = range_.begin; i < range_.end; ++i) kept_prose[i] = IsKeptProse(i);
    return FindScrapedDate(lines_, {title_line_, range_, kept_prose}, FindUrlDate(article.url),
                           NumericOrderOf(article.language));
  }

  std::string clean_;  // What the lines are views into.
  std::vector<TextLine> lines_;
  std::vector<LineFate> fates_;  // One a line.
  LineRange range_;
  uint32_t url_line_ = 0;
  std::string url_;  // Of a first line that was one, which is not among the lines.
  size_t title_line_ = 0;
  size_t list_end_ = 0;  // Of the list that ends the article; 0 when none does.
};

}  // namespace

ScrapedArticle ReadScrapedText(absl::string_view text, std::vector<ExplainedBlock>* blocks,
                               const SourceEvidence& source) {
  ScrapedReader reader(text, source);
  ScrapedArticle article = reader.Read();
  if (blocks != nullptr) reader.Explain(blocks);
  return article;
}

}  // namespace dateline::extract
