// PageTitle of page_metadata.h: a headline has several witnesses, and each has its own way of being
// wrong.

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "indexer/extract/canonical_url.h"
#include "indexer/extract/clean_text.h"
#include "indexer/extract/page_metadata.h"
#include "indexer/text/analyzer.h"

namespace dateline::extract {
namespace {

constexpr size_t kMaxTitleBytes = 1000;

// What sites put between a headline and their name.
constexpr absl::string_view kSeparators[] = {
    " | ", " - ", " \u2013 ", " \u2014 ", " :: ",     " \u00bb ", " \u00b7 ", " \u2022 ",
    " / ", " > ", " \u2039 ", " \u00ab ", " \u203a ", "_",        " : ",      " // "};

size_t CountWords(absl::string_view text) {
  size_t words = 0;
  bool inside = false;
  for (const char c : text) {
    if (c == ' ') {
      inside = false;
    } else if (!inside) {
      inside = true;
      ++words;
    }
  }
  return words;
}

// Letters and digits only, in lower case: the form in which names of sites are compared.
std::string Letters(absl::string_view name) {
  std::string letters;
  for (const char c : text::Fold(name)) {
    if (absl::ascii_isalnum(c) || (c & 0x80) != 0) letters.push_back(c);
  }
  return letters;
}

struct Candidate {
  std::string title;
  std::string letters;  // Letters(title)
  double weight;
  bool is_title_tag;
};

// True when `piece` is a name that the site has: its own, its host's, or the same with more around
// it.
bool IsSiteName(absl::string_view piece, const std::vector<std::string>& names) {
  const std::string letters = Letters(piece);
  if (letters.size() < 2) return false;
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    if (name.size() < 2) return false;
    return letters == name || (letters.size() > 3 && absl::StrContains(name, letters)) ||
           (name.size() > 3 && absl::StrContains(letters, name) && CountWords(piece) <= 6);
  });
}

// Cuts the site's name off either end.
std::string WithoutSite(absl::string_view title, const std::vector<std::string>& names) {
  bool cut = true;
  while (cut) {
    cut = false;
    for (const absl::string_view separator : kSeparators) {
      const size_t last = title.rfind(separator);
      if (last != absl::string_view::npos && last > 0 &&
          IsSiteName(title.substr(last + separator.size()), names)) {
        title = absl::StripAsciiWhitespace(title.substr(0, last));
        cut = true;
        continue;
      }
      const size_t first = title.find(separator);
      if (first != absl::string_view::npos && first > 0 &&
          IsSiteName(title.substr(0, first), names) &&
          CountWords(title.substr(first + separator.size())) >= 3) {
        title = absl::StripAsciiWhitespace(title.substr(first + separator.size()));
        cut = true;
      }
    }
  }
  return std::string(title);
}

// For a <title> that no other witness confirms: a short last piece after a bar is the site.
std::string WithoutShortTail(const std::string& title) {
  for (const absl::string_view separator :
       {" | ", " :: ", " \u00bb ", " - ", " \u2013 ", " \u2014 ", " : "}) {
    const size_t last = title.rfind(separator.data(), std::string::npos, separator.size());
    if (last == std::string::npos) continue;
    const absl::string_view head = absl::string_view(title).substr(0, last);
    const absl::string_view tail = absl::string_view(title).substr(last + separator.size());
    if (CountWords(tail) <= 4 && CountWords(head) >= 4 && CountWords(head) > 2 * CountWords(tail))
      return std::string(head);
  }
  return title;
}

}  // namespace

std::string PageTitle(const PageMetadata& metadata, const HtmlPage& page,
                      const LinkedData* article) {
  std::vector<std::string> names;
  for (const absl::string_view name :
       {metadata.Meta("og:site_name"), metadata.Meta("application-name"),
        metadata.Meta("apple-mobile-web-app-title"), metadata.Meta("dc.publisher")}) {
    names.push_back(Letters(name));
  }
  if (article != nullptr) names.push_back(Letters(article->publisher));
  const std::string host = HostOf(PageUrl(metadata));
  names.push_back(Letters(host));
  names.push_back(
      Letters(host.substr(0, host.rfind('.') == std::string::npos ? 0 : host.rfind('.'))));

  // Candidates, best first: what the page states for machines, its headings, its <title>.
  std::vector<Candidate> candidates;
  const auto add = [&](absl::string_view raw, double weight, bool is_title_tag = false) {
    std::string title = WithoutSite(CleanLine(raw.substr(0, kMaxTitleBytes)), names);
    if (title.empty() || IsSiteName(title, names)) return;
    std::string letters = Letters(title);
    if (!letters.empty())
      candidates.push_back({std::move(title), std::move(letters), weight, is_title_tag});
  };
  add(metadata.Meta("og:title"), 3);
  if (article != nullptr) add(article->headline, 2.5);
  add(metadata.Meta("twitter:title"), 2);
  add(metadata.Meta("dc.title"), 2);
  add(metadata.Meta("parsely-title"), 2);
  for (const uint32_t headline : metadata.headlines) {
    add(page.TextOf(headline), metadata.headlines.size() == 1 ? 1.5 : 1);
  }
  add(WithoutShortTail(WithoutSite(CleanLine(metadata.title_tag.substr(0, kMaxTitleBytes)), names)),
      1.8, /*is_title_tag=*/true);
  const std::string tag = Letters(metadata.title_tag.substr(0, kMaxTitleBytes));
  const Candidate* best = nullptr;
  double best_score = 0;
  for (const Candidate& candidate : candidates) {
    double score = candidate.weight;
    for (const Candidate& other : candidates) {
      if (&other != &candidate && other.letters == candidate.letters) score += 0.5 * other.weight;
    }
    // The <title> is the one witness that nearly every page has; it does not confirm itself.
    if (!candidate.is_title_tag && absl::StrContains(tag, candidate.letters) &&
        candidate.letters.size() * 4 >= tag.size())
      score += 1.5;
    if (score > best_score) {
      best_score = score;
      best = &candidate;
    }
  }
  return best == nullptr ? "" : best->title;
}

}  // namespace dateline::extract
