// Which parts of a page belong to its article, and which to other things that have dates of their
// own.

#ifndef DATELINE_INDEXER_EXTRACT_PAGE_PLACES_H_
#define DATELINE_INDEXER_EXTRACT_PAGE_PLACES_H_

#include <cstdint>
#include <vector>

#include "indexer/extract/html_page.h"
#include "indexer/extract/node_hints.h"

namespace dateline::extract {

enum class Place : uint8_t {
  kArticle,   // of the article, or of nothing in particular
  kAside,     // furniture, other stories, what is never shown
  kComments,  // reader comments
  kForeign,   // markup of another item: a cited work, a picture
};

// The place of every node. `headline` and `content` are the nodes of the headline and of the body;
// what holds one of them belongs to the article, whatever it is called.
std::vector<Place> FindPlaces(const HtmlPage& page, const std::vector<NodeHints>& hints,
                              uint32_t headline, uint32_t content);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_PAGE_PLACES_H_
