// One block of a document and what became of it: what `extract --explain` shows.

#ifndef DATELINE_INDEXER_EXTRACT_EXPLAINED_BLOCK_H_
#define DATELINE_INDEXER_EXTRACT_EXPLAINED_BLOCK_H_

#include <string>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// Why a block was kept or dropped, written where it was decided.
struct BlockVerdict {
  bool kept = false;
  absl::string_view reason;  // A string literal: a few words, lower case.
};

struct ExplainedBlock {
  bool kept = false;
  std::string reason;
  std::string text;   // All of it, cleaned.
  std::string where;  // "article > section > p" in HTML, "line 12" in scraped text.
};

// "keep  article text  [article > p]  The first hundred or so characters ...", without line ends
// and control characters.
std::string ExplainedLine(const ExplainedBlock& block);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_EXPLAINED_BLOCK_H_
