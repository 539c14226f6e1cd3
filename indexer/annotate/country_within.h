// The country inside an organization's name, where the article names that country nowhere else.

#ifndef DATELINE_INDEXER_ANNOTATE_COUNTRY_WITHIN_H_
#define DATELINE_INDEXER_ANNOTATE_COUNTRY_WITHIN_H_

#include <vector>

#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/mention_finder.h"

namespace dateline::annotate {

// Appends a mention of the country for the first organization of `mentions` that has it in its
// name ("Bank of [Japan]", "[U.S.] Treasury"), unless the article mentions the country by itself:
// who looks for Japan wants the report on its bank. These are the only mentions that lie within
// another. Names that are as often something else ("Georgia", "Jordan") do not count.
void AppendCountriesWithin(const TokenizedArticle& article, const Lexicon& lexicon,
                           std::vector<FoundMention>* mentions);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_COUNTRY_WITHIN_H_
