// The records in a JSON object that is none itself: {"articles": [{...}, {...}]}, as answers of
// web services and exports of databases have them.

#ifndef DATELINE_INDEXER_SOURCE_WRAPPED_RECORDS_H_
#define DATELINE_INDEXER_SOURCE_WRAPPED_RECORDS_H_

#include <cstddef>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::source {

// Deeper in a wrapper nothing is looked for.
inline constexpr size_t kMaxWrapperDepth = 16;

struct WrappedRecords {
  std::vector<absl::string_view> records;  // In order; views into the object.
  bool whole = true;                       // The object has its end.
};

// A record is an object with a "title", "body" or "html"; found are the outermost ones, at any
// place of `object`, and nothing in one that has no end. None when `object` is a record, when there
// is no body or html in any of them (then they are other things that have titles), and when it is
// not JSON. Linear time; of a record only what stands before its first such member is looked at.
WrappedRecords FindWrappedRecords(absl::string_view object);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_WRAPPED_RECORDS_H_
