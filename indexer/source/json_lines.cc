#include "indexer/source/json_lines.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace dateline::source {

bool LineCutter::Add(absl::string_view piece) {
  while (!piece.empty()) {
    const size_t end = piece.find('\n');
    const absl::string_view part = piece.substr(0, end);
    Append(part);
    offset_ += part.size();
    if (end == absl::string_view::npos) return true;
    ++offset_;
    piece.remove_prefix(end + 1);
    if (!EndLine()) return false;
  }
  return true;
}

bool LineCutter::Finish() { return EndLine(); }

void LineCutter::Break(bool at_line) {
  line_ = std::string();
  too_large_ = false;
  blank_ = true;
  skipped_ = !at_line;
  line_offset_ = offset_;
}

void LineCutter::Append(absl::string_view part) {
  // NULs fill what was allocated and not written.
  if (blank_) {
    blank_ = std::all_of(part.begin(), part.end(),
                         [](char c) { return absl::ascii_isspace(c) || c == '\0'; });
  }
  if (too_large_ || skipped_) return;
  if (line_.size() + part.size() > max_line_bytes_) {
    too_large_ = true;
    line_ = std::string();
    return;
  }
  line_.append(part.data(), part.size());
}

bool LineCutter::EndLine() {
  RecordLine line;
  line.offset = std::exchange(line_offset_, offset_);
  line.too_large = std::exchange(too_large_, false);
  line.text = std::exchange(line_, std::string());
  if (line.offset == 0 && absl::StartsWith(line.text, "\xef\xbb\xbf")) {
    line.text.erase(0, 3);
    line.offset = 3;
    if (absl::StripAsciiWhitespace(line.text).empty()) blank_ = true;
  }
  const bool blank = std::exchange(blank_, true);
  if (std::exchange(skipped_, false) || blank) return true;
  if (!line.text.empty() && line.text.back() == '\r') line.text.pop_back();
  line.number = ++number_;
  return on_line_(std::move(line));
}

}  // namespace dateline::source
