// Files that lie beside web archives and list what these hold: they are read by no one but replay
// tools, and are no articles.

#ifndef DATELINE_INDEXER_SOURCE_ARCHIVE_INDEX_H_
#define DATELINE_INDEXER_SOURCE_ARCHIVE_INDEX_H_

#include "absl/strings/string_view.h"

namespace dateline::source {

// True when a file begins as an index of captures does (CDX, CDXJ, and the index of a compressed
// one), or as the list of pages of a WACZ.
bool IsArchiveIndex(absl::string_view head);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_ARCHIVE_INDEX_H_
