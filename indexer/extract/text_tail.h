// Where the article in a scraped text ends and other things begin, among lines that were taken for
// its own.

#ifndef DATELINE_INDEXER_EXTRACT_TEXT_TAIL_H_
#define DATELINE_INDEXER_EXTRACT_TEXT_TAIL_H_

#include <cstddef>
#include <vector>

#include "indexer/extract/text_lines.h"
#include "indexer/extract/text_range.h"

namespace dateline::extract {

// The first line of `range` that belongs to what follows the article: at the head of readers'
// comments, or where other things than prose pile up and little prose is left behind them.
// range.end when nothing follows. `kept` says of every line whether it is of the article so far.
// REQUIRES: range.end <= lines.size() == kept.size()
size_t TailBegin(const std::vector<TextLine>& lines, const LineRange& range,
                 const std::vector<bool>& kept);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_TEXT_TAIL_H_
