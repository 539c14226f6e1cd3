// Reads the entries of a table that GlassTableWriter wrote, in the order of their keys.

#ifndef DATELINE_INDEXER_FORMAT_GLASS_TABLE_READER_H_
#define DATELINE_INDEXER_FORMAT_GLASS_TABLE_READER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/format/glass_table_file.h"

namespace dateline::format {

// Only tables that nobody has changed since: their leaves stand in the order of their keys, and
// there are no others. Not thread-safe; several may read one file.
class GlassTableReader {
 public:
  // Of a whole file, from its first entry on.
  static absl::StatusOr<std::unique_ptr<GlassTableReader>> Open(const std::string& path);
  // Borrows the file; stands before its first entry.
  explicit GlassTableReader(const GlassTableFile& file) : file_(&file) {}
  GlassTableReader(const GlassTableReader&) = delete;
  GlassTableReader& operator=(const GlassTableReader&) = delete;

  // Moves to the next entry; at first to the first. False behind the last, and for a status that is
  // not OK: DATA_LOSS for bytes that GlassTableWriter does not write.
  bool Next();
  // Moves to the first entry whose key is `key` or above it; as Next. REQUIRES: it is not empty.
  bool Seek(const GlassRoot& root, absl::string_view key);
  // Moves to an entry where a reader of the file was; as Next.
  using Place = uint64_t;
  bool GoTo(Place place);
  const absl::Status& status() const { return status_; }

  // Of the entry; valid until the reader moves.
  Place place() const { return place_; }
  absl::string_view key() const { return key_; }
  // As it is in the table, compressed or not.
  absl::string_view tag() const { return tag_; }
  bool compressed() const { return compressed_; }

 private:
  // Of a leaf.
  struct Item {
    Place place = 0;
    uint8_t flags = 0;
    absl::string_view key;
    absl::string_view rest;  // Behind the key.
  };
  explicit GlassTableReader(std::shared_ptr<const GlassTableFile> file)
      : owned_(std::move(file)), file_(owned_.get()) {}
  // Moves to the next item of a leaf. False behind the last, or on failure.
  bool NextItem(Item* item);
  bool EnterLeaf(size_t block);
  // Makes an entry of its first item and those behind it.
  bool ReadEntry(Item item);
  bool Damaged();

  const std::shared_ptr<const GlassTableFile> owned_;  // Null when it is borrowed.
  const GlassTableFile* const file_;
  size_t next_block_ = 0;    // Behind the current one.
  absl::string_view block_;  // The current one.
  size_t directory_ = 0;     // The next entry of its directory, from its beginning.
  size_t directory_end_ = 0;
  Place place_ = 0;
  absl::string_view key_;
  absl::string_view tag_;
  std::string pieces_;  // A tag of several.
  bool compressed_ = false;
  absl::Status status_;
};

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_GLASS_TABLE_READER_H_
