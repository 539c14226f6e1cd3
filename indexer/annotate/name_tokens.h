// One sentence as the readers of names look at it: tokens by number, with what each may be.

#ifndef DATELINE_INDEXER_ANNOTATE_NAME_TOKENS_H_
#define DATELINE_INDEXER_ANNOTATE_NAME_TOKENS_H_

#include <cstdint>

#include "indexer/annotate/tokenizer.h"

namespace dateline::annotate {

class NameTokens {
 public:
  NameTokens(const TokenizedText& text, const Sentence& sentence)
      : text_(text),
        begin_(sentence.first),
        limit_(sentence.last),
        title_case_(sentence.title_case) {}

  const TokenizedText& text() const { return text_; }
  uint32_t begin() const { return begin_; }
  uint32_t limit() const { return limit_; }
  bool title_case() const { return title_case_; }

  const Token& At(uint32_t i) const { return text_.tokens[i]; }
  bool Has(uint32_t i, WordClasses classes) const { return (At(i).classes & classes) != 0; }
  // The first byte of the token.
  char CharAt(uint32_t i) const { return text_.text[At(i).begin]; }

  // False outside of the sentence.
  bool IsSign(uint32_t i, char sign) const {
    return i < limit_ && At(i).shape == Shape::kOther && !At(i).possessive && CharAt(i) == sign;
  }
  bool IsName(uint32_t i) const { return i < limit_ && IsCapitalized(At(i).shape); }
  bool IsLower(uint32_t i, absl::string_view key) const {
    return i < limit_ && At(i).shape == Shape::kLower && At(i).key == key;
  }
  // The sign, with no space on either side.
  bool Joins(uint32_t i, char sign) const {
    return IsSign(i, sign) && !At(i).space_before && i + 1 < limit_ && !At(i + 1).space_before;
  }

  // Some token of [first, last) has one of the classes.
  bool ContainsClass(uint32_t first, uint32_t last, WordClasses classes) const;
  // A name may start here: a capital, or the article of "al-Qaeda", "al Assad".
  bool StartsName(uint32_t i) const;
  // Behind the lower-case particles from `i` on ("van der", "al-"), where a name follows; `i` when
  // there are none or none follows.
  uint32_t ParticlesEnd(uint32_t i) const;
  // The first word of a sentence or quotation, where every word has a capital.
  bool WeakCapital(uint32_t i) const;
  // The hyphen at `j` stands in a Korean or Chinese given name behind its family name, in a name
  // that starts at `start`: "Lee Sang-min".
  bool NamesHyphenated(uint32_t start, uint32_t j) const;

 private:
  const TokenizedText& text_;
  uint32_t begin_;
  uint32_t limit_;
  bool title_case_;
};

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_NAME_TOKENS_H_
