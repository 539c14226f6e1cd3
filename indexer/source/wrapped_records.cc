#include "indexer/source/wrapped_records.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace dateline::source {
namespace {

constexpr size_t kNone = absl::string_view::npos;

// The closing quote of the string that begins at `begin`; kNone without one.
size_t StringEnd(absl::string_view json, size_t begin) {
  size_t at = begin + 1;
  while ((at = json.find_first_of("\"\\", at)) != kNone && json[at] == '\\') at += 2;
  return at;
}

struct Frame {
  char bracket;
  size_t begin;
  size_t records_before;  // How many were found when it was opened.
  bool titled = false;
  bool with_text = false;
};

class WrapperScan {
 public:
  explicit WrapperScan(absl::string_view json) : json_(json) {}

  WrappedRecords Run() {
    WrappedRecords found;
    char last = '\0';
    for (size_t at = 0; at < json_.size(); ++at) {
      const char c = json_[at];
      if (absl::ascii_isspace(c)) continue;
      if (c == '"') {
        const size_t end = StringEnd(json_, at);
        if (end == kNone) break;
        const bool named =
            !open_.empty() && open_.back().bracket == '{' && (last == '{' || last == ',');
        if (named) NoteName(json_.substr(at + 1, end - at - 1));
        // A record itself.
        if (open_.size() == 1 && (open_[0].titled || open_[0].with_text)) return WrappedRecords();
        at = end;
      } else if (c == '{' || c == '[') {
        if (open_.size() == kMaxWrapperDepth) return WrappedRecords();
        open_.push_back({c, at, found.records.size()});
      } else if (c == '}' || c == ']') {
        if (open_.empty() || open_.back().bracket != (c == '}' ? '{' : '[')) break;
        Close(at + 1, &found);
        if (open_.empty()) return with_text_ ? found : WrappedRecords();
      }
      last = c;
    }
    found.whole = false;
    // What is in a record without an end belongs to it all the same.
    const auto record = std::find_if(open_.begin(), open_.end(), [](const Frame& frame) {
      return frame.titled || frame.with_text;
    });
    if (record != open_.end()) found.records.resize(record->records_before);
    return with_text_ ? found : WrappedRecords();
  }

 private:
  void NoteName(absl::string_view name) {
    open_.back().titled |= name == "title";
    open_.back().with_text |= name == "body" || name == "html";
  }

  void Close(size_t end, WrappedRecords* found) {
    const Frame frame = open_.back();
    open_.pop_back();
    if (!frame.titled && !frame.with_text) return;
    // What is in a record belongs to it.
    found->records.resize(frame.records_before);
    found->records.push_back(json_.substr(frame.begin, end - frame.begin));
    with_text_ |= frame.with_text;
  }

  const absl::string_view json_;
  std::vector<Frame> open_;
  bool with_text_ = false;
};

}  // namespace

WrappedRecords FindWrappedRecords(absl::string_view object) { return WrapperScan(object).Run(); }

}  // namespace dateline::source
