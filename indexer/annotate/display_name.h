// How a name of a text is shown.

#ifndef DATELINE_INDEXER_ANNOTATE_DISPLAY_NAME_H_
#define DATELINE_INDEXER_ANNOTATE_DISPLAY_NAME_H_

#include <string>

#include "absl/strings/string_view.h"
#include "indexer/article/article.h"

namespace dateline::annotate {

// A name as it is displayed: white space as single spaces, capitals only ("VLADIMIR PUTIN") as
// words with a capital when the name is a person's, of several words, or longer than an acronym; a
// person's initials with their stops ("Ada M. Roe"), the letters of an acronym without spaces.
std::string DisplayName(article::Kind kind, absl::string_view text);

// A single word of so many bytes, in capitals and no person's, is an acronym.
inline constexpr size_t kMaxAcronym = 8;

// True when a letter is not a capital.
bool HasLower(absl::string_view text);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_DISPLAY_NAME_H_
