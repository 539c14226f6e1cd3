#include "indexer/source/warc_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "indexer/source/header_fields.h"
#include "indexer/source/http_message.h"
#include "indexer/source/record_resync.h"
#include "indexer/source/warc_mark.h"
#include "indexer/source/web_capture.h"

namespace dateline::source {
namespace {

constexpr absl::string_view kByteOrderMark = "\xef\xbb\xbf";
// The most bytes of a record that holds a document.
constexpr uint64_t kMaxKeptBytes = kMaxDocumentBytes + kMaxHeaderBytes;
// Line ends between records: two by the standard. So many are looked over to see what follows.
constexpr size_t kMaxBlankBytes = 1 << 20;
// Of bytes that are no header, so many may begin one that ends behind them.
constexpr size_t kMaxOverlap = kMaxHeaderBytes / 4;
constexpr size_t kNone = absl::string_view::npos;

bool IsJson(absl::string_view media_type, absl::string_view block) {
  const MediaType media = ParseMediaType(media_type);
  return absl::EndsWith(media.type, "json") &&
         absl::StartsWith(absl::StripLeadingAsciiWhitespace(block), "{");
}

class WarcReader {
 public:
  explicit WarcReader(Input* input) : input_(*input), bytes_(input->bytes()), resync_(input) {}

  bool Run() {
    if (absl::StartsWith(bytes_.Peek(kByteOrderMark.size()), kByteOrderMark))
      bytes_.Take(kByteOrderMark.size());
    while (!resync_.ended()) {
      SkipBlank();
      if (bytes_.Peek(kWarcMarkBytes).empty()) {
        if (bytes_.status().ok()) break;
        if (!TellDamage()) return false;
      } else if (!IsWarc(bytes_.Peek(kWarcMarkBytes))) {
        if (!SkipToRecord()) return false;
      } else if (!ReadRecord()) {
        return false;
      }
    }
    return Flush();
  }

 private:
  struct Record {
    uint64_t number = 0;
    uint64_t stored_offset = 0;
    uint64_t length = 0;
    HeaderFields fields;
    std::string type;
    bool wanted = false;
    bool too_large = false;  // Its block was not kept.
    bool joined = false;     // Its block is that of several segments.
    std::string block;
  };

  // How the reading of a block went.
  enum class Ending {
    kWhole,    // As long as it says, and a record or the end is behind it.
    kFound,    // The next record was found before its end; the block is cut there.
    kUnclear,  // As long as it says, but something else is behind it.
    kCut,      // The input ends, or is damaged, before its end.
  };

  void SkipBlank() {
    while (true) {
      const size_t blank = LineEndsAt(bytes_.Peek(1), 0);
      if (blank == 0) return;
      if (page_end_ == bytes_.offset()) page_end_ += blank;
      if (about_end_ == bytes_.offset()) about_end_ += blank;
      if (segment_end_ == bytes_.offset()) segment_end_ += blank;
      bytes_.Take(blank);
    }
  }

  // The stream broke between records. A page that is waiting comes from the damaged member when
  // nothing but line ends stood behind it.
  bool TellDamage() {
    const auto ends_in_it = [this](uint64_t end, uint64_t member) {
      return absl::IsDataLoss(bytes_.status()) && bytes_.in_members() &&
             bytes_.damage_offset() == member && bytes_.offset() == end;
    };
    const bool tainted = page_.has_value() && ends_in_it(page_end_, page_member_);
    uint64_t number = tainted ? page_number_ : 0;
    if (tainted) page_.reset();
    if (segments_.has_value() && ends_in_it(segment_end_, segment_member_)) {
      number = segments_->number;
      segments_.reset();
      all_segments_ = false;
    }
    if (page_.has_value() && absl::IsDataLoss(bytes_.status()) && bytes_.offset() == about_end_) {
      page_->about.clear();
    }
    return Flush() &&
           resync_.GoOnBehindDamage(
               number, bytes_.in_members() ? bytes_.damage_offset() : bytes_.stored_offset());
  }

