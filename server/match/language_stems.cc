#include "server/match/language_stems.h"

#include <algorithm>

#include "absl/container/node_hash_map.h"
#include "indexer/article/dimension.h"
#include "server/snapshot/value_column.h"

namespace dateline::match {
namespace {

using article::Dimension;

// To make a stemmer costs more than a search for one word, so that every thread keeps those it
// used. Languages without one have one in common.
const text::Stemmer* StemmerOf(absl::string_view language) {
  thread_local absl::node_hash_map<std::string, text::Stemmer> stemmers;
  if (!text::HasStemmer(language)) language = "";
  return &stemmers.try_emplace(language, language).first->second;
}

}  // namespace

LanguageStems::LanguageStems(const snapshot::Snapshot& snapshot) : snapshot_(snapshot) {
  const auto& languages = snapshot.dictionary(Dimension::kLanguage).entries;
  stemmer_of_language_.reserve(languages.size() + 1);
  for (const auto& entry : languages) Add(entry.value);
  // Where every article has a language, what stands for unknown is never asked for.
  if (stemmers_.empty() || snapshot.totals(Dimension::kLanguage).missing > 0) {
    Add("");
  } else {
    stemmer_of_language_.push_back(0);
  }
}

void LanguageStems::Add(absl::string_view language) {
  const text::Stemmer* stemmer = StemmerOf(language);
  const auto known = std::find(stemmers_.begin(), stemmers_.end(), stemmer);
  stemmer_of_language_.push_back(static_cast<uint8_t>(known - stemmers_.begin()));
  if (known == stemmers_.end()) stemmers_.push_back(stemmer);
}

StemVariants LanguageStems::Of(const std::string& word) const {
  StemVariants variants;
  variants.languages = snapshot_.values(Dimension::kLanguage).labels();
  std::vector<uint8_t> of_stemmer;
  of_stemmer.reserve(stemmers_.size());
  for (const text::Stemmer* stemmer : stemmers_) {
    std::string stem = stemmer->Stem(word);
    const auto known = std::find(variants.stems.begin(), variants.stems.end(), stem);
    of_stemmer.push_back(static_cast<uint8_t>(known - variants.stems.begin()));
    if (known == variants.stems.end()) variants.stems.push_back(std::move(stem));
  }
  if (variants.stems.size() == 1) return variants;
  variants.of_language.reserve(stemmer_of_language_.size());
  for (const uint8_t stemmer : stemmer_of_language_) {
    variants.of_language.push_back(of_stemmer[stemmer]);
  }
  return variants;
}

}  // namespace dateline::match
