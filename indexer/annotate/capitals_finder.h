// Names where case tells nothing: in headlines of capitals, and in languages that the tagger does
// not know.

#ifndef DATELINE_INDEXER_ANNOTATE_CAPITALS_FINDER_H_
#define DATELINE_INDEXER_ANNOTATE_CAPITALS_FINDER_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/mention_finder.h"
#include "indexer/article/article.h"

namespace dateline::annotate {

// What names of an article are, by their KeyOf.
using KindsOfNames = absl::flat_hash_map<std::string, article::Kind>;

// Appends the names in sentences of capitals that the rest of the article has shown to be names, or
// that everybody knows.
void AppendNamesInCapitals(const TokenizedArticle& article, const Lexicon& lexicon,
                           const KindsOfNames& kinds, std::vector<FoundMention>* found);

// The well-known places and organizations of an article.
std::vector<FoundMention> FindKnownNames(const TokenizedArticle& article, const Lexicon& lexicon);

// By field and position; of those that overlap the first, and of those that begin together the
// longest stays.
void SortMentions(std::vector<FoundMention>* mentions);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_CAPITALS_FINDER_H_
