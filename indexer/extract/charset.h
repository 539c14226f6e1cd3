// Bytes of a document to UTF-8.

#ifndef DATELINE_INDEXER_EXTRACT_CHARSET_H_
#define DATELINE_INDEXER_EXTRACT_CHARSET_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// The charset that a page declares in its first bytes, in lower case; "" when none.
std::string DeclaredCharset(absl::string_view html);

// Decodes to well-formed UTF-8 without NUL and without a byte order mark. The charset is that of a
// byte order mark; else UTF-8 when the bytes are that; else `declared`; else UTF-8 with repairs
// when most of what is beyond ASCII is well-formed; else what detection says. `*repaired` counts
// replaced sequences.
std::string DecodeToUtf8(std::string content, absl::string_view declared, uint32_t* repaired);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_CHARSET_H_
