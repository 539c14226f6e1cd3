#include "indexer/store/word_writer.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/store/durable_file.h"

namespace dateline::store {
namespace {

constexpr size_t kMaxPendingBytes = 1 << 20;

std::string PathOf(const std::string& shard, uint64_t generation) {
  return absl::StrCat(shard, "/", format::WordFileName(generation));
}

// Reads `size` bytes at `offset`. False when they are not there.
bool ReadAt(int fd, uint64_t offset, size_t size, std::string* bytes) {
  bytes->resize(size);
  for (size_t done = 0; done < size;) {
    const ssize_t got =
        ::pread(fd, &(*bytes)[done], size - done, static_cast<off_t>(offset + done));
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    done += static_cast<size_t>(got);
  }
  return true;
}

// True when the file is what the committed state says, whatever is behind it.
bool IsWhole(int fd, const format::WordFileState& committed) {
  struct stat info = {};
  std::string magic;
  return ::fstat(fd, &info) == 0 && committed.bytes >= format::kWordFileMagic.size() &&
         static_cast<uint64_t>(info.st_size) >= committed.bytes &&
         ReadAt(fd, 0, format::kWordFileMagic.size(), &magic) && magic == format::kWordFileMagic;
}

}  // namespace

absl::StatusOr<WordWriter> WordWriter::Open(const std::string& shard,
                                            const format::WordFileState& committed) {
  if (committed.generation > 0) {
    const std::string path = PathOf(shard, committed.generation);
    const int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (fd < 0 && errno != ENOENT) return ErrnoStatus(path, "cannot open");
    if (fd >= 0) {
      WordWriter writer(path, fd);
      if (IsWhole(fd, committed)) {
        if (::ftruncate(fd, static_cast<off_t>(committed.bytes)) != 0) {
          return ErrnoStatus(path, "cannot cut off what is not committed");
        }
        writer.state_ = committed;
        return writer;
      }
    }
  }
  absl::StatusOr<WordWriter> writer = Create(shard, committed.generation + 1);
  if (writer.ok()) writer->lost_ = committed.live_bytes > 0;
  return writer;
}

absl::StatusOr<WordWriter> WordWriter::Create(const std::string& shard, uint64_t generation) {
  const std::string path = PathOf(shard, generation);
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (fd < 0) return ErrnoStatus(path, "cannot create");
  WordWriter writer(path, fd);
  writer.state_.generation = generation;
  writer.state_.bytes = format::kWordFileMagic.size();
  writer.pending_ = std::string(format::kWordFileMagic);
  return writer;
}

WordWriter::WordWriter(WordWriter&& other) noexcept { *this = std::move(other); }

WordWriter& WordWriter::operator=(WordWriter&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(fd_, other.fd_);
  std::swap(state_, other.state_);
  std::swap(lost_, other.lost_);
  std::swap(pending_, other.pending_);
  std::swap(status_, other.status_);
  return *this;
}

WordWriter::~WordWriter() {
  if (fd_ >= 0) ::close(fd_);
}

bool WordWriter::MustRewrite() const {
  const uint64_t records = state_.bytes - format::kWordFileMagic.size();
  const uint64_t garbage = records - std::min(records, state_.live_bytes);
  return lost_ || (garbage >= kMinGarbageBytes && garbage > state_.live_bytes);
}

format::WordLocation WordWriter::Append(absl::string_view record) {
  if (record.empty()) return {};
  const format::WordLocation location{state_.bytes, static_cast<uint32_t>(record.size())};
  pending_.append(record.data(), record.size());
  state_.bytes += record.size();
  state_.live_bytes += record.size();
  if (pending_.size() >= kMaxPendingBytes) Flush();
  return location;
}

void WordWriter::Drop(const format::WordLocation& location) {
  state_.live_bytes -= std::min<uint64_t>(state_.live_bytes, location.size);
}

std::string WordWriter::Read(const format::WordLocation& location) {
  Flush();
  std::string bytes;
  const bool inside =
      location.offset <= state_.bytes && location.size <= state_.bytes - location.offset;
  if (lost_ || !inside || !ReadAt(fd_, location.offset, location.size, &bytes)) return "";
  return bytes;
}

void WordWriter::Flush() {
  uint64_t offset = state_.bytes - pending_.size();
  absl::string_view left = pending_;
  while (status_.ok() && !left.empty()) {
    const ssize_t written = ::pwrite(fd_, left.data(), left.size(), static_cast<off_t>(offset));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) {
      status_ = ErrnoStatus(path_, "cannot write");
      return;
    }
    left.remove_prefix(static_cast<size_t>(written));
    offset += static_cast<uint64_t>(written);
  }
  pending_.clear();
}

absl::Status WordWriter::Sync() {
  Flush();
  if (status_.ok() && ::fdatasync(fd_) != 0) status_ = ErrnoStatus(path_, "cannot sync");
  return status_;
}

}  // namespace dateline::store
