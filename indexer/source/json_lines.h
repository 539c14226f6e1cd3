// JSONL: cuts a stream of bytes into lines with their offsets, in bounded memory.

#ifndef DATELINE_INDEXER_SOURCE_JSON_LINES_H_
#define DATELINE_INDEXER_SOURCE_JSON_LINES_H_

#include <cstdint>
#include <functional>
#include <string>

#include "absl/strings/string_view.h"
#include "indexer/source/input.h"

namespace dateline::source {

// One line with something on it.
struct RecordLine {
  std::string text;        // Without the line end; empty when too_large.
  uint64_t offset = 0;     // Of its first byte.
  uint64_t number = 0;     // From 1, blank lines not counted.
  bool too_large = false;  // Longer than the limit; its text was not kept.
};

class LineCutter {
 public:
  // `on_line` gets every line that is not blank, in order, and returns false to stop.
  LineCutter(uint64_t max_line_bytes, std::function<bool(RecordLine)> on_line)
      : max_line_bytes_(max_line_bytes), on_line_(std::move(on_line)) {}

  // Takes the next bytes. False when `on_line` wanted to stop, and at a line that is too large and
  // begins as JSON does: then large() is true, and of `piece` only those bytes were taken that are
  // within the limit.
  bool Add(absl::string_view piece);
  // True when the line that is begun can be taken with TakeLarge.
  bool large() const { return large_; }
  // The beginning of the line, as much as was taken of it; what follows of it is not for the cutter
  // but for SkipLine. REQUIRES: large().
  RecordLine TakeLarge();
  // So many bytes follow, and end the line that was taken.
  void SkipLine(uint64_t bytes);
  // The last line, which may have no line end.
  bool Finish();

  // The line that is begun, for what can be read of it before damage.
  absl::string_view begun() const { return line_; }
  // The number it would get.
  uint64_t next_number() const { return number_ + 1; }
  uint64_t line_offset() const { return line_offset_; }
  // Forgets the line that is begun: behind damage. What comes next is the rest of a line, to be
  // forgotten too, unless `at_line`.
  void Break(bool at_line);

  // Of the first byte not yet taken.
  uint64_t offset() const { return offset_; }

 private:
  bool Append(absl::string_view part);
  bool EndLine();

  const uint64_t max_line_bytes_;
  const std::function<bool(RecordLine)> on_line_;
  std::string line_;
  bool too_large_ = false;
  bool blank_ = true;
  bool skipped_ = false;
  bool large_ = false;
  uint64_t offset_ = 0;
  uint64_t line_offset_ = 0;
  uint64_t number_ = 0;
};

// Hands over every line as a record; of a line that wraps records, these as its parts, whatever the
// size of the line. A line of more than `max_bytes` that does not begin as JSON does, and a record
// of so many, are too large. False when the sink wants no more.
bool ReadJsonLines(Input* input, uint64_t max_bytes = kMaxDocumentBytes);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_JSON_LINES_H_