  bool SkipToRecord() {
    const uint64_t begin = bytes_.offset();
    const uint64_t stored = bytes_.stored_offset();
    size_t from = 1;
    while (true) {
      const absl::string_view view = bytes_.buffered();
      const size_t at = FindWarc(view, std::min(from, view.size()), false);
      if (at != kNone) {
        bytes_.Take(at);
        break;
      }
      if (view.size() > kWarcMarkBytes) {
        bytes_.Take(view.size() - kWarcMarkBytes);
        from = 0;
      }
      if (bytes_.ReadMore()) continue;
      bytes_.Take(bytes_.buffered().size());
      break;
    }
    return Flush() && resync_.RejectSkipped(begin, stored);
  }

  bool ReadRecord() {
    Record record;
    record.number = ++number_;
    record.stored_offset = bytes_.stored_offset();
    absl::string_view view;
    size_t next = kNone;    // Where another record begins,
    size_t length = kNone;  // and where the header ends before that.
    do {
      view = bytes_.buffered().substr(0, kMaxHeaderBytes);
      next = FindWarc(view, 1, true);
      length = HeaderLength(view.substr(0, next));
    } while (length == kNone && next == kNone && view.size() < kMaxHeaderBytes &&
             bytes_.ReadMore());
    if (length == kNone) {
      // No other mark in so much has a header either, but for one near its end. At the end of what
      // can be read the damage is told there.
      const bool too_long = next == kNone && view.size() == kMaxHeaderBytes;
      bytes_.Take(too_long ? kMaxHeaderBytes - kMaxOverlap : std::min(next, view.size()));
      return Flush() &&
             RejectRecord(record, too_long ? absl::StrCat("the record's header has more than ",
                                                          kMaxHeaderBytes, " bytes")
                                           : "the record's header breaks off");
    }
    const absl::string_view header = view.substr(0, length);
    record.fields = HeaderFields::Parse(header.substr(header.find('\n') + 1));
    bytes_.Take(length);
    if (!absl::SimpleAtoi(record.fields.Find("Content-Length"), &record.length)) {
      return Flush() && RejectRecord(record, "the record has no Content-Length that is a number");
    }
    record.type = absl::AsciiStrToLower(record.fields.Find("WARC-Type"));
    const bool continues = Continues(record);
    if (!continues && !FinishSegments()) return false;
    record.wanted = continues || IsWanted(record);
    const Ending ending = ReadBlock(&record);
    if (ending == Ending::kCut) {
      const bool whole = !absl::IsDataLoss(bytes_.status()) && IsWholeMessage(record.block);
      return CutRecord(record) && (!whole || UseRecord(&record));
    }
    if (ending == Ending::kFound) {
      if (!RejectRecord(record, "the record is shorter than its Content-Length")) return false;
      if (record.too_large) return Flush();
      if (continues) return Join(std::move(record)) && FinishSegments();
      return UseRecord(&record);
    }
    if (continues) return Join(std::move(record));
    if (record.wanted && SegmentNumber(record) == 1) {
      segments_ = std::move(record);
      last_segment_ = 1;
      NoteSegmentEnd();
      return true;
    }
    return UseRecord(&record);
  }

  // ISO 28500, "Record segmentation": 1 for the first segment, 0 for what is none.
  static uint64_t SegmentNumber(const Record& record) {
    uint64_t number = 0;
    return absl::SimpleAtoi(record.fields.Find("WARC-Segment-Number"), &number) ? number : 0;
  }

  // True for the segment that follows those that wait.
  bool Continues(const Record& record) const {
    if (!segments_.has_value() || record.type != "continuation") return false;
    const absl::string_view origin = record.fields.Find("WARC-Segment-Origin-ID");
    return !origin.empty() && origin == segments_->fields.Find("WARC-Record-ID") &&
           SegmentNumber(record) == last_segment_ + 1;
  }

  void NoteSegmentEnd() {
    segment_end_ = bytes_.offset();
    segment_member_ = bytes_.stored_offset();
  }

  bool Join(Record segment) {
    ++last_segment_;
    NoteSegmentEnd();
    segments_->joined = true;
    segments_->length += segment.length;
    segments_->too_large |=
        segment.too_large || segments_->block.size() + segment.block.size() > kMaxKeptBytes;
    if (segments_->too_large) {
      segments_->block = std::string();
    } else {
      segments_->block += segment.block;
    }
    // The last one alone says how long all are together.
    if (segment.fields.Find("WARC-Segment-Total-Length").empty()) return true;
    uint64_t total = 0;
    all_segments_ = absl::SimpleAtoi(segment.fields.Find("WARC-Segment-Total-Length"), &total) &&
                    total == segments_->length;
    return FinishSegments();
  }

