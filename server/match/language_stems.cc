#include "server/match/language_stems.h"

#include <algorithm>

#include "indexer/article/dimension.h"
#include "server/snapshot/value_column.h"

namespace dateline::match {

using article::Dimension;

LanguageStems::LanguageStems(const snapshot::Snapshot& snapshot) : snapshot_(snapshot) {
  constexpr uint8_t kNone = UINT8_MAX;
  uint8_t without = kNone;  // The stemmer of languages without one.
  const auto add = [this](absl::string_view language) {
    stemmers_.emplace_back(language);
    return static_cast<uint8_t>(stemmers_.size() - 1);
  };
  for (const auto& entry : snapshot.dictionary(Dimension::kLanguage).entries) {
    if (text::HasStemmer(entry.value)) {
      stemmer_of_language_.push_back(add(entry.value));
    } else {
      if (without == kNone) without = add("");
      stemmer_of_language_.push_back(without);
    }
  }
  // Where every article has a language, what stands for unknown is never asked for.
  if (without == kNone && snapshot.totals(Dimension::kLanguage).missing > 0) without = add("");
  if (stemmers_.empty()) without = add("");
  stemmer_of_language_.push_back(without == kNone ? 0 : without);
}

StemVariants LanguageStems::Of(const std::string& word) const {
  StemVariants variants;
  variants.languages = snapshot_.values(Dimension::kLanguage).labels();
  std::vector<uint8_t> of_stemmer;
  for (const text::Stemmer& stemmer : stemmers_) {
    std::string stem = stemmer.Stem(word);
    const auto known = std::find(variants.stems.begin(), variants.stems.end(), stem);
    of_stemmer.push_back(static_cast<uint8_t>(known - variants.stems.begin()));
    if (known == variants.stems.end()) variants.stems.push_back(std::move(stem));
  }
  for (const uint8_t stemmer : stemmer_of_language_) {
    variants.of_language.push_back(of_stemmer[stemmer]);
  }
  return variants;
}

}  // namespace dateline::match
