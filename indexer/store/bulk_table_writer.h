// Writes one table of a glass database from its entries in ascending order: every block is written
// once, full, and behind the one before it.

#ifndef DATELINE_INDEXER_STORE_BULK_TABLE_WRITER_H_
#define DATELINE_INDEXER_STORE_BULK_TABLE_WRITER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/format/glass_format.h"

namespace dateline::store {

using format::AppendGlassDocid;
using format::AppendGlassTerm;
using format::GlassRoot;
using format::GlassStatistics;
using format::GlassTable;
using format::kGlassBlockBytes;
using format::kGlassMaxKeyBytes;
using format::kGlassTables;
using format::ReadGlassDocid;

// Compresses tags as glass expects them: raw DEFLATE.
class TagDeflater;

// Not thread-safe. The first failure sticks: every later call returns it.
class GlassTableWriter {
 public:
  // Creates the file, or empties it. `compression_level` 1 to 12, libdeflate's; without meaning for
  // tables that are never compressed, and 0 leaves the tags of the others as they are.
  static absl::StatusOr<std::unique_ptr<GlassTableWriter>> Create(const std::string& path,
                                                                  GlassTable table,
                                                                  int compression_level);
  ~GlassTableWriter();
  GlassTableWriter(const GlassTableWriter&) = delete;
  GlassTableWriter& operator=(const GlassTableWriter&) = delete;

  // Adds an entry. REQUIRES: the key has 1 to kGlassMaxKeyBytes bytes and is above all before it.
  // INVALID_ARGUMENT: a tag of more than about 100 MiB.
  absl::Status Add(absl::string_view key, absl::string_view tag);
  // The same for a tag as it is to stand in the table, compressed or not.
  absl::Status AddStored(absl::string_view key, absl::string_view tag, bool compressed);

  // How large a tag of this key should at most be to stand in one piece and leave no gap: what
  // fills the block up, or, when little room is left in it, the largest piece there can be.
  size_t TagRoom(size_t key_bytes) const;

  // Writes what is left; with `sync`, onto the disk. Nothing may be added behind it.
  absl::StatusOr<GlassRoot> Finish(bool sync);

 private:
  // A block that is being filled: directory from the front, items from the back.
  struct Block {
    Block() : bytes(kGlassBlockBytes) { Clear(); }
    void Clear();
    bool empty() const { return items_begin == kGlassBlockBytes; }
    size_t room() const { return items_begin - directory_end; }
    // The place of a further item of this size. REQUIRES: it has room, with its directory entry.
    uint8_t* AddItem(size_t size);

    std::vector<uint8_t> bytes;
    size_t directory_end;
    size_t items_begin;
  };
  // The first key of a block, as far as it takes to tell it from the last one of the block before.
  struct Separator {
    std::string key;
    uint32_t component = 0;
  };
  struct Branch {
    Block block;
    Separator separator;
  };

  GlassTableWriter(std::string path, int file, GlassTable table, int compression_level);
  void AddItem(absl::string_view key, uint32_t component, absl::string_view piece, uint8_t flags);
  void BeginLeaf(absl::string_view key, uint32_t component);
  void AddChild(size_t level, const Separator& separator, uint32_t child);
  uint32_t WriteBlock(Block* block, uint32_t level);
  void WriteBuffer();

  const std::string path_;
  const int file_;
  std::unique_ptr<TagDeflater> deflater_;
  Block leaf_;
  Separator leaf_separator_;
  std::string last_key_;
  std::vector<std::unique_ptr<Branch>> branches_;  // Of levels 1 and up.
  std::string buffer_;                             // Blocks that are not in the file yet.
  GlassRoot root_;
  absl::Status status_;
};

// The file of a table: "postlist", "docdata" or "termlist".
std::string GlassTablePath(const std::string& folder, absl::string_view table);

// Finishes the tables of the database `folder` and writes its version file; with `sync`, all onto
// the disk. Then the folder is a database. A table that is null is none: only that of term lists.
absl::Status FinishGlassDatabase(const std::string& folder, GlassTableWriter* postlist,
                                 GlassTableWriter* docdata, GlassTableWriter* termlist,
                                 const GlassStatistics& statistics, bool sync);

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_BULK_TABLE_WRITER_H_
