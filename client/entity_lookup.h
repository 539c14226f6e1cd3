// Looking an entity up: who is meant by a name, and what is known of one.

#ifndef DATELINE_CLIENT_ENTITY_LOOKUP_H_
#define DATELINE_CLIENT_ENTITY_LOOKUP_H_

#include "absl/status/statusor.h"
#include "client/connection.h"
#include "client/entity_question.h"
#include "dateline/v1/entity_service.pb.h"

namespace dateline::client {

// Entities to list that a name may stand for, when the question does not say how many.
inline constexpr int kDefaultCandidates = 20;

// Entities that are looked at to find those of exactly this name: pages, and entities in each, the
// most that the API gives at once.
inline constexpr int kMaxCandidatePages = 10;
inline constexpr int kCandidatePageSize = 1000;

// How often an entity is asked for until both answers about it are of one revision.
inline constexpr int kMaxRevisionTries = 3;

// Of one entity, or of several.
struct EntityAnswer {
  bool one = false;

  // With `one`: of the same revision.
  v1::GetEntityResponse entity;
  v1::ListCooccurrencesResponse beside;

  // Without: those that the name may stand for, none of them or several; those of exactly this name
  // (see NameKey) first, else in the server's order. `total` also counts those that are not listed;
  // there is no token for a next page.
  v1::ListEntitiesResponse candidates;
};

// A name stands for one entity when one alone is exactly called so, or when the server finds only
// one. NOT_FOUND for an id that no article has; else errors as of the connection.
absl::StatusOr<EntityAnswer> LookUpEntity(const Connection& connection,
                                          const EntityQuestion& question);

}  // namespace dateline::client

#endif  // DATELINE_CLIENT_ENTITY_LOOKUP_H_
