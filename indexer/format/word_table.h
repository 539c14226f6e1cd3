// The word file of a shard of version 7: the records (word_record.h) of its articles in the order
// of their docids, and a table of where each is. It is written once.
//
//   DIR/shards/K/words
//     bytes   0  16  "dateline words 2"
//            16      the records, one behind the other; an article may have an empty one
//             t      a block for every 64 docids, from 1 on:
//                      0    8  where the first record of the block begins, in units of 8 bytes,
//                              times two; plus 1 when the block is a wide one
//                      8  128  64 times 2: where each record ends, in units of 8 bytes from there;
//                              a record begins where the one before it ends. In a wide block, the
//                              first 4 bytes are the number of its ends below, from 0 on
//                    ends of wide blocks, those with over 512 KB of records: 64 times 4 bytes each
//           end-24   8  t
//               -16  4  n, number of records
//               -12  4  number of wide blocks
//                -8  8  checksum: XXH3 (64 bits) of everything from t to here
//
// All numbers are little-endian. Behind the last record, the ends of the last block are all its.
// The file is derived: without it, or with a damaged one, the words are in the stored articles all
// the same. Records say themselves whether they are damaged.

#ifndef DATELINE_INDEXER_FORMAT_WORD_TABLE_H_
#define DATELINE_INDEXER_FORMAT_WORD_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::format {

inline constexpr absl::string_view kWordTableFileName = "words";
inline constexpr absl::string_view kWordTableMagic = "dateline words 2";

// Collects where records end.
class WordTableBuilder {
 public:
  // Adds the next record. REQUIRES: its size is a multiple of kWordRecordAlignment, and at most
  // kMaxWordRecordBytes.
  void Add(size_t record_bytes);
  uint32_t record_count() const { return record_count_; }
  // What stands behind the records in the file. Nothing may be added after it.
  std::string Finish();

 private:
  void EndBlock();

  uint64_t next_ = 2;  // Where the next record begins, in units: behind the magic.
  uint64_t block_begin_ = 2;
  uint32_t record_count_ = 0;
  std::vector<uint32_t> ends_;  // Of the block that is not full yet.
  std::string blocks_;
  std::string wide_ends_;
};

// A whole file as it lies in memory; borrows the bytes.
class WordTable {
 public:
  // nullopt for bytes that are no such file, or whose table is damaged.
  static std::optional<WordTable> Parse(absl::string_view file);

  uint32_t record_count() const { return record_count_; }
  // The record of a document; empty when it has none. REQUIRES: 1 <= docid <= record_count().
  absl::string_view Record(uint32_t docid) const;

 private:
  const char* file_ = nullptr;
  uint64_t table_begin_ = 0;
  uint32_t record_count_ = 0;
  uint32_t wide_count_ = 0;
  const char* wide_ends_ = nullptr;
};

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_WORD_TABLE_H_
