// What a reader hands over before it is an article: bytes, what they are, and where they came from.

#ifndef DATELINE_INDEXER_SOURCE_DOCUMENT_H_
#define DATELINE_INDEXER_SOURCE_DOCUMENT_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace dateline::source {

enum class ContentType : uint8_t {
  kText,        // scraped text, page furniture still in it
  kHtml,        // an HTML page, its charset not yet decoded
  kJsonRecord,  // one JSON object: a line of a JSONL file
};

struct Document {
  ContentType type = ContentType::kText;
  std::string content;      // As read: neither decoded nor repaired.
  std::string source_path;  // The path; with "#N" for the N-th record (from 1) of a file of
                            // records; "-" for stdin.
  std::string stable_path;  // The same, absolute and lexically normal: what an id is made from.
  uint64_t offset = 0;      // Of the record's first byte in its uncompressed file.

  // What the archive says of it; empty or 0 when it says nothing.
  std::string url;
  std::string charset;         // As the transport declared it.
  int64_t captured_at = 0;     // Seconds since 1970-01-01 UTC.
  uint64_t record_offset = 0;  // Of the record in the archive file as stored, compressed or not.
  std::string record_digest;   // "sha1:..."
};

// One input that became no article, and why.
struct Reject {
  std::string source_path;
  uint64_t offset = 0;
  std::string reason;  // One of the kReject... constants: what the exit summary counts by.
  std::string detail;  // What exactly, for a person: "line 7: missing a comma after \"title\"".
};

// Reasons. Stable words: scripts read them in the reject list.
inline constexpr absl::string_view kRejectUnreadable = "unreadable";  // cannot be opened or read
inline constexpr absl::string_view kRejectDamaged =
    "damaged_archive";                                             // compressed data ends or breaks
inline constexpr absl::string_view kRejectTooLarge = "too_large";  // over a limit below
inline constexpr absl::string_view kRejectBadJson = "bad_json";    // not a JSON object
inline constexpr absl::string_view kRejectBadField =
    "bad_field";                                               // a known field of the wrong form
inline constexpr absl::string_view kRejectNoText = "no_text";  // neither title nor body found
inline constexpr absl::string_view kRejectBinary = "binary";   // not text of any kind

// The most bytes one document may have, decompressed. Files of many records may be of any size.
inline constexpr uint64_t kMaxDocumentBytes = 64 << 20;

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_DOCUMENT_H_
