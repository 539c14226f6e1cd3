// The line that a WARC record begins with, and where it stands among other bytes.

#ifndef DATELINE_INDEXER_SOURCE_WARC_MARK_H_
#define DATELINE_INDEXER_SOURCE_WARC_MARK_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace dateline::source {

// The most bytes that IsWarc looks at: "WARC/1.0\r\n".
inline constexpr size_t kWarcMarkBytes = 10;

// True when a record begins here: the line "WARC/1.0", of any version.
bool IsWarc(absl::string_view head);

// Where a record begins at or behind `from`; npos when nowhere. Where everything is as it should be
// that is at the beginning of a line.
size_t FindWarc(absl::string_view bytes, size_t from, bool on_line);

// Where a record begins that ends within `bytes`, and behind which there is another or nothing;
// npos when nowhere.
size_t FindWholeWarc(absl::string_view bytes);

// How many bytes of line ends stand at `at`, which is at most the size of `bytes`.
size_t LineEndsAt(absl::string_view bytes, size_t at);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_WARC_MARK_H_
