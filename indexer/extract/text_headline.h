// The headline among the lines of a scraped text, and the lines that stand between it and the body.

#ifndef DATELINE_INDEXER_EXTRACT_TEXT_HEADLINE_H_
#define DATELINE_INDEXER_EXTRACT_TEXT_HEADLINE_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/extract/text_lines.h"

namespace dateline::extract {

struct Headline {
  size_t line = 0;
  absl::string_view text;  // Of the line, without the name of the site when it is the page's title.
};

// The lines in which the first line, which is often the title of the page, stands again: the same
// words, or those beside the name of a site ("Headline - Site"), most of them in any case. In
// order; empty when the first line does not look like a title or never returns.
std::vector<Headline> TitleReturns(const std::vector<TextLine>& lines);

// The headline before the body, which begins at `body` and ends at `body_end`, or at its very
// start. `returns` is TitleReturns. nullopt when no line is one: a first sentence is none.
std::optional<Headline> FindHeadline(const std::vector<TextLine>& lines,
                                     const std::vector<Headline>& returns, size_t body,
                                     size_t body_end);

// The first line as the title of a text that is no more than short lines.
std::optional<Headline> PageTitleLine(const std::vector<TextLine>& lines);

// "By Jane Roe", "19 October 2023", "Jane Roe, 19 October 2023 at 9:15": a line that says who or
// when and nothing else.
bool IsCreditLine(const TextLine& line);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_TEXT_HEADLINE_H_
