// The state or country that a person of an article holds office for, as the words beside the name
// say: "Rep. Jane Roe (D-Ohio)", "Sen. Jane Roe of Ohio", "Ohio Gov. Jane Roe".

#ifndef DATELINE_INDEXER_ANNOTATE_OFFICE_HOME_H_
#define DATELINE_INDEXER_ANNOTATE_OFFICE_HOME_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/mention_finder.h"
#include "indexer/article/article.h"

namespace dateline::annotate {

// A place that persons hold office for.
struct OfficeHome {
  std::string id;       // "place/ohio"
  std::string name;     // Its display name in the article.
  std::string country;  // "place/united-states" of a state; empty for a country.
};

// The home that the words beside a mention of a person say, by index of `found`; others are not
// here. `mentions` are those of `found`, linked: only a place that is linked to a country, or to a
// state or province of one, is a home. It stands
//
//   1. behind a party: "Jane Roe (D-Ohio)", "Jane Roe, R-Ore.";
//   2. behind a name with an office before it, and "of": "Sen. Jane Roe of Ohio", "(of Ohio)", also
//      behind a party in full: "Jane Roe, Republican of Ohio", "Sen. Jane Roe, a Democrat from
//      Ohio";
//   3. right before office and name: "Ohio Sen. Jane Roe", "Ohio Republican Jane Roe", "Norway
//      Prime Minister Jane Roe".
//
// Of former offices only the party tells: a former governor may hold another state's office now.
absl::flat_hash_map<size_t, OfficeHome> ReadOfficeHomes(
    const TokenizedArticle& article, const std::vector<FoundMention>& found,
    const std::vector<article::Mention>& mentions, const Lexicon& lexicon);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_OFFICE_HOME_H_
