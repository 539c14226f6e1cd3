// One line of the server's log in logfmt: time=2026-01-31T12:00:00.000Z level=info msg="snapshot
// loaded" revision=3

#ifndef DATELINE_SERVER_SERVICE_LOG_LINE_H_
#define DATELINE_SERVER_SERVICE_LOG_LINE_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace dateline::service {

class LogLine {
 public:
  LogLine(absl::string_view level, absl::string_view message);

  // Values with spaces, quotes or control characters are quoted and escaped, so that a line stays a
  // line.
  LogLine& Add(absl::string_view key, absl::string_view value);
  LogLine& Add(absl::string_view key, int64_t value);

  const std::string& text() const { return text_; }
  // Writes the line to standard error at once. Thread-safe; errors are ignored: there is nowhere to
  // tell them.
  void Write() const;

 private:
  std::string text_;
};

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_LOG_LINE_H_
