// Lines to standard output, with a reader at the other end who may go away.

#ifndef DATELINE_INDEXER_COMMAND_LINE_OUTPUT_H_
#define DATELINE_INDEXER_COMMAND_LINE_OUTPUT_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace dateline::command {

// Buffered. REQUIRES: SIGPIPE is ignored, so that a broken pipe is an errno. Not thread-safe.
class LineOutput {
 public:
  explicit LineOutput(int fd);
  LineOutput(const LineOutput&) = delete;
  LineOutput& operator=(const LineOutput&) = delete;

  // Writes the line and a newline. False when nothing more can be written.
  bool Write(absl::string_view line);
  // Writes what is buffered. REQUIRED at the end: the destructor writes nothing.
  bool Flush();

  // The reader went away (a broken pipe): no error, but no use in going on.
  bool reader_gone() const { return reader_gone_; }
  // What went wrong otherwise.
  const absl::Status& status() const { return status_; }

 private:
  const int fd_;
  const bool line_by_line_;  // Somebody is watching.
  std::string buffer_;
  bool reader_gone_ = false;
  absl::Status status_;
};

}  // namespace dateline::command

#endif  // DATELINE_INDEXER_COMMAND_LINE_OUTPUT_H_
