// One analysis for index time and query time: text to tokens, tokens to index terms.
//
// A token is a run of letters, digits and marks, with these joined in: an apostrophe between
// letters (O'Brien is "obrien"; a final 's is no part of the token), the dots between single
// letters (U.N. is "un"), a dot or comma between digits (1,000 is "1000", 3.5 stays "3.5"), '&'
// between capitals (AT&T). An article or pronoun elided before a vowel is no part of the word and
// no token (l'Élysée is "elysee", dell'arte "arte"). What shows nothing (soft hyphens, joiners) is
// skipped. Characters of scripts written without spaces (Han, Kana, Hangul, Thai, Lao, Khmer,
// Myanmar), each with its vowel signs and tones, give overlapping pairs; a single one gives itself.
// The term is the token folded (Erdoğan is "erdogan").
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
  // Word number, from 1. In unspaced writing that of the first character: a run of n characters has
  // n - 1 pairs and takes n positions.
  uint32_t position = 0;
  uint32_t middle = 0;  // A pair: where in the text its second character begins.
  bool joins_next =
      false;  // A pair, and the next token is the pair overlapping it: one word for a query.
  bool unspaced = false;    // One or two characters of unspaced writing; has no stem.
  uint8_t first_bytes = 0;  // A pair: bytes of `term` that are its first character; else 0.
  std::string term;         // Folded; empty when longer than kMaxTokenBytes.

  bool is_pair() const { return first_bytes > 0; }
  // The characters of a pair.
  absl::string_view first() const { return absl::string_view(term).substr(0, first_bytes); }
  absl::string_view second() const { return absl::string_view(term).substr(first_bytes); }
};

// Cuts `text` into tokens, in order. REQUIRES: well-formed UTF-8, less than 4 GiB.
std::vector<Token> Tokenize(absl::string_view text);

// True when the first character of `token` is a capital. REQUIRES: it is a token of `text`.
bool BeginsWithCapital(absl::string_view text, const Token& token);

// The form in which words and names are compared: lower case, NFKC, ASCII digits, without what
// readers leave out when they type. Of Latin and Greek that is every diacritic (Łódź is "lodz", ß
// "ss"), of Cyrillic stress marks and the dots of ё, of Hebrew the points, of Arabic harakat and
// tatweel, and its alefs, yehs, kafs and hehs are one letter each; of Devanagari nuktas.
// Idempotent. REQUIRES: well-formed UTF-8.
std::string Fold(absl::string_view text);

// The folded word with its letters spelled out as in a text without them (Müller: "mueller", Åse:
// "aase"); "" when it has none of ä, ö, ü, å, ø. REQUIRES: well-formed UTF-8.
std::string SpellOut(absl::string_view word);

// The term of the acronym that reads like this term: "us" -> "u.s"; "" when the term is no function
// word of two to four letters. A query in lower case means either.
std::string AcronymOf(absl::string_view term);

// True when there is a stemmer for an ISO 639-1 language code.
bool HasStemmer(absl::string_view language);

// False when words of one stem may begin with different ASCII letters: prefixes carry the grammar.
bool StemsKeepFirstLetter(absl::string_view language);

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
