// What one sentence cannot tell about a mention, and the whole article can.

#ifndef DATELINE_INDEXER_ANNOTATE_MENTION_DOUBTS_H_
#define DATELINE_INDEXER_ANNOTATE_MENTION_DOUBTS_H_

#include <vector>

#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/mention_finder.h"

namespace dateline::annotate {

// Drops mentions that name no person, organization or place: generic nouns ("the Commission"), laws
// and programmes, ships, storms, the furniture of a page, the people of a place. Gives those that
// everybody knows their kind, and takes a town for a person where the article has one of that name.
// `by_rules` is FindMentions of English.
void SettleDoubts(const TokenizedArticle& article, const Lexicon& lexicon,
                  const std::vector<FoundMention>& by_rules, std::vector<FoundMention>* mentions);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_MENTION_DOUBTS_H_
