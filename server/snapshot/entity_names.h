// The names that articles give an entity, by the ids that their texts give it, and how many
// articles each.

#ifndef DATELINE_SERVER_SNAPSHOT_ENTITY_NAMES_H_
#define DATELINE_SERVER_SNAPSHOT_ENTITY_NAMES_H_

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "server/snapshot/entity_corrections.h"
#include "server/snapshot/snapshot.h"

namespace dateline::snapshot {

// One way in which articles name an entity.
struct EntityName {
  std::string name;
  std::string own_id;
  uint32_t article_count = 0;
  // What the rule for namesakes makes of the own id in these articles; may be left empty where
  // names come from.
  std::string ruled_id;
};

// Where names come from.
struct NameSource {
  // The names of an own id and their articles in the whole index, each name once.
  std::function<std::vector<EntityName>(const std::string& own_id)> names_of;
  // The rows of the articles that call an own id so, ascending.
  std::function<std::vector<Row>(const EntityName& name)> rows_of;
};

// Every name of a final id that one of its articles uses, by name, then own id; a name of an own id
// once, or once for each id that the rule for namesakes makes of it.
std::vector<EntityName> CountNames(const EntityCorrections& corrections, const NameSource& source,
                                   absl::string_view final_id);

// The name that most articles use, each counted once; among equals the smallest; "" without any.
// `names` as CountNames gives them.
std::string MostUsedName(const EntityCorrections& corrections, const NameSource& source,
                         absl::string_view final_id, const std::vector<EntityName>& names);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_ENTITY_NAMES_H_
