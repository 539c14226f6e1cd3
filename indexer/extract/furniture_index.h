// The phrases of page furniture by the word with which they begin: most lines of a text begin with
// none of these, and need not be looked at further.

#ifndef DATELINE_INDEXER_EXTRACT_FURNITURE_INDEX_H_
#define DATELINE_INDEXER_EXTRACT_FURNITURE_INDEX_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"

namespace dateline::extract {

// Longer lines are prose unless they start as furniture; bytes, folded.
inline constexpr size_t kMaxPhraseBytes = 60;

// How a line is like the phrases, as bits: one of each table in furniture_phrases.h.
enum PhraseMatch : uint8_t {
  kSaysPhrase = 1,
  kSaysEnd = 2,
  kBeginsAsPhrase = 4,
  kBeginsAsEnd = 8,
};

class FurnitureIndex {
 public:
  static const FurnitureIndex& Get();

  // False when `line` is no furniture, by the way it begins: neither a phrase nor a count, an
  // offer, the place of a picture in a row, or buttons side by side.
  bool MayBegin(absl::string_view line) const;

  // The PhraseMatch bits of a line in the form of FoldLine.
  uint8_t Match(absl::string_view folded) const;

 private:
  struct Phrase {
    absl::string_view text;
    PhraseMatch match;
  };
  // What begins with one word, or with one character that is no letter.
  struct Beginning {
    std::vector<Phrase> phrases;
    bool of_long_lines = false;  // Lines longer than a phrase may begin so.
  };

  FurnitureIndex();

  template <typename Phrases>
  void Add(const Phrases& phrases, PhraseMatch match);

  absl::flat_hash_map<uint64_t, Beginning> beginnings_;
  Beginning unknown_;  // Whose first word has no key.
};

}  // namespace dateline::extract

#endif  // DATELINE_INDEXER_EXTRACT_FURNITURE_INDEX_H_
