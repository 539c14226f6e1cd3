// A line of text whose parts have a style: built once, then wrapped, padded and printed.

#ifndef DATELINE_CLIENT_STYLED_TEXT_H_
#define DATELINE_CLIENT_STYLED_TEXT_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "client/screen.h"

namespace dateline::client {

enum class Style {
  kPlain,
  kTitle,
  kDim,        // What matters less: ids, notes.
  kHighlight,  // A word that was looked for.
  kHeading,
  kSelected,  // A value that narrows the search.
  kBar,
  kPerson,
  kOrganization,
  kPlace,
  kDate,
};

// A value. Not thread-safe while it is built.
class StyledText {
 public:
  // Adds `text`, which must be safe to print (see SafeText) and without line breaks.
  StyledText& Append(absl::string_view text, Style style = Style::kPlain);

  // Adds spaces until the text is `width` columns wide; nothing when it already is.
  StyledText& PadTo(int width);

  StyledText& Append(const StyledText& other);

  const std::string& text() const { return text_; }
  bool empty() const { return text_.empty(); }

  // In columns.
  int width() const;

  // The bytes [begin, end) of it, with their styles.
  StyledText Slice(int begin, int end) const;

  // The text with escape sequences as the screen allows, without spaces at its end.
  std::string Print(const Screen& screen) const;

 private:
  // The bytes before `end`, and behind the run before, have the style.
  struct Run {
    int end;
    Style style;
  };

  std::string text_;
  std::vector<Run> runs_;
};

// Breaks `text` into lines of at most `width` columns (at least 2) where its script allows it
// (UAX #14); a word that is wider than a line is broken between grapheme clusters. Spaces at
// the breaks belong to no line. An empty text has no lines.
std::vector<StyledText> Wrap(const StyledText& text, int width);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_STYLED_TEXT_H_
