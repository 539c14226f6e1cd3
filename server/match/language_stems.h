// The stems that a word has in the languages of a snapshot's articles.
//
// A stem means something in its own language alone: to the German rules "news" is a form of "new".
// So a word of a query stands, in each article, for its stem by the rules of that article's
// language, and for no other; words that articles have in common are found in all of them.

#ifndef DATELINE_SERVER_MATCH_LANGUAGE_STEMS_H_
#define DATELINE_SERVER_MATCH_LANGUAGE_STEMS_H_

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/text/analyzer.h"
#include "server/snapshot/label_column.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// Different stems of one word, and which of them counts in which article.
struct StemVariants {
  std::vector<std::string> stems;  // Without duplicates; at least one.
  // By ordinal of the language; the last one: unknown. Empty when there is one stem.
  std::vector<uint8_t> of_language;
  const snapshot::LabelColumn* languages = nullptr;

  // The index in `stems` of the one that counts in an article. REQUIRES: there are several.
  size_t VariantOf(snapshot::Row row) const {
    return of_language[std::min<size_t>((*languages)[row], of_language.size() - 1)];
  }
};

// Borrows the snapshot. For the thread that makes it, and one search.
class LanguageStems {
 public:
  explicit LanguageStems(const snapshot::Snapshot& snapshot);

  // Of a folded word. One stem where all languages of the snapshot agree, so always in an index of
  // one language.
  StemVariants Of(const std::string& word) const;

 private:
  // The next language by ordinal.
  void Add(absl::string_view language);

  const snapshot::Snapshot& snapshot_;
  std::vector<const text::Stemmer*> stemmers_;  // Of every language that has one, and of others.
  std::vector<uint8_t> stemmer_of_language_;    // By ordinal; the last one: unknown.
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_LANGUAGE_STEMS_H_
