// Bytes of a document to UTF-8.

#ifndef DATELINE_INDEXER_EXTRACT_CHARSET_H_
#define DATELINE_INDEXER_EXTRACT_CHARSET_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// The charset that a page declares in its first bytes, in lower case; "" when none.
std::string DeclaredCharset(absl::string_view html);

// Decodes to well-formed UTF-8 without NUL and without a byte order mark. `declared` are labels,
// the most trusted first; "" and unknown ones are passed over. The encoding is that of a byte order
// mark; else UTF-8 when the bytes are that; else UTF-16 when only that fits; else the first
// declared one that fits; else UTF-8 with repairs when most of what is beyond ASCII is well-formed;
// else what detection says. `*repaired` counts what was replaced.
std::string DecodeToUtf8(absl::string_view content, const std::vector<absl::string_view>& declared,
                         uint32_t* repaired);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_CHARSET_H_
