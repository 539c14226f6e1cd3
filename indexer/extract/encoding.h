// The encodings of the web: what their labels mean, and their bytes as UTF-8.

#ifndef DATELINE_INDEXER_EXTRACT_ENCODING_H_
#define DATELINE_INDEXER_EXTRACT_ENCODING_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// The name, in lower case, of the encoding that a label means: as browsers take it (WHATWG Encoding
// Standard, section 4.2: "latin1" and "ascii" are windows-1252, "gb2312" is gbk), with a few more
// that pages use. Those that browsers refuse to decode (hz-gb-2312, iso-2022-kr, iso-2022-cn) have
// their own names here. "" when no encoding is meant.
absl::string_view EncodingOfLabel(absl::string_view label);

// Decodes `bytes` of the encoding `name`, which EncodingOfLabel gave and which is not utf-8. What
// the encoding does not have becomes U+FFFD; `*broken` is how often. The result may have NUL, and
// is well-formed otherwise. False when there is no such encoding.
bool DecodeAs(absl::string_view name, absl::string_view bytes, std::string* out, size_t* broken);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_ENCODING_H_
