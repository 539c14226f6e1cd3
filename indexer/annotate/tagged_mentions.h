// The mentions of an article as the tagger sees them.

#ifndef DATELINE_INDEXER_ANNOTATE_TAGGED_MENTIONS_H_
#define DATELINE_INDEXER_ANNOTATE_TAGGED_MENTIONS_H_

#include <vector>

#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/mention_finder.h"
#include "indexer/annotate/name_tagger.h"

namespace dateline::annotate {

// By field and position, without overlaps. What stands behind a person's title is a person; what
// the article calls a ship, or mostly something else, is no mention; in lines of capitals there are
// those that AppendNamesInCapitals finds by the rest. `by_rules` is FindMentions of
// English.
std::vector<FoundMention> TagMentions(const TokenizedArticle& article, const Lexicon& lexicon,
                                      const NameTagger& tagger,
                                      const std::vector<FoundMention>& by_rules);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_TAGGED_MENTIONS_H_
