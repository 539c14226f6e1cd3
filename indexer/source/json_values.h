// Cuts JSON that is not a record a line into records: a printed object, several of them, or an
// array of them, in bounded memory.

#ifndef DATELINE_INDEXER_SOURCE_JSON_VALUES_H_
#define DATELINE_INDEXER_SOURCE_JSON_VALUES_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "indexer/source/document.h"
#include "indexer/source/input.h"

namespace dateline::source {

// True when `head` begins an object that goes on over its line's end, or an array of objects, as
// well-formed JSON does.
bool IsJsonOverLines(absl::string_view head);

// Hands over every value of the array, or every top-level value, as a record. A value that is not
// well-formed costs itself: reading goes on at the next line that begins as the first value's did.
// Objects of any size that wrap records are read; only a single record of more than `max_bytes` is
// too large. False when the sink wants no more.
bool ReadJsonValues(Input* input, uint64_t max_bytes = kMaxDocumentBytes);

// Where a value shows that it has lost its end; the size of `value` when it does not.
size_t FindBreak(absl::string_view value);

// Where a line of JSONL stands in its file.
struct LinePlace {
  uint64_t number = 0;
  uint64_t offset = 0;
};

// The same of one line, all of `input`, that wraps records and is too large to be kept, or broken:
// all that is in it are parts of the record `place.number`. A stream that breaks off with the code
// CANCELLED is the caller's to tell of. `begun` is what was read of the line already, and what
// stands before `input`; it is not empty only when one value without an end is all that is in it.
bool ReadJsonLine(Input* input, const LinePlace& place, std::string begun,
                  uint64_t max_bytes = kMaxDocumentBytes);

// True when `text` is the beginning of one value, and nothing else.
bool IsBegunValue(absl::string_view text);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_JSON_VALUES_H_
