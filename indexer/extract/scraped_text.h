// Article out of scraped text: all that a page showed, one block a line, its furniture included.

#ifndef DATELINE_INDEXER_EXTRACT_SCRAPED_TEXT_H_
#define DATELINE_INDEXER_EXTRACT_SCRAPED_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "indexer/article/date.h"

namespace dateline::extract {

struct ScrapedArticle {
  std::string title;     // Empty when the text has no headline: its first sentence is none.
  std::string body;      // Paragraphs separated by "\n\n".
  std::string captions;  // Lines with a photo credit, from the headline to the end of the body;
                         // one a paragraph, each once.
  std::string url;       // Of a text whose first line is one.
  std::string language;
  article::PublishDate publish_date;
};

// `text` is well-formed UTF-8. A text without furniture comes back whole.
ScrapedArticle ReadScrapedText(absl::string_view text);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_SCRAPED_TEXT_H_
