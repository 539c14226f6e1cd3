// The words of one line, looked at once: how many, how many of them hold sentences together, and
// which groups of words it has that say what a line is for.

#ifndef DATELINE_INDEXER_EXTRACT_LINE_WORDS_H_
#define DATELINE_INDEXER_EXTRACT_LINE_WORDS_H_

#include <cstdint>

#include "absl/strings/string_view.h"

namespace dateline::extract {

// Groups of words, as bits.
enum WordGroup : uint8_t {
  kFunctionWord = 1,   // "the", "und", "que": what sentences have and menus have not
  kAppealWord = 2,     // of appeals for money, a subscription, consent
  kCreditWord = 4,     // of the credits of pictures
  kRoleWord = 8,       // "editor", "reporter": of the presentation of an author
  kGoesOnWord = 16,    // "continues", "scroll": of lines that say that the article goes on
  kRightsWord = 32,    // "rights" and "Rechte"
  kNumber = 64,        // a word that begins with a digit
  kConsentWord = 128,  // "cookies", "password": of consent and of forms
};

struct LineWords {
  uint32_t count = 0;  // runs of letters and digits
  uint32_t function_words = 0;
  uint32_t appeal_words = 0;
  uint8_t groups = 0;  // WordGroup bits of all words; the sign (c) counts as one of a credit
  uint64_t hash = 0;   // of the words in their order
  uint64_t bits = 0;   // one bit a word: texts with words in common have bits in common
};

// `line` is well-formed UTF-8. Words are compared by their first eight bytes,
// without regard to case.
LineWords CountWords(absl::string_view line);

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_LINE_WORDS_H_
