// Keeps the nesting and the attributes of HTML within bounds before a parser sees it.

#ifndef DATELINE_INDEXER_EXTRACT_TAG_LIMITS_H_
#define DATELINE_INDEXER_EXTRACT_TAG_LIMITS_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// Tags with about this many attributes or more are left out: a parser compares each with all before
// it.
inline constexpr int kMaxAttributes = 250;

// True when elements nest deeper than `max_depth` or a tag has too many attributes; then `out` gets
// `html` without those tags. Elements that HTML closes by itself (p, li, td, ...) are not counted.
// Linear in the input: an HTML parser needs time proportional to the depth for every tag, so this
// comes first.
bool LimitTags(absl::string_view html, int max_depth, std::string* out);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_TAG_LIMITS_H_
