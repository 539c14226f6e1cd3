#include "indexer/extract/page_date.h"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "indexer/extract/canonical_url.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/node_hints.h"
#include "indexer/extract/visible_date.h"

namespace dateline::extract {
namespace {

using article::DatePrecision;
using article::DateSource;
using article::IsoDate;
using article::PublishDate;

// Names of <meta> that give the day of publication, best first. None of modification.
constexpr absl::string_view kOpenGraphNames[] = {
    "article:published_time", "og:article:published_time", "og:published_time",
    "article:published",      "article:publicationdate",   "og:pubdate"};
constexpr absl::string_view kMetaNames[] = {"parsely-pub-date",
                                            "sailthru.date",
                                            "dc.date.issued",
                                            "dcterms.issued",
                                            "dc.issued",
                                            "dc.date.published",
                                            "pubdate",
                                            "publishdate",
                                            "publish-date",
                                            "publish_date",
                                            "publication_date",
                                            "publication-date",
                                            "publicationdate",
                                            "published-date",
                                            "published_date",
                                            "published",
                                            "date.published",
                                            "article.published",
                                            "article_date_original",
                                            "originalpublicationdate",
                                            "cxenseparse:recs:publishtime",
                                            "cxenseparse:publishtime",
                                            "rnews:datepublished",
                                            "citation_publication_date",
                                            "citation_online_date",
                                            "bt:pubdate",
                                            "analyticsattributes.articledate",
                                            "ptime",
                                            "displaydate",
                                            "dc.date.created",
                                            "dcterms.created",
                                            "dc.date",
                                            "dcterms.date",
                                            "dc:date",
                                            "article.created",
                                            "article:created",
                                            "date_created",
                                            "created",
                                            "creation_date",
                                            "date",
                                            "datecreated",
                                            "timestamp",
                                            "shareaholic:article_published_time",
                                            "vr:published_time",
                                            "gentime"};

// An element that holds a date and little else.
constexpr uint32_t kMaxDateNodes = 12;
constexpr size_t kMaxDateBytes = 90;
constexpr uint32_t kNodesBehindContent = 200;
// Nodes before a date in which a word may speak of it.
constexpr uint32_t kNodesBefore = 12;
constexpr int kMaxDateElements = 500;

PublishDate Known(const IsoDate& date, DateSource source) {
  PublishDate known;
  known.precision = date.precision;
  known.source = source;
  known.day = date.day;
  return known;
}

// What an element says when it gives a date to machines, or else to people.
std::string MachineText(const HtmlPage& page, uint32_t node) {
  for (const char* name : {"content", "datetime", "title"}) {
    const absl::string_view value = page.Attribute(node, name);
    if (!value.empty() && std::any_of(value.begin(), value.end(), absl::ascii_isdigit))
      return std::string(value);
  }
  return page.TextOf(node);
}

bool NamesModification(absl::string_view name) {
  const std::string lower = absl::AsciiStrToLower(name);
  return (absl::StrContains(lower, "update") || absl::StrContains(lower, "modif")) &&
         !absl::StrContains(lower, "publish");
}

// "post-date", "publishDate", "datum", "entry-meta__published" and the like.
bool NamesDate(absl::string_view name) {
  if (name.empty() || name.size() > 200) return false;
  const std::string lower = absl::AsciiStrToLower(name);
  if (absl::StrContains(lower, "modif") ||
      (absl::StrContains(lower, "update") && !absl::StrContains(lower, "post") &&
       !absl::StrContains(lower, "publish") && !absl::StrContains(lower, "entry"))) {
    return false;
  }
  static constexpr absl::string_view kWords[] = {"date",      "datum",   "fecha",
                                                 "publish",   "posted",  "timestamp",
                                                 "submitted", "created", "dateline"};
  for (const absl::string_view word : kWords) {
    const size_t pos = absl::string_view(lower).find(word);
    // Not the end of "update" and not the start of "database".
    if (pos == std::string::npos || absl::StrContains(lower, "datab") ||
        absl::StrContains(lower, "event"))
      continue;
    if (word == "date" && pos >= 2 && absl::StrContains(lower.substr(pos - 2, 2), "up")) continue;
    return true;
  }
  return false;
}

// True when an ISO date-time is one of UTC: the writer's calendar may have shown the day before or
// after.
bool IsUtcTime(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  return text.size() > 11 && (absl::EndsWith(text, "Z") || absl::EndsWith(text, "+00:00") ||
                              absl::EndsWith(text, "+0000"));
}

class PageDateSearch {
 public:
  PageDateSearch(const HtmlPage& page, uint32_t content_node, uint32_t headline, NumericOrder order)
      : page_(page),
        nodes_(page.nodes()),
        content_(content_node),
        headline_(headline),
        order_(order),
        hints_(FindHints(page)) {
    MarkElsewhere();
  }

