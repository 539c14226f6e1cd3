// Mentions and event dates of an article in its stored message, and back.
//
// Since format version 7 both are strings of varints, for a span has few bytes of its own. A span
// is
//
//   head    what the list says below; never 0
//   gap     its begin, less the end of the span before in its field
//   size    its end less its begin
//
// and before it, where the field is another than that of the span before (of the first: always), or
// where it begins before the other's end: 0 and the field; its gap is then its begin.
//
//   mention      head is the kind + 4 * its entity: 0 for none, 1 for the next of the message, and
//                2 + its index for one that a mention before has
//   event date   head is 1 + the granularity; behind the size stand the rule; the start, as a
//   zigzag
//                of the days since the one before (the first: since the publish date, 1970-01-01
//                when unknown); and the days from there to the end
//
// An entity then leaves out its name where that is the text of its first mention, and its id where
// that is the kind of that mention, "/" and the words of its name: runs of letters and digits, in
// small letters, with "-" between them. Names with other characters than ASCII have their ids.

#ifndef DATELINE_INDEXER_FORMAT_STORED_SPANS_H_
#define DATELINE_INDEXER_FORMAT_STORED_SPANS_H_

#include "absl/status/status.h"
#include "dateline/storage/v1/article.pb.h"
#include "indexer/article/article.h"

namespace dateline::format {

// Adds mentions, entities and event dates to a message without any; `as_spans` as above.
void EncodeSpans(const article::Article& article, bool as_spans, storage::v1::Article* to);

// Adds mentions and event dates to an article that has its texts and its publish date. DATA_LOSS
// for what EncodeSpans does not write.
absl::Status DecodeSpans(const storage::v1::Article& from, article::Article* to);

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_STORED_SPANS_H_
