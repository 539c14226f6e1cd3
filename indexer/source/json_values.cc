#include "indexer/source/json_values.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "indexer/source/value_scan.h"
#include "indexer/source/wrapped_records.h"

namespace dateline::source {
namespace {

constexpr size_t kNone = absl::string_view::npos;
constexpr absl::string_view kSpace = " \t\r\n";

bool IsBracketOrColon(char c) { return c == '{' || c == '}' || c == '[' || c == ']' || c == ':'; }

size_t SkipBlanks(absl::string_view text, size_t at, absl::string_view blanks) {
  return std::min(text.find_first_not_of(blanks, at), text.size());
}

// Where the next object begins when `text` begins with what stands between it and the one before:
// the brace that closes that, a comma; kNone when it does not.
size_t NextObjectAt(absl::string_view text, absl::string_view blanks) {
  size_t at = 0;
  for (const char between : {'}', ','}) {
    if (at < text.size() && text[at] == between) at = SkipBlanks(text, at + 1, blanks);
  }
  return at < text.size() && text[at] == '{' ? at : kNone;
}

class ValueReader {
 public:
  ValueReader(Input* input, uint64_t max_bytes)
      : input_(*input), bytes_(input->bytes()), max_bytes_(max_bytes) {}

  // Of one line: see ReadJsonLine.
  void SetLine(const LinePlace& place, std::string begun) {
    of_line_ = true;
    number_ = place.number;
    origin_ = place.offset + begun.size();
    begun_ = std::move(begun);
    in_lines_ = false;
  }

  bool Run() {
    if (absl::StartsWith(bytes_.Peek(3), "\xef\xbb\xbf")) bytes_.Take(3);
    if (!of_line_ && SkipSpace() == '[') {
      in_array_ = array_open_ = true;
      bytes_.Take(1);
    }
    if (!begun_.empty() && !ReadValue()) return false;
    while (true) {
      const char c = SkipSpace();
      if (c == '\0') {
        const absl::Status status = bytes_.status();
        if (status.ok() || absl::IsCancelled(status)) return true;
        if (!input_.RejectRead(status, bytes_.offset())) return false;
        if (!absl::IsDataLoss(status)) return true;
        // The next member may begin within a value.
        bytes_.Resume();
        in_lines_ ? SkipToObjectOnLine("\n") : SkipToObject();
        continue;
      }
      if (c == ',' || (in_array_ && c == (array_open_ ? ']' : '['))) {
        // Arrays may follow each other as values do.
        if (c != ',') array_open_ = !array_open_;
        bytes_.Take(1);
      } else if (unwrapped_ && (c == '}' || c == ']' || c == ':')) {
        bytes_.Take(1);
      } else if (!ReadValue()) {
        return false;
      }
    }
  }

 private:
  // The next byte that is no white space, '\0' at the end. Remembers the white space since the last
  // line end.
  char SkipSpace() {
    while (true) {
      const absl::string_view view = bytes_.Peek(1);
      if (view.empty()) return '\0';
      const char c = view[0];
      // NULs fill what was not written; RFC 7464 puts a record separator before every text.
      if (!absl::ascii_isspace(c) && c != '\0' && c != '\x1e') return c;
      if (c == '\n') {
        indent_.clear();
      } else if (indent_.size() < kMaxIndentBytes) {
        indent_.push_back(c);
      }
      bytes_.Take(1);
    }
  }

