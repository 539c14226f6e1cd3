// What the markup of a page says about it: <meta>, <link>, JSON-LD, <title>, headings.

#ifndef DATELINE_INDEXER_EXTRACT_PAGE_METADATA_H_
#define DATELINE_INDEXER_EXTRACT_PAGE_METADATA_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/extract/html_page.h"
#include "indexer/extract/json_ld.h"

namespace dateline::extract {

struct PageMetadata {
  // Name (name, property or itemprop in lower case; "http-equiv:" before those) and content of
  // every <meta>, in order.
  std::vector<std::pair<std::string, std::string>> metas;
  std::vector<LinkedData> linked_data;
  std::string title_tag;
  std::string language_tag;         // of <html lang>, or what metadata says
  std::string canonical;            // absolute URL of rel=canonical; "" when absent or relative
  std::vector<uint32_t> headlines;  // nodes of all <h1>

  // The content of the first <meta> of that name that is not empty; "" when there is none.
  absl::string_view Meta(absl::string_view name) const;
};

PageMetadata ReadMetadata(const HtmlPage& page);

// The article's object of the JSON-LD: the only one, or the one whose headline the page shows. Null
// when there is none or when several speak of different articles.
const LinkedData* ArticleData(const PageMetadata& metadata, const HtmlPage& page);

// The URL that the page gives for itself; "" when it gives none. A bare host is no article's URL.
std::string PageUrl(const PageMetadata& metadata);

// Who publishes it, as the page says; "" when it does not.
std::string PageSource(const PageMetadata& metadata, const LinkedData* article);

// Who wrote it: names of persons as the page's metadata gives them, each once.
std::vector<std::string> PageAuthors(const PageMetadata& metadata, const LinkedData* article);

// The headline: what most of og:title, JSON-LD, <h1> and <title> agree on, without the name of the
// site.
std::string PageTitle(const PageMetadata& metadata, const HtmlPage& page,
                      const LinkedData* article);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_PAGE_METADATA_H_
