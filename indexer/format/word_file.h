// The word file of a shard: the records (word_record.h) of its articles, one behind the other.
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
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/format/word_record.h"

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

// A committed word file in memory, as the kernel pages it. Thread-safe. A file that somebody else
// than the indexer shortens while it is mapped ends the process (SIGBUS), as with every mapped
// file.
class WordFile {
 public:
  // The first `bytes` bytes. NOT_FOUND when it is not there, DATA_LOSS when it is shorter or begins
  // with something else.
  static absl::StatusOr<std::unique_ptr<WordFile>> Open(const std::string& path, uint64_t bytes);
  ~WordFile();
  WordFile(const WordFile&) = delete;
  WordFile& operator=(const WordFile&) = delete;

  // The bytes at a location; empty when it is not in the file.
  absl::string_view At(const WordLocation& location) const;

 private:
  WordFile(const char* begin, uint64_t bytes) : begin_(begin), bytes_(bytes) {}

  const char* const begin_;
  const uint64_t bytes_;
};

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_WORD_FILE_H_
