// Which person of an article each form of a person's name stands for.

#ifndef DATELINE_INDEXER_ANNOTATE_PERSON_NAMES_H_
#define DATELINE_INDEXER_ANNOTATE_PERSON_NAMES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/mention_finder.h"
#include "indexer/annotate/name_form.h"

namespace dateline::annotate {

// Fills `links` (one per mention of `found`) for the mentions of the persons among `forms`.
//
// Full names are one person's when one has all words of the other ("George Bush", "George W.
// Bush"), an initial of them ("J. Smith"), or a nickname ("Bob Dole", "Robert Dole") and no other
// name fits; never with other initials or another "Jr.". A family name alone is that of the one
// full name with it; of several, that of the one whose sex or title it has ("Mrs. Clinton"), or the
// only one introduced so far. Else it is unlinked.
void LinkPersons(const TokenizedArticle& article, const std::vector<FoundMention>& found,
                 const Lexicon& lexicon, const std::vector<NameForm>& forms,
                 std::vector<Link>* links);

// The name that a person's id is made of: without a nickname in quotes between two names and
// without a Burmese honorific.
std::string PersonIdName(absl::string_view text);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_PERSON_NAMES_H_
