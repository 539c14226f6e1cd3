// A file or standard input as a stream of decompressed bytes: gzip, zstd, bzip2, xz and lz4 are
// recognised by content.

#ifndef DATELINE_INDEXER_SOURCE_BYTE_STREAM_H_
#define DATELINE_INDEXER_SOURCE_BYTE_STREAM_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dateline::source {

// Not thread-safe. The file is closed by the destructor.
class ByteStream {
 public:
  virtual ~ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  // The next piece, valid until the next call; empty at the end. DATA_LOSS when the compressed data
  // ends too early or is damaged, UNAVAILABLE when the disk fails. What came before has been handed
  // out: for gzip to the last byte before the damage, for the others up to the block that holds it.
  virtual absl::Status Next(absl::string_view* piece) = 0;

  // Taken from disk so far, compressed.
  virtual uint64_t bytes_read() const = 0;

 protected:
  ByteStream() = default;
};

// Opens the file; "-" is standard input. NOT_FOUND, PERMISSION_DENIED, UNAVAILABLE when it cannot
// be opened or its first bytes cannot be read, DATA_LOSS when they begin compressed data that is
// damaged at once.
absl::StatusOr<std::unique_ptr<ByteStream>> OpenByteStream(const std::string& path);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_BYTE_STREAM_H_
