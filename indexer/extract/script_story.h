// The story in the JSON that a page's scripts start from.

#ifndef DATELINE_INDEXER_EXTRACT_SCRIPT_STORY_H_
#define DATELINE_INDEXER_EXTRACT_SCRIPT_STORY_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// The paragraphs of the object that has `title` for its title, as HTML, from the text of one
// script: JSON, or JSON assigned to a variable. Of several such objects the one with most text; ""
// when there is none. Other stories inside it, captions and descriptions are left out. Linear in
// the script's length.
std::string StoryOfScript(absl::string_view script, absl::string_view title);

// A text that may be markup, markup escaped once more, or plain, as HTML.
std::string MarkupOf(absl::string_view text);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_SCRIPT_STORY_H_
