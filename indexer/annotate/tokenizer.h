// A text as tokens in sentences: the view that all stages of the annotator share.
//
// A word is a run of letters, digits and marks with these joined in: an apostrophe between letters
// (O'Brien; a final 's is a token of its own), the dots of an acronym or abbreviation (U.S., J.,
// Gen., Sept.), '&' between capitals, dots and commas between digits; known acronyms may have
// single spaces between their letters (U S, D. C.). A hyphen is a token of its own. Everything else
// that is no white space is a one-character token without key.

#ifndef DATELINE_INDEXER_ANNOTATE_TOKENIZER_H_
#define DATELINE_INDEXER_ANNOTATE_TOKENIZER_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/word_class.h"

namespace dateline::annotate {

enum class Shape : uint8_t {
  kOther,    // punctuation, symbols
  kNumber,   // begins with a digit: 1,000  19th  1990s
  kLower,    // begins with a lower-case letter, or one without case
  kCapital,  // Paris
  kInitial,  // J.  X
  kUpper,    // two capitals or more and no lower-case letter: U.S.  NATO
  kMixed,    // begins with a capital and has another: McDonald
};

struct Token {
  uint32_t begin = 0;  // UTF-8 bytes into the text, half-open.
  uint32_t end = 0;
  Shape shape = Shape::kOther;
  uint8_t newlines_before = 0;  // 2 stands for two or more.
  bool space_before = false;
  bool possessive = false;  // The token is 's or a lone apostrophe that ends a word.
  WordClasses classes = 0;
  std::string key;  // Its PhraseKey; empty for kOther.
};

// Tokens [first, last) of TokenizedText::tokens.
struct Sentence {
  uint32_t first = 0;
  uint32_t last = 0;
  bool all_capitals = false;  // Every word is in capitals: case tells nothing.
  bool title_case = false;    // Nearly every longer word begins with a capital.
};

struct TokenizedText {
  absl::string_view text;
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;

  absl::string_view Words(uint32_t first, uint32_t last) const {
    return text.substr(tokens[first].begin, tokens[last - 1].end - tokens[first].begin);
  }
};

// Cuts `text`, which must outlive the result. Ill-formed UTF-8 is treated as punctuation.
TokenizedText Tokenize(absl::string_view text, const Lexicon& lexicon);

// True for the shapes that begin with a capital.
constexpr bool IsCapitalized(Shape shape) { return shape >= Shape::kCapital; }

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_TOKENIZER_H_
