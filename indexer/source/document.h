// What a reader hands over before it is an article: bytes, what they are, and where they came from.

#ifndef DATELINE_INDEXER_SOURCE_DOCUMENT_H_
#define DATELINE_INDEXER_SOURCE_DOCUMENT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::source {

enum class ContentType : uint8_t {
  kText,           // scraped text, page furniture still in it
  kHtml,           // an HTML page, its charset not yet decoded
  kJsonRecord,     // one JSON object: a line of a JSONL file
  kReutersRecord,  // one <REUTERS> element of the Reuters-21578 collection
};

// A line of a text that stands in other texts of the same place, too.
struct SharedLine {
  uint32_t number = 0;  // From 1; blank lines count.
  uint8_t texts = 0;    // That have it, this one included; versions of one article are one.

  bool operator==(const SharedLine& other) const {
    return number == other.number && texts == other.texts;
  }
};

struct Document {
  ContentType type = ContentType::kText;
  std::string content;      // As read: neither decoded nor repaired.
  std::string source_path;  // The path; with "#N" for the N-th record (from 1) of a file of
                            // records; "-" for stdin.
  std::string stable_path;  // The same, absolute and lexically normal: what an id is made from.
  uint64_t offset = 0;      // Of the record's first byte in its uncompressed file; of a web
                            // archive's record, record_offset.
  // What the source says of the document; empty or 0 when it says nothing.
  std::string url;
  std::string charset;         // That the transport declared, in lower case.
  std::string language;        // Language tags, as found: "eng", "eng,fra", "en-GB".
  std::string about;           // A JSON object that the crawler wrote about the page.
  std::string converted_text;  // What a crawler made of the page as plain text, in UTF-8.
  int64_t captured_at = 0;     // Seconds since 1970 UTC: when it was fetched.
  uint64_t record_offset = 0;  // In the file as it is stored: of the record, or of the gzip member
                               // that holds it, as CDX indexes have it.
  std::string record_digest;   // "sha1:...", as found.
  // Of a scraped text, from the texts beside it (text_neighbours.h): lines that several of them
  // have, in order, and how many different texts were compared.
  std::vector<SharedLine> shared_lines;
  int texts_compared = 0;
};

// One input that became no article, and why.
struct Reject {
  std::string source_path;
  uint64_t offset = 0;  // As Document::offset.
  std::string reason;   // One of the kReject... constants: what the exit summary counts by.
  std::string detail;   // What exactly, for a person: "line 7: missing a comma after \"title\"".
};

// Reasons. Stable words: scripts read them in the reject list.
inline constexpr absl::string_view kRejectUnreadable = "unreadable";  // cannot be opened or read
inline constexpr absl::string_view kRejectDamaged =
    "damaged_archive";  // compressed data or a record ends or breaks
inline constexpr absl::string_view kRejectTooLarge = "too_large";  // over a limit below
inline constexpr absl::string_view kRejectBadJson = "bad_json";    // not a JSON object
inline constexpr absl::string_view kRejectBadField =
    "bad_field";                                               // a known field of the wrong form
inline constexpr absl::string_view kRejectNoText = "no_text";  // neither title nor body found
inline constexpr absl::string_view kRejectBinary = "binary";   // not text of any kind
inline constexpr absl::string_view kRejectHttpStatus =
    "http_status";  // a capture whose status is not 200
inline constexpr absl::string_view kRejectMediaType =
    "media_type";  // a capture that is neither a page nor text
inline constexpr absl::string_view kRejectArchiveIndex =
    "archive_index";  // a list of what web archives hold
inline constexpr absl::string_view kRejectEncrypted = "encrypted";      // an archive's member
inline constexpr absl::string_view kRejectUnsupported = "unsupported";  // a coding we do not have
inline constexpr absl::string_view kRejectTooDeep =
    "too_deep";  // an archive in an archive in an archive

// The most bytes one document may have, decompressed. Files of many records may be of any size.
inline constexpr uint64_t kMaxDocumentBytes = 64 << 20;

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_DOCUMENT_H_
