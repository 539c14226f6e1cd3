#include "indexer/extract/scraped_text.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_join.h"
#include "absl/strings/strip.h"
#include "indexer/extract/canonical_url.h"
#include "indexer/extract/clean_text.h"
#include "indexer/extract/date_line.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/furniture.h"
#include "indexer/extract/language.h"
#include "indexer/extract/text_lines.h"
#include "indexer/extract/url_date.h"

namespace dateline::extract {
namespace {

using article::DateSource;
using article::PublishDate;

constexpr double kMaxLineValue = 600;
// A headline stands in the first line or this near to the body.
constexpr size_t kMaxLinesToHeadline = 300;
// How far the sum of a stretch's values may fall before the stretch has ended.
constexpr double kMaxFall = 500;
constexpr double kFallShare = 0.3;
// Of the best stretch's sum: enough for an earlier one, right behind the headline, to be the
// article.
constexpr double kEarlyShare = 0.3;
// Of the paragraph that presents the author.
constexpr uint32_t kMaxPresentation = 300;
// A longer line with a photo credit is a paragraph.
constexpr uint32_t kMaxCaption = 300;

// A range of lines, half-open.
struct Range {
  size_t begin = 0;
  size_t end = 0;
};

// What a line says for its neighbourhood being the body.
double ValueOf(const TextLine& line) {
  switch (line.sort) {
    case LineSort::kProse: {
      if (line.appeal) return -20;
      if (line.teaser) return -30;
      const double value = std::min<double>(line.length, kMaxLineValue);
      return line.length < 60 ? value * 0.5 : value;
    }
    case LineSort::kShort:
      return -12.0 - std::min<double>(line.words, 10);
    case LineSort::kFurniture:
      return -60;
    case LineSort::kAside:
      return 0;
    case LineSort::kEnd:
      break;
  }
  return -300;
}

double ProseLength(const std::vector<TextLine>& lines, Range range) {
  double length = 0;
  for (size_t i = range.begin; i < range.end; ++i) {
    if (lines[i].sort == LineSort::kProse) length += lines[i].length;
  }
  return length;
}

// The first line of a page is often its title: the headline and the name of the site.
bool SharesStart(absl::string_view first, absl::string_view line) {
  return line.size() >= 15 && first.size() > line.size() && absl::StartsWithIgnoreCase(first, line);
}

// Stretches of prose: each begins with prose and ends at its best sum, before the sum falls by
// kMaxFall.
std::vector<Range> Stretches(const std::vector<TextLine>& lines) {
  std::vector<Range> stretches;
  size_t i = 0;
  while (i < lines.size()) {
    if (ValueOf(lines[i]) <= 0) {
      ++i;
      continue;
    }
    Range stretch = {i, i + 1};
    double sum = 0;
    double peak = 0;
    for (size_t k = i;
         k < lines.size() && sum > peak - std::max(kMaxFall, kFallShare * peak) && sum >= 0; ++k) {
      sum += ValueOf(lines[k]);
      if (sum > peak) {
        peak = sum;
        stretch.end = k + 1;
      }
    }
    stretches.push_back(stretch);
    i = stretch.end;
  }
  return stretches;
}

// The headline that the text proves to be one: the first line (a page's title) or a part of it,
// which stands again further down. Returns the last place where it stands; lines.size() when there
// is none.
size_t ProvedHeadline(const std::vector<TextLine>& lines) {
  size_t found = lines.size();
  if (lines.empty() || lines[0].words < 3) return found;
  for (size_t i = 1; i < lines.size(); ++i) {
    if (lines[i].sort != LineSort::kFurniture && lines[i].words >= 3 &&
        (lines[i].text == lines[0].text || SharesStart(lines[0].text, lines[i].text))) {
      return i;
    }
  }
  return found;
}

// The stretch that is the article: the first real one behind a proved headline, else the longest.
Range BestRange(const std::vector<TextLine>& lines) {
  const std::vector<Range> stretches = Stretches(lines);
  std::vector<double> sums;
  double best_sum = 0;
  for (const Range& stretch : stretches) {
    double sum = 0;
    for (size_t i = stretch.begin; i < stretch.end; ++i) sum += ValueOf(lines[i]);
    sums.push_back(sum);
    best_sum = std::max(best_sum, sum);
  }
  const size_t headline = ProvedHeadline(lines);
  for (size_t i = 0; i < stretches.size(); ++i) {
    if (sums[i] == best_sum) return stretches[i];
    if (headline < lines.size() && stretches[i].end > headline && sums[i] >= kEarlyShare * best_sum)
      return stretches[i];
  }
  return {};
}

// Cuts at the head of what follows an article, and where other things than prose pile up near the
// end.
Range CutTail(const std::vector<TextLine>& lines, Range range) {
  const double all = ProseLength(lines, range);
  double before = 0;
  size_t run = 0;
  size_t furniture = 0;
  for (size_t i = range.begin; i < range.end; ++i) {
    const TextLine& line = lines[i];
    if (line.sort == LineSort::kAside) continue;
    const bool presents = line.author && run > 0;
    const bool prose = line.sort == LineSort::kProse && !line.teaser && !line.appeal && !presents;
    if (prose) {
      run = 0;
      furniture = 0;
      before += line.length;
      continue;
    }
    ++run;
    furniture += line.sort == LineSort::kFurniture || line.sort == LineSort::kEnd || line.teaser;
    const double after = all - before;
    if (line.sort == LineSort::kEnd && before > 0 && after < 2 * before) return {range.begin, i};
    const double limit = run >= 6 && furniture >= 2 ? 1.0 : run >= 3 && furniture >= 1 ? 0.4 : 0;
    if (after < limit * before) return {range.begin, i + 1 - run};
  }
  return range;
}

bool IsOfPage(const TextLine& line) {
  return line.sort != LineSort::kProse && line.sort != LineSort::kShort;
}

// "World | Business | Sport | Culture": a menu in one line.
bool IsMenu(absl::string_view line) {
  size_t bars = 0;
  for (size_t pos = line.find(" | "); pos != absl::string_view::npos;
       pos = line.find(" | ", pos + 3))
    ++bars;
  return bars >= 3;
}

bool IsHeadlineLike(const TextLine& line) {
  if (IsOfPage(line)) return false;
  if (line.length < 12 || line.length > 220 || line.words > 32) return false;
  if (line.words < 3 && line.length < 40) return false;
  const char last = line.text.back();
  if (last == ':' || last == ';' || last == ',') return false;
  if (absl::StartsWith(line.text, "\u2022")) return false;
  if (last == '.' && !absl::EndsWith(line.text, "...")) return false;
  return !line.caption && !IsByline(line.text) && !IsDateLine(line.text) && !IsWebUrl(line.text) &&
         !IsMenu(line.text);
}

// "By Jane Roe", "19 October 2023": what stands between a headline and its text.
bool IsCredit(const TextLine& line) {
  if (line.length > 120) return false;
  return IsByline(line.text) || IsDateLine(line.text) ||
         (!line.ends_sentence && DateOfLine(line.text, NumericOrder::kDayFirst).has_value());
}

// A credit that is nothing else.
bool IsCreditLine(const TextLine& line) { return IsByline(line.text) || IsDateLine(line.text); }

bool PresentsOneOf(const std::vector<std::string>& authors, const TextLine& line) {
  return line.length < kMaxPresentation &&
         std::any_of(authors.begin(), authors.end(), [&line](const std::string& name) {
           return absl::StartsWith(line.text, name + " ");
         });
}

class ScrapedReader {
 public:
  explicit ScrapedReader(absl::string_view text) : lines_(CutLines(text)) {}

