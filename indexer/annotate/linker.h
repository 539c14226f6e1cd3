// Links the mentions of one article to entities: which spans name the same person, organization or
// place.

#ifndef DATELINE_INDEXER_ANNOTATE_LINKER_H_
#define DATELINE_INDEXER_ANNOTATE_LINKER_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/link_reason.h"
#include "indexer/annotate/mention_finder.h"
#include "indexer/article/article.h"

namespace dateline::annotate {

// The mentions of `found` as an article stores them, in the same order. All forms of a name get the
// id of its fullest form in the article (person_names.h, organization_names.h), and each of several
// places of one name its own, "place/paris-texas", but for the best-known of them (place_sense.h).
// Where two entities would fit, and where a family name has neither a full name nor an office in
// the article, the mention stays unlinked: entity_id is empty and name is its text. Two persons of
// the very same name are told apart by the places that they hold office for (home_namesakes.h).
// Appends the reason of each link to `explanations` if given.
std::vector<article::Mention> LinkMentions(const TokenizedArticle& article,
                                           const std::vector<FoundMention>& found,
                                           const Lexicon& lexicon,
                                           std::vector<LinkExplanation>* explanations = nullptr);

// The name that an entity's id is made of, where its display name is `name`.
std::string EntityName(article::Kind kind, absl::string_view name);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_LINKER_H_
