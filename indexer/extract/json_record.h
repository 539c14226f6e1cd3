// One line of JSONL to the fields of an article.

#ifndef DATELINE_INDEXER_EXTRACT_JSON_RECORD_H_
#define DATELINE_INDEXER_EXTRACT_JSON_RECORD_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/article/article.h"

namespace dateline::extract {

// Limits of a record's fields, in bytes; beyond them it is a bad field.
inline constexpr size_t kMaxIdBytes = 1000;
inline constexpr size_t kMaxSourceBytes = 1000;
inline constexpr size_t kMaxMentions = 100000;
inline constexpr size_t kMaxEntityIdBytes = 1000;

struct JsonRecord {
  std::string id;  // All fields empty when absent.
  std::string title;
  std::string body;
  std::string html;
  std::string url;
  std::string source;
  std::string captions;
  std::string language;
  std::string agency;
  article::PublishDate publish_date;
  article::DateBounds publish_bounds;
  int64_t captured_at = 0;
  uint64_t record_offset = 0;
  std::string record_digest;
  bool mentions_given = false;
  std::vector<article::Mention> mentions;  // Sorted; their offsets lie inside their fields.
  uint32_t repaired_sequences = 0;
};

// What is wrong with a record: a reason of indexer/source/document.h, and what exactly.
struct JsonError {
  absl::string_view reason;
  std::string detail;
};

// Parses one record. Unknown fields are ignored; null is as good as absent. False, and `error` says
// why, when it is no JSON object or a known field is not what it has to be. Any bytes are safe, any
// depth of nesting.
bool ParseJsonRecord(absl::string_view json, JsonRecord* record, JsonError* error);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_JSON_RECORD_H_
