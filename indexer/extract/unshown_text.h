// The text of an article whose page does not show it before its scripts have run: in JSON-LD, in a
// script's template, in the state that a script starts from.

#ifndef DATELINE_INDEXER_EXTRACT_UNSHOWN_TEXT_H_
#define DATELINE_INDEXER_EXTRACT_UNSHOWN_TEXT_H_

#include <cstddef>
#include <string>

#include "absl/strings/string_view.h"
#include "indexer/extract/content_cleaning.h"
#include "indexer/extract/html_page.h"

namespace dateline::extract {

// Less than this in paragraphs may be a teaser of the text; as TextLength.
inline constexpr size_t kMinUnshownProse = 300;
// The text of the article shows so many times the paragraphs of what is seen.
inline constexpr size_t kUnshownFactor = 3;

// True when a text speaks of what the title says, so that it may be the text below it.
bool SpeaksOfTitle(absl::string_view text, absl::string_view title);

// Paragraphs separated by "\n\n", with kUnshownFactor times `shown_prose` in them and
// kMinUnshownProse at least; "" when there is no such text. `stated` is the article's text as
// JSON-LD has it, with or without markup. A script's state is believed only below the title.
std::string FindUnshownText(const HtmlPage& page, const ContentEvidence& evidence,
                            absl::string_view stated, size_t shown_prose);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_UNSHOWN_TEXT_H_
