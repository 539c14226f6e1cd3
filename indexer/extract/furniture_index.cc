#include "indexer/extract/furniture_index.h"

#include "absl/strings/match.h"
#include "indexer/extract/furniture_phrases.h"
#include "indexer/extract/line_fold.h"

namespace dateline::extract {
namespace {

// Folded, a line is hardly ever less than half as long.
constexpr size_t kMaxUnfoldedBytes = 2 * kMaxPhraseBytes;

}  // namespace

const FurnitureIndex& FurnitureIndex::Get() {
  static const FurnitureIndex& index = *new FurnitureIndex();
  return index;
}

FurnitureIndex::FurnitureIndex() {
  Add(FurniturePhrases(), kSaysPhrase);
  Add(EndPhrases(), kSaysEnd);
  Add(FurniturePrefixes(), kBeginsAsPhrase);
  Add(EndPrefixes(), kBeginsAsEnd);
  // Of counts, in figures and in words; of offers; of pictures; between buttons.
  for (const absl::string_view start :
       {"0",       "1",         "2",      "3",        "4",     "5",      "6",      "7",
        "8",       "9",         ".",      ",",        "there", "one",    "unlock", "get",
        "receive", "subscribe", "sign",   "join",     "try",   "free",   "read",   "our",
        "slide",   "imagen",    "imagem", "immagine", "/",     "\u00b7", "\u2022"}) {
    uint64_t key = 0;
    if (FirstWordKey(start, &key)) beginnings_[key];
  }
  unknown_.of_long_lines = true;
}

template <typename Phrases>
void FurnitureIndex::Add(const Phrases& phrases, PhraseMatch match) {
  for (const absl::string_view phrase : phrases) {
    uint64_t key = 0;
    Beginning& beginning = FirstWordKey(phrase, &key) ? beginnings_[key] : unknown_;
    beginning.phrases.push_back({phrase, match});
    beginning.of_long_lines |= match == kBeginsAsPhrase;
  }
}

bool FurnitureIndex::MayBegin(absl::string_view line) const {
  uint64_t key = 0;
  if (!FirstWordKey(line, &key)) return true;
  const auto found = beginnings_.find(key);
  return found != beginnings_.end() &&
         (found->second.of_long_lines || line.size() <= kMaxUnfoldedBytes);
}

uint8_t FurnitureIndex::Match(absl::string_view folded) const {
  uint64_t key = 0;
  const Beginning* beginning = &unknown_;
  if (FirstWordKey(folded, &key)) {
    const auto found = beginnings_.find(key);
    if (found == beginnings_.end()) return 0;
    beginning = &found->second;
  }
  uint8_t matches = 0;
  for (const Phrase& phrase : beginning->phrases) {
    const bool whole = (phrase.match & (kSaysPhrase | kSaysEnd)) != 0;
    if (whole ? folded == phrase.text : absl::StartsWith(folded, phrase.text))
      matches |= phrase.match;
  }
  return matches;
}

}  // namespace dateline::extract