  // Uses the record whose segments waited; tells when some are not here.
  bool FinishSegments() {
    if (!segments_.has_value()) return true;
    Record record = *std::move(segments_);
    segments_.reset();
    const bool all = std::exchange(all_segments_, false);
    const uint64_t number = record.number, offset = record.stored_offset;
    if (!UseRecord(&record)) return false;
    return all || input_.Reject(kRejectUnsupported, number, offset,
                                "a record cut into segments that do not all follow it");
  }

  bool RejectRecord(const Record& record, std::string detail) {
    return input_.Reject(kRejectDamaged, record.number, record.stored_offset, std::move(detail));
  }

  bool CutRecord(const Record& record) {
    if (!Flush()) return false;
    if (bytes_.status().ok()) {
      return RejectRecord(
          record, absl::StrCat("the file ends within the record, ", record.length, " bytes long"));
    }
    return resync_.GoOnBehindDamage(record.number, record.stored_offset);
  }

  static bool IsWanted(const Record& record) {
    if (record.type == "response" || record.type == "resource" || record.type == "conversion")
      return true;
    const MediaType media = ParseMediaType(record.fields.Find("Content-Type"));
    return record.type == "metadata" && absl::EndsWith(media.type, "json");
  }

  // Takes the block; keeps it when it is wanted and no longer than a document may be.
  Ending ReadBlock(Record* record) {
    // A length that is too large may also be wrong.
    bool keep = record->wanted;
    std::string tail;  // Of a block that is not kept.
    std::string held;  // From where a record seems to begin within the block on.
    bool holding = false;
    bool ends_as_declared = false;  // Asked for at every member until it is so.
    uint64_t left = record->length;
    while (left > 0) {
      absl::string_view view = bytes_.Peek(std::min<uint64_t>(left, kWarcMarkBytes));
      if (view.empty()) break;
      if (AtMemberStart() && !ends_as_declared && left < record->length &&
          IsWarc(bytes_.Peek(kWarcMarkBytes))) {
        ends_as_declared = EndsAsDeclared(left);
        if (!ends_as_declared) {
          GoBackToWholeRecord(keep ? &record->block : &held);
          return Ending::kFound;
        }
      }
      view = bytes_.buffered();
      const size_t taken = std::min<uint64_t>({left, view.size(), bytes_.SameMember()});
      view = view.substr(0, taken);
      if (keep && record->block.size() + view.size() > kMaxKeptBytes) {
        keep = false;
        record->too_large = true;
        Hold(std::exchange(record->block, {}), &holding, &held);
      }
      if (keep) {
        record->block.append(view.data(), view.size());
      } else {
        Hold(view, &holding, &held);
        const absl::string_view last =
            view.substr(view.size() - std::min(view.size(), kWarcMarkBytes));
        tail.append(last.data(), last.size());
        tail.erase(0, tail.size() - std::min(tail.size(), kWarcMarkBytes));
      }
      left -= taken;
      bytes_.Take(taken);
    }
    if (left == 0 && MayEndAt(0)) return Ending::kWhole;
    if (left > 0 && !bytes_.status().ok()) return Ending::kCut;
    if (left == 0 && GoBackToCutMark(keep ? &record->block : &tail)) return Ending::kFound;
    if (keep) {
      const size_t next = FindWarc(record->block, 0, true);
      if (next != kNone && record->block.size() - next <= kMaxHeldBytes) {
        held = record->block.substr(next);
        record->block.resize(next);
        holding = true;
      }
    }
    if (!holding || !resync_.may_give_back()) return left > 0 ? Ending::kCut : Ending::kUnclear;
    resync_.GiveBack(held);
    absl::StripTrailingAsciiWhitespace(&record->block);
    return Ending::kFound;
  }