  // The date of the element nearest to the headline among those that `accepts` takes.
  template <typename Accepts>
  std::optional<IsoDate> Nearest(Accepts accepts) const {
    std::optional<IsoDate> best;
    uint32_t best_distance = UINT32_MAX;
    int looked_at = 0;
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].is_text() || elsewhere_[i] || !accepts(i)) continue;
      if (++looked_at > kMaxDateElements) break;
      const std::optional<IsoDate> date = ParseMachineDate(MachineText(page_, i), order_);
      if (!date) continue;
      const uint32_t distance = DistanceToHeadline(i);
      if (distance < best_distance) {
        best_distance = distance;
        best = date;
      }
    }
    return best;
  }

  std::optional<IsoDate> Microdata() const {
    return Nearest([this](uint32_t i) {
      if (absl::StrContains(page_.Attribute(i, "itemprop"), "datePublished")) return true;
      const absl::string_view property = page_.Attribute(i, "property");
      return absl::StrContains(property, "datePublished") ||
             absl::StrContains(property, "dateCreated") || absl::StrContains(property, "dc:date") ||
             absl::StrContains(property, "dc:created") ||
             absl::StrContains(property, "dcterms:created");
    });
  }

  // An element near the headline whose class says that it holds the date, and that holds little
  // else.
  std::optional<IsoDate> NamedElement() const {
    return Nearest([this](uint32_t i) {
      if (nodes_[i].tag == GUMBO_TAG_META || nodes_[i].end - i > kMaxDateNodes || !NearHeadline(i))
        return false;
      const absl::string_view name = page_.Attribute(i, "class");
      return NamesDate(name.empty() ? page_.Attribute(i, "id") : name) && !SaysUpdated(i) &&
             page_.TextOf(i).size() <= kMaxDateBytes && !EndsInUpdateWord(page_.TextOf(i));
    });
  }

  std::optional<IsoDate> TimeElement() const {
    const auto usable = [this](uint32_t i) {
      return nodes_[i].tag == GUMBO_TAG_TIME && !NamesModification(page_.Attribute(i, "class")) &&
             !NamesModification(page_.Attribute(i, "itemprop")) && !SaysUpdated(i);
    };
    std::optional<IsoDate> marked = Nearest([&](uint32_t i) {
      return usable(i) && (page_.HasAttribute(i, "pubdate") ||
                           absl::StrContains(page_.Attribute(i, "class"), "publish") ||
                           absl::StrContains(page_.Attribute(i, "class"), "entry-date"));
    });
    if (marked) return marked;
    // One beside the headline, in its article; or the only one.
    return Nearest([&](uint32_t i) { return usable(i) && NearHeadline(i); });
  }

  const std::vector<NodeHints>& hints() const { return hints_; }
  const std::vector<bool>& elsewhere() const { return elsewhere_; }

 private:
  // Comments, other stories and page furniture: their dates are not the article's. What holds the
  // headline or the body is never elsewhere, whatever it is called.
  void MarkElsewhere() {
    elsewhere_.assign(nodes_.size(), false);
    for (uint32_t i = 0; i < nodes_.size(); ++i) {
      if (nodes_[i].is_text()) continue;
      const bool holds = (i <= headline_ && headline_ < nodes_[i].end) ||
                         (i <= content_ && content_ < nodes_[i].end);
      const bool own_article = nodes_[i].tag != GUMBO_TAG_ARTICLE || content_ == 0;
      const bool never = hints_[i].never_shown && nodes_[i].tag != GUMBO_TAG_META &&
                         nodes_[i].tag != GUMBO_TAG_HEAD;
      const bool header = nodes_[i].tag == GUMBO_TAG_HEADER && content_ != 0;
      const bool inside_content = content_ <= i && i < nodes_[content_].end;
      if (!holds && (hints_[i].furniture || hints_[i].unlikely || hints_[i].comments || never ||
                     (header && !inside_content) || (!own_article && !inside_content))) {
        if (IsFootOfPost(i)) continue;
        for (uint32_t k = i; k < nodes_[i].end; ++k) elsewhere_[k] = true;
        i = nodes_[i].end - 1;
      }
    }
  }

  // Posts are signed and dated at their end, in what calls itself a footer.
  bool IsFootOfPost(uint32_t i) const {
    if (hints_[i].comments || i < content_ || i > nodes_[content_].end + kNodesBehindContent)
      return false;
    return nodes_[i].tag == GUMBO_TAG_FOOTER ||
           absl::StrContains(page_.Attribute(i, "class"), "foot");
  }

  uint32_t DistanceToHeadline(uint32_t i) const {
    return i > headline_ ? i - headline_ : 2 * (headline_ - i);
  }

  bool NearHeadline(uint32_t i) const {
    const uint32_t last = content_ > headline_ ? nodes_[content_].end : headline_;
    return i + 150 > headline_ && i < last + 150;
  }

  bool SaysUpdated(uint32_t i) const {
    // The words before the date, in the same parent.
    std::string before;
    for (uint32_t k = std::max(nodes_[i].parent, i - std::min(i, kNodesBefore)); k < i; ++k) {
      if (nodes_[k].is_text()) before.append(nodes_[k].text.data(), nodes_[k].text.size());
    }
    return EndsInUpdateWord(before);
  }

  const HtmlPage& page_;
  const std::vector<PageNode>& nodes_;
  const uint32_t content_;
  const uint32_t headline_;
  const NumericOrder order_;
  const std::vector<NodeHints> hints_;
  std::vector<bool> elsewhere_;
};

