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
#include "indexer/source/web_capture.h"

namespace dateline::source {
namespace {

constexpr absl::string_view kMark = "WARC/";
constexpr size_t kVersionBytes = 10;  // "WARC/1.0\r\n"
// Line ends between records: two by the standard.
constexpr size_t kMaxBlankBytes = 64;
constexpr size_t kNone = absl::string_view::npos;

// Where a record begins at or behind `from`; kNone when nowhere. Where everything is as it should
// be that is at the beginning of a line.
size_t FindRecord(absl::string_view bytes, size_t from, bool on_line) {
  for (size_t at = bytes.find(kMark, from); at != kNone; at = bytes.find(kMark, at + 1)) {
    if (on_line && at > 0 && bytes[at - 1] != '\n') continue;
    if (IsWarc(bytes.substr(at))) return at;
  }
  return kNone;
}

bool IsJson(absl::string_view media_type, absl::string_view block) {
  const MediaType media = ParseMediaType(media_type);
  return absl::EndsWith(media.type, "json") &&
         absl::StartsWith(absl::StripLeadingAsciiWhitespace(block), "{");
}

class WarcReader {
 public:
  explicit WarcReader(Input* input) : input_(*input), bytes_(input->bytes()), resync_(input) {}

  bool Run() {
    while (!resync_.ended()) {
      SkipBlank();
      if (bytes_.Peek(kVersionBytes).empty()) {
        if (bytes_.status().ok()) break;
        if (!TellDamage()) return false;
      } else if (!IsWarc(bytes_.Peek(kVersionBytes))) {
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
      const absl::string_view view = bytes_.Peek(1);
      size_t blank = 0;
      while (blank < view.size() && (view[blank] == '\r' || view[blank] == '\n')) ++blank;
      if (blank == 0) return;
      bytes_.Take(blank);
    }
  }

  // The stream broke between records. A page that is waiting comes from the damaged member when
  // nothing but line ends stood behind it.
  bool TellDamage() {
    const bool tainted = page_.has_value() && absl::IsDataLoss(bytes_.status()) &&
                         bytes_.in_members() && bytes_.damage_offset() == page_member_ &&
                         bytes_.offset() <= page_end_ + kMaxBlankBytes;
    if (tainted) page_.reset();
    if (page_.has_value() && absl::IsDataLoss(bytes_.status()) &&
        bytes_.offset() <= about_end_ + kMaxBlankBytes) {
      page_->about.clear();
    }
    return Flush() && resync_.GoOnBehindDamage(
                          tainted ? page_number_ : 0,
                          bytes_.in_members() ? bytes_.damage_offset() : bytes_.stored_offset());
  }

  bool SkipToRecord() {
    const uint64_t begin = bytes_.offset();
    const uint64_t stored = bytes_.stored_offset();
    size_t from = 1;
    while (true) {
      const absl::string_view view = bytes_.buffered();
      const size_t at = FindRecord(view, std::min(from, view.size()), false);
      if (at != kNone) {
        bytes_.Take(at);
        break;
      }
      if (view.size() > kVersionBytes) {
        bytes_.Take(view.size() - kVersionBytes);
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
      next = FindRecord(view, 1, true);
      length = HeaderLength(view.substr(0, next));
    } while (length == kNone && next == kNone && view.size() < kMaxHeaderBytes &&
             bytes_.ReadMore());
    if (length == kNone) {
      // At the end of what can be read the damage is told there.
      bytes_.Take(next != kNone ? next : std::min(view.size(), kVersionBytes));
      return Flush() && RejectRecord(record, "the record's header breaks off");
    }
    const absl::string_view header = view.substr(0, length);
    record.fields = HeaderFields::Parse(header.substr(header.find('\n') + 1));
    bytes_.Take(length);
    if (!absl::SimpleAtoi(record.fields.Find("Content-Length"), &record.length)) {
      return Flush() && RejectRecord(record, "the record has no Content-Length");
    }
    record.type = absl::AsciiStrToLower(record.fields.Find("WARC-Type"));
    record.wanted = IsWanted(record);
    const Ending ending = ReadBlock(&record);
    if (ending == Ending::kCut) {
      const bool whole = !absl::IsDataLoss(bytes_.status()) && IsWholeMessage(record.block);
      return CutRecord(record) && (!whole || UseRecord(&record));
    }
    if (ending == Ending::kFound &&
        !RejectRecord(record, "the record is shorter than its Content-Length")) {
      return false;
    }
    return UseRecord(&record);
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
    const bool keep = record->wanted && record->length <= kMaxDocumentBytes + kMaxHeaderBytes;
    std::string held;  // From where a record seems to begin within the block on.
    bool holding = false;
    uint64_t left = record->length;
    while (left > 0) {
      absl::string_view view = bytes_.Peek(std::min<uint64_t>(left, kVersionBytes));
      if (view.empty()) break;
      if (AtMemberStart() && left < record->length && IsWarc(bytes_.Peek(kVersionBytes))) {
        return Ending::kFound;
      }
      view = bytes_.buffered();
      const size_t taken = std::min<uint64_t>({left, view.size(), bytes_.SameMember()});
      view = view.substr(0, taken);
      if (keep) {
        record->block.append(view.data(), view.size());
      } else {
        Hold(view, &holding, &held);
      }
      left -= taken;
      bytes_.Take(taken);
    }
    if (left == 0 && RecordMayEnd()) return Ending::kWhole;
    if (left > 0 && !bytes_.status().ok()) return Ending::kCut;
    if (keep) {
      const size_t next = FindRecord(record->block, 0, true);
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
      const size_t at = FindRecord(view, 0, true);
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

  // True when what is behind the block is a record, damage or the end.
  bool RecordMayEnd() {
    const absl::string_view view = bytes_.Peek(kMaxBlankBytes + kVersionBytes);
    size_t blank = 0;
    while (blank < view.size() && blank < kMaxBlankBytes &&
           (view[blank] == '\r' || view[blank] == '\n')) {
      ++blank;
    }
    return blank == view.size() || IsWarc(view.substr(blank));
  }

  bool UseRecord(Record* record) {
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
    // A text made of the page that stands before it says nothing new.
    if (record->type == "conversion" && page_.has_value() && RefersToPage(*record)) return true;
    if (!Flush()) return false;
    if (record->length > kMaxDocumentBytes + kMaxHeaderBytes) {
      return input_.Reject(
          kRejectTooLarge, record->number, record->stored_offset,
          absl::StrCat("a record of ", record->length, " bytes; the most is ", kMaxDocumentBytes));
    }
    return UseCapture(*record);
  }

  bool UseCapture(const Record& record) {
    WebCapture capture;
    capture.url = std::string(record.fields.Find("WARC-Target-URI"));
    capture.media_type = std::string(record.fields.Find("Content-Type"));
    capture.language = std::string(record.fields.Find("WARC-Identified-Content-Language"));
    capture.captured_at = ParseCaptureTime(record.fields.Find("WARC-Date"));
    capture.digest = std::string(record.fields.Find("WARC-Payload-Digest"));
    if (capture.digest.empty())
      capture.digest = std::string(record.fields.Find("WARC-Block-Digest"));
    // What a crawler keeps about itself (its log, its settings) has no address on the web.
    if (record.type == "resource" && CleanUrl(capture.url).empty() &&
        ParseMediaType(capture.media_type).type == "text/plain") {
      return true;
    }
    std::variant<Document, NoDocument> made = DocumentOf(capture, record.block);
    if (const NoDocument* none = std::get_if<NoDocument>(&made)) {
      return input_.Reject(none->reason, record.number, record.stored_offset, none->detail);
    }
    Document named = input_.MakeDocument(ContentType::kHtml, "", record.number);
    page_ = std::get<Document>(std::move(made));
    page_->source_path = std::move(named.source_path);
    page_->stable_path = std::move(named.stable_path);
    page_->offset = page_->record_offset = record.stored_offset;
    page_id_ = std::string(record.fields.Find("WARC-Record-ID"));
    page_uri_ = std::string(record.fields.Find("WARC-Target-URI"));
    page_number_ = record.number;
    page_end_ = bytes_.offset();
    page_member_ = bytes_.stored_offset();
    return true;
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
    if (!page_.has_value()) return true;
    Document page = *std::move(page_);
    page_.reset();
    return input_.Deliver(std::move(page));
  }

  Input& input_;
  ByteCursor& bytes_;
  RecordResync resync_;
  uint64_t number_ = 0;
  uint64_t last_member_ = UINT64_MAX;
  // The last page, until it is known whether a record about it follows.
  std::optional<Document> page_;
  std::string page_id_;
  std::string page_uri_;
  uint64_t page_number_ = 0;
  uint64_t page_end_ = 0;
  uint64_t page_member_ = 0;
  uint64_t about_end_ = 0;
};

}  // namespace

bool IsWarc(absl::string_view head) {
  if (!absl::ConsumePrefix(&head, kMark)) return false;
  return head.size() >= 4 && absl::ascii_isdigit(head[0]) && head[1] == '.' &&
         absl::ascii_isdigit(head[2]) &&
         (head[3] == '\r' || head[3] == '\n' || absl::ascii_isdigit(head[3]));
}

bool ReadWarc(Input* input) { return WarcReader(input).Run(); }

}  // namespace dateline::source
