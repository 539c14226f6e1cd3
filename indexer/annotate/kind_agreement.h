// One name, one kind: what an article calls a person in one place is none of a place in another.

#ifndef DATELINE_INDEXER_ANNOTATE_KIND_AGREEMENT_H_
#define DATELINE_INDEXER_ANNOTATE_KIND_AGREEMENT_H_

#include <vector>

#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/mention_finder.h"

namespace dateline::annotate {

// Gives mentions of the same words the kind that most of them have; where two kinds are level, each
// keeps its own (a club and its town). A single word that is the family name of persons of the
// article is a person when it is so elsewhere too, or when two full names bear it and no gazetteer
// knows it as something else. What stands behind a title is a person and stays one.
// "Crest Minerals of Australia" is Crest Minerals where the article also says so, or "Crest Ridge",
// and where three words or more end in a plural ("Crest Ridge Resources of Australia"): its place
// is then a mention of its own.
void AgreeOnKinds(const TokenizedArticle& article, const Lexicon& lexicon,
                  std::vector<FoundMention>* mentions);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_KIND_AGREEMENT_H_
