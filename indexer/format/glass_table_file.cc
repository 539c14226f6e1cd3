#include "indexer/format/glass_table_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/memory/memory.h"
#include "absl/strings/str_cat.h"

namespace dateline::format {
namespace {

absl::Status ErrnoStatus(const std::string& path, absl::string_view what) {
  const int error = errno;
  const std::string message = absl::StrCat(path, ": ", what, ": ", std::strerror(error));
  return error == ENOENT ? absl::NotFoundError(message) : absl::UnavailableError(message);
}

// The bytes of an open file; null for an empty one.
absl::StatusOr<absl::string_view> Map(const std::string& path, int file, struct stat* info) {
  if (fstat(file, info) != 0) return ErrnoStatus(path, "stat");
  const auto size = static_cast<size_t>(info->st_size);
  if (size == 0) return absl::string_view();
  void* data = mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
  if (data == MAP_FAILED) return ErrnoStatus(path, "map");
  return absl::string_view(static_cast<const char*>(data), size);
}

}  // namespace

absl::StatusOr<std::shared_ptr<const GlassTableFile>> GlassTableFile::Open(
    const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return ErrnoStatus(path, "open");
  struct stat info;
  const absl::StatusOr<absl::string_view> bytes = Map(path, file, &info);
  close(file);
  if (!bytes.ok()) return bytes.status();
  if (bytes->size() % kGlassBlockBytes != 0) {
    munmap(const_cast<char*>(bytes->data()), bytes->size());
    return absl::DataLossError(
        absl::StrCat(path, ": ", bytes->size(), " bytes are no whole blocks"));
  }
  std::shared_ptr<const GlassTableFile> table = absl::WrapUnique(new GlassTableFile(
      path, {info.st_dev, info.st_ino}, bytes->data(), bytes->size() / kGlassBlockBytes));
  return table;
}

GlassTableFile::~GlassTableFile() {
  if (block_count_ > 0) munmap(const_cast<char*>(data_), block_count_ * kGlassBlockBytes);
}

void GlassTableFile::Release() const {
  if (block_count_ == 0) return;
  madvise(const_cast<char*>(data_), block_count_ * kGlassBlockBytes, MADV_DONTNEED);
}

}  // namespace dateline::format
