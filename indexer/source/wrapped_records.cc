#include "indexer/source/wrapped_records.h"

#include <algorithm>
#include <utility>

namespace dateline::source {
namespace {

// So much in front of what is kept is not worth moving the rest for.
constexpr uint64_t kMinDroppedBytes = 1 << 20;

}  // namespace

WrappedRecords FindWrappedRecords(absl::string_view object) {
  WrappedRecords found;
  RecordScan scan;
  const RecordScan::State state = scan.Scan(object, 0);
  found.is_record = found.own_text = state == RecordScan::State::kRecord;
  found.with_texts = scan.with_text();
  if (found.is_record) return found;
  found.whole = state == RecordScan::State::kEnd;
  found.wraps = scan.IsWrapper();
  found.may_wrap = scan.MayBeWrapper();
  found.is_record = scan.IsRecordSoFar();
  if (!found.whole) scan.BreakOff();
  if (!scan.with_text() || found.is_record) return found;
  const std::vector<RecordScan::Record> records = scan.TakeFinal();
  found.records.reserve(records.size());
  for (const RecordScan::Record& record : records)
    found.records.push_back(object.substr(record.begin, record.end - record.begin));
  return found;
}

bool WrappedRecordStream::Begin(std::string bytes) {
  // Records of the limit are whole in it; what is more is looked at as if it came later.
  const std::string more = bytes.substr(std::min<uint64_t>(max_bytes_ + 1, bytes.size()));
  bytes.resize(bytes.size() - more.size());
  kept_ = std::move(bytes);
  return Look() && (!followed_ || Shed()) && Add(more);
}

bool WrappedRecordStream::Add(absl::string_view bytes) {
  while (followed_ && !bytes.empty()) {
    const uint64_t end = kept_begin_ + kept_.size();
    const absl::string_view next = bytes.substr(0, shed_every_ - end % shed_every_);
    kept_.append(next.data(), next.size());
    if (!Look()) return false;
    if (followed_ && (end + next.size()) % shed_every_ == 0 && !Shed()) return false;
    bytes.remove_prefix(next.size());
  }
  return true;
}

// Looks at what is kept and was not looked at.
bool WrappedRecordStream::Look() {
  const RecordScan::State state = scan_.Scan(kept_, kept_begin_);
  if (state == RecordScan::State::kRecord) return GiveUp();
  if (state == RecordScan::State::kInside) return true;
  followed_ = false;
  broken_ = state == RecordScan::State::kBroken;
  return broken_ || Tell(scan_.TakeFinal());
}

bool WrappedRecordStream::Finish() {
  if (followed_ || broken_) {
    scan_.BreakOff();
    if (!Tell(scan_.TakeFinal())) return false;
  }
  followed_ = broken_ = false;
  // Without a text they are other things that have titles.
  held_.clear();
  return true;
}

// The value is a record itself: what was told of it before that was seen stays told.
bool WrappedRecordStream::GiveUp() {
  followed_ = false;
  given_up_ = true;
  held_.clear();
  kept_ = std::string();
  return told_ == 0 || on_record_({0, "", true});
}

// Tells what can be told, and drops what need not be kept.
bool WrappedRecordStream::Shed() {
  while (true) {
    if (!Tell(scan_.TakeFinal())) return false;
    if (!TellLost()) return false;
    RecordScan::Frame* candidate = scan_.Candidate();
    uint64_t begin = scan_.string_begin();
    if (candidate != nullptr) begin = std::min(begin, candidate->begin);
    begin = std::max(begin, kept_begin_);
    const uint64_t dropped = begin - kept_begin_;
    const bool fits = kept_.size() - dropped <= max_bytes_;
    if (dropped >= kMinDroppedBytes || (dropped > 0 && dropped >= kept_.size() / 2) || !fits) {
      kept_.erase(0, dropped);
      kept_begin_ = begin;
      if (dropped >= kMinDroppedBytes) kept_.shrink_to_fit();
    }
    if (fits) return true;
    if (candidate == nullptr || candidate->begin > scan_.string_begin()) {
      // A string of a wrapper's own.
      kept_begin_ += kept_.size();
      kept_.clear();
      return true;
    }
    if (candidate->with_text || (candidate->titled && candidate->of_article)) {
      if (candidate == &scan_.frames()[0]) return GiveUp();
      candidate->lost = true;
      if (!Note({candidate->begin, "", true}, candidate->with_text)) return false;
    }
    candidate->opened = true;
  }
}

// Objects that turned out to be records when they were too large to be kept already.
bool WrappedRecordStream::TellLost() {
  for (RecordScan::Frame& frame : scan_.mutable_frames()) {
    if (!frame.opened || frame.lost || !frame.with_text) continue;
    frame.lost = true;
    if (!Note({frame.begin, "", true}, true)) return false;
  }
  return true;
}

bool WrappedRecordStream::Tell(const std::vector<RecordScan::Record>& records) {
  for (const RecordScan::Record& record : records) {
    const uint64_t size = record.end - record.begin;
    Found found = {record.begin, "", size > max_bytes_ || record.begin < kept_begin_};
    if (!found.too_large)
      found.bytes = absl::string_view(kept_).substr(record.begin - kept_begin_, size);
    told_end_ = record.end;
    told_on_line_ = record.on_line;
    if (record.on_line) told_indent_ = scan_.IndentOf(record);
    if (!Note(found, record.with_text)) return false;
  }
  return true;
}

// Tells a record, once one that has a text is among those that were found.
bool WrappedRecordStream::Note(const Found& found, bool with_text) {
  with_text_ |= with_text;
  if (!with_text_ && held_bytes_ + found.bytes.size() <= max_bytes_) {
    held_bytes_ += found.bytes.size();
    held_.push_back({found.offset, std::string(found.bytes), found.too_large});
    return true;
  }
  with_text_ = true;
  for (const Held& held : std::exchange(held_, {})) {
    ++told_;
    if (!on_record_({held.offset, held.bytes, held.too_large})) return false;
  }
  ++told_;
  return on_record_(found);
}

}  // namespace dateline::source
