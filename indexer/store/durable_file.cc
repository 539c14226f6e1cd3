#include "indexer/store/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "absl/strings/str_cat.h"

namespace dateline::store {
namespace {

absl::StatusCode CodeOf(int error) {
  switch (error) {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
    case ENOMEM:
    case EMFILE:
    case ENFILE:
      return absl::StatusCode::kResourceExhausted;
    case EACCES:
    case EPERM:
    case EROFS:
      return absl::StatusCode::kPermissionDenied;
    case ENOENT:
      return absl::StatusCode::kNotFound;
    case ENOTDIR:
    case EISDIR:
    case ENAMETOOLONG:
      return absl::StatusCode::kFailedPrecondition;
    default:
      return absl::StatusCode::kUnavailable;
  }
}

// Closes on every way out.
class OpenFile {
 public:
  OpenFile(const std::string& path, int flags)
      : fd_(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {}
  ~OpenFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;

  int fd() const { return fd_; }
  bool ok() const { return fd_ >= 0; }

 private:
  const int fd_;
};

}  // namespace

absl::Status ErrnoStatus(absl::string_view path, absl::string_view what) {
  const int error = errno;
  return absl::Status(CodeOf(error), absl::StrCat(path, ": ", what, ": ", std::strerror(error)));
}

absl::Status WriteFile(const std::string& path, absl::string_view content) {
  OpenFile file(path, O_WRONLY | O_CREAT | O_TRUNC);
  if (!file.ok()) return ErrnoStatus(path, "cannot create");
  while (!content.empty()) {
    const ssize_t written = ::write(file.fd(), content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return ErrnoStatus(path, "cannot write");
    content.remove_prefix(static_cast<size_t>(written));
  }
  if (::fsync(file.fd()) != 0) return ErrnoStatus(path, "cannot sync");
  return absl::OkStatus();
}

absl::Status ReplaceFile(const std::string& path, absl::string_view content) {
  const std::string temporary = absl::StrCat(path, ".tmp");
  absl::Status status = WriteFile(temporary, content);
  if (status.ok() && std::rename(temporary.c_str(), path.c_str()) != 0) {
    status = ErrnoStatus(path, "cannot replace");
  }
  if (!status.ok()) {
    ::unlink(temporary.c_str());
    return status;
  }
  return SyncFolder(std::filesystem::path(path).parent_path().string());
}

absl::StatusOr<std::string> ReadFile(const std::string& path, size_t max_bytes) {
  OpenFile file(path, O_RDONLY);
  if (!file.ok()) return ErrnoStatus(path, "cannot open");
  std::string content;
  char buffer[4096];
  while (true) {
    const ssize_t got = ::read(file.fd(), buffer, sizeof(buffer));
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return ErrnoStatus(path, "cannot read");
    if (got == 0) return content;
    content.append(buffer, static_cast<size_t>(got));
    if (content.size() > max_bytes) {
      return absl::ResourceExhaustedError(
          absl::StrCat(path, ": more than the ", max_bytes, " bytes such a file may have"));
    }
  }
}

absl::Status SyncFolder(const std::string& path) {
  const std::string folder = path.empty() ? "." : path;
  OpenFile file(folder, O_RDONLY | O_DIRECTORY);
  if (!file.ok()) return ErrnoStatus(folder, "cannot open");
  // Some network file systems cannot sync folders and say EINVAL: they need not be synced.
  if (::fsync(file.fd()) != 0 && errno != EINVAL) return ErrnoStatus(folder, "cannot sync");
  return absl::OkStatus();
}

}  // namespace dateline::store
