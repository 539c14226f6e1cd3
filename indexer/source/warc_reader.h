// Web archives: WARC 0.17 to 1.1 (ISO 28500), with pages as `response`, `resource` or, as text, as
// `conversion` records (Common Crawl's WET).

#ifndef DATELINE_INDEXER_SOURCE_WARC_READER_H_
#define DATELINE_INDEXER_SOURCE_WARC_READER_H_

#include <cstddef>

#include "absl/strings/string_view.h"
#include "indexer/source/input.h"

namespace dateline::source {

// The most bytes of a record that are read again when its Content-Length turns out to be wrong.
inline constexpr size_t kMaxHeldBytes = 8 << 20;
// The most bytes of a JSON record about a page, or of the text made of it.
inline constexpr size_t kMaxAboutBytes = 4 << 20;

// Reads all records. Pages become documents, with Document::about from a JSON record (metadata,
// conversion or resource) that follows a page and refers to it, and Document::converted_text from a
// conversion to plain text directly behind or before it; a conversion of another page is a document
// of its own. Offsets are record_offset's. A Content-Length behind which a record or the end stands
// is believed, whatever the block quotes. The segments of a record that follow each other are
// joined to one as large as a document may be, at the place of the first; when they do not all
// follow, what is there is used, and told of. Request, revisit, warcinfo and other metadata records
// are passed over; pages of other status or media type are rejects of their own reasons. A damaged
// record is a reject, and reading goes on at the next one that is found. False when the sink wants
// no more.
bool ReadWarc(Input* input);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_WARC_READER_H_
