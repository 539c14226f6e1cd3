// The homes of an article's persons, and which of two persons of the very same name, told apart by
// them, each mention means.

#ifndef DATELINE_INDEXER_ANNOTATE_HOME_NAMESAKES_H_
#define DATELINE_INDEXER_ANNOTATE_HOME_NAMESAKES_H_

#include <vector>

#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/link_reason.h"
#include "indexer/annotate/mention_finder.h"
#include "indexer/article/article.h"

namespace dateline::annotate {

// Sets Mention::home of the linked `mentions` of `found`, by what office_home.h reads beside some
// of them: of all mentions of such a person, and of those of the state, to its country.
//
// An entity of which the article tells two homes is two persons, unless one of them is the country
// of the other. Each gets an id and a name of its own (article/namesake.h). A mention without a
// home of its own means the only one of them that was named before it, in the whole article or in
// its paragraph; else a family name is unlinked, and a full name keeps the id that both would have.
//
// Changes the reasons of the mentions, the last ones of `explanations`, if given.
void TellNamesakesApart(const TokenizedArticle& article, const std::vector<FoundMention>& found,
                        const Lexicon& lexicon, std::vector<article::Mention>* mentions,
                        std::vector<LinkExplanation>* explanations);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_HOME_NAMESAKES_H_
