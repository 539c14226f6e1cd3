// Lines of a text that say when it appeared: bylines, datelines, dates that stand alone, and the
// notes below posts.

#ifndef DATELINE_INDEXER_EXTRACT_DATE_LINE_H_
#define DATELINE_INDEXER_EXTRACT_DATE_LINE_H_

#include <optional>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "indexer/article/date.h"
#include "indexer/extract/date_text.h"

namespace dateline::extract {

// True when the words end in "Updated", "Last modified on", "Stand:" and the like: what follows is
// no publish date.
bool EndsInUpdateWord(absl::string_view words);
// True when they end in "Published on", "Veröffentlicht am", "Publié le" and the like.
bool EndsInPublishWord(absl::string_view words);

// "Published on" and the like in a block of its own, whose date stands in the next.
bool IsPublishLabel(absl::string_view block);

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

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_DATE_LINE_H_
