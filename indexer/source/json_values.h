// Cuts JSON that is not a record a line into records: a printed object, several of them, or an
// array of them, in bounded memory.

#ifndef DATELINE_INDEXER_SOURCE_JSON_VALUES_H_
#define DATELINE_INDEXER_SOURCE_JSON_VALUES_H_

#include "absl/strings/string_view.h"
#include "indexer/source/input.h"

namespace dateline::source {

// True when `head` begins an object that goes on over its line's end, or an array of objects, as
// well-formed JSON does.
bool IsJsonOverLines(absl::string_view head);

// Hands over every value of the array, or every top-level value, as a record. A value that is not
// well-formed costs itself: reading goes on at the next line that begins as the first value's did.
// False when the sink wants no more.
bool ReadJsonValues(Input* input);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_JSON_VALUES_H_
