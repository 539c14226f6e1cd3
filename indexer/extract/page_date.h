// When the article of a page appeared.

#ifndef DATELINE_INDEXER_EXTRACT_PAGE_DATE_H_
#define DATELINE_INDEXER_EXTRACT_PAGE_DATE_H_

#include "absl/strings/string_view.h"
#include "indexer/article/date.h"
#include "indexer/extract/html_page.h"
#include "indexer/extract/page_metadata.h"

namespace dateline::extract {

// Takes the best evidence: JSON-LD, article:published_time, microdata, other <meta>, <time>, the
// URL, what the page shows near its headline. Never a date of modification, of a comment, or of
// another story. Unknown without evidence. `content_node` is the element of the body
// (MainContent::node).
article::PublishDate FindPageDate(const HtmlPage& page, const PageMetadata& metadata,
                                  const LinkedData* article, absl::string_view url,
                                  absl::string_view title, uint32_t content_node,
                                  absl::string_view language);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_PAGE_DATE_H_
