#include "indexer/source/json_lines.h"

#include <algorithm>
#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "indexer/source/byte_cursor.h"
#include "indexer/source/byte_stream.h"
#include "indexer/source/json_values.h"
#include "indexer/source/wrapped_records.h"

namespace dateline::source {
namespace {

// What is copied at a time of a line that was given back.
constexpr size_t kPieceBytes = 256 << 10;

bool BeginsAsJson(absl::string_view line) {
  absl::ConsumePrefix(&line, "\xef\xbb\xbf");
  absl::ConsumePrefix(&line, "\x1e");
  line = absl::StripLeadingAsciiWhitespace(line);
  return absl::StartsWith(line, "{") || absl::StartsWith(line, "[");
}

// Bytes in memory.
class StringStream : public ByteStream {
 public:
  explicit StringStream(absl::string_view bytes) : bytes_(bytes) {}

  absl::Status Next(absl::string_view* piece) override {
    *piece = std::exchange(bytes_, absl::string_view());
    return absl::OkStatus();
  }
  uint64_t bytes_read() const override { return 0; }
  uint64_t piece_offset() const override { return 0; }

 private:
  absl::string_view bytes_;
};

// The rest of the line that a cursor stands in, its end left out.
class LineStream : public ByteStream {
 public:
  explicit LineStream(ByteCursor* bytes) : bytes_(*bytes) {}

  absl::Status Next(absl::string_view* piece) override {
    bytes_.Take(std::exchange(lent_, 0));
    *piece = absl::string_view();
    if (ended_) return absl::OkStatus();
    absl::string_view view = bytes_.Peek(1).substr(0, kPieceBytes);
    if (view.empty()) {
      ended_ = true;
      return bytes_.status().ok() ? absl::OkStatus() : absl::CancelledError("told elsewhere");
    }
    const size_t end = view.find('\n');
    lent_ = end == absl::string_view::npos ? view.size() : end + 1;
    ended_ = end != absl::string_view::npos;
    piece_offset_ = offset_;
    *piece = view.substr(0, std::min(end, view.size()));
    offset_ += piece->size();
    // An empty piece is the end.
    if (ended_ && piece->empty()) bytes_.Take(std::exchange(lent_, 0));
    return absl::OkStatus();
  }
  uint64_t bytes_read() const override { return bytes_.bytes_read(); }
  uint64_t piece_offset() const override { return piece_offset_; }

 private:
  ByteCursor& bytes_;
  size_t lent_ = 0;  // Bytes of the cursor that are being looked at.
  uint64_t offset_ = 0;
  uint64_t piece_offset_ = 0;
  bool ended_ = false;
};

class LineReader {
 public:
  LineReader(Input* input, uint64_t max_bytes)
      : input_(*input),
        bytes_(input->bytes()),
        max_bytes_(max_bytes),
        cutter_(max_bytes, [this](RecordLine line) { return Deliver(std::move(line)); }) {}

  bool Run() {
    while (true) {
      const absl::string_view piece = bytes_.Peek(1);
      if (!piece.empty()) {
        const uint64_t begin = cutter_.offset();
        const bool go_on = cutter_.Add(piece);
        if (!go_on && !cutter_.large()) return false;
        bytes_.Take(cutter_.offset() - begin);
        if (!go_on && !ReadLarge()) return false;
        continue;
      }
      const absl::Status status = bytes_.status();
      if (status.ok()) return cutter_.Finish();
      // The line that the damage cuts is not whole. The next member may begin within one, too.
      if (!(bytes_.whole_before_damage() ? cutter_.Finish() : DeliverCut())) return false;
      if (!input_.RejectRead(status, cutter_.offset())) return false;
      if (!absl::IsDataLoss(status)) return true;
      bytes_.Resume();
      cutter_.Break(absl::StartsWith(bytes_.buffered(), "{"));
    }
  }

 private:
  bool Deliver(RecordLine line) {
    if (line.too_large) {
      return input_.Reject(kRejectTooLarge, line.number, line.offset,
                           absl::StrCat("a line of more than ", max_bytes_, " bytes"));
    }
    const WrappedRecords found = FindWrappedRecords(line.text);
    // Where brackets or quotes do not match, what was found behind is not what stands there.
    if (found.with_texts || (!found.whole && !found.is_record)) {
      const size_t end = FindBreak(line.text);
      const WrappedRecords before = FindWrappedRecords(absl::string_view(line.text).substr(0, end));
      const bool broken = end < line.text.size() || !found.whole;
      if (broken && !before.is_record && (found.wraps || before.wraps || before.may_wrap))
        return ReadBroken(line);
    }
    uint64_t part = 0;
    if (!found.records.empty())
      return input_.DeliverParts(line.text, found.records, line.number, line.offset, &part);
    return input_.Deliver(input_.MakeDocument(ContentType::kJsonRecord, std::move(line.text),
                                              line.number, line.offset));
  }

