// The article inside a page: which of its blocks are the body.

#ifndef DATELINE_INDEXER_EXTRACT_MAIN_CONTENT_H_
#define DATELINE_INDEXER_EXTRACT_MAIN_CONTENT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "indexer/extract/content_cleaning.h"
#include "indexer/extract/explained_block.h"
#include "indexer/extract/html_page.h"

namespace dateline::extract {

struct MainContent {
  std::string body;      // Paragraphs separated by "\n\n"; empty when the page has no text.
  std::string captions;  // Of the pictures in and around it, in the same form; no part of the body.
  uint32_t node = 0;     // The element that holds it, or most of it.
  size_t prose = 0;      // How much of the body is paragraphs; as TextLength.
  std::vector<ExplainedBlock> blocks;  // Every block of the page, when asked for.
};

// The headline of `evidence` is left out of the body when it stands there again; its stated text
// counts only as far as it agrees with what is seen. Where next to nothing is seen, that includes
// what the page hides until it is asked for. `explain` asks for MainContent::blocks.
MainContent FindMainContent(const HtmlPage& page, const ContentEvidence& evidence, bool explain);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_MAIN_CONTENT_H_
