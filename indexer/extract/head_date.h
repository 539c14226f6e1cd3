// Dates of publication in the head of a page: <meta>, JSON-LD, the page's own URLs.

#ifndef DATELINE_INDEXER_EXTRACT_HEAD_DATE_H_
#define DATELINE_INDEXER_EXTRACT_HEAD_DATE_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/extract/date_evidence.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/page_metadata.h"

namespace dateline::extract {

// Adds the evidence. Names of modification give none. A 1 January without a time of day, which
// programs write when they know nothing but the year, counts as the year. `article` (the article's
// object of the JSON-LD) may be null; `url` empty. Microdata is left to AddMarkedDates.
void AddHeadDates(const PageMetadata& metadata, const LinkedData* article, absl::string_view url,
                  NumericOrder order, std::vector<DateEvidence>* evidence);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_HEAD_DATE_H_
