// Snippets: the places of an article that show best why it was found, as plain text with the words
// to highlight.

#ifndef DATELINE_SERVER_PRESENT_SNIPPET_H_
#define DATELINE_SERVER_PRESENT_SNIPPET_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/article/article.h"
#include "server/present/highlighter.h"

namespace dateline::present {

struct SnippetOptions {
  uint32_t max_characters = 240;  // Of one snippet; code points.
  uint32_t max_snippets = 1;
};

// Bytes of a snippet's text, half-open, between characters.
struct Highlight {
  uint32_t begin = 0;
  uint32_t end = 0;
};

struct Snippet {
  article::Field field = article::Field::kBody;
  std::string text;                   // Well-formed UTF-8; line breaks are spaces.
  std::vector<Highlight> highlights;  // Ascending, without overlap.
  bool starts_field = false;          // Nothing but white space stands before it.
  bool ends_field = false;            // Nothing but white space stands behind it.
};

// The best places of the body, of the title when the body has none, or else of the captions, in the
// order of the text:
// those with most of the query's words, function words aside, then with most words in all, close to
// each other as in the query, then the first. They begin with a sentence when it fits, else with a
// word, and do not overlap. Without any match: the beginning of the body. Only the first
// kMaxScannedBytes of a text are searched.
std::vector<Snippet> MakeSnippets(const article::Article& article, const SnippetOptions& options,
                                  Highlighter* highlighter);

}  // namespace dateline::present

#endif  // DATELINE_SERVER_PRESENT_SNIPPET_H_
