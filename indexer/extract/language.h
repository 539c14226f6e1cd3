// Which language a text is in.

#ifndef DATELINE_INDEXER_EXTRACT_LANGUAGE_H_
#define DATELINE_INDEXER_EXTRACT_LANGUAGE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// The ISO 639-1 code of a language tag ("en-US", "eng", "pt_BR"); 639-3 where there is none of two
// letters; "" when the tag is not one.
std::string LanguageOfTag(absl::string_view tag);

// Detects the language of well-formed UTF-8. `tag` is what the document says of itself, a hint that
// decides when the text alone does not. "" when neither does.
std::string DetectLanguage(absl::string_view text, absl::string_view tag);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_LANGUAGE_H_
