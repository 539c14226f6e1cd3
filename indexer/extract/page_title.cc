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
constexpr size_t kMaxSiteWords = 5;
constexpr int kMaxSecondHeadings = 50;
// A heading shorter than this says too little to be a headline on its word alone.
constexpr size_t kMinShownBytes = 8;

// What sites put between a headline and their name.
constexpr absl::string_view kSeparators[] = {
    " | ", " - ", " \u2013 ", " \u2014 ", " :: ",     " \u00bb ", " \u00b7 ", " \u2022 ",
    " / ", " > ", " \u2039 ", " \u00ab ", " \u203a ", "_",        " : ",      " // "};

// What a title may hold of a longer text, in whole characters.
absl::string_view Limited(absl::string_view text) {
  size_t end = std::min(text.size(), kMaxTitleBytes);
  while (end > 0 && end < text.size() && (text[end] & 0xc0) == 0x80) --end;
  return text.substr(0, end);
}

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
  bool is_heading;
};

// True when `piece` is a name that the site has: its own, its host's, or the same with more around
// it.
bool IsSiteName(absl::string_view piece, const std::vector<std::string>& names) {
  const std::string letters = Letters(piece);
  if (letters.size() < 2) return false;
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    if (name.size() < 2) return false;
    return letters == name || (letters.size() > 3 && absl::StrContains(name, letters)) ||
           (name.size() > 3 && absl::StrContains(letters, name) && CountWords(piece) <= 6 &&
            letters.size() <= 2 * name.size());
  });
}

