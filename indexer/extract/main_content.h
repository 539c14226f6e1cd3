// The article inside a page: which of its blocks are the body.

#ifndef DATELINE_INDEXER_EXTRACT_MAIN_CONTENT_H_
#define DATELINE_INDEXER_EXTRACT_MAIN_CONTENT_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "indexer/extract/html_page.h"

namespace dateline::extract {

struct MainContent {
  std::string body;   // Paragraphs separated by "\n\n"; empty when the page has no text.
  uint32_t node = 0;  // The element that holds it, or most of it.
};

// `title` is the headline, left out of the body when it stands there again. `stated_body` is what
// the page's own metadata says the text is ("" when it does not): used as evidence only when it
// agrees with what is seen.
MainContent FindMainContent(const HtmlPage& page, absl::string_view title,
                            absl::string_view stated_body);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_MAIN_CONTENT_H_
