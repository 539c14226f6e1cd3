// When the article of a page appeared.

#ifndef DATELINE_INDEXER_EXTRACT_PAGE_DATE_H_
#define DATELINE_INDEXER_EXTRACT_PAGE_DATE_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "indexer/article/date.h"
#include "indexer/extract/html_page.h"
#include "indexer/extract/page_metadata.h"

namespace dateline::extract {

// Weighs all evidence (date_evidence.h): JSON-LD, article:published_time, microdata, other <meta>,
// <time>, the URL, what the page shows near its headline, its scripts. Never a date of
// modification, of a comment, or of another story; none after `latest`, the day of the fetch, when
// that is known. Unknown without evidence. `content_node` is the element of the body
// (MainContent::node).
article::PublishDate FindPageDate(const HtmlPage& page, const PageMetadata& metadata,
                                  const LinkedData* article, absl::string_view url,
                                  absl::string_view title, uint32_t content_node,
                                  absl::string_view language, std::optional<absl::CivilDay> latest);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_PAGE_DATE_H_
