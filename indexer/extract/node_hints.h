// What the elements of a page say about themselves: by name, role, visibility, class and id.

#ifndef DATELINE_INDEXER_EXTRACT_NODE_HINTS_H_
#define DATELINE_INDEXER_EXTRACT_NODE_HINTS_H_

#include <cstdint>
#include <vector>

#include "indexer/extract/html_page.h"

namespace dateline::extract {

struct NodeHints {
  bool never_shown = false;  // scripts, styles, form controls, hidden elements
  bool furniture = false;    // nav, aside, dialog; roles of that sort
  bool unlikely = false;     // class or id of page furniture: sidebar, share, comment, related
  bool consent = false;      // of cookie walls in particular
  bool comments = false;     // of reader comments in particular
  bool caption = false;      // figcaption, or a class or id that says caption: of a picture
  bool lead = false;         // class or id of what stands between a headline and its text
  bool body = false;         // itemprop=articleBody, class="article-body" and the like
  int8_t weight = 0;         // what class and id say for (positive) or against content: -2 to 2
};

// What a page hides until its reader or its script asks for it, or from those whose browser runs
// scripts.
enum class Hidden { kNeverShown, kShown };

// One entry for every node of the page; those of text nodes are empty.
std::vector<NodeHints> FindHints(const HtmlPage& page, Hidden hidden = Hidden::kNeverShown);

// The same for a page whose class names are not believed: elements, roles and visibility still
// count, and so do cookie walls, for no article is called one.
std::vector<NodeHints> WithoutNames(std::vector<NodeHints> hints);

// True when an element of this name starts and ends a block of text.
bool IsBlockElement(GumboTag tag);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_NODE_HINTS_H_