  ScrapedArticle Read() {
    ScrapedArticle article;
    TakeUrl(&article);
    if (lines_.empty()) return article;
    Range range = BestRange(lines_);
    if (range.end == 0) {
      WithoutProse(&article);
    } else {
      range = CutTail(lines_, range);
      const std::optional<size_t> title = FindTitle(range);
      if (title) article.title = TitleText(lines_[*title].text);
      range = Widen(range, title);
      body_begin_ = range.begin;
      title_line_ = title.value_or(range.begin);
      article.body = JoinBody(range, article.title);
      article.captions = JoinCaptions(range.end);
    }
    article.language = DetectLanguage(article.body, "");
    article.publish_date = FindDate(article);
    return article;
  }

 private:
  void TakeUrl(ScrapedArticle* article) {
    if (lines_.empty() || !IsWebUrl(lines_[0].text)) return;
    article->url = lines_[0].text;
    lines_.erase(lines_.begin());
  }

  // Nothing but short lines: a headline alone, a list, a poem.
  void WithoutProse(ScrapedArticle* article) const {
    for (const bool all : {false, true}) {
      for (const TextLine& line : lines_) {
        if (!all && line.sort != LineSort::kShort) continue;
        if (!article->body.empty()) article->body += "\n\n";
        article->body += line.text;
      }
      if (!article->body.empty()) return;
    }
  }

