// The file of an alias overlay, watched: its last good state is kept. Thread-safe.

#ifndef DATELINE_SERVER_SNAPSHOT_ALIAS_FILE_H_
#define DATELINE_SERVER_SNAPSHOT_ALIAS_FILE_H_

#include <memory>
#include <mutex>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "server/snapshot/alias_overlay.h"

namespace dateline::snapshot {

class AliasFile {
 public:
  // Reads the file at `path`. NOT_FOUND, UNAVAILABLE when it cannot be read, INVALID_ARGUMENT as
  // ParseAliasOverlay.
  static absl::StatusOr<std::unique_ptr<AliasFile>> Open(absl::string_view path);

  // Looks at the file, and reads it when it is another than at the last look. The error, as Open
  // gives it, when it is and cannot be read; the overlay stays then. OK when nothing has changed
  // since, also after an error.
  absl::Status Poll();

  // The last one that could be read.
  std::shared_ptr<const AliasOverlay> overlay() const;

 private:
  // What tells two states of a file apart without reading it. All 0: there is none.
  struct Stamp {
    uint64_t device = 0;
    uint64_t inode = 0;
    int64_t size = 0;
    int64_t modified_s = 0;
    int64_t modified_ns = 0;

    friend bool operator==(const Stamp& a, const Stamp& b) {
      return a.device == b.device && a.inode == b.inode && a.size == b.size &&
             a.modified_s == b.modified_s && a.modified_ns == b.modified_ns;
    }
  };

  explicit AliasFile(absl::string_view path) : path_(path) {}
  static Stamp Look(const std::string& path);
  absl::Status Read();

  const std::string path_;
  mutable std::mutex mutex_;
  // Guarded by mutex_.
  Stamp stamp_;
  std::shared_ptr<const AliasOverlay> overlay_;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_ALIAS_FILE_H_
