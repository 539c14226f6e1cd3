// What a file holds: by its first bytes, and by its name where they leave a choice.

#ifndef DATELINE_INDEXER_SOURCE_CONTENT_KIND_H_
#define DATELINE_INDEXER_SOURCE_CONTENT_KIND_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace dateline::source {

enum class ContentKind {
  kEmpty,         // nothing, or nothing but white space
  kText,          // one scraped text
  kHtml,          // one page
  kJsonLines,     // one JSON record a line
  kJsonValues,    // JSON objects printed over several lines, or an array of them
  kWarc,          // a web archive
  kArc,           // a web archive of the older form
  kArchiveIndex,  // a list of what web archives hold
  kReutersSgml,   // a file of the Reuters-21578 collection
  kArchive,       // tar, zip or 7z
  kBinary,        // none of these
};

// The most bytes that FindContentKind looks at.
inline constexpr size_t kSniffBytes = 64 << 10;

// `name` is a path ("-" for standard input), compression suffixes included; `head` the first
// kSniffBytes of the decompressed content, or all of it when shorter. UTF-16 and UTF-32 are looked
// into.
ContentKind FindContentKind(absl::string_view name, absl::string_view head);

// True when a text begins as a whole HTML document does: with its doctype or its root.
bool IsHtmlDocument(absl::string_view head);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_CONTENT_KIND_H_
