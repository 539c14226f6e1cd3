// The answer to a search as a page of text.

#ifndef DATELINE_CLIENT_SEARCH_PAGE_H_
#define DATELINE_CLIENT_SEARCH_PAGE_H_

#include <string>

#include "absl/strings/string_view.h"
#include "client/screen.h"
#include "client/styled_text.h"
#include "dateline/v1/search.pb.h"

namespace dateline::client {

// Hits, facets side by side, timelines, the line that sums up, and how to get the next page.
// `request` is what it answers. Nothing of the articles reaches the page as it is: see SafeText.
std::string RenderSearch(const v1::SearchRequest& request, const v1::SearchResponse& response,
                         const Screen& screen);

// The values of one dimension, with their ids.
std::string RenderFacetValues(const v1::ListFacetValuesRequest& request,
                              const v1::ListFacetValuesResponse& response, const Screen& screen);

// A snippet's text with its highlights, and an ellipsis where it was cut. Highlights that lie
// outside of the text, or inside of a character, are shortened to what they can cover.
StyledText RenderSnippet(const v1::Snippet& snippet, const Screen& screen);

// `text` made safe to print, as one word of a shell's command line.
std::string ShellWord(absl::string_view text, const Screen& screen);

// "Next page: ..." with the option that brings it, ready to be pasted into a shell.
std::string NextPageLine(absl::string_view page_token, const Screen& screen);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_SEARCH_PAGE_H_