  bool ReadValue() {
    const bool first = std::exchange(first_, false);
    if (!of_line_) {
      ++number_;
      part_ = 0;
    }
    uint64_t offset = bytes_.offset();
    if (first) first_indent_ = indent_;
    std::string value;  // All of it, or its end when it is too large.
    std::optional<WrappedRecordStream> large;
    ValueScan scan;
    size_t begin = 0;         // Of what is kept in `value`.
    size_t string_begin = 0;  // Of the last string in the value.
    if (!begun_.empty()) {
      value = std::exchange(begun_, {});
      value.erase(0, SkipBlanks(value, 0, kSpace));
      // It stands before the input: origin_ + offset is right all the same.
      offset -= value.size();
      for (size_t i = 0; i < value.size(); ++i) {
        const bool in_string = scan.in_string();
        scan.Add(value[i]);
        if (!in_string && scan.in_string()) string_begin = i;
      }
    }
    while (true) {
      const absl::string_view view = bytes_.Peek(1);
      if (view.empty()) return EndOfInput(offset, std::move(value), large ? &*large : nullptr);
      size_t taken = 0;
      auto state = ValueScan::State::kInside;
      while (taken < view.size() && state == ValueScan::State::kInside) {
        const bool in_string = scan.in_string();
        state = scan.Add(view[taken++]);
        if (!in_string && scan.in_string()) string_begin = begin + value.size() + taken - 1;
      }
      if (first && begin == 0) FindStyle(value, view.substr(0, taken));
      // What shows the damage is no part of the value.
      if (state == ValueScan::State::kBroken) --taken;
      // A string that grows by doubling would take twice the limit in the end.
      if (value.size() > max_bytes_ / 4 && value.capacity() <= max_bytes_)
        value.reserve(max_bytes_ + kMaxPieceBytes);
      value.append(view.data(), taken);
      if (large) {
        if (!large->Add(view.substr(0, taken))) return false;
      } else if (value.size() > max_bytes_) {
        large.emplace(max_bytes_, [this, offset](const WrappedRecordStream::Found& found) {
          return DeliverFound(offset, found);
        });
        const size_t indent = std::min(value.size(), kMaxIndentBytes + 1);
        std::string end = value.substr(std::min(string_begin, value.size() - indent));
        begin = value.size() - end.size();
        if (!large->Begin(std::exchange(value, std::move(end)))) return false;
      }
      bytes_.Take(taken);
      // A name and its value without the brace before them.
      if (state == ValueScan::State::kEnd && !large && value[0] == '"') {
        if (unwrapped_ && IsName()) return true;
        if (IsCutString()) state = ValueScan::State::kBroken;
      }
      // A number or word at the end of what is not read as a wrapper.
      if (state == ValueScan::State::kBroken && unwrapped_ && !value.empty() &&
          absl::ascii_isalnum(value[0]))
        return true;
      if (state == ValueScan::State::kEnd)
        return large ? EndLarge(offset, &*large) : Deliver(offset, std::move(value));
      if (state == ValueScan::State::kBroken) {
        uint64_t whole = 0;
        if (!DeliverWhole(value, offset, large ? &*large : nullptr, &whole)) return false;
        if (of_line_ && !unwrapped_) {
          SkipAll();
        } else if (in_lines_) {
          SkipToObjectOnLine(value);
        } else {
          const absl::string_view rest = bytes_.Peek(1);
          const char at = rest.empty() ? '\0' : rest[0];
          // Where a string has lost its end, that of the record stands in the string.
          if (!IsBracketOrColon(at)) {
            const size_t from = string_begin - std::min(string_begin, begin);
            GiveBack(absl::string_view(value).substr(std::min(from, value.size())));
          }
          if (at != '{' || scan.last() == '{') SkipToObject();
        }
        // The part that is lost had a number.
        if (of_line_) ++part_;
        return input_.Reject(kRejectBadJson, number_, origin_ + offset + whole,
                             "a string or an object without an end");
      }
      if (large) DropBegin(string_begin, &begin, &value);
    }
  }

  // Keeps the last string, and of other bytes what SkipToObjectOnLine looks at.
  void DropBegin(size_t string_begin, size_t* begin, std::string* value) const {
    const size_t end = *begin + value->size();
    size_t from = end - std::min(value->size(), kMaxIndentBytes + 1);
    if (string_begin >= *begin && end - string_begin <= max_bytes_)
      from = std::min(from, string_begin);
    if (from - *begin < value->size() / 2) return;
    value->erase(0, from - *begin);
    value->shrink_to_fit();
    *begin = from;
  }

  bool DeliverFound(uint64_t offset, const WrappedRecordStream::Found& found) {
    ++part_;
    if (!found.too_large) {
      return input_.DeliverPart(std::string(found.bytes), number_, part_,
                                origin_ + offset + found.offset);
    }
    return input_.Reject(kRejectTooLarge, number_, origin_ + offset + found.offset,
                         absl::StrCat("a record of more than ", max_bytes_, " bytes"));
  }

  bool EndLarge(uint64_t offset, WrappedRecordStream* large) {
    indent_.clear();
    if (!large->Finish()) return false;
    return large->told() || RejectTooLarge(offset);
  }

  bool RejectTooLarge(uint64_t offset) {
    return input_.Reject(kRejectTooLarge, number_, origin_ + offset,
                         absl::StrCat("a value of more than ", max_bytes_, " bytes"));
  }

