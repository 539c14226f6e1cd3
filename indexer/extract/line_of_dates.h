// Lines between a headline and its text, or below it, that say when and by whom.

#ifndef DATELINE_INDEXER_EXTRACT_LINE_OF_DATES_H_
#define DATELINE_INDEXER_EXTRACT_LINE_OF_DATES_H_

#include "absl/strings/string_view.h"

namespace dateline::extract {

// One or more dates, each with what it is the date of and perhaps who wrote: "Published: 7 Nov.
// 2023 | Updated: 8 Nov. 2023", "Jane Roe 19.10.2023, 05:00 Uhr". False for prose.
bool IsLineOfDates(absl::string_view line);

// "18:05", "6.05 pm", "5 minutes ago", "vor 3 Stunden": when, and nothing else.
bool IsTimeStamp(absl::string_view line);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_LINE_OF_DATES_H_
