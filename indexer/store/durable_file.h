// Files that are either there with their whole content or not there, also after a power cut.

#ifndef DATELINE_INDEXER_STORE_DURABLE_FILE_H_
#define DATELINE_INDEXER_STORE_DURABLE_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dateline::store {

// A status for the current errno: "path: what: No space left on device", with the code that
// belongs to it (RESOURCE_EXHAUSTED, PERMISSION_DENIED, NOT_FOUND, ... UNAVAILABLE).
absl::Status ErrnoStatus(absl::string_view path, absl::string_view what);

// Replaces the file at once: a temporary file beside it, fsync, rename, fsync of the folder.
absl::Status ReplaceFile(const std::string& path, absl::string_view content);

// Creates the file with this content and fsyncs it, but not its folder.
absl::Status WriteFile(const std::string& path, absl::string_view content);

// The whole file. RESOURCE_EXHAUSTED when it has more than `max_bytes`.
absl::StatusOr<std::string> ReadFile(const std::string& path, size_t max_bytes);

// fsync of a folder: what was created, renamed or removed in it stays so.
absl::Status SyncFolder(const std::string& path);

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_DURABLE_FILE_H_
