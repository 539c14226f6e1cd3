#include "indexer/source/byte_stream.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace dateline::source {
namespace {

constexpr size_t kBlockBytes = 256 << 10;
constexpr size_t kMinBlockBytes = 8;

constexpr absl::string_view kGzipMagic("\x1f\x8b", 2);

absl::Status FromErrno(int error) {
  const char* text = std::strerror(error);
  if (error == EACCES || error == EPERM) return absl::PermissionDeniedError(text);
  if (error == ENOENT) return absl::NotFoundError(text);
  return absl::UnavailableError(text);
}

// A file as it is on disk, in blocks.
class RawFile {
 public:
  RawFile(int fd, bool owns_fd) : fd_(fd), owns_fd_(owns_fd), block_(kBlockBytes) {}
  ~RawFile() {
    if (owns_fd_) close(fd_);
  }
  RawFile(const RawFile&) = delete;
  RawFile& operator=(const RawFile&) = delete;

  // The next block; the first one again after Unread(). Empty at the end.
  absl::Status Next(absl::string_view* block) {
    if (std::exchange(unread_, false)) {
      *block = absl::string_view(block_.data(), size_);
      return absl::OkStatus();
    }
    *block = absl::string_view();
    size_ = 0;
    // A pipe may give a byte at a time; the magic numbers need a few.
    while (size_ < kMinBlockBytes) {
      const ssize_t got = read(fd_, block_.data() + size_, block_.size() - size_);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return FromErrno(errno);
      if (got == 0) break;
      size_ += static_cast<size_t>(got);
    }
    bytes_read_ += size_;
    *block = absl::string_view(block_.data(), size_);
    return absl::OkStatus();
  }

  void Unread() { unread_ = true; }
  uint64_t bytes_read() const { return bytes_read_; }

 private:
  const int fd_;
  const bool owns_fd_;
  std::vector<char> block_;
  size_t size_ = 0;
  bool unread_ = false;
  uint64_t bytes_read_ = 0;
};

class PlainStream : public ByteStream {
 public:
  explicit PlainStream(std::unique_ptr<RawFile> file) : file_(std::move(file)) {}

  absl::Status Next(absl::string_view* piece) override { return file_->Next(piece); }
  uint64_t bytes_read() const override { return file_->bytes_read(); }

 private:
  std::unique_ptr<RawFile> file_;
};

// Gzip, of any number of members. Not through libarchive, which drops up to 64 KiB of good data
// before damage.
class GzipStream : public ByteStream {
 public:
  explicit GzipStream(std::unique_ptr<RawFile> file)
      : file_(std::move(file)), output_(kBlockBytes) {
    std::memset(&z_, 0, sizeof z_);
    ready_ = inflateInit2(&z_, 15 + 16) == Z_OK;
  }
  ~GzipStream() override {
    if (ready_) inflateEnd(&z_);
  }

  absl::Status Next(absl::string_view* piece) override {
    *piece = absl::string_view();
    if (!ready_) return absl::ResourceExhaustedError("no memory to decompress with");
    if (!failed_.ok()) return failed_;
    z_.next_out = reinterpret_cast<Bytef*>(output_.data());
    z_.avail_out = output_.size();
    while (z_.avail_out > 0 && !ended_ && failed_.ok()) failed_ = Step();
    *piece = absl::string_view(output_.data(), output_.size() - z_.avail_out);
    // Good data first; the error comes with the next call.
    return piece->empty() ? failed_ : absl::OkStatus();
  }
  uint64_t bytes_read() const override { return file_->bytes_read(); }

 private:
  absl::Status Step() {
    if (z_.avail_in == 0) {
      absl::string_view block;
      absl::Status status = file_->Next(&block);
      if (!status.ok()) return status;
      if (block.empty()) {
        ended_ = true;
        return in_member_ ? absl::DataLossError("gzip data ends too early") : absl::OkStatus();
      }
      z_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(block.data()));
      z_.avail_in = block.size();
    }
    if (!in_member_) {
      // Between members: some writers pad the file with zeros.
      if (*z_.next_in == 0) {
        ++z_.next_in;
        --z_.avail_in;
        return absl::OkStatus();
      }
      if (inflateReset(&z_) != Z_OK) return absl::DataLossError("gzip data is damaged");
      in_member_ = true;
    }
    const int result = inflate(&z_, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      in_member_ = false;
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      return absl::DataLossError(absl::StrCat("gzip data is damaged", z_.msg == nullptr ? "" : ": ",
                                              z_.msg == nullptr ? "" : z_.msg));
    }
    return absl::OkStatus();
  }