  // The headline stands before the body or at its very start.
  std::optional<size_t> FindTitle(Range range) const {
    std::optional<size_t> best;
    double best_score = 0;
    // The first prose ends the search, unless it reads like a headline itself (a question, a long
    // one).
    size_t limit = range.begin;
    while (limit < range.end &&
           (lines_[limit].sort != LineSort::kProse || IsHeadlineLike(lines_[limit])))
      ++limit;
    for (size_t i = 0; i < limit; ++i) {
      if (i == 1 && limit > kMaxLinesToHeadline) i = limit - kMaxLinesToHeadline;
      const TextLine& line = lines_[i];
      if (!IsHeadlineLike(line)) continue;
      double score = 40;
      if (line.words >= 5 && line.words <= 20) score += 20;
      if (line.sort == LineSort::kProse && line.length > 110) score -= 25;
      score -= std::min<double>(limit - i, 30);
      if (i == 0) score += 25;
      if (Repeats(i, limit)) score += 30;
      if (StandsOverCredit(i)) score += 25;
      if (i > 0 && SharesStart(lines_[0].text, line.text)) score += 30;
      if (score > best_score) {
        best_score = score;
        best = i;
      }
    }
    return best;
  }

  // True when the date or the author follows, or a bare name and then the date.
  bool StandsOverCredit(size_t i) const {
    if (i + 1 < lines_.size() && IsCreditLine(lines_[i + 1])) return true;
    return i + 2 < lines_.size() && lines_[i + 1].words <= 4 && IsCreditLine(lines_[i + 2]);
  }

  bool Repeats(size_t i, size_t limit) const {
    for (size_t k = limit - std::min(limit, kMaxLinesToHeadline); k < limit; ++k) {
      if (k != i && lines_[k].text == lines_[i].text) return true;
    }
    return false;
  }

  std::string TitleText(absl::string_view line) const {
    // "Headline | Site" where the headline stands again alone.
    for (size_t i = 0; i < std::min<size_t>(lines_.size(), 40); ++i) {
      if (IsHeadlineLike(lines_[i]) && SharesStart(line, lines_[i].text) &&
          lines_[i].length * 2 > line.size()) {
        return lines_[i].text;
      }
    }
    return std::string(line);
  }

  // Short lines at the edges that belong to the body: a lead without a full stop after the
  // headline.
  Range Widen(Range range, std::optional<size_t> title) const {
    if (title && *title >= range.begin) range.begin = *title + 1;
    while (range.begin > 0 && (!title || range.begin - 1 > *title)) {
      const TextLine& line = lines_[range.begin - 1];
      if (line.sort != LineSort::kProse || line.appeal || line.caption) break;
      --range.begin;
    }
    return range;
  }

