// Why a mention is linked to its entity, or to none.

#ifndef DATELINE_INDEXER_ANNOTATE_LINK_REASON_H_
#define DATELINE_INDEXER_ANNOTATE_LINK_REASON_H_

#include <cstdint>
#include <string>

namespace dateline::annotate {

enum class LinkReason : uint8_t {
  kOwnName,         // It is the fullest form of its name; detail is empty.
  kKnownName,       // A form of a name that everybody knows: detail is its display name.
  kFamilyName,      // Detail: the full name.
  kPartOfName,      // Another part of a name: a given name, both ends. Detail: the full name.
  kSameName,        // Another way to write a name, or a nickname. Detail: the other.
  kHonorific,       // "Mrs Roe", who is none of the persons with that name. Detail: the honorific.
  kAcronym,         // The initials of a longer name. Detail: the longer name.
  kIntroduced,      // An acronym that the article introduces. Detail: the longer name.
  kShortForm,       // The first or last words of a longer name. Detail: the longer name.
  kQualified,       // A place: the words beside it say where. Detail: those words.
  kContext,         // A place: other words of the article say where. Detail: the region.
  kSameArticle,     // A place: as the article qualifies it elsewhere. Detail: the place's name.
  kBestKnown,       // A place: the best-known of several of that name. Detail: empty.
  kHome,            // Of two persons of that name, by home. Detail: the home's name.
  kNamesakeBefore,  // The one of them who was named before. Detail: that one's name.
  kUntoldNamesake,  // Of two persons of that name, nothing says which. Detail: two of them.
  kBareFamilyName,  // Unlinked: a family name without a full one. Detail: empty.
  kAmbiguous,       // Unlinked: several entities fit. Detail: two of them.
};

struct LinkExplanation {
  LinkReason reason = LinkReason::kOwnName;
  std::string detail;
};

// "family name of Vladimir Putin", "qualified by Texas", "ambiguous: Bill Clinton or Hillary
// Clinton".
std::string Describe(const LinkExplanation& explanation);

}  // namespace dateline::annotate

#endif  // DATELINE_INDEXER_ANNOTATE_LINK_REASON_H_
