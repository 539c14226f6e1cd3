// The date that a page shows its readers.

#ifndef DATELINE_INDEXER_EXTRACT_VISIBLE_DATE_H_
#define DATELINE_INDEXER_EXTRACT_VISIBLE_DATE_H_

#include <cstdint>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/article/date.h"
#include "indexer/extract/date_text.h"
#include "indexer/extract/html_page.h"
#include "indexer/extract/node_hints.h"
#include "indexer/extract/page_places.h"

namespace dateline::extract {

// True when the words end in "Updated", "Last modified on", "Stand:" and the like: what follows is
// no publish date.
bool EndsInUpdateWord(absl::string_view words);
// True when they end in "Published on", "Veröffentlicht am", "Publié le" and the like.
bool EndsInPublishWord(absl::string_view words);

// A line of a text taken for a date: what it says, and how strongly.
struct LineDate {
  absl::CivilDay day;
  article::DateSource source = article::DateSource::kUnknown;  // kByline, kDateline or kVisible
};

// The date in a line that names a publish date, a byline, a dateline or nothing but a date. nullopt
// for prose that speaks of a date, and for dates of modification.
std::optional<LineDate> DateOfLine(absl::string_view line, NumericOrder order);

// "Fri 15 Dec 2023 09.15 GMT", "Published on 19 October 2023 at 8:15": a date and nothing else.
bool IsDateLine(absl::string_view line);

// The publish date that a text states at its head: in a dateline, a byline or a line of its own.
// `text` is paragraphs separated by line ends. Unknown when there is none.
article::PublishDate FindTextDate(absl::string_view text, NumericOrder order);

// The date shown near the headline or, named as such, at the end of the body or of the page. Only
// what belongs to the article by its place.
article::PublishDate FindVisibleDate(const HtmlPage& page, const std::vector<NodeHints>& hints,
                                     const std::vector<Place>& places, uint32_t headline,
                                     uint32_t content, NumericOrder order);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_VISIBLE_DATE_H_
