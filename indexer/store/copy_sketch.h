// Makes the copy sketch of an article, and tells from two sketches what their texts have in common.
//
// A shingle is three words in a row, folded, of the title or of the body; in scripts without spaces
// three of the tokenizer's pairs. The minima are a "fast similarity sketch" (Dahlgaard, Knudsen and
// Thorup, FOCS 2017): as MinHash, but each shingle is hashed a few times instead of once per place.
//
// A fill is what tells two letters from one form apart. Take the body's names and numbers out, a
// name being a word that begins with a capital: what stands in one gap is a fill, and the two words
// before the gap and the two behind it are its context. A word whose capital only begins a sentence
// is left out of all that. So is a context that comes twice with different fills, and a fill of
// more than kMaxFillWords: a headline in capitals. The sketch has the contexts whose hashes are
// smallest, so that two texts have the same ones.

#ifndef DATELINE_INDEXER_STORE_COPY_SKETCH_H_
#define DATELINE_INDEXER_STORE_COPY_SKETCH_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/format/copy_sketch.h"
#include "indexer/text/analyzer.h"

namespace dateline::store {

inline constexpr size_t kShingleWords = 3;

// A text of fewer shingles is a copy only of one with the same sketch.
inline constexpr uint32_t kMinShingles = 8;
// The share of the shorter text's shingles that a copy has in common with the longer: of a short
// text, of a long one, and in between on the line between the two. A changed word costs three
// shingles, so 0.55 are four words of five kept.
inline constexpr uint32_t kShortShingles = 32;
inline constexpr uint32_t kLongShingles = 128;
inline constexpr double kShortContainment = 0.70;
inline constexpr double kLongContainment = 0.55;
// The resemblance that copies have at least: a text that is a quarter of the other is an excerpt.
inline constexpr double kMinResemblance = 0.25;
// What reads alike but has other numbers, or appeared more than so many days apart, is most likely
// one form filled in twice (market reports, notices of awards), unless it is almost the same: what
// is then asked for. Years are no numbers here: unrelated texts share them. Numbers are the same
// when the text with fewer of them shares so many with the other.
inline constexpr double kSameNumbers = 0.30;
inline constexpr double kOtherNumbersContainment = 0.90;
inline constexpr double kOtherNumbersResemblance = 0.40;
inline constexpr int kNearDays = 7;
inline constexpr double kFarSameNumbers = 0.60;
inline constexpr double kFarContainment = 0.90;
inline constexpr double kFarOtherNumbersContainment = 0.98;
inline constexpr size_t kMaxFillWords = 8;

// The sketch of an article whose title and body have these tokens; `body_text` is what those of the
// body were cut from. Without a body of at least one token there is nothing to compare: no
// shingles.
format::CopySketch MakeCopySketch(const std::vector<text::Token>& title,
                                  const std::vector<text::Token>& body,
                                  absl::string_view body_text);

// Estimates, each 0 to 1. The standard error of a resemblance r is at most sqrt(r (1 - r) / 64).
struct CopyLikeness {
  double resemblance = 0;         // |A and B| / |A or B|, of shingles.
  double containment = 0;         // |A and B| / min(|A|, |B|), of shingles.
  double number_containment = 1;  // The same of numbers; 1 when one of the texts has none.
};
// REQUIRES: both have shingles.
CopyLikeness EstimateLikeness(const format::CopySketch& a, const format::CopySketch& b);

// Whether two texts that appeared `days_apart` days apart (0 when one date is unknown) read alike,
// as copies do, and letters from one form. Symmetric; always true of equal sketches; never true of
// more days and not of fewer. REQUIRES: both have shingles.
bool AreAlike(const format::CopySketch& a, const format::CopySketch& b, int days_apart);

// Whether two texts that are alike are one form filled in twice: in one context each has a name
// that the other lacks, and in another, or there too, each has another name or number. One such
// place alone may be an edit; a correction brings other numbers, but no other names. Symmetric;
// never true of equal sketches.
bool AreFilledDifferently(const format::CopySketch& a, const format::CopySketch& b);

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_COPY_SKETCH_H_
