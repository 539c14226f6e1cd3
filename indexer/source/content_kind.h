// What a file holds, by its name where that says it and by its first bytes where it does not.

#ifndef DATELINE_INDEXER_SOURCE_CONTENT_KIND_H_
#define DATELINE_INDEXER_SOURCE_CONTENT_KIND_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace dateline::source {

enum class ContentKind {
  kEmpty,      // nothing, or nothing but white space
  kText,       // one scraped text
  kHtml,       // one page
  kJsonLines,  // one JSON record a line
  kBinary,     // none of these
};

// The most bytes that FindContentKind looks at.
inline constexpr size_t kSniffBytes = 64 << 10;

// `name` is a path ("-" for standard input), compression suffixes included; `head` the first
// kSniffBytes of the decompressed content, or all of it when shorter.
ContentKind FindContentKind(absl::string_view name, absl::string_view head);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_CONTENT_KIND_H_
