// Keeps the nesting of HTML within bounds before a parser sees it.

#ifndef DATELINE_INDEXER_EXTRACT_TAG_DEPTH_H_
#define DATELINE_INDEXER_EXTRACT_TAG_DEPTH_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// True when elements nest deeper than `max_depth`; then `out` gets `html` without the tags beyond
// it. Elements that HTML closes by itself (p, li, td, ...) are not counted. Linear in the input: an
// HTML parser needs time proportional to the depth for every tag, so this comes first.
bool LimitTagDepth(absl::string_view html, int max_depth, std::string* out);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_TAG_DEPTH_H_
