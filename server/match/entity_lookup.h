// Looks entities up: one by its id, or those that are called so.

#ifndef DATELINE_SERVER_MATCH_ENTITY_LOOKUP_H_
#define DATELINE_SERVER_MATCH_ENTITY_LOOKUP_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/optional.h"
#include "indexer/article/dimension.h"
#include "server/snapshot/entity_names.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// An entity of a snapshot.
struct EntityKey {
  article::Dimension dimension = article::Dimension::kPerson;
  snapshot::Ordinal ordinal = 0;
};

inline const snapshot::Dictionary::Entry& EntryOf(const snapshot::Snapshot& snapshot,
                                                  const EntityKey& key) {
  return snapshot.dictionary(key.dimension).entries[key.ordinal];
}

// The entity that an id stands for, also one that was merged into another. NOT_FOUND when no
// article has it, or when the overlay hides it: the message says why.
absl::StatusOr<EntityKey> FindEntity(const snapshot::Snapshot& snapshot, absl::string_view id);

// Number of articles that are about each of the entities of one dimension, in their order.
std::vector<uint32_t> CountAbout(const snapshot::Snapshot& snapshot, article::Dimension dimension,
                                 const std::vector<snapshot::Ordinal>& ordinals);

// What the articles of an entity know of it.
struct EntityProfile {
  std::vector<snapshot::EntityName> names;  // By falling count, then name, then id.
  // By the first day it may have appeared on; among equals the one with the smallest id.
  absl::optional<article::Article> first;
  absl::optional<article::Article> last;
  uint32_t undated_count = 0;
};

// UNAVAILABLE when the snapshot can no longer be read, DEADLINE_EXCEEDED when cancelled.
absl::StatusOr<EntityProfile> ReadProfile(const snapshot::Snapshot& snapshot,
                                          snapshot::Snapshot::Lease* lease, const EntityKey& key,
                                          const std::function<bool()>& cancelled);

struct EntityListRequest {
  std::string query;                      // As NameTable::Find.
  std::vector<article::Dimension> kinds;  // Each once.
  uint32_t size = 20;
  uint32_t offset = 0;
};

struct EntityList {
  std::vector<EntityKey> entities;  // By falling article count, then id.
  uint32_t total = 0;               // That pass.
};

// Errors as ReadProfile.
absl::StatusOr<EntityList> ListEntities(const snapshot::Snapshot& snapshot,
                                        snapshot::Snapshot::Lease* lease,
                                        const EntityListRequest& request);

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_ENTITY_LOOKUP_H_
