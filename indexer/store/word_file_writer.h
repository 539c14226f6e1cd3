// Writes the word files of shards (format/word_table.h).

#ifndef DATELINE_INDEXER_STORE_WORD_FILE_WRITER_H_
#define DATELINE_INDEXER_STORE_WORD_FILE_WRITER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/format/word_table.h"
#include "indexer/store/join_source.h"

namespace dateline::store {

// Writes the word file of a shard of version 7. It has another name until it is finished, so that
// one that is there is replaced at once, and those who have it mapped keep what they have.
// Not thread-safe. The first failure sticks: every later call returns it.
class WordFileWriter {
 public:
  // `shard` is the folder of the shard.
  static absl::StatusOr<WordFileWriter> Create(const std::string& shard);

  WordFileWriter(WordFileWriter&& other) noexcept { *this = std::move(other); }
  WordFileWriter& operator=(WordFileWriter&& other) noexcept;
  ~WordFileWriter();

  // Adds the record of the next document, from docid 1 on; "" for a document that has none.
  // INVALID_ARGUMENT: a size that no record has.
  absl::Status Append(absl::string_view record);
  uint32_t record_count() const { return table_.record_count(); }

  // Writes the table; with `sync`, all onto the disk, but the folder is the caller's to sync. Then
  // the file is there.
  absl::Status Finish(bool sync);

 private:
  WordFileWriter() = default;
  void Flush();

  std::string path_;  // Of the finished file.
  int fd_ = -1;
  std::string pending_;  // The end of the file, not yet written.
  format::WordTableBuilder table_;
  absl::Status status_;
};

// Writes the word file of the shard `path`, a folder that exists, from those of `sources`, in the
// numbering of join_source.h. Records are copied as they are. A source that has no word file, or a
// damaged one, or one of another number of documents, loses nothing but time: its records are
// empty, so that the server looks into the stored articles. Errors are those of NumberSources and
// of writing.
absl::Status JoinWordFiles(const std::vector<JoinSource>& sources, const std::string& path,
                           bool sync);

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_WORD_FILE_WRITER_H_