// True when the title begins with one of the names and a colon.
bool BeginsWithName(absl::string_view title, size_t colon, const std::vector<std::string>& names) {
  const std::string letters = Letters(title.substr(0, colon));
  return letters.size() > 3 && std::find(names.begin(), names.end(), letters) != names.end();
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
  const size_t colon = title.find(": ");
  if (colon != absl::string_view::npos && BeginsWithName(title, colon, names))
    title = absl::StripAsciiWhitespace(title.substr(colon + 1));
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

// A heading that leads to the site's first page is its banner.
bool LinksHome(const HtmlPage& page, uint32_t heading) {
  for (uint32_t i = page.nodes()[heading].parent; i < page.nodes()[heading].end; ++i) {
    if (page.nodes()[i].tag != GUMBO_TAG_A || page.nodes()[i].end <= heading) continue;
    const absl::string_view target = page.Attribute(i, "href");
    if (target == "/" || target == "index.html") return true;
    const std::string url = CanonicalUrl(target);
    if (IsWebUrl(url) && (PathOf(url).empty() || PathOf(url) == "/")) return true;
  }
  return false;
}

// The forms (Letters) in which the site's name may stand in a title.
std::vector<std::string> SiteNames(const PageMetadata& metadata, const HtmlPage& page,
                                   const LinkedData* article) {
  std::vector<std::string> names;
  for (const absl::string_view name :
       {metadata.Meta("og:site_name"), metadata.Meta("application-name"),
        metadata.Meta("apple-mobile-web-app-title"), metadata.Meta("dc.publisher")}) {
    // Some pages put their headline where the name of the site belongs.
    if (CountWords(name) <= kMaxSiteWords || name == metadata.Meta("og:site_name"))
      names.push_back(Letters(name));
  }
  if (article != nullptr) names.push_back(Letters(article->publisher));
  const std::string host = HostOf(PageUrl(metadata));
  names.push_back(Letters(host));
  names.push_back(
      Letters(host.substr(0, host.rfind('.') == std::string::npos ? 0 : host.rfind('.'))));
  for (const uint32_t headline : metadata.headlines) {
    const std::string banner = LinksHome(page, headline) ? page.TextOf(headline) : "";
    if (CountWords(banner) <= kMaxSiteWords) names.push_back(Letters(banner));
  }
  return names;
}

// All that may be the headline, best first: what the page states for machines, its headings, its
// <title>.
std::vector<Candidate> Candidates(const PageMetadata& metadata, const HtmlPage& page,
                                  const LinkedData* article,
                                  const std::vector<std::string>& names) {
  std::vector<Candidate> candidates;
  const auto add = [&](absl::string_view raw, double weight, bool is_title_tag = false,
                       bool is_heading = false) {
    std::string title = WithoutSite(CleanLine(Limited(raw)), names);
    if (title.empty() || IsSiteName(title, names)) return;
    std::string letters = Letters(title);
    if (!letters.empty())
      candidates.push_back(
          {std::move(title), std::move(letters), weight, is_title_tag, is_heading});
  };
  // Catalogued by people who know what a title is, where it is given at all: worth more than what
  // is said twice for social networks.
  for (const char* name : {"dc:title", "dcterms:title", "dc.title", "dcterms.title"})
    add(metadata.Meta(name), 4.1);
  add(metadata.Meta("og:title"), 3);
  if (article != nullptr) add(article->headline, 2.5);
  add(metadata.Meta("twitter:title"), 2);
  add(metadata.Meta("parsely-title"), 2);
  for (const uint32_t headline : metadata.headlines) {
    if (LinksHome(page, headline)) continue;
    add(page.TextOf(headline), metadata.headlines.size() == 1 ? 1.5 : 1, false, true);
  }
  add(WithoutShortTail(WithoutSite(CleanLine(Limited(metadata.title_tag)), names)), 1.8,
      /*is_title_tag=*/true);
  // Where the site's name is the <h1>, the headline is the <h2> that the <title> has in it.
  const std::string tag = Letters(Limited(metadata.title_tag));
  int headings = 0;
  for (uint32_t i = 0; i < page.nodes().size() && headings < kMaxSecondHeadings; ++i) {
    if (page.nodes()[i].tag != GUMBO_TAG_H2) continue;
    ++headings;
    const std::string heading = page.TextOf(i);
    if (CountWords(heading) >= 2 && absl::StrContains(tag, Letters(heading))) add(heading, 1);
  }
  return candidates;
}

// True when a title goes on, before or behind one of its parts, with what separates titles.
bool IsSeparated(absl::string_view before, absl::string_view behind) {
  static constexpr absl::string_view kMarks[] = {
      "|",       " -",      " \u2013", " \u2014", " ::",    "\u00bb", "\u00ab",
      " \u00b7", " \u2022", " /",      " >",      "\uff5c", " (",     " ["};
  const auto any_mark = [](const auto& fits) {
    return std::any_of(std::begin(kMarks), std::end(kMarks), fits);
  };
  if (!before.empty() && !any_mark([&](absl::string_view mark) {
        return absl::EndsWith(absl::StripTrailingAsciiWhitespace(before), mark);
      }))
    return false;
  return behind.empty() ||
         any_mark([&](absl::string_view mark) { return absl::StartsWith(behind, mark); }) ||
         any_mark([&](absl::string_view mark) {
           return absl::StartsWith(absl::StripLeadingAsciiWhitespace(behind), mark);
         });
}

// The headline as the page shows it, when `title` is that and more: a section, the site.
std::string AsShown(const std::string& title, const PageMetadata& metadata, const HtmlPage& page) {
  for (const uint32_t headline : metadata.headlines) {
    if (LinksHome(page, headline)) continue;
    const std::string shown = CleanLine(Limited(page.TextOf(headline)));
    if (shown.size() < kMinShownBytes || 3 * shown.size() < title.size()) continue;
    const size_t at = title.find(shown);
    if (at == std::string::npos || shown.size() == title.size()) continue;
    const absl::string_view whole = title;
    if (IsSeparated(whole.substr(0, at), whole.substr(at + shown.size()))) return shown;
  }
  if (!metadata.headlines.empty() || !metadata.Meta("og:title").empty()) return title;
  // A page without headings: the part of the title that stands on the page as it is.
  bool in_body = false;
  for (const PageNode& node : page.nodes()) {
    in_body |= node.tag == GUMBO_TAG_BODY;
    if (!in_body || !node.is_text() || node.text.size() < kMinShownBytes ||
        node.text.size() >= kMaxTitleBytes)
      continue;
    const std::string shown = CleanLine(node.text);
    if (CountWords(shown) < 3 || shown.size() >= title.size()) continue;
    const absl::string_view whole = title;
    const size_t at = title.find(shown);
    if (at != std::string::npos && 3 * shown.size() >= title.size() &&
        IsSeparated(whole.substr(0, at), whole.substr(at + shown.size())))
      return shown;
  }
  return title;
}

}  // namespace

std::string PageTitle(const PageMetadata& metadata, const HtmlPage& page,
                      const LinkedData* article) {
  const std::vector<std::string> names = SiteNames(metadata, page, article);
  const std::vector<Candidate> candidates = Candidates(metadata, page, article, names);
  const std::string tag = Letters(Limited(metadata.title_tag));
  const bool heading_in_tag = std::any_of(
      candidates.begin(), candidates.end(),
      [&tag](const Candidate& c) { return c.is_heading && absl::StrContains(tag, c.letters); });
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
    // What neither the <title> nor a heading says may be the site's words about itself.
    const bool shown = absl::StrContains(tag, candidate.letters) ||
                       std::any_of(candidates.begin(), candidates.end(), [&](const Candidate& c) {
                         return c.is_heading && c.letters == candidate.letters;
                       });
    if (!shown && heading_in_tag) score -= 1;
    if (score > best_score) {
      best_score = score;
      best = &candidate;
    }
  }
  if (best != nullptr) return AsShown(best->title, metadata, page);
  // All is the name of the site: then that is what the page calls itself.
  for (const absl::string_view title :
       {metadata.Meta("og:title"), absl::string_view(metadata.title_tag)}) {
    if (!title.empty()) return CleanLine(Limited(title));
  }
  return "";
}

}  // namespace dateline::extract
