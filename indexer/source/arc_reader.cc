#include "indexer/source/arc_reader.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "indexer/source/header_fields.h"
#include "indexer/source/http_message.h"
#include "indexer/source/record_resync.h"
#include "indexer/source/web_capture.h"

namespace dateline::source {
namespace {

constexpr absl::string_view kFirstScheme = "filedesc://";

// "URL IP-address Archive-date Content-type [...] Archive-length": five fields in version 1, ten in
// version 2. The URL may have spaces in it.
struct ArcLine {
  WebCapture capture;
  uint64_t length = 0;
};

bool IsAddress(absl::string_view word) {
  return std::all_of(word.begin(), word.end(), [](char c) {
    return absl::ascii_isxdigit(c) || c == '.' || c == ':' || c == '-';
  });
}

bool IsDate(absl::string_view word) {
  return word.size() >= 8 && word.size() <= 20 &&
         std::all_of(word.begin(), word.end(), absl::ascii_isdigit);
}

bool ParseLine(absl::string_view line, ArcLine* parsed) {
  const std::vector<absl::string_view> words =
      absl::StrSplit(absl::StripAsciiWhitespace(line), ' ');
  if (words.size() < 5 || !absl::StrContains(words[0], ":")) return false;
  if (!absl::SimpleAtoi(words.back(), &parsed->length)) return false;
  for (size_t i = words.size() - 3; i >= 2; --i) {
    if (!IsDate(words[i]) || !IsAddress(words[i - 1])) continue;
    const size_t url_bytes = words[i - 2].data() + words[i - 2].size() - words[0].data();
    parsed->capture.url = std::string(words[0].data(), url_bytes);
    parsed->capture.captured_at = ParseCaptureTime(words[i]);
    parsed->capture.media_type = std::string(words[i + 1]);
    return true;
  }
  return false;
}

class ArcReader {
 public:
  explicit ArcReader(Input* input) : input_(*input), bytes_(input->bytes()), resync_(input) {}

  bool Run() {
    while (!resync_.ended()) {
      if (bytes_.Peek(1).empty()) {
        if (bytes_.status().ok()) return true;
        if (!resync_.GoOnBehindDamage(0, bytes_.stored_offset())) return false;
        continue;
      }
      const absl::string_view line = PeekLine();
      ArcLine parsed;
      if (absl::StripAsciiWhitespace(line).empty() && !line.empty()) {
        bytes_.Take(line.size());
      } else if (ParseLine(line, &parsed)) {
        if (!ReadRecord(parsed, line.size())) return false;
      } else if (!SkipToRecord()) {
        return false;
      }
    }
    return true;
  }

 private:
  // With its line end, when it has one within the limit.
  absl::string_view PeekLine() {
    absl::string_view view = bytes_.Peek(1);
    size_t end = view.find('\n');
    while (end == absl::string_view::npos && view.size() < kMaxArcLineBytes && bytes_.ReadMore()) {
      view = bytes_.buffered();
      end = view.find('\n');
    }
    return view.substr(0,
                       std::min(end == absl::string_view::npos ? end : end + 1, kMaxArcLineBytes));
  }

  bool SkipToRecord() {
    const uint64_t begin = bytes_.offset();
    const uint64_t stored = bytes_.stored_offset();
    ArcLine parsed;
    while (true) {
      bytes_.Take(PeekLine().size());
      const absl::string_view line = PeekLine();
      if (line.empty() || ParseLine(line, &parsed)) break;
    }
    return resync_.RejectSkipped(begin, stored);
  }