// `*utc` says whether it was a time of UTC.
std::optional<PublishDate> FromMetas(const PageMetadata& metadata, NumericOrder order, bool* utc) {
  for (const absl::string_view name : kOpenGraphNames) {
    const auto date = ParseMachineDate(metadata.Meta(name), order);
    *utc = IsUtcTime(metadata.Meta(name));
    if (date) return Known(*date, DateSource::kOpenGraph);
  }
  const auto microdata = ParseMachineDate(metadata.Meta("datepublished"), order);
  if (microdata) return Known(*microdata, DateSource::kMicrodata);
  for (const absl::string_view name : kMetaNames) {
    const auto date = ParseMachineDate(metadata.Meta(name), order);
    *utc = IsUtcTime(metadata.Meta(name));
    if (date) return Known(*date, DateSource::kMeta);
  }
  return std::nullopt;
}

// The node of the headline: the heading that reads as the title, else the first <h1>, else the
// body.
uint32_t HeadlineNode(const HtmlPage& page, const PageMetadata& metadata, absl::string_view title,
                      uint32_t content) {
  const std::vector<PageNode>& nodes = page.nodes();
  for (uint32_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].tag < GUMBO_TAG_H1 || nodes[i].tag > GUMBO_TAG_H4) continue;
    if (!title.empty() && absl::EqualsIgnoreCase(page.TextOf(i), title)) return i;
  }
  return metadata.headlines.size() == 1 ? metadata.headlines[0] : content;
}

}  // namespace