  // Remembers what may be a record within a block that is not kept.
  static void Hold(absl::string_view view, bool* holding, std::string* held) {
    if (!*holding) {
      const size_t at = FindWarc(view, 0, true);
      if (at == kNone) return;
      *holding = true;
      view.remove_prefix(at);
    }
    held->append(view.data(), view.size());
    if (held->size() <= kMaxHeldBytes) return;
    // A record of so many bytes within one is what it says: an archive within the archive.
    *held = std::string();
    *holding = false;
  }

  // True at the first byte of a member, other than that of the record's own.
  bool AtMemberStart() {
    const uint64_t stored = bytes_.stored_offset();
    return bytes_.in_members() && stored != std::exchange(last_member_, stored);
  }

  // True when what is `at` bytes from here is a record, damage or the end. REQUIRES: so many bytes
  // can be read.
  bool MayEndAt(size_t at) {
    size_t end = at;  // Of the line ends.
    absl::string_view view;
    do {
      view = bytes_.Peek(end + kWarcMarkBytes);
      end += LineEndsAt(view, end);
    } while (end + kWarcMarkBytes > view.size() && end < at + kMaxBlankBytes && bytes_.ReadMore());
    return end == view.size() || IsWarc(view.substr(end));
  }

  // True when the record, of which `left` bytes are to come, ends where it says. How a member
  // begins is believed rather than a length that reaches far.
  bool EndsAsDeclared(uint64_t left) {
    return left <= kMaxHeldBytes && bytes_.Peek(left).size() >= left && MayEndAt(left);
  }

  // When the block, which was taken last, ends within the line that the next record begins with,
  // has that read from its beginning.
  bool GoBackToCutMark(std::string* block) {
    const size_t taken = std::min(block->size(), kWarcMarkBytes);
    const absl::string_view rest = bytes_.Peek(kWarcMarkBytes).substr(0, kWarcMarkBytes);
    const std::string seam = absl::StrCat(block->substr(block->size() - taken), rest);
    const size_t at = FindWarc(seam, 1, true);
    if (at >= taken) return false;
    resync_.GiveBack(absl::string_view(seam).substr(at, taken - at));
    block->resize(block->size() - (taken - at));
    absl::StripTrailingAsciiWhitespace(block);
    return true;
  }

  // Cuts the block, which was taken last, where a record in it begins, and has that read again.
  void GoBackToWholeRecord(std::string* block) {
    const size_t at = FindWholeWarc(*block);
    if (at == kNone || block->size() - at > kMaxHeldBytes || !resync_.may_give_back()) return;
    resync_.GiveBack(absl::string_view(*block).substr(at));
    block->resize(at);
    absl::StripTrailingAsciiWhitespace(block);
  }

  bool UseRecord(Record* record) {
    if (record->type == "continuation") {
      return input_.Reject(kRejectUnsupported, record->number, record->stored_offset,
                           "the rest of a record that was cut into segments");
    }
    if (!record->wanted) return true;
    const absl::string_view media = record->fields.Find("Content-Type");
    if (record->type != "response" && IsJson(media, record->block)) {
      if (page_.has_value() && page_->about.empty() && RefersToPage(*record) &&
          record->block.size() <= kMaxAboutBytes) {
        page_->about = std::move(record->block);
        about_end_ = bytes_.offset();
      }
      return true;
    }
    if (record->type == "metadata") return true;
    if (record->type == "conversion" && RefersToPage(*record)) {
      // Of an error's page that was refused.
      if (!page_.has_value() && refused_) return true;
      if (page_.has_value() && !from_conversion_) {
        if (ParseMediaType(media).type == "text/plain") SetConvertedText(&record->block);
        return true;
      }
    }
    if (record->type == "resource" && IsLog(*record)) return Flush();
    if (record->too_large) {
      return Flush() && input_.Reject(kRejectTooLarge, record->number, record->stored_offset,
                                      absl::StrCat("a record of ", record->length,
                                                   " bytes; the most is ", kMaxDocumentBytes));
    }
    return UseCapture(*record);
  }

  // What a crawler keeps about itself (its log, its settings) has no address on the web.
  static bool IsLog(const Record& record) {
    return CleanUrl(record.fields.Find("WARC-Target-URI")).empty() &&
           ParseMediaType(record.fields.Find("Content-Type")).type == "text/plain";
  }

