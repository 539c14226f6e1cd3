// Web archives of the older form: ARC 1.0 and 1.1, one line before each HTTP response.

#ifndef DATELINE_INDEXER_SOURCE_ARC_READER_H_
#define DATELINE_INDEXER_SOURCE_ARC_READER_H_

#include "absl/strings/string_view.h"
#include "indexer/source/input.h"

namespace dateline::source {

// The longest line before a record.
inline constexpr size_t kMaxArcLineBytes = 64 << 10;

// True when the bytes begin as the first record of an ARC file does.
bool IsArc(absl::string_view head);

// As ReadWarc.
bool ReadArc(Input* input);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_ARC_READER_H_
