#include "indexer/extract/page_metadata.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "indexer/extract/canonical_url.h"
#include "indexer/extract/clean_text.h"
#include "indexer/text/analyzer.h"

namespace dateline::extract {
namespace {

constexpr size_t kMaxMetas = 500;
constexpr size_t kMaxHeadlines = 50;
constexpr size_t kMaxSourceBytes = 100;
constexpr size_t kMaxAuthors = 20;
constexpr size_t kMaxAuthorBytes = 80;

void ReadMeta(const HtmlPage& page, uint32_t node, PageMetadata* metadata) {
  if (metadata->metas.size() >= kMaxMetas) return;
  const absl::string_view content = page.Attribute(node, "content");
  if (content.empty()) return;
  for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
    // One attribute may list several names.
    const std::string names = absl::AsciiStrToLower(page.Attribute(node, key));
    for (const absl::string_view name :
         absl::StrSplit(names, absl::ByAnyChar(" \t\n\r\f"), absl::SkipEmpty())) {
      // A <meta http-equiv> speaks for the server, so its names are kept apart.
      const bool server = absl::string_view(key) == "http-equiv";
      metadata->metas.emplace_back(absl::StrCat(server ? "http-equiv:" : "", name),
                                   CleanLine(content));
    }
  }
}

void ReadLink(const HtmlPage& page, uint32_t node, PageMetadata* metadata) {
  if (!metadata->canonical.empty() ||
      !absl::EqualsIgnoreCase(page.Attribute(node, "rel"), "canonical"))
    return;
  std::string target(absl::StripAsciiWhitespace(page.Attribute(node, "href")));
  if (absl::StartsWith(target, "//")) target = absl::StrCat("https:", target);
  if (IsWebUrl(target)) metadata->canonical = target;
}

// JSON-LD in a <script> whose type was forgotten.
bool IsUntypedLinkedData(const HtmlPage& page, uint32_t script) {
  if (page.HasAttribute(script, "type") || page.HasAttribute(script, "src")) return false;
  const absl::string_view text = absl::StripLeadingAsciiWhitespace(page.RawTextOf(script));
  constexpr size_t kHead = 60;  // "@context" comes first.
  return absl::StartsWith(text, "{") && absl::StrContains(text.substr(0, kHead), "schema.org");
}

std::string Folded(absl::string_view title) { return text::Fold(title); }

}  // namespace

absl::string_view PageMetadata::Meta(absl::string_view name) const {
  for (const auto& [key, content] : metas) {
    if (key == name && !content.empty()) return content;
  }
  return "";
}

PageMetadata ReadMetadata(const HtmlPage& page) {
  PageMetadata metadata;
  const std::vector<PageNode>& nodes = page.nodes();
  for (uint32_t i = 0; i < nodes.size(); ++i) {
    switch (nodes[i].tag) {
      case GUMBO_TAG_HTML:
        if (i == 0) metadata.language_tag = std::string(page.Attribute(i, "lang"));
        if (i == 0 && metadata.language_tag.empty())
          metadata.language_tag = std::string(page.Attribute(i, "xml:lang"));
        break;
      case GUMBO_TAG_META:
        ReadMeta(page, i, &metadata);
        break;
      case GUMBO_TAG_LINK:
        ReadLink(page, i, &metadata);
        break;
      case GUMBO_TAG_TITLE:
        // An <svg> may have a title too.
        if (metadata.title_tag.empty() && nodes[nodes[i].parent].tag != GUMBO_TAG_SVG) {
          metadata.title_tag = page.TextOf(i);
        }
        break;
      case GUMBO_TAG_H1:
        if (metadata.headlines.size() < kMaxHeadlines) metadata.headlines.push_back(i);
        break;
      case GUMBO_TAG_SCRIPT:
        if (absl::StartsWithIgnoreCase(page.Attribute(i, "type"), "application/ld+json") ||
            IsUntypedLinkedData(page, i)) {
          ReadLinkedData(page.RawTextOf(i), &metadata.linked_data);
        }
        break;
      default:
        break;
    }
  }
  if (metadata.language_tag.empty()) {
    for (const absl::string_view name :
         {"http-equiv:content-language", "og:locale", "inlanguage", "dc.language", "language"}) {
      metadata.language_tag = std::string(metadata.Meta(name));
      if (!metadata.language_tag.empty()) break;
    }
  }
  return metadata;
}

const LinkedData* ArticleData(const PageMetadata& metadata, const HtmlPage& page) {
  std::vector<const LinkedData*> articles;
  for (const LinkedData& data : metadata.linked_data) {
    if (data.is_article) articles.push_back(&data);
  }
  if (articles.empty()) {
    for (const LinkedData& data : metadata.linked_data) {
      if (!data.date_published.empty()) articles.push_back(&data);
    }
  }
  if (articles.size() <= 1) return articles.empty() ? nullptr : articles[0];
  std::string shown = Folded(absl::StrCat(metadata.title_tag, "\n", metadata.Meta("og:title")));
  for (const uint32_t headline : metadata.headlines) shown += Folded(page.TextOf(headline)) + "\n";
  for (const LinkedData* data : articles) {
    if (data->headline.size() > 8 && absl::StrContains(shown, Folded(CleanLine(data->headline))))
      return data;
  }
  const std::string url = PageUrl(metadata);
  for (const LinkedData* data : articles) {
    if (!url.empty() && CanonicalUrl(data->url) == url) return data;
  }
  for (const LinkedData* data : articles) {
    if (data->date_published != articles[0]->date_published) return nullptr;
  }
  return articles[0];
}

std::string PageUrl(const PageMetadata& metadata) {
  for (const absl::string_view url :
       {absl::string_view(metadata.canonical), metadata.Meta("og:url"),
        metadata.Meta("twitter:url"), metadata.Meta("dc.identifier")}) {
    const std::string canonical = CanonicalUrl(absl::StripAsciiWhitespace(url));
    if (IsWebUrl(canonical) && !PathOf(canonical).empty()) return canonical;
  }
  return "";
}

std::string PageSource(const PageMetadata& metadata, const LinkedData* article) {
  std::string source(metadata.Meta("og:site_name"));
  if (source.empty() && article != nullptr) source = CleanLine(article->publisher);
  if (source.empty()) source = std::string(metadata.Meta("dc.publisher"));
  if (source.size() > kMaxSourceBytes || IsWebUrl(source)) return "";
  return source;
}

std::vector<std::string> PageAuthors(const PageMetadata& metadata, const LinkedData* article) {
  std::vector<std::string> authors;
  const auto add = [&authors](absl::string_view name) {
    // "Jane Roe, John Doe and Ann Poe"; one word may be anything.
    for (absl::string_view part : absl::StrSplit(name, ',')) {
      for (absl::string_view person : absl::StrSplit(part, " and ")) {
        const std::string clean = CleanLine(absl::StripAsciiWhitespace(person));
        if (clean.size() > kMaxAuthorBytes || !absl::StrContains(clean, ' ')) continue;
        if (absl::StrContains(clean, "/") || authors.size() >= kMaxAuthors) continue;
        if (std::find(authors.begin(), authors.end(), clean) == authors.end())
          authors.push_back(clean);
      }
    }
  };
  if (article != nullptr) {
    for (const std::string& name : article->authors) add(name);
  }
  for (const char* name : {"author", "article:author", "parsely-author", "dc.creator",
                           "dcterms.creator", "sailthru.author", "byl"}) {
    absl::string_view value = metadata.Meta(name);
    absl::ConsumePrefix(&value, "By ");
    add(value);
  }
  return authors;
}

}  // namespace dateline::extract
