// One <REUTERS> element of the Reuters-21578 collection to the fields of an article.

#ifndef DATELINE_INDEXER_EXTRACT_REUTERS_RECORD_H_
#define DATELINE_INDEXER_EXTRACT_REUTERS_RECORD_H_

#include <string>

#include "absl/strings/string_view.h"
#include "indexer/article/article.h"

namespace dateline::extract {

// Sets id ("reuters-" and the element's NEWID; empty without one), title, body, publish date (of
// <DATE>, as given), source and agency. The body begins with the dateline; its lines, which end
// where the wire's did, are joined to paragraphs, and those of tables stay apart. `sgml` is
// well-formed UTF-8; any bytes of it are safe. Topics and other codes are not read.
void ReadReutersRecord(absl::string_view sgml, article::Article* article);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_REUTERS_RECORD_H_
