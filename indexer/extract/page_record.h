// The JSON that a crawler's own extractor wrote about a page, as evidence beside the page itself.

#ifndef DATELINE_INDEXER_EXTRACT_PAGE_RECORD_H_
#define DATELINE_INDEXER_EXTRACT_PAGE_RECORD_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "indexer/article/article.h"

namespace dateline::extract {

// Takes from `json` what is better than what `article`, as read from its page, has:
// - its publish date, as given, unless it is the moment of the capture, lies behind it, is a first
//   of January at midnight where the page says another day, or is but one day off from the page's
//   own: then the two clocks differ, and the page's is the writer's;
// - title, text and language where the page gave none.
// Keys are those that crawlers use: title; maintext, text; date_publish, publish_date,
// publishing_date, published; language. Anything else, bad JSON included, changes nothing.
void ApplyPageRecord(absl::string_view json, article::Article* article);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_PAGE_RECORD_H_
