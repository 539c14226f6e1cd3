#include "indexer/extract/text_headline.h"

#include <algorithm>

#include "absl/numeric/bits.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "indexer/extract/canonical_url.h"
#include "indexer/extract/clean_text.h"
#include "indexer/extract/furniture.h"
#include "indexer/extract/visible_date.h"

namespace dateline::extract {
namespace {

// A headline stands in the first line or this near to the body.
constexpr size_t kMaxLinesToHeadline = 300;
constexpr size_t kMaxLinesBelowStart = 4;
constexpr uint32_t kMaxHeadlineLength = 220;
constexpr size_t kMaxTitleBytes = 400;
// Of the words of both, those in common: this share makes a line the title again.
constexpr double kMinSameWords = 0.75;
// A title shorter than this, without the name of its site, proves nothing.
constexpr size_t kMinTitleLength = 15;
constexpr size_t kMaxSiteWords = 4;
constexpr size_t kMinPieceBytes = 8;
constexpr size_t kMinWordsToCompare = 4;

// Between the pieces of a page's title: the headline, a section, the name of the site.
constexpr absl::string_view kSeparators[] = {" | ",      " - ",      " \u2013 ", " \u2014 ",
                                             " :: ",     " \u00b7 ", " \u00bb ", " \u00ab ",
                                             " \u2022 ", " / ",      "|",        ": "};
constexpr size_t kSiteSeparators = 9;  // Those of them that the name of a site may stand behind.

// The words of a line in lower case (ASCII), without punctuation, hashed and sorted.
std::vector<uint64_t> WordsOf(absl::string_view text) {
  constexpr uint64_t kFirst = 0xCBF29CE484222325;  // FNV-1a
  constexpr uint64_t kPrime = 0x100000001B3;
  std::vector<uint64_t> words;
  uint64_t word = kFirst;
  const auto end_word = [&] {
    if (word != kFirst) words.push_back(word);
    word = kFirst;
  };
  for (size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c == 0xE2 && absl::StartsWith(text.substr(i), "\xe2\x80")) {
      end_word();
      i += 2;
    } else if (absl::ascii_isalnum(c) || c >= 0x80) {
      word = (word ^ static_cast<unsigned char>(absl::ascii_tolower(c))) * kPrime;
    } else {
      end_word();
    }
  }
  end_word();
  std::sort(words.begin(), words.end());
  return words;
}

double SharedWords(const std::vector<uint64_t>& a, const std::vector<uint64_t>& b) {
  if (a.empty() || b.empty()) return 0;
  size_t shared = 0;
  for (size_t i = 0, k = 0; i < a.size() && k < b.size();) {
    if (a[i] == b[k]) {
      ++shared;
      ++i;
      ++k;
    } else if (a[i] < b[k]) {
      ++i;
    } else {
      ++k;
    }
  }
  return 2.0 * shared / (a.size() + b.size());
}

// A title whole, and what is left of it when a piece is cut off at either end.
std::vector<absl::string_view> Readings(absl::string_view title) {
  std::vector<absl::string_view> readings = {title};
  for (const absl::string_view separator : kSeparators) {
    for (size_t pos = title.find(separator); pos != absl::string_view::npos;
         pos = title.find(separator, pos + 1)) {
      const absl::string_view before = absl::StripTrailingAsciiWhitespace(title.substr(0, pos));
      const absl::string_view after = title.substr(pos + separator.size());
      if (before.size() >= kMinPieceBytes && absl::StrContains(before, " "))
        readings.push_back(before);
      // The name of the site may come first, but is shorter.
      if (TextLength(after) >= kMinTitleLength && after.size() > before.size())
        readings.push_back(after);
    }
  }
  return readings;
}

// How far a line is the title again.
class TitleWords {
 public:
  explicit TitleWords(const TextLine& title)
      : readings_(Readings(title.text)), bits_(title.word_bits) {
    for (const absl::string_view reading : readings_) words_.push_back(WordsOf(reading));
  }

  // The share of words in common with the reading that has most of them, and that reading.
  double In(const TextLine& line, absl::string_view* best) const {
    for (const absl::string_view reading : readings_) {
      if (!absl::EqualsIgnoreCase(line.text, reading)) continue;
      *best = reading;
      return 1;
    }
    // Words in common are bits in common, so that few lines need be looked at word by word.
    if (line.words < kMinWordsToCompare || !MayShare(line.word_bits)) return 0;
    const std::vector<uint64_t> words = WordsOf(line.text);
    if (words.size() < kMinWordsToCompare) return 0;
    double most = 0;
    for (size_t i = 0; i < readings_.size(); ++i) {
      if (words_[i].size() < kMinWordsToCompare) continue;
      const double share = SharedWords(words, words_[i]);
      if (share <= most) continue;
      most = share;
      *best = readings_[i];
    }
    return most;
  }

