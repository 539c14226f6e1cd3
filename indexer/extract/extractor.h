// Document to article: title, body, publish date, language, id. The stage between reading and
// annotating.

#ifndef DATELINE_INDEXER_EXTRACT_EXTRACTOR_H_
#define DATELINE_INDEXER_EXTRACT_EXTRACTOR_H_

#include <cstdint>
#include <variant>
#include <vector>

#include "indexer/article/article.h"
#include "indexer/extract/explained_block.h"
#include "indexer/source/document.h"

namespace dateline::extract {

struct Extraction {
  article::Article article;  // Without mentions and event dates, unless the record gave mentions.
  bool mentions_given =
      false;  // The record had a "mentions" field: they are the article's, not ours to find.
  uint32_t repaired_sequences = 0;     // Invalid UTF-8 sequences replaced by U+FFFD.
  std::vector<ExplainedBlock> blocks;  // Of the document, in order, when asked for.
};

// Whether to fill Extraction::blocks, which costs a copy of all text.
enum class Explain { kNo, kYes };

// Makes an article of one document. Pure and thread-safe; never throws. The Reject says what was
// wrong.
std::variant<Extraction, source::Reject> Extract(const source::Document& document,
                                                 Explain explain = Explain::kNo);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_EXTRACTOR_H_
