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
  absl::string_view text;  // Cleaned; never empty.
  uint32_t number = 0;     // Of the line in the text, from 1; the first of those joined.
  uint32_t raw_lines = 1;  // How many lines of the text were joined.
  LineSort sort = LineSort::kShort;
  uint32_t length = 0;  // TextLength(text)
  uint32_t words = 0;   // LineWords::count, one at least
  uint64_t word_bits = 0;
  uint32_t function_words = 0;
  uint32_t repeats = 1;  // How many lines say the same; counted for those of sort kShort.
  bool ends_sentence = false;
  bool appeal = false;    // asks for money, a subscription or consent
  bool consent = false;   // of sort kProse, of cookies or of a form by one of its words
  bool again = false;     // of sort kProse, the words of an earlier line
  bool author = false;    // presents somebody as its author may be
  bool teaser = false;    // the cut beginning of another story
  bool caption = false;   // of a photo, by its credit
  bool stamp = false;     // of sort kShort, with a date or a time of day
  bool shouts = false;    // of sort kShort, many words all in capitals
  bool shared = false;    // of sort kFurniture, for standing in many texts of its source
  bool comments = false;  // of sort kEnd or kFurniture: readers' words follow
  bool thread = false;  // of sort kFurniture, of a thread of comments: above or below each of them
};

// Lines that are only white space are left out. A text broken at a fixed width gives one line a
// paragraph. The lines are views into `*clean`, which must outlive them unmoved.
std::vector<TextLine> CutLines(absl::string_view text, std::string* clean);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_TEXT_LINES_H_
