// Which organization of an article each form of an organization's name stands for.

#ifndef DATELINE_INDEXER_ANNOTATE_ORGANIZATION_NAMES_H_
#define DATELINE_INDEXER_ANNOTATE_ORGANIZATION_NAMES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/mention_finder.h"
#include "indexer/annotate/name_form.h"
#include "indexer/annotate/place_sense.h"

namespace dateline::annotate {

// Fills `links` (one per mention of `found`) for the mentions of the organizations among `forms`.
// `senses` are ReadPlaceSenses' of `found`.
//
// An acronym is the name beside which it is introduced, "KCNA" in brackets or before them, or the
// one name with its initials; the first words of a name, and a club's last, are that name if it is
// the only one. What every country has, such as a foreign ministry or a supreme court, is that of
// the country named beside it ("Kenya's Supreme Court" is the Kenyan Supreme Court), or else of the
// only one for which the article names it, or of the country that the article is from; the known
// ones are else those that everybody knows by that name, and others unlinked. A word such as "Bank"
// alone, or "City Council", is that of the only name that ends in it, or unlinked.
void LinkOrganizations(const TokenizedArticle& article, const std::vector<FoundMention>& found,
                       const PlaceSenses& senses, const Lexicon& lexicon,
                       const std::vector<NameForm>& forms, std::vector<Link>* links);

// The name that an organization's id is made of: "&" as "and", and "Department of Justice" as
// "Justice Department", likewise ministries.
std::string OrganizationIdName(absl::string_view text);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_ORGANIZATION_NAMES_H_
