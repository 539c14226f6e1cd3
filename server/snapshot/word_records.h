// Where the words of every article are, in their order: in the word file of its shard, in Xapian's
// position lists (articles of format versions before 6), or only in its stored text.
//
// The word file of a shard of version 7 knows itself where each record is. Of earlier versions,
// slot kSlotWords of every article says it.

#ifndef DATELINE_SERVER_SNAPSHOT_WORD_RECORDS_H_
#define DATELINE_SERVER_SNAPSHOT_WORD_RECORDS_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/format/word_file.h"
#include "indexer/format/word_record.h"

namespace dateline::snapshot {

// Locations by row in shards before version 7, as they are loaded; 8 bytes each. No rows at all
// when there is no such shard.
class WordLocations {
 public:
  // Every row has positions.
  explicit WordLocations(uint32_t row_count = 0) : packed_(row_count, kPositions) {}

  void Set(uint32_t row, const format::WordLocation& location) {
    packed_[row] = location.offset / format::kWordRecordAlignment << kSizeBits |
                   location.size / format::kWordRecordAlignment;
  }
  bool HasPositions(uint32_t row) const { return packed_[row] == kPositions; }
  // REQUIRES: !HasPositions(row).
  format::WordLocation At(uint32_t row) const {
    const uint64_t packed = packed_[row];
    return {(packed >> kSizeBits) * format::kWordRecordAlignment,
            static_cast<uint32_t>((packed & kSizeMask) * format::kWordRecordAlignment)};
  }
  uint32_t row_count() const { return static_cast<uint32_t>(packed_.size()); }
  uint64_t byte_size() const { return packed_.capacity() * sizeof(uint64_t); }

 private:
  // 40 bits of offset, 24 of size: as much as DecodeWordLocation lets through, but for one.
  static constexpr int kSizeBits = 24;
  static constexpr uint64_t kSizeMask = (uint64_t{1} << kSizeBits) - 1;
  static constexpr uint64_t kPositions = UINT64_MAX;

  std::vector<uint64_t> packed_;
};

// What has to be known of a shard.
struct WordShard {
  std::string path;        // Its folder.
  uint32_t first_row = 0;  // Of docid 1.
  uint32_t row_count = 0;
  bool has_table = false;           // Of version 7, also when its word file is lost.
  format::WordFileState committed;  // Of version 6.
};

// Of one snapshot. All functions are thread-safe once OpenFiles is done.
class WordRecords {
 public:
  enum class Source : uint8_t { kRecord, kPositions, kText };
  // What is wrong with a word file, whole: told once for a file that cannot be opened, and once for
  // all damaged records of the snapshot. Called from any thread.
  using OnDamage = std::function<void(const std::string&)>;

  WordRecords() = default;
  WordRecords(const WordRecords&) = delete;
  WordRecords& operator=(const WordRecords&) = delete;

  // Opens the word files of the shards. `locations` has a row for every one of theirs, unless all
  // shards have tables.
  void OpenFiles(WordLocations locations, const std::vector<WordShard>& shards, OnDamage on_damage);

  // Where to look for the words of a row, and its record, which may still turn out to be damaged.
  struct Place {
    Source source = Source::kText;
    absl::string_view bytes;
  };
  Place Find(size_t shard, uint32_t row) const {
    const File& file = files_[shard];
    if (!file.has_table && locations_.HasPositions(row)) return {Source::kPositions, {}};
    const absl::string_view bytes = BytesOf(file, row);
    return {bytes.empty() ? Source::kText : Source::kRecord, bytes};
  }
  // Brings nearer what is looked at of most records.
  static void Prefetch(absl::string_view bytes) {
    for (size_t i = 0; i < bytes.size() && i < kPrefetchBytes; i += 64) {
      __builtin_prefetch(bytes.data() + i);
    }
  }
  // The record of a row; nullopt when it is damaged, so that the text has to do. `key` is the
  // article's. REQUIRES: `bytes` is what Find gave.
  std::optional<format::WordRecord> Read(size_t shard, uint32_t row, absl::string_view bytes,
                                         uint64_t key) const;

  // Without what is in the files.
  uint64_t byte_size() const { return locations_.byte_size() + (checked_size_ * sizeof(uint64_t)); }

 private:
  // The header and the lowest bytes of 240 words.
  static constexpr size_t kPrefetchBytes = 256;

  struct File {
    uint32_t first_row = 0;
    bool has_table = false;
    // Either, or none when the shard has no file that can be read.
    std::unique_ptr<format::WordTableFile> table;
    std::unique_ptr<format::WordFile> located;
  };

  // The bytes of the record of a row; empty when there are none. REQUIRES: the row has no
  // positions.
  absl::string_view BytesOf(const File& file, uint32_t row) const {
    if (file.table != nullptr) return file.table->Record(row - file.first_row + 1);
    return file.located != nullptr ? file.located->At(locations_.At(row)) : absl::string_view();
  }
  bool NeedsLocatedFile(const WordShard& shard) const;

  WordLocations locations_;
  std::vector<File> files_;  // By shard.
  OnDamage on_damage_;
  // A bit for every row whose record's checksum was right: it is compared once.
  size_t checked_size_ = 0;
  std::unique_ptr<std::atomic<uint64_t>[]> checked_;
  mutable std::atomic<bool> damage_told_{false};
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_WORD_RECORDS_H_
