#include "indexer/source/reader.h"

#include <memory>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "indexer/source/arc_reader.h"
#include "indexer/source/archive_reader.h"
#include "indexer/source/byte_cursor.h"
#include "indexer/source/byte_stream.h"
#include "indexer/source/content_kind.h"
#include "indexer/source/input.h"
#include "indexer/source/json_lines.h"
#include "indexer/source/json_values.h"
#include "indexer/source/reuters_sgml.h"
#include "indexer/source/text_neighbours.h"
#include "indexer/source/warc_reader.h"
#include "indexer/source/wide_text_stream.h"
#include "indexer/text/wide_text.h"

namespace dateline::source {
namespace {

// How much of a first line is looked at to see whether it is a record.
constexpr size_t kMaxFirstLineBytes = 8 << 20;

bool ReadWhole(Input* input, ContentType type) {
  ByteCursor& bytes = input->bytes();
  const absl::string_view content = bytes.Peek(kMaxDocumentBytes + 1);
  if (!bytes.status().ok()) {
    if (!input->RejectRead(bytes.status(), content.size())) return false;
    if (!bytes.whole_before_damage()) return true;
  }
  if (content.size() > kMaxDocumentBytes) {
    return input->Reject(kRejectTooLarge, 0, 0,
                         absl::StrCat("more than ", kMaxDocumentBytes, " bytes in one document"));
  }
  return input->Deliver(input->MakeDocument(type, bytes.TakeAll()));
}

// One file, or one member of an archive, by its content. `file` is where it lies on disk as it is,
// "" when it does not.
class ContentReader {
 public:
  ContentReader(Expansion* expansion, uint64_t stored_bytes, DocumentSink* sink)
      : expansion_(expansion), stored_bytes_(stored_bytes), sink_(sink) {}

  bool Read(std::unique_ptr<ByteStream> stored, const std::string& path,
            const std::string& stable_path, const std::string& file, int depth) {
    absl::StatusOr<std::unique_ptr<ByteStream>> opened = Decompress(std::move(stored));
    if (!opened.ok()) {
      return sink_->OnReject({path, 0, std::string(ReasonOf(opened.status())),
                              std::string(opened.status().message())});
    }
    const bool as_stored = !(*opened)->in_members();
    ByteCursor bytes(*std::move(opened), expansion_, stored_bytes_);
    if (depth == 0) root_ = &bytes;
    const bool go_on = ReadBytes(&bytes, path, stable_path, as_stored ? file : "", depth);
    if (depth == 0) {
      root_ = nullptr;
      bytes_read_ = bytes.bytes_read();
    }
    return go_on;
  }

  uint64_t bytes_read() const { return root_ == nullptr ? bytes_read_ : root_->bytes_read(); }

 private:
  bool ReadBytes(ByteCursor* bytes, const std::string& path, const std::string& stable_path,
                 const std::string& file, int depth) {
    const absl::string_view head = bytes->Peek(kSniffBytes);
    const text::WideEncoding wide = text::FindWideEncoding(head);
    if (wide != text::WideEncoding::kNone && !IsArchive(head)) {
      ByteCursor narrow(std::make_unique<WideTextStream>(bytes, wide), expansion_, stored_bytes_);
      Input input(path, stable_path, &narrow, sink_);
      return ReadKind(&input, "", depth);
    }
    Input input(path, stable_path, bytes, sink_);
    return ReadKind(&input, file, depth);
  }

