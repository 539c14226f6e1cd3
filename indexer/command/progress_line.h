// A line on a terminal that says how far a long run is: done, rate, time left.

#ifndef DATELINE_INDEXER_COMMAND_PROGRESS_LINE_H_
#define DATELINE_INDEXER_COMMAND_PROGRESS_LINE_H_

#include <chrono>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace dateline::command {

// The text of the line, at most 79 columns: "12,345 articles, 41%, 1,234/s, 0:42 left". `total` and
// `done` are in one unit (bytes, articles); a total of 0 is unknown, and percentage and time left
// are left out.
std::string ProgressText(uint64_t articles, uint64_t done, uint64_t total, double seconds);

// Redrawn in place a few times a second, on standard error, when that is a terminal; otherwise, and
// when `quiet`, nothing is ever written. Not thread-safe.
class ProgressLine {
 public:
  ProgressLine(bool quiet, uint64_t total);
  ~ProgressLine();  // Clears the line.
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;

  void Update(uint64_t articles, uint64_t done);
  // Clears the line, before something else is written.
  void Clear();

  double seconds() const;  // Since it was made.

 private:
  using Clock = std::chrono::steady_clock;

  const bool shown_;
  const uint64_t total_;
  const Clock::time_point start_;
  Clock::time_point drawn_;
  bool on_screen_ = false;
};

}  // namespace dateline::command

#endif  // DATELINE_INDEXER_COMMAND_PROGRESS_LINE_H_
