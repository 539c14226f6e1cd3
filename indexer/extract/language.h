// Which language a text is in.

#ifndef DATELINE_INDEXER_EXTRACT_LANGUAGE_H_
#define DATELINE_INDEXER_EXTRACT_LANGUAGE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// The ISO 639-1 code of a language tag ("en-US", "eng", "pt_BR"); 639-3 where there is none of two
// letters; "" when the tag is not one. Variants have one code: Chinese in either script is "zh",
// Bokmal "no".
std::string LanguageOfTag(absl::string_view tag);

// Detects the language of well-formed UTF-8, by CLD2 and, where that is not sure, by a script in
// which one language is written. `tag` is what the document says of itself: a hint that decides
// when the text alone does not, and between languages as alike as Croatian and Bosnian. "" when
// neither does.
std::string DetectLanguage(absl::string_view text, absl::string_view tag);

// The same of an article, whose title counts where the body is short.
std::string DetectLanguage(absl::string_view title, absl::string_view body, absl::string_view tag);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_LANGUAGE_H_
