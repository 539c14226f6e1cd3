// Which lines of a scraped text are the article's: its beginning, its end, and what interrupts it.

#ifndef DATELINE_INDEXER_EXTRACT_TEXT_RANGE_H_
#define DATELINE_INDEXER_EXTRACT_TEXT_RANGE_H_

#include <cstddef>
#include <vector>

#include "indexer/extract/text_headline.h"
#include "indexer/extract/text_lines.h"

namespace dateline::extract {

// A range of lines, half-open.
struct LineRange {
  size_t begin = 0;
  size_t end = 0;
};

// The stretches of lines that are the article, in order; empty when no line is prose. Every line
// has a value for being of the article, and the stretches are those with the greatest sum, where an
// interruption has a price and a beginning below one of `headlines` a reward. Lines
// of a stretch may still be furniture.
std::vector<LineRange> FindArticleLines(const std::vector<TextLine>& lines,
                                        const std::vector<Headline>& headlines);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_TEXT_RANGE_H_
