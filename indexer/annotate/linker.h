// Links the mentions of one article to entities: which spans name the same person, organization or
// place.

#ifndef DATELINE_INDEXER_ANNOTATE_LINKER_H_
#define DATELINE_INDEXER_ANNOTATE_LINKER_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "indexer/annotate/lexicon.h"
#include "indexer/annotate/mention_finder.h"
#include "indexer/article/article.h"

namespace dateline::annotate {

// The mentions of `found` as an article stores them, in the same order. All forms of a name get the
// id of its fullest form in the article: a family name alone that of the one full name with it, an
// acronym that of the long form, a short form that of the only longer one that begins with it.
// Where two entities of the article would fit, the mention stays unlinked: entity_id is empty and
// name is its text.
std::vector<article::Mention> LinkMentions(const TokenizedArticle& article,
                                           const std::vector<FoundMention>& found,
                                           const Lexicon& lexicon);

// A name as it is displayed: white space as single spaces, capitals only ("VLADIMIR PUTIN") as
// words with a capital when the name is a person's, of several words, or longer than an acronym; a
// person's initials with their stops ("Ada M. Roe"), the letters of an acronym without spaces.
std::string DisplayName(article::Kind kind, absl::string_view text);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_LINKER_H_
