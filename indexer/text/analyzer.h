// One analysis for index time and query time: text to tokens, tokens to index terms.
//
// A token is a run of letters, digits and marks, with these joined in: an apostrophe between
// letters (O'Brien is "obrien"; a final 's is no part of the token), the dots between single
// letters (U.N. is "un"), a dot or comma between digits (1,000 is "1000", 3.5 stays "3.5"), '&'
// between capitals (AT&T). Characters of scripts written without spaces (Han, Kana, Hangul, Thai,
// Lao, Khmer, Myanmar) give overlapping pairs, a single one gives itself. The term is the token
// folded: lower case, NFKC, no diacritics (Erdoğan is "erdogan").
//
// Acronyms that read like a function word are kept apart from it: U.S. and US are "u.s", us is
// "us"; WHO is "w.h.o", who is "who". In a line of capitals alone only the dotted form tells.

#ifndef DATELINE_INDEXER_TEXT_ANALYZER_H_
#define DATELINE_INDEXER_TEXT_ANALYZER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::text {

// The most bytes of a token's term; longer ones (base64, URLs) are not indexed but keep their
// position.
inline constexpr size_t kMaxTokenBytes = 64;

struct Token {
  uint32_t begin = 0;  // UTF-8 bytes into the text, half-open.
  uint32_t end = 0;
  uint32_t position = 0;  // Word number, from 1; the pairs of one run have consecutive ones.
  bool joins_next =
      false;         // A pair, and the next token is the pair overlapping it: one word for a query.
  std::string term;  // Folded; empty when longer than kMaxTokenBytes.
};

// Cuts `text` into tokens, in order. REQUIRES: well-formed UTF-8, less than 4 GiB.
std::vector<Token> Tokenize(absl::string_view text);

// Lower case, NFKC, without diacritics: the form in which words and names are compared.
// REQUIRES: well-formed UTF-8.
std::string Fold(absl::string_view text);

// The term of the acronym that reads like this term: "us" -> "u.s"; "" when the term is no function
// word of two to four letters. A query in lower case means either.
std::string AcronymOf(absl::string_view term);

// True for English function words ("the", "of"), which free text ignores. Takes a folded term.
bool IsStopWord(absl::string_view term);

// True when there is a stemmer for an ISO 639-1 language code.
bool HasStemmer(absl::string_view language);

// The stems of one language. Not thread-safe: one per thread.
class Stemmer {
 public:
  // For an ISO 639-1 code; without a stemmer for it, every term is its own stem.
  explicit Stemmer(absl::string_view language);
  ~Stemmer();
  Stemmer(Stemmer&&) noexcept;
  Stemmer& operator=(Stemmer&&) noexcept;

  // The stem of a folded term ("visits" -> "visit"). A term with a digit or a dot is its own stem.
  std::string Stem(const std::string& term) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline::text

#endif  // DATELINE_INDEXER_TEXT_ANALYZER_H_
