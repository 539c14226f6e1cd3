// Undoes the Content-Encoding of an HTTP body: gzip, deflate, br, zstd.

#ifndef DATELINE_INDEXER_SOURCE_CONTENT_CODING_H_
#define DATELINE_INDEXER_SOURCE_CONTENT_CODING_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dateline::source {

// The most codings that one body may have one over the other.
inline constexpr int kMaxContentCodings = 4;

// `codings` is the header's value, applied in its order. A body that is cut off gives what can be
// decoded of it, and one that does not begin as its coding does is taken to be decoded already:
// crawlers leave the header on. DATA_LOSS when the data is damaged, RESOURCE_EXHAUSTED when the
// result would have more than `max_bytes`, UNIMPLEMENTED for other codings, unless the body
// begins as a page does.
absl::StatusOr<std::string> DecodeContent(absl::string_view codings, absl::string_view body,
                                          size_t max_bytes);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_CONTENT_CODING_H_
