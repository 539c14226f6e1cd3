// What a page says about its article in schema.org JSON-LD.

#ifndef DATELINE_INDEXER_EXTRACT_JSON_LD_H_
#define DATELINE_INDEXER_EXTRACT_JSON_LD_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// One object of a type that is an article, or the page itself. Empty fields were absent.
struct LinkedData {
  bool is_article = false;  // NewsArticle, BlogPosting and the like; false for WebPage
  std::string headline;
  std::string date_published;
  std::string date_created;  // dateCreated, or uploadDate of a video
  std::string publisher;
  std::vector<std::string> authors;  // Names.
  std::string url;
  std::string language;
  std::string article_body;
};

// Adds the objects found in the text of one <script type="application/ld+json">, outermost first.
// Comments, lists of other stories and the like inside them are passed over. Accepts the errors
// common in the wild: raw line ends in strings, trailing commas, comments. Adds nothing for what
// still is no JSON.
void ReadLinkedData(absl::string_view script, std::vector<LinkedData>* found);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_JSON_LD_H_
