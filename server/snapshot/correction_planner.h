// Puts the server's rule and the lines of an overlay together: which of them apply, and to what.

#ifndef DATELINE_SERVER_SNAPSHOT_CORRECTION_PLANNER_H_
#define DATELINE_SERVER_SNAPSHOT_CORRECTION_PLANNER_H_

#include "server/snapshot/alias_overlay.h"
#include "server/snapshot/entity_corrections.h"

namespace dateline::snapshot {

// The corrections to articles with the values of `own`. `overlay` may be null. What is known of the
// corrected columns is not filled in yet.
EntityCorrections PlanCorrections(const EntityCorrections::Dictionaries& own, bool apply_rules,
                                  const AliasOverlay* overlay);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_CORRECTION_PLANNER_H_
