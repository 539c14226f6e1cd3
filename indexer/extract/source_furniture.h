// Furniture that is known by standing in many texts of one source, whatever its words.

#ifndef DATELINE_INDEXER_EXTRACT_SOURCE_FURNITURE_H_
#define DATELINE_INDEXER_EXTRACT_SOURCE_FURNITURE_H_

#include <vector>

#include "absl/types/span.h"
#include "indexer/extract/text_lines.h"
#include "indexer/source/document.h"

namespace dateline::extract {

// Makes furniture of the lines that stand in 4 texts and two fifths of those compared, and of prose
// that stands in 6 and half of them: stories that run for days say some of their paragraphs again.
// `shared` and `texts` are Document::shared_lines and Document::texts_compared. Marks nothing when
// no other prose would be left: a text that is all shared is a version of others.
void MarkSharedLines(absl::Span<const source::SharedLine> shared, int texts,
                     std::vector<TextLine>* lines);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_SOURCE_FURNITURE_H_
