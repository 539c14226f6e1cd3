// The date that a page shows its readers.

#ifndef DATELINE_INDEXER_EXTRACT_VISIBLE_DATE_H_
#define DATELINE_INDEXER_EXTRACT_VISIBLE_DATE_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "indexer/extract/date_line.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/html_page.h"
#include "indexer/extract/node_hints.h"
#include "indexer/extract/page_places.h"

namespace dateline::extract {

// The date shown near the headline or, named as such, at the end of the body or of the page. Only
// what belongs to the article by its place. nullopt when there is none.
std::optional<LineDate> FindVisibleDate(const HtmlPage& page, const std::vector<NodeHints>& hints,
                                        const std::vector<Place>& places, uint32_t headline,
                                        uint32_t content, NumericOrder order);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_VISIBLE_DATE_H_