  bool ReadRecord(const ArcLine& line, size_t line_bytes) {
    const uint64_t number = ++number_;
    const uint64_t stored = bytes_.stored_offset();
    bytes_.Take(line_bytes);
    const bool keep = !absl::StartsWith(line.capture.url, kFirstScheme) &&
                      line.length <= kMaxDocumentBytes + kMaxHeaderBytes;
    std::string block;
    uint64_t left = line.length;
    while (left > 0) {
      const absl::string_view view = bytes_.Peek(1);
      if (view.empty()) break;
      const size_t taken = std::min<uint64_t>(left, view.size());
      if (keep) block.append(view.data(), taken);
      bytes_.Take(taken);
      left -= taken;
    }
    if (keep && bytes_.status().ok() && (left > 0 || !RecordMayEnd(block))) {
      size_t next = FindLine(block);
      if (next == absl::string_view::npos && left == 0) next = FindCutLine(block);
      if (next != absl::string_view::npos && resync_.may_give_back()) {
        resync_.GiveBack(absl::string_view(block).substr(next));
        block.resize(next);
        left = 0;
        if (!input_.Reject(kRejectDamaged, number, stored,
                           "the record is shorter than its length says")) {
          return false;
        }
      }
    }
    if (left > 0) {
      const bool whole = !absl::IsDataLoss(bytes_.status()) && IsWholeMessage(block);
      const bool go_on = bytes_.status().ok()
                             ? input_.Reject(kRejectDamaged, number, stored,
                                             absl::StrCat("the file ends within the record, ",
                                                          line.length, " bytes long"))
                             : resync_.GoOnBehindDamage(number, stored);
      if (!go_on || !whole) return go_on;
    }
    if (absl::StartsWith(line.capture.url, kFirstScheme)) return true;
    if (!keep) {
      return input_.Reject(
          kRejectTooLarge, number, stored,
          absl::StrCat("a record of ", line.length, " bytes; the most is ", kMaxDocumentBytes));
    }
    return UseRecord(line, number, stored, block);
  }

  // A record's line begins a line: the rest of one may look the same.
  bool RecordMayEnd(absl::string_view block) {
    const absl::string_view view = bytes_.Peek(kMaxArcLineBytes);
    const size_t blank = std::min(view.find_first_not_of("\r\n"), view.size());
    ArcLine parsed;
    if (blank == 0 && !view.empty() && !block.empty() && block.back() != '\n') return false;
    return blank == view.size() || ParseLine(FirstLine(view.substr(blank)), &parsed);
  }

  static absl::string_view FirstLine(absl::string_view text) {
    return text.substr(0, text.find('\n'));
  }

  // Where the line of a record stands in a block that is too long; npos when nowhere.
  static size_t FindLine(absl::string_view block) {
    ArcLine parsed;
    for (size_t at = block.find("\nhttp"); at != absl::string_view::npos;
         at = block.find("\nhttp", at + 1)) {
      if (ParseLine(FirstLine(block.substr(at + 1, kMaxArcLineBytes)), &parsed)) return at + 1;
    }
    return absl::string_view::npos;
  }

  // The same in a block that ends within the line.
  size_t FindCutLine(absl::string_view block) {
    const size_t end = block.find_last_of('\n');
    if (end == absl::string_view::npos || block.size() - end > kMaxArcLineBytes)
      return absl::string_view::npos;
    ArcLine parsed;
    const std::string line = absl::StrCat(block.substr(end + 1), PeekLine());
    const bool found = absl::StartsWith(line, "http") && ParseLine(line, &parsed);
    return found ? end + 1 : absl::string_view::npos;
  }

  bool UseRecord(const ArcLine& line, uint64_t number, uint64_t stored, absl::string_view block) {
    // What closes the record tells whether its member is sound.
    const uint64_t member = bytes_.stored_offset();
    absl::string_view end = bytes_.Peek(1);
    while (!end.empty() && (end[0] == '\n' || end[0] == '\r')) {
      bytes_.Take(1);
      end = bytes_.Peek(1);
    }
    if (end.empty() && absl::IsDataLoss(bytes_.status()) && bytes_.damage_offset() == member)
      return resync_.GoOnBehindDamage(number, stored);
    std::variant<Document, NoDocument> made = DocumentOf(line.capture, block);
    if (const NoDocument* none = std::get_if<NoDocument>(&made)) {
      return input_.Reject(none->reason, number, stored, none->detail);
    }
    Document document = std::get<Document>(std::move(made));
    Document named = input_.MakeDocument(document.type, "", number);
    document.source_path = std::move(named.source_path);
    document.stable_path = std::move(named.stable_path);
    document.offset = document.record_offset = stored;
    return input_.Deliver(std::move(document));
  }

  Input& input_;
  ByteCursor& bytes_;
  RecordResync resync_;
  uint64_t number_ = 0;
};

}  // namespace

bool IsArc(absl::string_view head) { return absl::StartsWith(head, kFirstScheme); }

bool ReadArc(Input* input) { return ArcReader(input).Run(); }

}  // namespace dateline::source