  // Has what was taken last read again. As much as was read, and a document: damage does not ask
  // for more, but one string without an end may seem to have many objects in it.
  void GiveBack(absl::string_view bytes) {
    if (given_back_ > max_bytes_ + bytes_.offset()) return;
    given_back_ += bytes.size();
    bytes_.GiveBack(bytes);
  }

  // True when a string, which was taken last, is none that stands alone.
  bool IsCutString() {
    const absl::string_view view = bytes_.Peek(kMaxIndentBytes);
    return (!view.empty() && IsOfWord(view[0])) || IsName();
  }

  // True when a string, which was taken last, names a value.
  bool IsName() {
    const absl::string_view view = bytes_.Peek(kMaxIndentBytes);
    const size_t at = SkipBlanks(view, 0, kSpace);
    return at < view.size() && view[at] == ':';
  }

  // Delivers the whole records in the beginning of a wrapper, and tells where they end; what is
  // behind them is read as values then.
  bool DeliverWhole(absl::string_view value, uint64_t offset, WrappedRecordStream* large,
                    uint64_t* end) {
    if (large != nullptr) {
      const bool wraps = large->wraps();
      const bool is_record = large->is_record();
      if (!large->Finish()) return false;
      if (wraps || large->told() || (of_line_ && !is_record)) Unwrap();
      if (large->told_indent() != nullptr) first_indent_ = *large->told_indent();
      *end = large->told_end();
      return true;
    }
    const WrappedRecords found = FindWrappedRecords(value);
    if (found.broken_wrapper() || (of_line_ && !found.own_text)) Unwrap();
    if (found.records.empty()) return true;
    const absl::string_view before = value.substr(0, found.records.back().data() - value.data());
    const absl::string_view line = before.substr(before.find_last_of('\n') + 1);
    if (absl::StripAsciiWhitespace(line).empty()) first_indent_ = std::string(line);
    *end = before.size() + found.records.back().size();
    return input_.DeliverParts(value, found.records, number_, origin_ + offset, &part_);
  }

  void Unwrap() { in_array_ = array_open_ = unwrapped_ = true; }

  // Values are printed over lines, each beginning one, unless the first goes on behind its brace.
  void FindStyle(absl::string_view before, absl::string_view more) {
    if (!before.empty() || of_line_) return;
    const size_t first = SkipBlanks(more, 1, " \t\r");
    in_lines_ = first >= more.size() || more[first] == '\n';
  }

  bool Deliver(uint64_t offset, std::string value) {
    while (!value.empty() && (value.back() == ',' || absl::ascii_isspace(value.back())))
      value.pop_back();
    indent_.clear();
    const WrappedRecords found = FindWrappedRecords(value);
    if (!input_.DeliverParts(value, found.records, number_, origin_ + offset, &part_)) return false;
    if (found.broken_wrapper()) {
      return input_.Reject(kRejectBadJson, number_, origin_ + offset, "an object without an end");
    }
    if (!found.records.empty()) return true;
    // What else stands in a wrapper is its own.
    if (unwrapped_ && !found.is_record) return true;
    if (of_line_) return input_.DeliverPart(std::move(value), number_, ++part_, origin_ + offset);
    return input_.Deliver(
        input_.MakeDocument(ContentType::kJsonRecord, std::move(value), number_, offset));
  }

  bool EndOfInput(uint64_t offset, std::string value, WrappedRecordStream* large) {
    if (!bytes_.status().ok()) {
      // What is wrong with the stream is told by Run.
      uint64_t whole = 0;
      return DeliverWhole(value, offset, large, &whole);
    }
    if (large == nullptr) return Deliver(offset, std::move(value));
    if (!large->Finish()) return false;
    if (!large->told()) return RejectTooLarge(offset);
    return input_.Reject(kRejectBadJson, number_, origin_ + offset, "an object without an end");
  }

  // Takes all before the next object that begins a line as the first one does, or stands there
  // behind what ends the one before. `value` is what was taken of the broken one.
  void SkipToObjectOnLine(absl::string_view value) {
    const size_t line_end = value.find_last_of('\n');
    std::string line = "?";
    // A brace that closes nothing may be that of a value that was not seen to begin.
    if (value.empty()) line = first_indent_;
    if (line_end != kNone && value.size() - line_end <= kMaxIndentBytes)
      line = std::string(value.substr(line_end + 1));
    while (true) {
      const absl::string_view view = bytes_.Peek(2 * kMaxIndentBytes);
      if (view.empty()) return;
      const size_t taken = line.size();
      line.append(view.substr(0, kMaxIndentBytes).data(), std::min(view.size(), kMaxIndentBytes));
      if (absl::StartsWith(line, first_indent_)) {
        const size_t found =
            NextObjectAt(absl::string_view(line).substr(first_indent_.size()), " \t");
        if (found != kNone && found + first_indent_.size() >= taken) {
          bytes_.Take(found + first_indent_.size() - taken);
          return;
        }
      }
      line.clear();
      SkipLine();
    }
  }

