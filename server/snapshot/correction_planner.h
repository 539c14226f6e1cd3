// Puts the server's rules and the lines of an overlay together: which of them apply, and to what.

#ifndef DATELINE_SERVER_SNAPSHOT_CORRECTION_PLANNER_H_
#define DATELINE_SERVER_SNAPSHOT_CORRECTION_PLANNER_H_

#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "server/snapshot/alias_overlay.h"
#include "server/snapshot/entity_corrections.h"

namespace dateline::snapshot {

// What the server's own rules make of the entities of a revision.
struct EntityRules {
  absl::flat_hash_map<std::string, std::string> merges;  // Own id -> the id that it goes into.
  Namesakes namesakes;
};

// The ids that the rules leave alone. `overlay` may be null.
absl::flat_hash_set<std::string> KeptIds(const AliasOverlay* overlay);

// What the rule for fuller names (fuller_names.h) merges.
absl::flat_hash_map<std::string, std::string> MergeFullerNames(
    const Dictionary& persons, const absl::flat_hash_set<std::string>& kept);

// The corrections to articles with the values of `own`, in which namesakes have ids of their own
// already (SplitNamesakes). `overlay` may be null. What is known of the corrected columns is not
// filled in yet.
EntityCorrections PlanCorrections(const EntityCorrections::Dictionaries& own, EntityRules rules,
                                  const AliasOverlay* overlay);

// With the rule for fuller names alone, or no rules at all.
EntityCorrections PlanCorrections(const EntityCorrections::Dictionaries& own, bool apply_rules,
                                  const AliasOverlay* overlay);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_CORRECTION_PLANNER_H_
