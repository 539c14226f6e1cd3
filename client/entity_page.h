// Entities as a page of text: one in full, or several to choose from.

#ifndef DATELINE_CLIENT_ENTITY_PAGE_H_
#define DATELINE_CLIENT_ENTITY_PAGE_H_

#include <string>

#include "client/screen.h"
#include "dateline/v1/entity_service.pb.h"

namespace dateline::client {

// Names, changes, and entities of each kind that a page shows, when the request does not say.
inline constexpr int kDefaultEntityRows = 10;

// What the entity is, how often it is named, what it is called, what was done to it, its first and
// last article, and whom it is seen with. `request` is what `beside` answers; its size also limits
// names and changes. Nothing of the index reaches the page as it is: see SafeText.
std::string RenderEntity(const v1::GetEntityResponse& entity,
                         const v1::ListCooccurrencesRequest& request,
                         const v1::ListCooccurrencesResponse& beside, const Screen& screen);

// The entities with their kinds, counts and ids, and how to ask for one of them. Empty when there
// is none.
std::string RenderCandidates(const v1::ListEntitiesResponse& candidates, const Screen& screen);

// That no entity has the name that `request` asks for: "no person has a name with the words ...".
std::string NoSuchName(const v1::ListEntitiesRequest& request);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_ENTITY_PAGE_H_
