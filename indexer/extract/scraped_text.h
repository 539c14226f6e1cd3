// Article out of scraped text: all that a page showed, one block a line, its furniture included.

#ifndef DATELINE_INDEXER_EXTRACT_SCRAPED_TEXT_H_
#define DATELINE_INDEXER_EXTRACT_SCRAPED_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "indexer/article/date.h"
#include "indexer/extract/explained_block.h"
#include "indexer/source/document.h"

namespace dateline::extract {

struct ScrapedArticle {
  std::string title;     // Empty when the text has no headline: its first sentence is none.
  std::string body;      // Paragraphs separated by "\n\n".
  std::string captions;  // Of pictures beside and inside the body, without credits.
  std::string url;       // Of a text whose first line is one.
  std::string language;
  std::string agency;  // As agency.h names it; empty when the text names none.
  article::PublishDate publish_date;
};

// Lines that stand in other texts of the same source: Document::shared_lines and texts_compared.
struct SourceEvidence {
  absl::Span<const source::SharedLine> shared_lines;
  int texts_compared = 0;
};

// `text` is well-formed UTF-8. A text without furniture comes back whole. `blocks`, when not
// null, gets one entry a line, where lines broken at a fixed width are one.
ScrapedArticle ReadScrapedText(absl::string_view text,
                               std::vector<ExplainedBlock>* blocks = nullptr,
                               const SourceEvidence& source = {});

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_SCRAPED_TEXT_H_
