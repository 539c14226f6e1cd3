// A file or standard input as a stream of decompressed bytes: gzip, zstd, bzip2, xz and lz4 are
// recognised by content.

#ifndef DATELINE_INDEXER_SOURCE_BYTE_STREAM_H_
#define DATELINE_INDEXER_SOURCE_BYTE_STREAM_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dateline::source {

// Not thread-safe. The destructor closes what is open.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  // The next piece, valid until the next call; empty at the end. The first has at least
  // kFirstPieceBytes, unless the stream is shorter. An error comes after all that could be read
  // before it: DATA_LOSS when compressed data is damaged, OUT_OF_RANGE when it ends too early,
  // UNAVAILABLE when the disk fails. After DATA_LOSS the next call goes on behind the damage, at
  // the next part that can be read on its own (a gzip member, a zstd frame, a stream of xz or
  // bzip2); without one, and after any other error, it says the end.
  virtual absl::Status Next(absl::string_view* piece) = 0;

  // Taken from disk so far, compressed.
  virtual uint64_t bytes_read() const = 0;

  // Where in the file as it is stored the last piece begins; with in_members(), where the member
  // (member_stream.h) begins that the whole piece came from.
  virtual uint64_t piece_offset() const = 0;
  virtual bool in_members() const { return false; }

  // True when the last error was of bytes behind the end of compressed data that is whole.
  virtual bool whole_before_error() const { return false; }

 protected:
  ByteStream() = default;
};

inline constexpr size_t kFirstPieceBytes = 8;

// Opens the file as it is stored; "-" is standard input. NOT_FOUND, PERMISSION_DENIED, UNAVAILABLE
// when it cannot be opened.
absl::StatusOr<std::unique_ptr<ByteStream>> OpenStored(const std::string& path);

// What `stored` holds, decompressed when it is compressed. The error of its first bytes when they
// cannot be read (a folder); DATA_LOSS when they begin compressed data that is damaged at once.
absl::StatusOr<std::unique_ptr<ByteStream>> Decompress(std::unique_ptr<ByteStream> stored);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_BYTE_STREAM_H_