  bool ReadKind(Input* input, const std::string& file, int depth) {
    const absl::string_view head = input->bytes().Peek(kSniffBytes);
    ContentKind kind = FindContentKind(input->path(), head);
    if (kind == ContentKind::kJsonLines && GoesOnOverLines(&input->bytes()))
      kind = ContentKind::kJsonValues;
    switch (kind) {
      case ContentKind::kEmpty:
        if (!input->bytes().status().ok())
          return input->RejectRead(input->bytes().status(), head.size());
        // White space that fills the whole head may still have something behind it.
        if (head.size() >= kSniffBytes) return ReadWhole(input, ContentType::kText);
        return input->Reject(kRejectNoText, 0, 0, "the file is empty");
      case ContentKind::kBinary:
        return input->Reject(kRejectBinary, 0, 0, "not text of any kind");
      case ContentKind::kArchiveIndex:
        return input->Reject(kRejectArchiveIndex, 0, 0, "a list of what web archives hold");
      case ContentKind::kText:
        return ReadWhole(input, ContentType::kText);
      case ContentKind::kHtml:
        return ReadWhole(input, ContentType::kHtml);
      case ContentKind::kJsonLines:
        return ReadJsonLines(input);
      case ContentKind::kJsonValues:
        return ReadJsonValues(input);
      case ContentKind::kWarc:
        return ReadWarc(input);
      case ContentKind::kArc:
        return ReadArc(input);
      case ContentKind::kReutersSgml:
        return ReadReutersSgml(input);
      case ContentKind::kArchive:
        return ReadMembers(input, file, depth);
    }
    return true;
  }

  // True for JSON whose first line is longer than what FindContentKind looks at, and is no record.
  // What the second line begins with decides, wherever the pieces of the stream end.
  static bool GoesOnOverLines(ByteCursor* bytes) {
    absl::string_view head = bytes->buffered();
    size_t looked_at = 0;
    size_t end = absl::string_view::npos;
    while ((end = head.find('\n', looked_at)) == absl::string_view::npos) {
      looked_at = head.size();
      if (looked_at > kMaxFirstLineBytes || !bytes->ReadMore()) return false;
      head = bytes->buffered();
    }
    if (end > kMaxFirstLineBytes) return false;
    const size_t limit = end + kSniffBytes;
    while (head.size() < limit && absl::StripAsciiWhitespace(head.substr(end)).empty()) {
      if (!bytes->ReadMore()) break;
      head = bytes->buffered();
    }
    if (head.size() <= kSniffBytes) return false;
    head = head.substr(0, limit);
    absl::ConsumePrefix(&head, "\xef\xbb\xbf");
    absl::ConsumePrefix(&head, "\x1e");
    return IsJsonOverLines(head);
  }

  bool ReadMembers(Input* input, const std::string& file, int depth) {
    if (depth == kMaxArchiveDepth) {
      return input->Reject(kRejectTooDeep, 0, 0,
                           absl::StrCat("archives are read ", kMaxArchiveDepth, " deep"));
    }
    return ReadArchive(input, file,
                       [this, depth](std::unique_ptr<ByteStream> bytes, const std::string& path,
                                     const std::string& stable_path) {
                         return Read(std::move(bytes), path, stable_path, "", depth + 1);
                       });
  }

  Expansion* const expansion_;
  const uint64_t stored_bytes_;
  DocumentSink* const sink_;
  const ByteCursor* root_ = nullptr;  // Of the file itself, while it is read.
  uint64_t bytes_read_ = 0;
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

  void Begin(const ContentReader* reader) { reader_ = reader; }
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
  const ContentReader* reader_ = nullptr;
  uint64_t finished_bytes_ = 0;
  uint64_t reported_ = 0;
};

}  // namespace

void ReadDocuments(const std::vector<InputFile>& files, DocumentSink* sink) {
  ProgressSink progress(sink);
  TextNeighbours neighbours(&progress);
  for (const InputFile& file : files) {
    Expansion expansion;
    ContentReader reader(&expansion, file.bytes, &neighbours);
    progress.Begin(&reader);
    neighbours.Begin(file);
    absl::StatusOr<std::unique_ptr<ByteStream>> stored = OpenStored(file.path);
    bool go_on = stored.ok() ? reader.Read(*std::move(stored), file.path, file.stable_path,
                                           file.bytes > 0 ? file.path : "", 0)
                             : neighbours.OnReject({file.path, 0, std::string(kRejectUnreadable),
                                                    std::string(stored.status().message())});
    go_on = go_on && neighbours.End();
    progress.End();
    if (!go_on) return;
  }
}

}  // namespace dateline::source
