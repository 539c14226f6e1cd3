// Bodies that every state or every town has one of: a foreign ministry, a city council.

#ifndef DATELINE_INDEXER_ANNOTATE_STATE_BODY_H_
#define DATELINE_INDEXER_ANNOTATE_STATE_BODY_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace dateline::annotate {

// False for most names that are of no such body, at little cost. Takes PhraseKeys.
bool HasBodyWord(const std::vector<std::string>& words);

// One form for all of a name's, as PhraseKeys with spaces between: "foreign ministry" of the words
// of "Ministry of Foreign Affairs", "state department" of "Department of State", "defense ministry"
// of "Defence Ministry". Other names as they are.
std::string BodyOf(const std::vector<std::string>& words);

// True for what nearly every country has one of, by BodyOf.
bool IsOfAState(absl::string_view body);

// True for those of them whose plain name means one country's: a Department is that of the United
// States, the High Court and the Football Association are England's.
bool HasPlainOwner(absl::string_view body);

// True for those that the United States have.
bool IsAmerican(absl::string_view body);

// True for what nearly every town or part of a country has one of, by PhraseKey.
bool IsOfATown(absl::string_view body);

// "Foreign Ministry" of "foreign ministry".
std::string CapitalizedBody(absl::string_view body);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_STATE_BODY_H_
