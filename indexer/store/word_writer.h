// Appends to the word file of a shard (format/word_file.h).

#ifndef DATELINE_INDEXER_STORE_WORD_WRITER_H_
#define DATELINE_INDEXER_STORE_WORD_WRITER_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/format/word_file.h"
#include "indexer/format/word_record.h"

namespace dateline::store {

// Not thread-safe. The first failure of Append or Sync sticks.
class WordWriter {
 public:
  // Garbage below this is not worth writing a file anew.
  static constexpr uint64_t kMinGarbageBytes = 1 << 20;

  // Opens the file that `committed` names in the folder `shard`, and cuts off what is behind the
  // committed bytes. Where there is none yet, or it is not whole any more, a new one is begun, and
  // MustRewrite is true when articles have had records in it.
  static absl::StatusOr<WordWriter> Open(const std::string& shard,
                                         const format::WordFileState& committed);
  // Begins the file of the next generation.
  static absl::StatusOr<WordWriter> Create(const std::string& shard, uint64_t generation);

  WordWriter(WordWriter&& other) noexcept;
  WordWriter& operator=(WordWriter&& other) noexcept;
  ~WordWriter();

  // True when all records should be written into a file of the next generation.
  bool MustRewrite() const;

  // Appends a record; "" is no record, and has a place in no file.
  format::WordLocation Append(absl::string_view record);
  // Says that no article names the record any more.
  void Drop(const format::WordLocation& location);
  // The bytes at a location, those just appended too; "" when they cannot be read.
  std::string Read(const format::WordLocation& location);

  // Everything appended is on disk when this returns OK.
  absl::Status Sync();
  const format::WordFileState& state() const { return state_; }

 private:
  WordWriter(std::string path, int fd) : path_(std::move(path)), fd_(fd) {}
  void Flush();

  std::string path_;
  int fd_ = -1;
  format::WordFileState state_;
  bool lost_ = false;    // The file that the articles' records were in is not whole.
  std::string pending_;  // The end of the file, not yet written.
  absl::Status status_;
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_WORD_WRITER_H_
