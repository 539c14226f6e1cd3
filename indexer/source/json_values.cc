#include "indexer/source/json_values.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace dateline::source {
namespace {

// Follows brackets and strings through one value, a byte at a time.
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
        if (depth_ == 0) return State::kEnd;
      } else if (c == '\n') {
        return State::kBroken;  // A string holds no line end: its closing quote is missing.
      }
      return State::kInside;
    }
    if (c == '"') in_string_ = true;
    if (c == '{' || c == '[') ++depth_;
    if (c == '}' || c == ']') {
      if (depth_ == 0) return State::kBroken;
      return --depth_ == 0 ? State::kEnd : State::kInside;
    }
    // Numbers and words have no closing sign: what follows ends them.
    if (depth_ == 0 && (c == ',' || absl::ascii_isspace(c))) return State::kEnd;
    return State::kInside;
  }

  bool in_string() const { return in_string_; }
  int depth() const { return depth_; }

 private:
  bool in_string_ = false;
  bool escaped_ = false;
  int depth_ = 0;
};

class ValueReader {
 public:
  explicit ValueReader(Input* input) : input_(*input), bytes_(input->bytes()) {}

  bool Run() {
    if (absl::StartsWith(bytes_.Peek(3), "\xef\xbb\xbf")) bytes_.Take(3);
    if (SkipSpace() == '[') {
      in_array_ = true;
      bytes_.Take(1);
    }
    while (true) {
      const char c = SkipSpace();
      if (c == '\0') break;
      if (c == ',' || (in_array_ && c == ']')) {
        bytes_.Take(1);
      } else if (!ReadValue()) {
        return false;
      }
    }
    const absl::Status& status = bytes_.status();
    return status.ok() || input_.RejectRead(status, bytes_.offset());
  }

 private:
  // The next byte that is no white space, '\0' at the end. Remembers the white space since the last
  // line end.
  char SkipSpace() {
    while (true) {
      const absl::string_view view = bytes_.Peek(1);
      if (view.empty()) return '\0';
      const char c = view[0];
      if (!absl::ascii_isspace(c) && c != '\0') return c;
      if (c == '\n') {
        indent_.clear();
      } else if (indent_.size() < kMaxIndentBytes) {
        indent_.push_back(c);
      }
      bytes_.Take(1);
    }
  }

  bool ReadValue() {
    ++number_;
    const uint64_t offset = bytes_.offset();
    if (number_ == 1) first_indent_ = indent_;
    std::string value;
    ValueScan scan;
    while (true) {
      const absl::string_view view = bytes_.Peek(1);
      if (view.empty()) return EndOfInput(offset, std::move(value));
      size_t taken = 0;
      auto state = ValueScan::State::kInside;
      while (taken < view.size() && state == ValueScan::State::kInside) {
        state = scan.Add(view[taken++]);
      }
      // The line end that breaks a string belongs to what is skipped.
      if (state == ValueScan::State::kBroken && view[taken - 1] == '\n') --taken;
      value.append(view.data(), taken);
      bytes_.Take(taken);
      if (state == ValueScan::State::kEnd) return Deliver(offset, std::move(value));
      if (state == ValueScan::State::kBroken)
        return SkipBroken(kRejectBadJson, offset, "a string or an object without an end");
      if (value.size() > kMaxDocumentBytes) {
        return SkipBroken(kRejectTooLarge, offset,
                          absl::StrCat("a value of more than ", kMaxDocumentBytes, " bytes"));
      }
    }
  }

  bool Deliver(uint64_t offset, std::string value) {
    while (!value.empty() && (value.back() == ',' || absl::ascii_isspace(value.back())))
      value.pop_back();
    indent_.clear();
    return input_.Deliver(
        input_.MakeDocument(ContentType::kJsonRecord, std::move(value), number_, offset));
  }

  bool EndOfInput(uint64_t offset, std::string value) {
    // What is wrong with the stream is told by Run.
    if (!bytes_.status().ok()) return true;
    return Deliver(offset, std::move(value));
  }

  bool SkipBroken(absl::string_view reason, uint64_t offset, std::string detail) {
    const uint64_t number = number_;
    while (true) {
      const absl::string_view view = bytes_.Peek(1);
      const size_t end = view.find('\n');
      if (view.empty()) break;
      bytes_.Take(end == absl::string_view::npos ? view.size() : end + 1);
      if (end == absl::string_view::npos) continue;
      const absl::string_view next = bytes_.Peek(first_indent_.size() + 1);
      if (next.size() > first_indent_.size() &&
          next.substr(0, first_indent_.size()) == first_indent_ &&
          next[first_indent_.size()] == '{') {
        break;
      }
    }
    return input_.Reject(reason, number, offset, std::move(detail));
  }

  static constexpr size_t kMaxIndentBytes = 256;

  Input& input_;
  ByteCursor& bytes_;
  bool in_array_ = false;
  uint64_t number_ = 0;
  std::string indent_;
  std::string first_indent_;
};

}  // namespace

bool IsJsonOverLines(absl::string_view head) {
  head = absl::StripLeadingAsciiWhitespace(head);
  if (head.empty()) return false;
  if (head[0] == '[') {
    const absl::string_view rest = absl::StripLeadingAsciiWhitespace(head.substr(1));
    return !rest.empty() && rest[0] == '{';
  }
  if (head[0] != '{') return false;
  ValueScan scan;
  char last = '\0';
  for (size_t i = 0; i < head.size(); ++i) {
    if (head[i] == '\n') {
      if (scan.in_string()) return false;
      // A line of JSONL that breaks off ends anywhere, and the next begins an object. Within an
      // object a line ends between its parts, and the next begins one of them.
      const absl::string_view rest = absl::StripLeadingAsciiWhitespace(head.substr(i));
      if (rest.empty()) return last == '{';
      const bool key_next = last == '{' || last == ',';
      if (scan.depth() == 1 && key_next) return rest[0] == '"' || rest[0] == '}';
      return key_next || last == '[' || last == ':' || rest[0] == '}' || rest[0] == ']' ||
             rest[0] == ',' || rest[0] == ':';
    }
    if (scan.Add(head[i]) != ValueScan::State::kInside) return false;
    if (!absl::ascii_isspace(head[i])) last = head[i];
  }
  return false;
}

bool ReadJsonValues(Input* input) { return ValueReader(input).Run(); }

}  // namespace dateline::source
