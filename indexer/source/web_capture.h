// What a web archive (WARC, ARC) holds of one URL, turned into a document.

#ifndef DATELINE_INDEXER_SOURCE_WEB_CAPTURE_H_
#define DATELINE_INDEXER_SOURCE_WEB_CAPTURE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>

#include "absl/strings/string_view.h"
#include "indexer/source/document.h"

namespace dateline::source {

// A longer URL is taken for none; a longer digest is cut.
inline constexpr size_t kMaxCaptureUrlBytes = 4096;
inline constexpr size_t kMaxDigestBytes = 200;

// What the record's header says.
struct WebCapture {
  std::string url;          // As found: with white space, or in <>.
  std::string media_type;   // Content-Type of the record.
  std::string language;     // Identified by whoever wrote the archive.
  std::string digest;       // "sha1:...", as found.
  int64_t captured_at = 0;  // Seconds since 1970 UTC; 0 unknown.
};

// Why a capture is no document: a reason of document.h, and what exactly.
struct NoDocument {
  absl::string_view reason;
  std::string detail;
};

// `block` is an HTTP response when it begins as one, else the thing itself in the record's media
// type. Pages (HTML, XHTML) and plain text of status 200 become documents, with content, type,
// charset, url, language, captured_at and record_digest set.
std::variant<Document, NoDocument> DocumentOf(const WebCapture& capture, absl::string_view block);

// A URL as a web archive gives it: <> and white space around it off, white space inside, and bytes
// that are no UTF-8, encoded; "" unless it is http or https.
std::string CleanUrl(absl::string_view found);

// "2023-09-13T20:15:00Z" with any precision from the year on (ISO 28500, WARC-Date), or the digits
// alone ("20230913201500"), at least the day of them. 0 when it is neither.
int64_t ParseCaptureTime(absl::string_view text);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_WEB_CAPTURE_H_