 private:
  // Of two texts with as many words in common as are asked for, this share of either's is.
  bool MayShare(uint64_t bits) const {
    constexpr double kLeast = kMinSameWords / (2 - kMinSameWords);
    return absl::popcount(bits & bits_) >= kLeast * absl::popcount(bits) - 1;
  }

  std::vector<absl::string_view> readings_;
  std::vector<std::vector<uint64_t>> words_;
  uint64_t bits_;
};

bool IsOfPage(const TextLine& line) {
  return line.sort != LineSort::kProse && line.sort != LineSort::kShort;
}

// "World | Business | Sport | Culture", "Home > News > Europe": a menu or a trail in one line.
bool IsMenu(absl::string_view line) {
  for (const absl::string_view mark : {" | ", " > ", " \u203a ", " \u00bb "}) {
    size_t marks = 0;
    for (size_t pos = line.find(mark); pos != absl::string_view::npos;
         pos = line.find(mark, pos + mark.size()))
      ++marks;
    if (marks >= (mark == " | " ? 3u : 2u)) return true;
  }
  return false;
}

// A sentence that is no question: a headline has no full stop.
bool IsStatement(absl::string_view line) {
  return (line.back() == '.' && !absl::EndsWith(line, "...")) || absl::EndsWith(line, "\u3002");
}

bool IsHeadlineLike(const TextLine& line) {
  if (IsOfPage(line)) return false;
  if (line.length < 12 || line.length > kMaxHeadlineLength || line.words > 32) return false;
  if (line.words < 3 && line.length < 40) return false;
  const char last = line.text.back();
  if (last == ':' || last == ';' || last == ',') return false;
  if (absl::StartsWith(line.text, "\u2022")) return false;
  if (IsStatement(line.text)) return false;
  return !line.caption && !IsByline(line.text) && !IsDateLine(line.text) && !IsWebUrl(line.text) &&
         !IsMenu(line.text);
}

// True when the date or the author follows, or a bare name and then the date.
bool StandsOverCredit(const std::vector<TextLine>& lines, size_t i) {
  if (i + 1 < lines.size() && IsCreditLine(lines[i + 1])) return true;
  return i + 2 < lines.size() && lines[i + 1].words <= 4 && IsCreditLine(lines[i + 2]);
}

// Without the separator that a title ends with when the site has no name.
absl::string_view WithoutBareSeparator(absl::string_view title) {
  while (!title.empty() && absl::StrContains(" |-", title.substr(title.size() - 1)))
    title.remove_suffix(1);
  return title;
}

// The title of a page without the name of its site and of sections behind it.
absl::string_view WithoutSite(absl::string_view title) {
  title = WithoutBareSeparator(title);
  while (true) {
    size_t cut = absl::string_view::npos;
    size_t behind = 0;
    for (size_t i = 0; i < kSiteSeparators; ++i) {
      const size_t pos = title.rfind(kSeparators[i]);
      if (pos != absl::string_view::npos && (cut == absl::string_view::npos || pos > cut)) {
        cut = pos;
        behind = pos + kSeparators[i].size();
      }
    }
    if (cut == absl::string_view::npos) return title;
    const absl::string_view head = title.substr(0, cut);
    const absl::string_view site = title.substr(behind);
    if (head.empty() || site.empty()) return title;
    const size_t head_words = std::count(head.begin(), head.end(), ' ') + 1;
    const size_t site_words = std::count(site.begin(), site.end(), ' ') + 1;
    const bool domain = site_words == 1 && absl::StrContains(site.substr(0, site.size() - 1), ".");
    // A subtitle goes on in lower case; a name does not.
    const bool name = site_words <= kMaxSiteWords && !absl::ascii_islower(site[0]) &&
                      head_words >= 3 && TextLength(head) >= kMinTitleLength &&
                      head.size() > site.size();
    if (!domain && !name) return title;
    title = head;
  }
}

// The first line without the name of the site at its end, which the page shows in a line of its own
// where it is longer than such names are, or the headline is shorter.
absl::string_view WithoutNamedSite(const std::vector<TextLine>& lines) {
  const absl::string_view title = WithoutSite(lines[0].text);
  for (size_t i = 0; i < kSiteSeparators; ++i) {
    const size_t pos = title.rfind(kSeparators[i]);
    if (pos == absl::string_view::npos || pos < kMinPieceBytes) continue;
    const absl::string_view site = title.substr(pos + kSeparators[i].size());
    if (site.empty() ||
        static_cast<size_t>(std::count(site.begin(), site.end(), ' ')) >= kMaxSiteWords ||
        std::any_of(site.begin(), site.end(), absl::ascii_isdigit))
      continue;
    for (size_t k = 1; k < lines.size(); ++k) {
      if (absl::EqualsIgnoreCase(lines[k].text, site)) return title.substr(0, pos);
    }
  }
  return title;
}

// "Headline - Section - Site", "Headline_Site": as the titles of pages are.
bool HasSeparator(absl::string_view title) {
  return absl::StrContains(title, "_") || std::any_of(kSeparators, kSeparators + kSiteSeparators,
                                                      [title](absl::string_view separator) {
                                                        return absl::StrContains(title, separator);
                                                      });
}

// The first line may be the title of a page, and a short one.
bool IsPageTitle(const TextLine& line) {
  return !IsOfPage(line) && line.words >= 2 && line.text.size() >= kMinPieceBytes &&
         line.length <= kMaxHeadlineLength && !line.ends_sentence &&
         !absl::EndsWith(line.text, ":") && !IsByline(line.text) && !IsDateLine(line.text) &&
         !IsMenu(line.text);
}

}  // namespace

