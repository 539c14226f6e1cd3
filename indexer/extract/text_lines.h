// The lines of a scraped text, and what each looks like on its own.

#ifndef DATELINE_INDEXER_EXTRACT_TEXT_LINES_H_
#define DATELINE_INDEXER_EXTRACT_TEXT_LINES_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::extract {

enum class LineSort : uint8_t {
  kProse,      // sentences
  kShort,      // a few words: a subheading, a caption, a menu entry
  kFurniture,  // page furniture by its words
  kEnd,        // the head of what follows an article
  kAside,      // of a box with other stories, inside the article
};

struct TextLine {
  std::string text;  // Cleaned; never empty.
  LineSort sort = LineSort::kShort;
  uint32_t length = 0;  // TextLength(text)
  uint32_t words = 0;
  bool ends_sentence = false;
  bool appeal = false;   // asks for money, a subscription or consent
  bool author = false;   // presents somebody as its author may be
  bool teaser = false;   // the cut beginning of another story
  bool caption = false;  // of a photo, by its credit
};

// Lines that are only white space are left out. A text broken at a fixed width gives one line a
// paragraph.
std::vector<TextLine> CutLines(absl::string_view text);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_TEXT_LINES_H_
