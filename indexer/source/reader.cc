#include "indexer/source/reader.h"

#include <memory>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "indexer/source/byte_stream.h"
#include "indexer/source/content_kind.h"
#include "indexer/source/json_lines.h"

namespace dateline::source {
namespace {

// Reads one file. Every method returns false when the sink wants no more.
class FileReader {
 public:
  FileReader(const InputFile& file, DocumentSink* sink) : file_(file), sink_(sink) {}

  bool Read() {
    absl::StatusOr<std::unique_ptr<ByteStream>> opened = OpenByteStream(file_.path);
    if (!opened.ok()) return RejectRead(opened.status(), 0);
    stream_ = *std::move(opened);
    std::string head;
    const absl::Status status = ReadUpTo(kSniffBytes, &head);
    const ContentKind kind = FindContentKind(file_.path, head);
    switch (kind) {
      case ContentKind::kEmpty:
        if (!status.ok()) return RejectRead(status, head.size());
        // White space that fills the whole head may still have something behind it.
        if (head.size() >= kSniffBytes)
          return ReadWhole(std::move(head), status, ContentType::kText);
        return RejectFile(kRejectNoText, 0, "the file is empty");
      case ContentKind::kBinary:
        return RejectFile(kRejectBinary, 0, "not text of any kind");
      case ContentKind::kJsonLines:
        return ReadLines(head, status);
      case ContentKind::kHtml:
        return ReadWhole(std::move(head), status, ContentType::kHtml);
      case ContentKind::kText:
        break;
    }
    return ReadWhole(std::move(head), status, ContentType::kText);
  }

  uint64_t bytes_read() const { return stream_ == nullptr ? 0 : stream_->bytes_read(); }

 private:
  // Appends pieces until `out` has at least `bytes` or the stream ends.
  absl::Status ReadUpTo(uint64_t bytes, std::string* out) {
    while (out->size() < bytes) {
      absl::string_view piece;
      absl::Status status = stream_->Next(&piece);
      if (!status.ok()) return status;
      if (piece.empty()) break;
      out->append(piece.data(), piece.size());
    }
    return absl::OkStatus();
  }

  bool ReadWhole(std::string content, absl::Status status, ContentType type) {
    if (status.ok()) status = ReadUpTo(kMaxDocumentBytes + 1, &content);
    if (!status.ok()) return RejectRead(status, content.size());
    if (content.size() > kMaxDocumentBytes) {
      return RejectFile(kRejectTooLarge, 0,
                        absl::StrCat("more than ", kMaxDocumentBytes, " bytes in one document"));
    }
    Document document;
    document.type = type;
    document.content = std::move(content);
    document.source_path = file_.path;
    document.stable_path = file_.stable_path;
    return sink_->OnDocument(std::move(document));
  }

  bool ReadLines(absl::string_view head, absl::Status status) {
    LineCutter cutter(kMaxDocumentBytes,
                      [this](RecordLine line) { return OnLine(std::move(line)); });
    absl::string_view piece = head;
    while (true) {
      if (!cutter.Add(piece)) return false;
      if (!status.ok()) break;
      status = stream_->Next(&piece);
      if (status.ok() && piece.empty()) break;
      if (!status.ok()) piece = absl::string_view();
    }
    // The line that the damage cuts is not whole: only the end of a sound file ends the last line.
    if (!status.ok()) return RejectRead(status, cutter.offset());
    return cutter.Finish();
  }

  bool OnLine(RecordLine line) {
    const std::string record = absl::StrCat("#", line.number);
    if (line.too_large) {
      return sink_->OnReject({file_.path + record, line.offset, std::string(kRejectTooLarge),
                              absl::StrCat("a line of more than ", kMaxDocumentBytes, " bytes")});
    }
    Document document;
    document.type = ContentType::kJsonRecord;
    document.content = std::move(line.text);
    document.source_path = file_.path + record;
    document.stable_path = file_.stable_path + record;
    document.offset = line.offset;
    return sink_->OnDocument(std::move(document));
  }

  bool RejectRead(const absl::Status& status, uint64_t offset) {
    const absl::string_view reason = absl::IsDataLoss(status) ? kRejectDamaged : kRejectUnreadable;
    return RejectFile(reason, offset, std::string(status.message()));
  }

  bool RejectFile(absl::string_view reason, uint64_t offset, std::string detail) {
    return sink_->OnReject({file_.path, offset, std::string(reason), std::move(detail)});
  }

  const InputFile& file_;
  DocumentSink* const sink_;
  std::unique_ptr<ByteStream> stream_;
};

// Passes everything on, and reports progress while a large file is being read.
class ProgressSink : public DocumentSink {
 public:
  explicit ProgressSink(DocumentSink* sink) : sink_(sink) {}

  bool OnDocument(Document document) override {
    Report();
    return sink_->OnDocument(std::move(document));
  }
  bool OnReject(Reject reject) override {
    Report();
    return sink_->OnReject(std::move(reject));
  }

  void Begin(const FileReader* reader) { reader_ = reader; }
  void End() {
    finished_bytes_ += reader_->bytes_read();
    reader_ = nullptr;
    sink_->OnProgress(finished_bytes_);
  }

 private:
  static constexpr uint64_t kReportEvery = 1 << 20;

  void Report() {
    const uint64_t now = finished_bytes_ + reader_->bytes_read();
    if (now < reported_ + kReportEvery) return;
    reported_ = now;
    sink_->OnProgress(now);
  }

  DocumentSink* const sink_;
  const FileReader* reader_ = nullptr;
  uint64_t finished_bytes_ = 0;
  uint64_t reported_ = 0;
};

}  // namespace

void ReadDocuments(const std::vector<InputFile>& files, DocumentSink* sink) {
  ProgressSink progress(sink);
  for (const InputFile& file : files) {
    FileReader reader(file, &progress);
    progress.Begin(&reader);
    const bool go_on = reader.Read();
    progress.End();
    if (!go_on) return;
  }
}

}  // namespace dateline::source