PublishDate FindUrlDate(absl::string_view url) {
  const absl::string_view path = PathOf(url);
  int number[3] = {0, 0, 0};
  for (size_t i = 0; i + 8 <= path.size(); ++i) {
    // A year that begins a part of the path.
    if (i == 0 || absl::ascii_isdigit(path[i - 1]) || !absl::ascii_isdigit(path[i])) continue;
    if (!absl::StartsWith(path.substr(i), "19") && !absl::StartsWith(path.substr(i), "20"))
      continue;
    size_t pos = i;
    const auto take = [&path, &pos](int max_width, int min_width) {
      int value = 0;
      int width = 0;
      while (width < max_width && pos < path.size() && absl::ascii_isdigit(path[pos])) {
        value = value * 10 + (path[pos++] - '0');
        ++width;
      }
      return width >= min_width ? value : -1;
    };
    number[0] = take(4, 4);
    if (pos >= path.size()) break;
    const char separator = path[pos];
    if (separator == '/' || separator == '-' || separator == '_') {
      ++pos;
      number[1] = take(2, 1);
      if (pos >= path.size() || path[pos] != separator) continue;
      ++pos;
      number[2] = take(2, 1);
    } else if (absl::ascii_isdigit(separator) && path[i - 1] == '/') {
      number[1] = take(2, 2);
      number[2] = take(2, 2);
    } else {
      continue;
    }
    if (pos < path.size() && absl::ascii_isalnum(path[pos])) continue;
    const auto date = article::ParseIsoDate(absl::StrCat(
        number[0], number[1] < 10 ? "-0" : "-", number[1], number[2] < 10 ? "-0" : "-", number[2]));
    if (date && date->precision == DatePrecision::kDay) return Known(*date, DateSource::kUrl);
  }
  return PublishDate();
}

PublishDate FindPageDate(const HtmlPage& page, const PageMetadata& metadata,
                         const LinkedData* article, absl::string_view url, absl::string_view title,
                         uint32_t content_node, absl::string_view language) {
  const NumericOrder order =
      NumericOrderOf(metadata.language_tag.empty() ? language : metadata.language_tag);
  const uint32_t headline = HeadlineNode(page, metadata, title, content_node);
  std::optional<PublishDate> stated;
  bool utc = false;
  if (article != nullptr) {
    const auto date = ParseMachineDate(article->date_published, order);
    if (date) stated = Known(*date, DateSource::kJsonLd);
    utc = stated && IsUtcTime(article->date_published);
  }
  if (!stated) {
    stated = FromMetas(metadata, order, &utc);
  }
  if (stated && (!utc || stated->precision != DatePrecision::kDay)) return *stated;
  const PageDateSearch search(page, content_node, headline, order);
  if (stated) {
    // The page shows its own calendar.
    for (const std::optional<IsoDate>& shown : {search.TimeElement(), search.NamedElement()}) {
      if (shown && std::abs(shown->day - stated->day) == 1)
        return Known(*shown, DateSource::kTimeElement);
      if (shown) break;
    }
    return *stated;
  }
  if (const auto date = search.Microdata()) return Known(*date, DateSource::kMicrodata);
  if (article != nullptr) {
    const auto date = ParseMachineDate(article->date_created, order);
    if (date) return Known(*date, DateSource::kJsonLd);
  }
  if (const auto date = search.TimeElement()) return Known(*date, DateSource::kTimeElement);
  const PublishDate from_url = FindUrlDate(url);
  if (from_url.known()) return from_url;
  if (const auto date = search.NamedElement()) return Known(*date, DateSource::kVisible);
  const PublishDate visible =
      FindVisibleDate(page, search.hints(), search.elsewhere(), headline, content_node, order);
  if (visible.known()) return visible;
  const auto in_title = DateOfLine(metadata.title_tag.substr(0, 200), order);
  if (in_title) return Known({in_title->day, DatePrecision::kDay}, DateSource::kVisible);
  return PublishDate();
}

}  // namespace dateline::extract