  std::unique_ptr<RawFile> file_;
  std::vector<char> output_;
  z_stream z_;
  bool ready_ = false;
  bool in_member_ = true;
  bool ended_ = false;
  absl::Status failed_;
};

// Every other compression.
class ArchiveStream : public ByteStream {
 public:
  explicit ArchiveStream(std::unique_ptr<RawFile> file) : file_(std::move(file)) {}
  ~ArchiveStream() override {
    if (archive_ != nullptr) archive_read_free(archive_);
  }

  absl::Status Open() {
    archive_ = archive_read_new();
    if (archive_ == nullptr) return absl::ResourceExhaustedError("no memory to read with");
    // Filters by name: the ones that libarchive would hand to an outside program stay off.
    archive_read_support_filter_zstd(archive_);
    archive_read_support_filter_bzip2(archive_);
    archive_read_support_filter_xz(archive_);
    archive_read_support_filter_lz4(archive_);
    archive_read_support_format_raw(archive_);
    archive_read_support_format_empty(archive_);
    if (archive_read_open(archive_, this, nullptr, &ReadBlock, nullptr) != ARCHIVE_OK) {
      return Error();
    }
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(archive_, &entry);
    ended_ = result == ARCHIVE_EOF;
    return ended_ || result == ARCHIVE_OK || result == ARCHIVE_WARN ? absl::OkStatus() : Error();
  }

  absl::Status Next(absl::string_view* piece) override {
    *piece = absl::string_view();
    while (!ended_) {
      const void* data = nullptr;
      size_t size = 0;
      la_int64_t offset = 0;
      const int result = archive_read_data_block(archive_, &data, &size, &offset);
      if (result == ARCHIVE_EOF) {
        ended_ = true;
      } else if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
        ended_ = true;
        return Error();
      } else if (size > 0) {
        *piece = absl::string_view(static_cast<const char*>(data), size);
        break;
      }
    }
    return absl::OkStatus();
  }
  uint64_t bytes_read() const override { return file_->bytes_read(); }

 private:
  static la_ssize_t ReadBlock(archive* from, void* self, const void** buffer) {
    ArchiveStream* stream = static_cast<ArchiveStream*>(self);
    absl::string_view block;
    stream->disk_ = stream->file_->Next(&block);
    *buffer = block.data();
    if (stream->disk_.ok()) return static_cast<la_ssize_t>(block.size());
    archive_set_error(from, EIO, "%s", "the disk failed");
    return -1;
  }

  absl::Status Error() const {
    if (!disk_.ok()) return disk_;
    const char* text = archive_error_string(archive_);
    return absl::DataLossError(text == nullptr ? "compressed data is damaged" : text);
  }

  std::unique_ptr<RawFile> file_;
  archive* archive_ = nullptr;
  bool ended_ = false;
  absl::Status disk_;
};

bool IsOtherCompression(absl::string_view head) {
  return absl::StartsWith(head, "\x28\xb5\x2f\xfd") || absl::StartsWith(head, "BZh") ||
         absl::StartsWith(head, absl::string_view("\xfd\x37zXZ\0", 6)) ||
         absl::StartsWith(head, "\x04\x22\x4d\x18");
}

}  // namespace

absl::StatusOr<std::unique_ptr<ByteStream>> OpenByteStream(const std::string& path) {
  int fd = STDIN_FILENO;
  if (path != "-") {
    fd = open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (fd < 0) return FromErrno(errno);
  }
  auto file = std::make_unique<RawFile>(fd, path != "-");
  absl::string_view head;
  const absl::Status status = file->Next(&head);  // A folder fails here.
  if (!status.ok()) return status;
  file->Unread();
  if (absl::StartsWith(head, kGzipMagic)) return std::make_unique<GzipStream>(std::move(file));
  if (IsOtherCompression(head)) {
    auto stream = std::make_unique<ArchiveStream>(std::move(file));
    const absl::Status opened = stream->Open();
    if (!opened.ok()) return opened;
    return stream;
  }
  return std::make_unique<PlainStream>(std::move(file));
}

}  // namespace dateline::source