  void SetConvertedText(std::string* text) {
    if (page_->converted_text.empty() && text->size() <= kMaxAboutBytes)
      page_->converted_text = std::move(*text);
  }

  bool UseCapture(const Record& record) {
    std::optional<Document> text;  // Made of this page, and standing before it.
    if (record.type != "conversion" && IsReferredTo(record)) text = std::exchange(page_, {});
    if (!Flush()) return false;
    WebCapture capture;
    capture.url = std::string(record.fields.Find("WARC-Target-URI"));
    capture.media_type = std::string(record.fields.Find("Content-Type"));
    capture.language = std::string(record.fields.Find("WARC-Identified-Content-Language"));
    capture.captured_at = ParseCaptureTime(record.fields.Find("WARC-Date"));
    capture.digest = std::string(record.fields.Find("WARC-Payload-Digest"));
    // That of the block is of its first segment alone.
    if (capture.digest.empty() && !record.joined)
      capture.digest = std::string(record.fields.Find("WARC-Block-Digest"));
    page_id_ = std::string(record.fields.Find("WARC-Record-ID"));
    page_uri_ = std::string(record.fields.Find("WARC-Target-URI"));
    page_refers_ = std::string(record.fields.Find("WARC-Refers-To"));
    from_conversion_ = record.type == "conversion";
    std::variant<Document, NoDocument> made = DocumentOf(capture, record.block);
    if (const NoDocument* none = std::get_if<NoDocument>(&made)) {
      refused_ = none->reason == kRejectHttpStatus;
      if (!input_.Reject(none->reason, record.number, record.stored_offset, none->detail))
        return false;
      return refused_ || !text.has_value() || input_.Deliver(*std::move(text));
    }
    refused_ = false;
    Document named = input_.MakeDocument(ContentType::kHtml, "", record.number);
    page_ = std::get<Document>(std::move(made));
    page_->source_path = std::move(named.source_path);
    page_->stable_path = std::move(named.stable_path);
    page_->offset = page_->record_offset = record.stored_offset;
    page_number_ = record.number;
    page_end_ = bytes_.offset();
    page_member_ = bytes_.stored_offset();
    if (text.has_value()) SetConvertedText(&text->content);
    return true;
  }

  // True when the page that waits is a text made of this record's page.
  bool IsReferredTo(const Record& record) const {
    if (!page_.has_value() || !from_conversion_ || page_->type != ContentType::kText) return false;
    if (!page_refers_.empty()) return page_refers_ == record.fields.Find("WARC-Record-ID");
    return !page_uri_.empty() && page_uri_ == record.fields.Find("WARC-Target-URI");
  }

  bool RefersToPage(const Record& record) const {
    for (const absl::string_view name : {"WARC-Refers-To", "WARC-Concurrent-To"}) {
      const absl::string_view id = record.fields.Find(name);
      if (!id.empty() && id == page_id_) return true;
    }
    const absl::string_view uri = record.fields.Find("WARC-Target-URI");
    return !uri.empty() && uri == page_uri_;
  }

  bool Flush() {
    if (!FinishSegments()) return false;
    if (!page_.has_value()) return true;
    Document page = *std::move(page_);
    page_.reset();
    return input_.Deliver(std::move(page));
  }

  Input& input_;
  ByteCursor& bytes_;
  RecordResync resync_;
  uint64_t number_ = 0;
  // The first segment of a record, the blocks of those behind it joined to its own.
  std::optional<Record> segments_;
  uint64_t last_segment_ = 0;
  uint64_t segment_end_ = 0;
  uint64_t segment_member_ = 0;
  bool all_segments_ = false;  // The last of them was met, and they are as long as it says.
  uint64_t last_member_ = UINT64_MAX;
  // The last page, until it is known whether a record about it follows.
  std::optional<Document> page_;
  std::string page_id_;
  std::string page_uri_;
  std::string page_refers_;
  bool from_conversion_ = false;  // The last capture was a text made of a page.
  bool refused_ = false;          // The last capture was none of a page, by its status.
  uint64_t page_number_ = 0;
  uint64_t page_end_ = 0;
  uint64_t page_member_ = 0;
  uint64_t about_end_ = 0;
};

}  // namespace

bool ReadWarc(Input* input) { return WarcReader(input).Run(); }

}  // namespace dateline::source
