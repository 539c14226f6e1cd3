#include "indexer/source/byte_stream.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>

#include "absl/strings/match.h"
#include "indexer/source/filter_stream.h"
#include "indexer/source/member_stream.h"

namespace dateline::source {
namespace {

constexpr size_t kBlockBytes = 256 << 10;

absl::Status FromErrno(int error) {
  const char* text = std::strerror(error);
  if (error == EACCES || error == EPERM) return absl::PermissionDeniedError(text);
  if (error == ENOENT) return absl::NotFoundError(text);
  return absl::UnavailableError(text);
}

// A file as it is on disk, in blocks.
class StoredFile : public ByteStream {
 public:
  StoredFile(int fd, bool owns_fd) : fd_(fd), owns_fd_(owns_fd), block_(new char[kBlockBytes]) {}
  ~StoredFile() override {
    if (owns_fd_) close(fd_);
  }

  absl::Status Next(absl::string_view* piece) override {
    *piece = absl::string_view();
    piece_offset_ = bytes_read_;
    if (ended_) return absl::OkStatus();
    // A pipe may give a byte at a time; the magic numbers need a few.
    size_t size = 0;
    while (size < kFirstPieceBytes) {
      const ssize_t got = read(fd_, block_.get() + size, kBlockBytes - size);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) {
        ended_ = true;
        return FromErrno(errno);
      }
      if (got == 0) break;
      size += static_cast<size_t>(got);
    }
    bytes_read_ += size;
    *piece = absl::string_view(block_.get(), size);
    return absl::OkStatus();
  }

  uint64_t bytes_read() const override { return bytes_read_; }
  uint64_t piece_offset() const override { return piece_offset_; }

 private:
  const int fd_;
  const bool owns_fd_;
  // Not filled with zeros: most files are much smaller.
  const std::unique_ptr<char[]> block_;
  uint64_t bytes_read_ = 0;
  uint64_t piece_offset_ = 0;
  bool ended_ = false;
};

// A stream whose first piece has been looked at.
class ReplayedStream : public ByteStream {
 public:
  ReplayedStream(std::unique_ptr<ByteStream> stream, absl::string_view first)
      : stream_(std::move(stream)), first_(first) {}

  absl::Status Next(absl::string_view* piece) override {
    if (std::exchange(replayed_, true)) return stream_->Next(piece);
    *piece = first_;
    return absl::OkStatus();
  }
  uint64_t bytes_read() const override { return stream_->bytes_read(); }
  uint64_t piece_offset() const override { return stream_->piece_offset(); }
  bool in_members() const override { return stream_->in_members(); }
  bool whole_before_error() const override { return stream_->whole_before_error(); }

 private:
  const std::unique_ptr<ByteStream> stream_;
  const absl::string_view first_;
  bool replayed_ = false;
};

}  // namespace

absl::StatusOr<std::unique_ptr<ByteStream>> OpenStored(const std::string& path) {
  if (path == "-") return std::make_unique<StoredFile>(STDIN_FILENO, false);
  const int fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return FromErrno(errno);
  return std::make_unique<StoredFile>(fd, true);
}

absl::StatusOr<std::unique_ptr<ByteStream>> Decompress(std::unique_ptr<ByteStream> stored) {
  absl::string_view head;
  const absl::Status status = stored->Next(&head);
  if (!status.ok()) return status;
  auto replayed = std::make_unique<ReplayedStream>(std::move(stored), head);
  if (IsGzip(head)) return MakeGzipStream(std::move(replayed));
  if (IsXz(head)) return MakeXzStream(std::move(replayed));
  if (IsBzip2(head)) return MakeBzip2Stream(std::move(replayed));
  if (IsZstd(head)) return MakeZstdStream(std::move(replayed));
  if (IsFiltered(head)) return MakeFilterStream(std::move(replayed));
  return replayed;
}

}  // namespace dateline::source
