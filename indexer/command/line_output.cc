#include "indexer/command/line_output.h"

#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "absl/strings/str_cat.h"

namespace dateline::command {
namespace {

constexpr size_t kBufferBytes = 64 << 10;

}  // namespace

LineOutput::LineOutput(int fd) : fd_(fd), line_by_line_(::isatty(fd) == 1) {}

bool LineOutput::Write(absl::string_view line) {
  buffer_.append(line.data(), line.size());
  buffer_.push_back('\n');
  if (line_by_line_ || buffer_.size() >= kBufferBytes) return Flush();
  return !reader_gone_ && status_.ok();
}

bool LineOutput::Flush() {
  absl::string_view rest = buffer_;
  while (!rest.empty() && !reader_gone_ && status_.ok()) {
    const ssize_t written = ::write(fd_, rest.data(), rest.size());
    if (written >= 0) {
      rest.remove_prefix(static_cast<size_t>(written));
    } else if (errno == EPIPE) {
      reader_gone_ = true;
    } else if (errno != EINTR) {
      status_ = absl::UnavailableError(
          absl::StrCat("cannot write to standard output: ", std::strerror(errno)));
    }
  }
  buffer_.clear();
  return !reader_gone_ && status_.ok();
}

}  // namespace dateline::command
