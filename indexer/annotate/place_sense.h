// Which of the places that bear its name a mention means.

#ifndef DATELINE_INDEXER_ANNOTATE_PLACE_SENSE_H_
#define DATELINE_INDEXER_ANNOTATE_PLACE_SENSE_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/link_reason.h"
#include "indexer/annotate/mention_finder.h"

namespace dateline::annotate {

struct PlaceSense {
  std::string name;       // Display name of the place meant; empty when it is the plain name.
  bool unlinked = false;  // Nothing says which of several it is.
  LinkReason reason = LinkReason::kBestKnown;
  std::string detail;  // Of the reason.
  // The region in which the place lies or which it is; empty when that is open, or is that of its
  // plain name. Lives as the lexicon.
  absl::string_view region;
};

using PlaceSenses = absl::flat_hash_map<size_t, PlaceSense>;  // By mention.

// The senses of those mentions in `found`, by index, whose name several places bear. In order:
//
//   1. What the words beside the mention say: "Paris, Texas", "Hyderabad in Pakistan", "the Alabama
//      town of Florence", "Washington state", and "Albany, New York" for both of its names.
//   2. What they say of another mention of that name in the article, when they say one thing.
//   3. What the other places, nationalities and words of the article speak for, when it is clearly
//      one bearer, and the best-known is not fifteen times as well known.
//   4. The best-known, when it is twice as well known as any other.
//
// Otherwise the mention is unlinked.
PlaceSenses ReadPlaceSenses(const TokenizedArticle& article, const std::vector<FoundMention>& found,
                            const Lexicon& lexicon);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_PLACE_SENSE_H_
