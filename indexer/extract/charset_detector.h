// Which encoding bytes have that nobody declared.

#ifndef DATELINE_INDEXER_EXTRACT_CHARSET_DETECTOR_H_
#define DATELINE_INDEXER_EXTRACT_CHARSET_DETECTOR_H_

#include "absl/strings/string_view.h"

namespace dateline::extract {

// The encoding, named as EncodingOfLabel does, that the first bytes of `content` most likely have;
// "" when none is likely. REQUIRES: `content` is not well-formed UTF-8.
absl::string_view DetectEncoding(absl::string_view content);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_CHARSET_DETECTOR_H_
