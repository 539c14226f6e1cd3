#include "indexer/source/record_scan.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"

namespace dateline::source {
namespace {

constexpr size_t kNone = absl::string_view::npos;
constexpr size_t kMaxIndentBytes = 256;
// Few writers use more than one; of records with another one it is not known.
constexpr size_t kMaxIndents = 256;
constexpr size_t kMaxNameBytes = 32;

// What goes with an article and may have titles and texts of its own.
bool IsAside(absl::string_view name) {
  static constexpr absl::string_view kAsides[] = {
      "annotations", "attachments", "author",       "authors",    "blocks",       "captions",
      "categories",  "chapters",    "comment",      "comments",   "contributors", "creator",
      "credits",     "discussion",  "elements",     "embeds",     "enclosures",   "footnotes",
      "galleries",   "gallery",     "image",        "images",     "links",        "media",
      "mentions",    "multimedia",  "notes",        "paragraphs", "parts",        "photos",
      "pictures",    "quotes",      "recommended",  "references", "related",      "replies",
      "responses",   "reviews",     "sections",     "see_also",   "sources",      "tags",
      "thread",      "topics",      "translations", "updates",    "versions",     "videos"};
  const std::string lower = absl::AsciiStrToLower(name);
  // "related_articles", "relatedLinks"
  return std::find(std::begin(kAsides), std::end(kAsides), lower) != std::end(kAsides) ||
         lower.compare(0, 7, "related") == 0;
}

}  // namespace

RecordScan::State RecordScan::Scan(absl::string_view buffer, uint64_t base) {
  for (size_t at = offset_ - base; at < buffer.size(); ++at) {
    if (in_string_) {
      if (!std::exchange(escaped_, false)) {
        at = std::min(buffer.find_first_of("\"\\", at), buffer.size());
        if (at == buffer.size()) break;
        if (buffer[at] == '"') {
          const uint64_t begin = string_begin_ + 1;
          EndString(begin < base ? "" : buffer.substr(begin - base, base + at - begin));
          if (frames_.size() == 1 && frames_[0].with_text) {
            offset_ = base + at + 1;
            return State::kRecord;
          }
        } else {
          escaped_ = true;
        }
      }
      continue;
    }
    const char c = buffer[at];
    if (absl::ascii_isspace(c)) {
      if (c == '\n') {
        at_line_begin_ = true;
        indent_.clear();
      } else if (at_line_begin_ && indent_.size() < kMaxIndentBytes) {
        indent_.push_back(c);
      }
      continue;
    }
    const bool on_line = std::exchange(at_line_begin_, false);
    if (c == '"') {
      is_name_ = deeper_.empty() && !frames_.empty() && frames_.back().bracket == '{' &&
                 (last_ == '{' || last_ == ',');
      in_string_ = true;
      string_begin_ = base + at;
    } else if (c == '{' || c == '[') {
      if (frames_.size() == kMaxWrapperDepth) {
        deeper_.push_back(c);
      } else {
        Frame frame;
        frame.bracket = c;
        frame.begin = base + at;
        frame.records_before = records_.size();
        frame.aside = last_ == ':' && IsAside(name_);
        frame.on_line = on_line;
        if (on_line) frame.indent = indent_;
        frames_.push_back(std::move(frame));
      }
    } else if (c == '}' || c == ']') {
      const char open = c == '}' ? '{' : '[';
      offset_ = base + at;
      if (!deeper_.empty()) {
        if (deeper_.back() != open) return State::kBroken;
        deeper_.pop_back();
      } else {
        if (frames_.empty() || frames_.back().bracket != open) return State::kBroken;
        Close(base + at + 1);
      }
      if (frames_.empty()) {
        offset_ = base + at + 1;
        return State::kEnd;
      }
    }
    last_ = c;
  }
  offset_ = base + buffer.size();
  return State::kInside;
}

void RecordScan::EndString(absl::string_view name) {
  in_string_ = false;
  last_ = '"';
  if (!is_name_) return;
  name_ = std::string(name.substr(0, kMaxNameBytes));
  Frame& frame = frames_.back();
  frame.titled |= name == "title";
  frame.with_text |= name == "body" || name == "html";
  frame.of_article |= name == "publish_date" || name == "mentions";
}

void RecordScan::Close(uint64_t end) {
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  const bool is_record = frame.IsRecord();
  if (frame.lost || (is_record && !frame.opened)) {
    records_.erase(records_.begin() + std::min(frame.records_before, records_.size()),
                   records_.end());
  } else if (frame.titled) {
    DropWithin(frame, frames_.size());
  }
  // Of one that was opened the end is not kept together with the beginning.
  if (is_record && !frame.lost && !frame.opened) {
    Record record;
    record.begin = frame.begin;
    record.end = end;
    record.with_text = frame.with_text;
    if (frame.on_line) NoteIndent(std::move(frame.indent), &record);
    for (size_t depth = 0; depth < frames_.size(); ++depth) {
      if (frames_[depth].aside) record.aside_depth = depth + 1;
    }
    if (frame.aside) record.aside_depth = frames_.size() + 1;
    records_.push_back(std::move(record));
    with_text_ |= frame.with_text;
  }
  if (frames_.empty()) value_is_record_ = is_record;
  if (frames_.empty() || frame.aside) return;
  Frame& outer = frames_.back();
  if (!is_record) outer.texts += frame.texts + (frame.titled ? 0 : frame.members);
  if (is_record && frame.with_text) ++(outer.bracket == '[' ? outer.texts : outer.members);
}

void RecordScan::NoteIndent(std::string indent, Record* record) {
  const auto known = std::find(indents_.rbegin(), indents_.rend(), indent);
  if (known == indents_.rend() && indents_.size() == kMaxIndents) return;
  record->on_line = true;
  record->indent = known == indents_.rend() ? indents_.size() : indents_.rend() - known - 1;
  if (known == indents_.rend()) indents_.push_back(std::move(indent));
}

// What goes with a wrapper is no record in it.
void RecordScan::DropWithin(const Frame& frame, size_t depth) {
  const auto begin = records_.begin() + std::min(frame.records_before, records_.size());
  records_.erase(
      std::remove_if(begin, records_.end(),
                     [depth](const Record& record) { return record.aside_depth > depth + 1; }),
      records_.end());
}

// Of a frame without an end: what stands in those below it counts as if they ended now.
bool RecordScan::IsRecordSoFar(size_t depth) const {
  Frame frame = frames_[depth];
  uint32_t texts = 0;
  for (size_t below = frames_.size() - 1; below > depth; --below) {
    const Frame& inner = frames_[below];
    texts += inner.texts + (inner.titled ? 0 : inner.members);
    if (inner.aside) texts = 0;
  }
  frame.texts += texts;
  return frame.IsRecord();
}

bool RecordScan::IsWrapper() const {
  if (IsRecordSoFar()) return false;
  return with_text_ || std::any_of(frames_.begin(), frames_.end(),
                                   [](const Frame& frame) { return frame.with_text; });
}

bool RecordScan::MayBeWrapper() const {
  if (IsRecordSoFar()) return false;
  for (const Frame& frame : frames_) {
    if (frame.aside) return false;
    if (frame.bracket == '[') return true;
  }
  return false;
}

void RecordScan::BreakOff() {
  size_t depth = 0;
  while (depth < frames_.size() && (frames_[depth].opened || !IsRecordSoFar(depth))) ++depth;
  if (depth < frames_.size())
    records_.resize(std::min(frames_[depth].records_before, records_.size()));
  for (Frame& frame : frames_) frame.opened = true;
}

RecordScan::Frame* RecordScan::Candidate() {
  const auto found = std::find_if(frames_.begin(), frames_.end(), [](const Frame& frame) {
    return frame.bracket == '{' && !frame.opened;
  });
  return found == frames_.end() ? nullptr : &*found;
}

std::vector<RecordScan::Record> RecordScan::TakeFinal() {
  const Frame* candidate = Candidate();
  const size_t count =
      candidate == nullptr ? records_.size() : std::min(candidate->records_before, records_.size());
  std::vector<Record> taken;
  if (count == records_.size()) {
    taken.swap(records_);
  } else {
    taken.assign(records_.begin(), records_.begin() + count);
    records_.erase(records_.begin(), records_.begin() + count);
  }
  for (Frame& frame : frames_) frame.records_before -= std::min(frame.records_before, count);
  taken.erase(std::remove_if(taken.begin(), taken.end(),
                             [this](const Record& record) {
                               for (size_t depth = 0; depth < frames_.size(); ++depth) {
                                 const Frame& frame = frames_[depth];
                                 if (!frame.opened || record.begin < frame.begin) continue;
                                 if (frame.lost || (frame.titled && record.aside_depth > depth + 1))
                                   return true;
                               }
                               return false;
                             }),
              taken.end());
  return taken;
}

}  // namespace dateline::source