  // What is whole in a wrapper that damage of the stream cuts.
  bool DeliverCut() {
    const absl::string_view line = cutter_.begun();
    uint64_t part = 0;
    return input_.DeliverParts(line, FindWrappedRecords(line).records, cutter_.next_number(),
                               cutter_.line_offset(), &part);
  }

  bool ReadLarge() {
    RecordLine line = cutter_.TakeLarge();
    uint64_t taken = 0;
    // What is there is not copied when it can be used as it is.
    std::string begun = std::move(line.text);
    if (!IsBegunValue(begun)) {
      taken = begun.size();
      bytes_.GiveBack(begun);
      begun = std::string();
    }
    const uint64_t begin = bytes_.offset();
    if (!ReadValues(&bytes_, line, std::move(begun))) return false;
    cutter_.SkipLine(bytes_.offset() - begin - taken);
    return true;
  }

  bool ReadBroken(const RecordLine& line) {
    Expansion counted;
    ByteCursor bytes(std::make_unique<StringStream>(line.text), &counted, 0);
    return ReadValues(&bytes, line, "");
  }

  bool ReadValues(ByteCursor* from, const RecordLine& line, std::string begun) {
    // They were counted when they came out of the file.
    Expansion counted;
    constexpr uint64_t kEnough = uint64_t{1} << 48;
    ByteCursor bytes(std::make_unique<LineStream>(from), &counted, kEnough);
    Input input(input_.path(), input_.stable_path(), &bytes, &input_.sink());
    return ReadJsonLine(&input, {line.number, line.offset}, std::move(begun), max_bytes_);
  }

  Input& input_;
  ByteCursor& bytes_;
  const uint64_t max_bytes_;
  LineCutter cutter_;
};

}  // namespace

bool LineCutter::Add(absl::string_view piece) {
  while (!piece.empty()) {
    const size_t end = piece.find('\n');
    const absl::string_view part = piece.substr(0, end);
    if (!Append(part)) return false;
    offset_ += part.size();
    if (end == absl::string_view::npos) return true;
    ++offset_;
    piece.remove_prefix(end + 1);
    if (!EndLine()) return false;
  }
  return true;
}

RecordLine LineCutter::TakeLarge() {
  RecordLine line;
  line.offset = line_offset_;
  line.number = ++number_;
  line.text = std::exchange(line_, std::string());
  large_ = false;
  blank_ = true;
  return line;
}

void LineCutter::SkipLine(uint64_t bytes) { line_offset_ = offset_ += bytes; }

bool LineCutter::Finish() { return EndLine(); }

void LineCutter::Break(bool at_line) {
  line_ = std::string();
  too_large_ = false;
  blank_ = true;
  skipped_ = !at_line;
  line_offset_ = offset_;
}

bool LineCutter::Append(absl::string_view part) {
  // NULs fill what was allocated and not written.
  if (blank_) {
    blank_ = std::all_of(part.begin(), part.end(),
                         [](char c) { return absl::ascii_isspace(c) || c == '\0'; });
  }
  if (too_large_ || skipped_) return true;
  const size_t fits = std::min<uint64_t>(part.size(), max_line_bytes_ - line_.size());
  // Growing by doubling would take twice the limit in the end.
  if (line_.size() > max_line_bytes_ / 4) line_.reserve(max_line_bytes_);
  line_.append(part.data(), fits);
  if (fits == part.size()) return true;
  if (BeginsAsJson(line_)) {
    offset_ += fits;
    large_ = true;
    return false;
  }
  too_large_ = true;
  line_ = std::string();
  return true;
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
  if (absl::StartsWith(line.text, "\x1e")) {  // RFC 7464.
    line.text.erase(0, 1);
    ++line.offset;
  }
  const bool blank = std::exchange(blank_, true);
  if (std::exchange(skipped_, false) || blank) return true;
  if (!line.text.empty() && line.text.back() == '\r') line.text.pop_back();
  line.number = ++number_;
  return on_line_(std::move(line));
}

bool ReadJsonLines(Input* input, uint64_t max_bytes) { return LineReader(input, max_bytes).Run(); }

}  // namespace dateline::source
