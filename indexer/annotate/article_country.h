// The country that an article is from, as far as its text tells.

#ifndef DATELINE_INDEXER_ANNOTATE_ARTICLE_COUNTRY_H_
#define DATELINE_INDEXER_ANNOTATE_ARTICLE_COUNTRY_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/mention_finder.h"
#include "indexer/annotate/place_sense.h"

namespace dateline::annotate {

struct ArticleCountry {
  absl::string_view
      country;               // ISO 3166-1; empty when the text does not tell. Lives as the lexicon.
  bool by_dateline = false;  // The dateline, or the place that the body begins with, says it.
  int mentions = 0;          // Of its places and nationality.
  bool with_us = false;      // Without a dateline: the United States are among the countries named.
};

// The country of all places and nationalities of the article; or that of its dateline, if no other
// has as many; or without a dateline that of most of them. `senses` are ReadPlaceSenses' of
// `found`; places that are left unlinked say nothing.
ArticleCountry ReadArticleCountry(const TokenizedArticle& article,
                                  const std::vector<FoundMention>& found, const PlaceSenses& senses,
                                  const Lexicon& lexicon);

// True where the text tells with good reason that the article is from where summer is in January:
// by its dateline, if no country elsewhere is named as often as those of the south together;
// without a dateline, by most of its places and nationalities, three at least.
bool IsFromTheSouth(const TokenizedArticle& article, const std::vector<FoundMention>& found,
                    const PlaceSenses& senses, const Lexicon& lexicon);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_ARTICLE_COUNTRY_H_
