// Dates in elements that the markup of a page names as such: microdata, RDFa, <time>, microformats,
// classes.

#ifndef DATELINE_INDEXER_EXTRACT_MARKED_DATE_H_
#define DATELINE_INDEXER_EXTRACT_MARKED_DATE_H_

#include <cstdint>
#include <vector>

#include "indexer/extract/date_evidence.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/html_page.h"
#include "indexer/extract/page_places.h"

namespace dateline::extract {

// Adds the evidence of every element outside of comments and items of their own that names a date
// of publication. What stands near `headline` counts more, what stands in an aside less. Elements
// that name a modification, in their markup or in the words before them, add nothing. One pass over
// the nodes.
void AddMarkedDates(const HtmlPage& page, const std::vector<Place>& places, uint32_t headline,
                    uint32_t content, NumericOrder order, std::vector<DateEvidence>* evidence);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_MARKED_DATE_H_
