// lz4 data, through libarchive.

#ifndef DATELINE_INDEXER_SOURCE_FILTER_STREAM_H_
#define DATELINE_INDEXER_SOURCE_FILTER_STREAM_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/source/byte_stream.h"

namespace dateline::source {

bool IsFiltered(absl::string_view head);

// Damage costs the block that holds it and all behind it. DATA_LOSS when it is at the beginning,
// and for what stands behind the end.
absl::StatusOr<std::unique_ptr<ByteStream>> MakeFilterStream(std::unique_ptr<ByteStream> stored);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_FILTER_STREAM_H_
