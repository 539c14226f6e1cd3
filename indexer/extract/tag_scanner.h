// Where the tags of HTML begin and end, by the rules of its tokenizer (WHATWG HTML, 13.2.5),
// without parsing.

#ifndef DATELINE_INDEXER_EXTRACT_TAG_SCANNER_H_
#define DATELINE_INDEXER_EXTRACT_TAG_SCANNER_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// The position behind the '>' of the tag whose name ends at `pos`; '>' inside quoted values does
// not count. The end of `html` when the tag is cut. `*attributes` is how many it has.
size_t EndOfTag(absl::string_view html, size_t pos, int* attributes);

// The position of the "</name" that ends a raw text element, from `pos` on; the end of `html` when
// there is none. `name` in any case.
size_t FindEndTag(absl::string_view html, size_t pos, absl::string_view name);

// The position behind the comment that begins at `pos` with "<!--"; npos when it does not end.
size_t EndOfComment(absl::string_view html, size_t pos);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_TAG_SCANNER_H_
