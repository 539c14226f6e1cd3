// A parsed HTML page as one flat array of nodes in document order, which makes every pass over it a
// loop.

#ifndef DATELINE_INDEXER_EXTRACT_HTML_PAGE_H_
#define DATELINE_INDEXER_EXTRACT_HTML_PAGE_H_

#include <gumbo.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/extract/html_trimming.h"

namespace dateline::extract {

// Elements nested deeper than this are taken out of their parents, as browsers do: what is inside
// stays.
inline constexpr int kMaxElementDepth = 512;
// The most memory the tree of one page may take.
inline constexpr size_t kMaxTreeBytes = 768 << 20;

// One element or one piece of text. The index of a node in HtmlPage::nodes() is its name.
struct PageNode {
  GumboTag tag = GUMBO_TAG_UNKNOWN;  // Of an element; GUMBO_TAG_LAST for text.
  uint32_t parent = 0;               // The root is its own parent.
  uint32_t end = 0;  // One past the last node inside it: children are [index + 1, end).
  const GumboElement* element = nullptr;  // Null for text.
  absl::string_view text;                 // Of a text node, entities decoded.

  bool is_text() const { return element == nullptr; }
};

// Immutable after Parse. The page owns everything its nodes point to, but not the text it was
// parsed from.
class HtmlPage {
 public:
  // Parses well-formed UTF-8, which must outlive the page. Never fails on bad HTML; null when the
  // tree would take more than kMaxTreeBytes.
  static std::unique_ptr<HtmlPage> Parse(absl::string_view html);

  ~HtmlPage();
  HtmlPage(const HtmlPage&) = delete;
  HtmlPage& operator=(const HtmlPage&) = delete;

  // Never empty: the first is <html>.
  const std::vector<PageNode>& nodes() const { return nodes_; }

  // The value of an attribute ("" when absent or empty); `name` in lower case.
  absl::string_view Attribute(uint32_t node, const char* name) const;
  bool HasAttribute(uint32_t node, const char* name) const;

  // All text inside a node, white space folded.
  std::string TextOf(uint32_t node) const;
  // The text of a <script>, to the letter.
  absl::string_view RawTextOf(uint32_t node) const;

 private:
  class Arena;
  HtmlPage();
  void Flatten(const GumboNode* root);

  TrimmedHtml trimmed_;
  std::string flattened_;  // The same without the tags beyond the limits, when there are any.
  std::unique_ptr<Arena> arena_;
  std::vector<PageNode> nodes_;
};

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_HTML_PAGE_H_
