#include "server/snapshot/alias_file.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <utility>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"

namespace dateline::snapshot {

absl::StatusOr<std::unique_ptr<AliasFile>> AliasFile::Open(absl::string_view path) {
  auto file = absl::WrapUnique(new AliasFile(path));
  file->stamp_ = Look(file->path_);
  const absl::Status status = file->Read();
  if (!status.ok()) return status;
  return file;
}

absl::Status AliasFile::Poll() {
  // Before reading: what is written meanwhile is another state, to be read at the next look.
  const Stamp stamp = Look(path_);
  std::lock_guard<std::mutex> lock(mutex_);
  if (stamp == stamp_) return absl::OkStatus();
  stamp_ = stamp;
  return Read();
}

std::shared_ptr<const AliasOverlay> AliasFile::overlay() const {
  std::lock_guard<std::mutex> lock(mutex_);
  return overlay_;
}

AliasFile::Stamp AliasFile::Look(const std::string& path) {
  struct stat found;
  if (stat(path.c_str(), &found) != 0) return Stamp();
  return {found.st_dev, found.st_ino, found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec};
}

absl::Status AliasFile::Read() {
  struct stat found;
  if (stat(path_.c_str(), &found) != 0) {
    const std::string message = absl::StrCat(path_, ": ", std::strerror(errno));
    return errno == ENOENT ? absl::NotFoundError(message) : absl::UnavailableError(message);
  }
  if (!S_ISREG(found.st_mode)) {
    return absl::UnavailableError(absl::StrCat(path_, ": not a regular file"));
  }
  std::ifstream stream(path_, std::ios::binary);
  // One byte more than there may be, so that a file that is too long is told as such.
  std::string bytes(
      std::min<uint64_t>(static_cast<uint64_t>(found.st_size), kMaxAliasFileBytes) + 1, '\0');
  stream.read(&bytes[0], static_cast<std::streamsize>(bytes.size()));
  if (stream.bad() || !stream.is_open()) {
    return absl::UnavailableError(absl::StrCat(path_, ": cannot be read"));
  }
  bytes.resize(static_cast<size_t>(stream.gcount()));
  absl::StatusOr<AliasOverlay> overlay = ParseAliasOverlay(path_, bytes);
  if (!overlay.ok()) return overlay.status();
  // Written again with the same bytes, it is no other overlay.
  if (overlay_ != nullptr && overlay_->fingerprint == overlay->fingerprint) return absl::OkStatus();
  overlay_ = std::make_shared<const AliasOverlay>(*std::move(overlay));
  return absl::OkStatus();
}

}  // namespace dateline::snapshot
