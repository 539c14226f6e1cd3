// Word files of shards, mapped. That of a shard of version 7 is written once, and has a table
// (word_table.h). That of version 6 has the records (word_record.h) of the shard's articles one
// behind the other, and slot kSlotWords says where:
//
//   DIR/shards/S/words.G: 16 bytes "dateline words 1", then records.
//
// A file is only ever appended to. The metadata of the shard name its generation G and the bytes of
// it that are committed; what is behind them an interrupted commit has left, and the next writer
// cuts it off. Records that no article names any more stay; when they are most of it, a commit
// writes the others into the file of the next generation. The file is derived: without it, or with
// a damaged one, the words are in the stored articles all the same.

#ifndef DATELINE_INDEXER_FORMAT_WORD_FILE_H_
#define DATELINE_INDEXER_FORMAT_WORD_FILE_H_

#include <xapian.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/format/word_record.h"
#include "indexer/format/word_table.h"

namespace dateline::format {

inline constexpr absl::string_view kWordFileMagic = "dateline words 1";

// What the metadata of a shard say of its word file.
struct WordFileState {
  uint64_t generation = 0;  // 0: there is none, as in a shard that no version since 6 has written.
  uint64_t bytes = 0;       // Committed.
  uint64_t live_bytes = 0;  // Of the records that articles name.
};

// Throw what Xapian throws. What is not there, or is no number, is read as 0.
WordFileState ReadWordFileState(const Xapian::Database& shard);
void WriteWordFileState(const WordFileState& state, Xapian::WritableDatabase* shard);

// "words.G".
std::string WordFileName(uint64_t generation);

// A file in memory, as the kernel pages it. Thread-safe. A file that somebody else than the indexer
// shortens while it is mapped ends the process (SIGBUS), as with every mapped file.
class MappedWords {
 public:
  // The first `bytes` bytes, or all of them. NOT_FOUND when it is not there, DATA_LOSS when it is
  // shorter or empty.
  static absl::StatusOr<std::unique_ptr<MappedWords>> Open(const std::string& path,
                                                           std::optional<uint64_t> bytes);
  ~MappedWords();
  MappedWords(const MappedWords&) = delete;
  MappedWords& operator=(const MappedWords&) = delete;

  absl::string_view bytes() const { return bytes_; }

 private:
  explicit MappedWords(absl::string_view bytes) : bytes_(bytes) {}

  const absl::string_view bytes_;
};

// The word file of a shard of version 7. Thread-safe.
class WordTableFile {
 public:
  // Of the shard that has this folder. NOT_FOUND when it is not there, DATA_LOSS when its beginning
  // or its table is damaged.
  static absl::StatusOr<std::unique_ptr<WordTableFile>> Open(const std::string& shard);

  uint32_t record_count() const { return table_.record_count(); }
  // The record of a document; empty when it has none, or the file no such document.
  absl::string_view Record(uint32_t docid) const {
    return docid - 1 < table_.record_count() ? table_.Record(docid) : absl::string_view();
  }

 private:
  WordTableFile(std::unique_ptr<MappedWords> file, const WordTable& table)
      : file_(std::move(file)), table_(table) {}

  const std::unique_ptr<MappedWords> file_;
  const WordTable table_;
};

// The committed word file of a shard of version 6. Thread-safe.
class WordFile {
 public:
  // The first `bytes` bytes. NOT_FOUND when it is not there, DATA_LOSS when it is shorter or begins
  // with something else.
  static absl::StatusOr<std::unique_ptr<WordFile>> Open(const std::string& path, uint64_t bytes);
  // The bytes at a location; empty when it is not in the file.
  absl::string_view At(const WordLocation& location) const;

 private:
  explicit WordFile(std::unique_ptr<MappedWords> file) : file_(std::move(file)) {}

  const std::unique_ptr<MappedWords> file_;
};

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_WORD_FILE_H_
