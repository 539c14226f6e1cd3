// Reads a table that GlassTableWriter wrote, from its first entry to its last.

#ifndef DATELINE_INDEXER_STORE_BULK_TABLE_READER_H_
#define DATELINE_INDEXER_STORE_BULK_TABLE_READER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dateline::store {

// Only tables that nobody has changed since: their leaves stand in the order of their keys, and
// there are no others. Not thread-safe.
class GlassTableReader {
 public:
  static absl::StatusOr<std::unique_ptr<GlassTableReader>> Open(const std::string& path);
  ~GlassTableReader();
  GlassTableReader(const GlassTableReader&) = delete;
  GlassTableReader& operator=(const GlassTableReader&) = delete;

  // Moves to the next entry; at first to the first. False behind the last, and for a status that is
  // not OK: DATA_LOSS for bytes that GlassTableWriter does not write.
  bool Next();
  const absl::Status& status() const { return status_; }

  // Of the entry; valid until Next.
  absl::string_view key() const { return key_; }
  // As it is in the table, compressed or not.
  absl::string_view tag() const { return tag_; }
  bool compressed() const { return compressed_; }

 private:
  GlassTableReader(std::string path, int file);
  // Moves to the next item of a leaf. False behind the last, or on failure.
  bool NextItem(absl::string_view* item);
  bool ReadBlocks();
  bool Damaged();

  const std::string path_;
  const int file_;
  std::string buffer_;    // Whole blocks.
  size_t block_ = 0;      // Where the current one begins in buffer_.
  size_t directory_ = 0;  // The next entry of its directory, from its beginning.
  size_t directory_end_ = 0;
  std::string key_;
  std::string tag_;
  bool compressed_ = false;
  absl::Status status_;
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_BULK_TABLE_READER_H_
