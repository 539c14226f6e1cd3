#include "indexer/format/word_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/memory/memory.h"
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

absl::StatusOr<std::unique_ptr<MappedWords>> MappedWords::Open(const std::string& path,
                                                               std::optional<uint64_t> bytes) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return ErrnoStatus(path, "cannot open");
  absl::Status status;
  void* begin = MAP_FAILED;
  struct stat info = {};
  if (::fstat(fd, &info) != 0) {
    status = ErrnoStatus(path, "cannot stat");
  } else if (info.st_size == 0 || static_cast<uint64_t>(info.st_size) < bytes.value_or(0)) {
    status = absl::DataLossError(
        absl::StrCat(path, ": has ", info.st_size, " bytes and should have ", bytes.value_or(1)));
  } else {
    begin = ::mmap(nullptr, bytes.value_or(info.st_size), PROT_READ, MAP_SHARED, fd, 0);
    if (begin == MAP_FAILED) status = ErrnoStatus(path, "cannot map");
  }
  ::close(fd);
  if (!status.ok()) return status;
  return absl::WrapUnique(
      new MappedWords({static_cast<const char*>(begin), bytes.value_or(info.st_size)}));
}

MappedWords::~MappedWords() { ::munmap(const_cast<char*>(bytes_.data()), bytes_.size()); }

absl::StatusOr<std::unique_ptr<WordTableFile>> WordTableFile::Open(const std::string& shard) {
  const std::string path = absl::StrCat(shard, "/", kWordTableFileName);
  absl::StatusOr<std::unique_ptr<MappedWords>> file = MappedWords::Open(path, std::nullopt);
  if (!file.ok()) return file.status();
  const std::optional<WordTable> table = WordTable::Parse((*file)->bytes());
  if (!table) {
    return absl::DataLossError(
        absl::StrCat(path, ": damaged, or not a file that Dateline has written"));
  }
  return absl::WrapUnique(new WordTableFile(*std::move(file), *table));
}

absl::StatusOr<std::unique_ptr<WordFile>> WordFile::Open(const std::string& path, uint64_t bytes) {
  if (bytes < kWordFileMagic.size()) {
    return absl::DataLossError(absl::StrCat(path, ": should have ", bytes, " bytes"));
  }
  absl::StatusOr<std::unique_ptr<MappedWords>> file = MappedWords::Open(path, bytes);
  if (!file.ok()) return file.status();
  if ((*file)->bytes().substr(0, kWordFileMagic.size()) != kWordFileMagic) {
    return absl::DataLossError(absl::StrCat(path, ": not a file that Dateline has written"));
  }
  return absl::WrapUnique(new WordFile(*std::move(file)));
}

absl::string_view WordFile::At(const WordLocation& location) const {
  const absl::string_view bytes = file_->bytes();
  if (location.offset < kWordFileMagic.size() || location.offset % kWordRecordAlignment != 0 ||
      location.offset > bytes.size() || location.size > bytes.size() - location.offset) {
    return {};
  }
  return bytes.substr(location.offset, location.size);
}

}  // namespace dateline::format
