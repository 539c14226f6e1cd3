// The stems of one language, those met lately kept: a stemmer costs thirty times what looking one
// up does, and half of a text is a few hundred words.

#ifndef DATELINE_INDEXER_STORE_STEM_CACHE_H_
#define DATELINE_INDEXER_STORE_STEM_CACHE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/hash/hash.h"
#include "absl/strings/string_view.h"
#include "indexer/text/analyzer.h"

namespace dateline::store {

// Not thread-safe. At most kEntries words of at most text::kMaxTokenBytes each.
class StemCache {
 public:
  static constexpr size_t kEntries = 8192;

  explicit StemCache(absl::string_view language) : stemmer_(language), entries_(kEntries) {}

  // As text::Stemmer::Stem; valid until the next call. REQUIRES: `term` is not empty.
  const std::string& Stem(const std::string& term) {
    Entry& entry = entries_[absl::Hash<absl::string_view>{}(term) % kEntries];
    if (entry.term != term) {
      entry.stem = stemmer_.Stem(term);
      entry.term = term;
    }
    return entry.stem;
  }

 private:
  struct Entry {
    std::string term;
    std::string stem;
  };

  text::Stemmer stemmer_;
  std::vector<Entry> entries_;
};

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_STEM_CACHE_H_
