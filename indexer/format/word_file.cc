#include "indexer/format/word_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "indexer/format/schema.h"

namespace dateline::format {
namespace {

uint64_t ReadNumber(const Xapian::Database& shard, absl::string_view key) {
  uint64_t value = 0;
  return absl::SimpleAtoi(shard.get_metadata(std::string(key)), &value) ? value : 0;
}

absl::Status ErrnoStatus(const std::string& path, absl::string_view what) {
  const int error = errno;
  const std::string message = absl::StrCat(path, ": ", what, ": ", std::strerror(error));
  return error == ENOENT ? absl::NotFoundError(message) : absl::UnavailableError(message);
}

}  // namespace

WordFileState ReadWordFileState(const Xapian::Database& shard) {
  return {ReadNumber(shard, kMetaWordGeneration), ReadNumber(shard, kMetaWordBytes),
          ReadNumber(shard, kMetaWordLiveBytes)};
}

void WriteWordFileState(const WordFileState& state, Xapian::WritableDatabase* shard) {
  shard->set_metadata(std::string(kMetaWordGeneration), absl::StrCat(state.generation));
  shard->set_metadata(std::string(kMetaWordBytes), absl::StrCat(state.bytes));
  shard->set_metadata(std::string(kMetaWordLiveBytes), absl::StrCat(state.live_bytes));
}

std::string WordFileName(uint64_t generation) { return absl::StrCat("words.", generation); }

absl::StatusOr<std::unique_ptr<WordFile>> WordFile::Open(const std::string& path, uint64_t bytes) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return ErrnoStatus(path, "cannot open");
  absl::Status status;
  void* begin = MAP_FAILED;
  struct stat info = {};
  if (::fstat(fd, &info) != 0) {
    status = ErrnoStatus(path, "cannot stat");
  } else if (bytes < kWordFileMagic.size() || static_cast<uint64_t>(info.st_size) < bytes) {
    status = absl::DataLossError(
        absl::StrCat(path, ": has ", info.st_size, " bytes and should have ", bytes));
  } else {
    begin = ::mmap(nullptr, bytes, PROT_READ, MAP_SHARED, fd, 0);
    if (begin == MAP_FAILED) status = ErrnoStatus(path, "cannot map");
  }
  ::close(fd);
  if (!status.ok()) return status;
  std::unique_ptr<WordFile> file(new WordFile(static_cast<const char*>(begin), bytes));
  if (absl::string_view(file->begin_, kWordFileMagic.size()) != kWordFileMagic) {
    return absl::DataLossError(absl::StrCat(path, ": not a file that Dateline has written"));
  }
  return file;
}

WordFile::~WordFile() { ::munmap(const_cast<char*>(begin_), bytes_); }

absl::string_view WordFile::At(const WordLocation& location) const {
  if (location.offset < kWordFileMagic.size() || location.offset % kWordRecordAlignment != 0 ||
      location.offset > bytes_ || location.size > bytes_ - location.offset) {
    return {};
  }
  return {begin_ + location.offset, location.size};
}

}  // namespace dateline::format