  bool Drops(size_t i, Range range, absl::string_view title) const {
    const TextLine& line = lines_[i];
    if (IsOfPage(line)) return true;
    if (!title.empty() && absl::EqualsIgnoreCase(line.text, title)) return true;
    if (line.appeal || line.caption) return line.caption ? line.length < kMaxCaption : true;
    const bool near_begin = i < range.begin + 6;
    if (near_begin && line.sort == LineSort::kShort && IsCredit(line)) return true;
    // Said again in full by a neighbour.
    for (const size_t k : {i + 1, i - 1}) {
      if (k < range.end && k != i && line.length > 20 && !line.ends_sentence &&
          lines_[k].text.size() > line.text.size() && absl::StartsWith(lines_[k].text, line.text))
        return true;
    }
    return false;
  }

  std::string JoinBody(Range range, absl::string_view title) const {
    std::string body;
    size_t last = range.end;
    // A short line at the end leads to nothing.
    std::vector<size_t> kept;
    for (size_t i = range.begin; i < last; ++i) {
      if (!Drops(i, range, title)) kept.push_back(i);
    }
    if (kept.empty()) {
      for (size_t i = range.begin; i < last; ++i) kept.push_back(i);
    }
    while (kept.size() > 1 && lines_[kept.back()].sort == LineSort::kShort &&
           lines_[kept.back()].words < 10 && !lines_[kept.back()].ends_sentence)
      kept.pop_back();
    // "Jane Roe reports on courts.": the author is presented at the end.
    if (kept.size() > 2 && PresentsOneOf(Authors(title_line_, range.begin), lines_[kept.back()]))
      kept.pop_back();
    for (const size_t i : kept) {
      if (!body.empty()) body += "\n\n";
      body += lines_[i].text;
    }
    return body;
  }

  // The captions between the headline and the end of the body.
  std::string JoinCaptions(size_t end) const {
    std::vector<absl::string_view> captions;
    for (size_t i = title_line_; i < end; ++i) {
      if (!lines_[i].caption || lines_[i].length >= kMaxCaption) continue;
      if (std::find(captions.begin(), captions.end(), lines_[i].text) == captions.end())
        captions.push_back(lines_[i].text);
    }
    return absl::StrJoin(captions, "\n\n");
  }

  // Who wrote it, by the lines around the headline: names as they stand there.
  std::vector<std::string> Authors(size_t title, size_t body) const {
    std::vector<std::string> authors;
    for (size_t i = title > 3 ? title - 3 : 0; i < std::min(body + 3, lines_.size()); ++i) {
      absl::string_view line = lines_[i].text;
      line = line.substr(0, line.find(" | "));
      const bool byline = IsByline(line);
      const bool over_date = i + 1 < lines_.size() && IsDateLine(lines_[i + 1].text);
      if (byline) line.remove_prefix(line.find(' ') + 1);
      if (IsBareName(line) && (byline || over_date)) authors.emplace_back(line);
    }
    return authors;
  }

  PublishDate FindDate(const ScrapedArticle& article) const {
    const NumericOrder order = NumericOrderOf(article.language);
    PublishDate best = FindUrlDate(article.url);
    std::optional<LineDate> found;
    const size_t begin = title_line_ > 6 ? title_line_ - 6 : 0;
    const size_t end = std::min(std::max(body_begin_, title_line_) + 3, lines_.size());
    for (size_t i = begin; i < end; ++i) {
      const auto date = DateOfLine(lines_[i].text, order);
      if (!date) continue;
      if (!found || Rank(date->source) < Rank(found->source)) found = date;
    }
    if (found && (!best.known() || Rank(found->source) < Rank(DateSource::kUrl))) {
      best.precision = article::DatePrecision::kDay;
      best.source = found->source;
      best.day = found->day;
    }
    return best;
  }

  // The better evidence has the lower rank.
  static int Rank(DateSource source) {
    switch (source) {
      case DateSource::kUrl:
        return 0;
      case DateSource::kByline:
        return 1;
      case DateSource::kDateline:
        return 2;
      default:
        return 3;
    }
  }

  std::vector<TextLine> lines_;
  size_t body_begin_ = 0;
  size_t title_line_ = 0;
};

}  // namespace

ScrapedArticle ReadScrapedText(absl::string_view text) { return ScrapedReader(text).Read(); }

}  // namespace dateline::extract