bool IsCreditLine(const TextLine& line) { return IsByline(line.text) || IsDateLine(line.text); }

std::vector<Headline> TitleReturns(const std::vector<TextLine>& lines) {
  std::vector<Headline> returns;
  if (lines.empty() || IsOfPage(lines[0]) || lines[0].text.size() > kMaxTitleBytes ||
      IsStatement(lines[0].text))
    return returns;
  const absl::string_view title = lines[0].text;
  if (lines[0].words < 3 && TextLength(title) < kMinTitleLength) return returns;
  const TitleWords words(lines[0]);
  std::vector<double> shares;
  for (size_t i = 1; i < lines.size(); ++i) {
    const TextLine& line = lines[i];
    if (line.text.size() > kMaxTitleBytes || line.sort == LineSort::kFurniture ||
        line.text.size() * 4 < title.size() || IsStatement(line.text))
      continue;
    absl::string_view reading;
    const double share = words.In(line, &reading);
    if (share < kMinSameWords) continue;
    // The same words: as the title has them, whose quotes and dashes are the plainer ones.
    returns.push_back({i, share == 1 ? reading : line.text});
    shares.push_back(share);
  }
  // "Subject: headline | Site" whose subject stands in a line of its own: the title says both. With
  // nothing behind it, what follows the colon may be the site.
  for (Headline& headline : returns) {
    if (headline.text.data() != title.data() ||
        !absl::StartsWith(title.substr(headline.text.size()), ": "))
      continue;
    const absl::string_view whole = WithoutSite(title);
    if (whole.size() != title.size()) headline.text = whole;
  }
  // Where the very title returns, lines that are like it are none.
  const auto best = std::max_element(shares.begin(), shares.end());
  if (best == shares.end() || *best < 1) return returns;
  std::vector<Headline> exact;
  for (size_t i = 0; i < returns.size(); ++i) {
    if (shares[i] == 1) exact.push_back(returns[i]);
  }
  return exact;
}

std::optional<Headline> PageTitleLine(const std::vector<TextLine>& lines) {
  if (lines.size() < 2 || !IsPageTitle(lines[0])) return std::nullopt;
  return Headline{0, WithoutSite(lines[0].text)};
}

std::optional<Headline> FindHeadline(const std::vector<TextLine>& lines,
                                     const std::vector<Headline>& returns, size_t body,
                                     size_t body_end) {
  // The last return of the title before the body, or at its start.
  std::optional<Headline> returned;
  for (const Headline& headline : returns) {
    if (headline.line < std::min(body + kMaxLinesBelowStart, body_end)) returned = headline;
    // Further down, when the date or the author says that the article begins here.
    if (headline.line < body_end && (!returned || returned->line == 0) &&
        StandsOverCredit(lines, headline.line))
      returned = headline;
  }
  if (returned) return returned;
  // The first prose ends the search, unless it reads like a headline itself (a question, a long
  // one).
  size_t limit = body;
  while (limit < body_end &&
         (lines[limit].sort != LineSort::kProse || IsHeadlineLike(lines[limit])))
    ++limit;
  const size_t first = limit > kMaxLinesToHeadline ? limit - kMaxLinesToHeadline : 0;
  std::optional<size_t> best;
  double best_score = 0;
  for (size_t i = 0; i < limit; ++i) {
    if (i == 1 && first > 1) i = first;
    const TextLine& line = lines[i];
    const bool page_title = i == 0 && IsPageTitle(line);
    if (!page_title && !IsHeadlineLike(line)) continue;
    double score = 40;
    if (page_title && HasSeparator(line.text)) score += 40;
    if (i > 0 && line.stamp) score -= 20;
    if (line.words >= 5 && line.words <= 20) score += 20;
    if (line.sort == LineSort::kProse && line.length > 110) score -= 25;
    score -= std::min<double>(limit - i, 30);
    if (i == 0) score += 25;
    if (line.repeats > 1) score += 30;
    if (StandsOverCredit(lines, i)) score += 25;
    if (score > best_score) {
      best_score = score;
      best = i;
    }
  }
  if (!best) return std::nullopt;
  return Headline{*best, *best == 0 ? WithoutNamedSite(lines) : lines[*best].text};
}

}  // namespace dateline::extract
