// The list of what could not be used: JSONL, and counts by reason.

#ifndef DATELINE_INDEXER_COMMAND_REJECT_LOG_H_
#define DATELINE_INDEXER_COMMAND_REJECT_LOG_H_

#include <cstdint>
#include <cstdio>
#include <map>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "indexer/source/document.h"

namespace dateline::command {

// {"source_path": ..., "offset": ..., "reason": ..., "detail": ...} without the newline. Bytes of a
// file name that are not UTF-8 become U+FFFD.
std::string RejectToJson(const source::Reject& reject);

// Not thread-safe.
class RejectLog {
 public:
  // Replaces the file `path`; with "" the rejects are only counted.
  static absl::StatusOr<std::unique_ptr<RejectLog>> Open(const std::string& path);
  ~RejectLog();
  RejectLog(const RejectLog&) = delete;
  RejectLog& operator=(const RejectLog&) = delete;

  absl::Status Add(const source::Reject& reject);
  // Writes what is buffered; the first failure of any Add or Flush.
  absl::Status Flush();

  uint64_t total() const { return total_; }
  // "3 rejected: 2 no_text, 1 bad_json (see FILE)"; the most frequent reason first.
  std::string Summary() const;

 private:
  RejectLog(std::string path, std::FILE* file) : path_(std::move(path)), file_(file) {}

  const std::string path_;
  std::FILE* const file_;  // Null without a file.
  uint64_t total_ = 0;
  std::map<std::string, uint64_t> counts_;
};

}  // namespace dateline::command

#endif  // DATELINE_INDEXER_COMMAND_REJECT_LOG_H_
