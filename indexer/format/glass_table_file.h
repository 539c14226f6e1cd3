// The file of a glass table that nobody changes any more, mapped into memory.

#ifndef DATELINE_INDEXER_FORMAT_GLASS_TABLE_FILE_H_
#define DATELINE_INDEXER_FORMAT_GLASS_TABLE_FILE_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/format/glass_format.h"

namespace dateline::format {

// Thread-safe. Its blocks are read from the disk when they are first looked at.
class GlassTableFile {
 public:
  // NOT_FOUND, UNAVAILABLE; DATA_LOSS for a size that is not one of whole blocks.
  static absl::StatusOr<std::shared_ptr<const GlassTableFile>> Open(const std::string& path);
  ~GlassTableFile();
  GlassTableFile(const GlassTableFile&) = delete;
  GlassTableFile& operator=(const GlassTableFile&) = delete;

  const std::string& path() const { return path_; }
  // True when both are one file, whatever it is called; no file that is open becomes another.
  bool IsSameFile(const GlassTableFile& other) const { return file_ == other.file_; }
  size_t block_count() const { return block_count_; }
  // REQUIRES: i < block_count().
  absl::string_view block(size_t i) const {
    return {data_ + i * kGlassBlockBytes, kGlassBlockBytes};
  }
  // Gives the memory of what was read back; the blocks stay readable.
  void Release() const;

 private:
  using FileNumber = std::pair<uint64_t, uint64_t>;  // Of the device, and of the file on it.
  GlassTableFile(std::string path, FileNumber file, const char* data, size_t block_count)
      : path_(std::move(path)), file_(file), data_(data), block_count_(block_count) {}

  const std::string path_;
  const FileNumber file_;
  const char* const data_;
  const size_t block_count_;
};

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_GLASS_TABLE_FILE_H_
