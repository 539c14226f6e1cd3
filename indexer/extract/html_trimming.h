// Takes out of a page what its readers never see and the parser would pay for: the texts of scripts
// and styles, comments, drawings. On news pages that is about half of the bytes.

#ifndef DATELINE_INDEXER_EXTRACT_HTML_TRIMMING_H_
#define DATELINE_INDEXER_EXTRACT_HTML_TRIMMING_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// A page without those texts. All elements are still there, empty; the text of a script is now
// kScriptMarker and its number in `scripts`.
struct TrimmedHtml {
  std::string html;
  std::vector<absl::string_view> scripts;  // They point into the page as given.
};

inline constexpr absl::string_view kScriptMarker = "dateline-script:";

// Linear in the input. Where the page is so broken that it cannot be told what is a script's text,
// the rest is left as it is.
TrimmedHtml TrimHtml(absl::string_view html);

// The text of a script, given what the parser says it is: the one taken out, or that itself.
absl::string_view ScriptText(const TrimmedHtml& trimmed, absl::string_view parsed);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_HTML_TRIMMING_H_