  void SkipAll() {
    for (size_t size = bytes_.Peek(1).size(); size > 0; size = bytes_.Peek(1).size())
      bytes_.Take(size);
  }

  void SkipLine() {
    while (true) {
      const absl::string_view view = bytes_.Peek(1);
      const size_t end = view.find('\n');
      bytes_.Take(end == kNone ? view.size() : end + 1);
      if (view.empty() || end != kNone) return;
    }
  }

  // Takes all before the next object that begins a line, or stands behind the end of another.
  void SkipToObject() {
    // It may be the end of the broken one that is wrong.
    const absl::string_view end = bytes_.Peek(kMaxIndentBytes).substr(0, kMaxIndentBytes);
    const size_t after =
        end.size() > 1 && end[1] == ',' ? NextObjectAt(end.substr(1), kSpace) : kNone;
    if (after != kNone) return bytes_.Take(1 + after);
    while (true) {
      const absl::string_view view = bytes_.Peek(2 * kMaxIndentBytes);
      if (view.empty()) return;
      const size_t at = std::min(view.find_first_of("}\n"), view.size());
      if (at > 0) {
        bytes_.Take(at);
        continue;
      }
      const absl::string_view next = view.substr(view[0] == '\n' ? 1 : 0, kMaxIndentBytes);
      const size_t found = NextObjectAt(next, kSpace);
      const size_t begin = view[0] == '\n' ? 1 : 0;
      if (found != kNone) return bytes_.Take(begin + found);
      bytes_.Take(1);
    }
  }

  static constexpr size_t kMaxIndentBytes = 256;
  static constexpr size_t kMaxPieceBytes = 256 << 10;  // Of the streams below, at most times.

  Input& input_;
  ByteCursor& bytes_;
  const uint64_t max_bytes_;
  bool of_line_ = false;     // See ReadJsonLine.
  std::string begun_;        // Of the first value, what was read already.
  uint64_t origin_ = 0;      // Where the input begins in its file.
  bool first_ = true;        // The next value is the first.
  bool in_array_ = false;    // Values stand in arrays,
  bool array_open_ = false;  // and in one of these now.
  bool unwrapped_ = false;   // Values stand in a wrapper that is not read as one.
  bool in_lines_ = true;     // The first value is printed over lines.
  uint64_t number_ = 0;
  uint64_t part_ = 0;  // Of the records within the value, the last.
  uint64_t given_back_ = 0;
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
    const ValueScan::State state = scan.Add(head[i]);
    if (state == ValueScan::State::kEnd) {
      const size_t next = SkipBlanks(head, i + 1, " \t\r");
      return next < head.size() && head[next] == '{';
    }
    if (state == ValueScan::State::kBroken) return false;
    if (!absl::ascii_isspace(head[i])) last = head[i];
  }
  return false;
}

bool IsBegunValue(absl::string_view text) {
  ValueScan scan;
  const size_t begin = SkipBlanks(text, 0, kSpace);
  if (begin == text.size() || (text[begin] != '{' && text[begin] != '[')) return false;
  return std::all_of(text.begin() + begin, text.end(),
                     [&scan](char c) { return scan.Add(c) == ValueScan::State::kInside; });
}

size_t FindBreak(absl::string_view value) {
  ValueScan scan;
  for (size_t i = SkipBlanks(value, 0, kSpace); i < value.size(); ++i) {
    const ValueScan::State state = scan.Add(value[i]);
    if (state == ValueScan::State::kBroken) return i;
    if (state == ValueScan::State::kEnd) break;
  }
  return value.size();
}

bool ReadJsonValues(Input* input, uint64_t max_bytes) {
  return ValueReader(input, max_bytes).Run();
}

bool ReadJsonLine(Input* input, const LinePlace& place, std::string begun, uint64_t max_bytes) {
  ValueReader reader(input, max_bytes);
  reader.SetLine(place, std::move(begun));
  return reader.Run();
}

}  // namespace dateline::source
