// A file or standard input as a stream of decompressed bytes: gzip, zstd, bzip2, xz and lz4 are
// recognised by content.

#ifndef DATELINE_INDEXER_SOURCE_BYTE_STREAM_H_
#define DATELINE_INDEXER_SOURCE_BYTE_STREAM_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

struct archive;

namespace dateline::source {

// Not thread-safe. The file is closed by the destructor.
class ByteStream {
 public:
  // Opens the file; "-" is standard input. PERMISSION_DENIED, NOT_FOUND or UNAVAILABLE when it
  // cannot be opened.
  static absl::Status Open(const std::string& path, std::unique_ptr<ByteStream>* stream);

  ~ByteStream();
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  // The next piece, valid until the next call; empty at the end. DATA_LOSS when the compressed data
  // ends too early or is damaged (what came before has been handed out), UNAVAILABLE when the disk
  // fails.
  absl::Status Next(absl::string_view* piece);

  // Taken from disk so far, compressed.
  uint64_t bytes_read() const;

 private:
  ByteStream(int fd, bool owns_fd) : fd_(fd), owns_fd_(owns_fd) {}
  absl::Status OpenArchive();
  absl::Status ReadError() const;

  int fd_;
  bool owns_fd_;
  bool ended_ = false;
  struct archive* archive_ = nullptr;
};

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_BYTE_STREAM_H_
