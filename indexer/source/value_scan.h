// Follows one JSON value to its end, a byte at a time.

#ifndef DATELINE_INDEXER_SOURCE_VALUE_SCAN_H_
#define DATELINE_INDEXER_SOURCE_VALUE_SCAN_H_

#include <cstddef>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"

namespace dateline::source {

// True for what a name may begin with, quotes being none.
inline bool IsOfWord(char c) { return absl::ascii_isalnum(c) || c == '_' || c == '$' || c == '@'; }

// Deeper than this nothing is written; a value of any size that is nothing but opening brackets
// must not be kept in memory as such.
inline constexpr size_t kMaxValueDepth = 1 << 20;

// Follows brackets and strings. It is no parser: it stops at what shows that the value has lost its
// end, or is deeper than kMaxValueDepth.
class ValueScan {
 public:
  enum class State { kInside, kEnd, kBroken };

  State Add(char c) {
    if (in_string_) {
      if (escaped_) {
        escaped_ = false;
      } else if (c == '\\') {
        escaped_ = true;
      } else if (c == '"') {
        in_string_ = false;
        string_ended_ = true;
        if (open_.empty()) return State::kEnd;
      } else if (c == '\n') {
        return State::kBroken;  // A string holds no line end: its closing quote is missing.
      }
      return State::kInside;
    }
    // A quote too few or too many has turned strings inside out.
    if (std::exchange(string_ended_, false) && IsOfWord(c)) return State::kBroken;
    if (c == '"' && open_.empty() && last_ != '\0') return State::kBroken;
    if (c == '"') in_string_ = true;
    if (!open_.empty() && !MayFollow(c)) return State::kBroken;
    if (c == '{' || c == '[') {
      if (open_.size() == kMaxValueDepth) return State::kBroken;
      open_.push_back(c);
    }
    if (c == '}' || c == ']') {
      if (open_.empty() || open_.back() != (c == '}' ? '{' : '[')) return State::kBroken;
      open_.pop_back();
      if (open_.empty()) return State::kEnd;
    }
    // Numbers and words have no closing sign: what follows ends them.
    if (open_.empty() && (c == ',' || absl::ascii_isspace(c))) return State::kEnd;
    if (!absl::ascii_isspace(c)) last_ = c;
    return State::kInside;
  }

  bool in_string() const { return in_string_; }
  size_t depth() const { return open_.size(); }
  char last() const { return last_; }  // That is no white space, outside of strings.

 private:
  // False for what makes of the next value a part of this one: in an object a value has a name
  // before it, and in an array a comma. REQUIRES: not at the value's first byte.
  bool MayFollow(char c) const {
    const bool in_object = open_.back() == '{';
    if (c == ':') return in_object && last_ == '"';
    if (c != '{' && c != '[') return true;
    return in_object ? last_ == ':' : last_ == '[' || last_ == ',';
  }

  bool in_string_ = false;
  bool escaped_ = false;
  bool string_ended_ = false;  // By the last byte.
  char last_ = '\0';
  std::string open_;
};

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_VALUE_SCAN_H_
