// Puts final entities into the columns of a revision where its articles' own ones are.

#ifndef DATELINE_SERVER_SNAPSHOT_CORRECTED_COLUMNS_H_
#define DATELINE_SERVER_SNAPSHOT_CORRECTED_COLUMNS_H_

#include "server/snapshot/columns.h"
#include "server/snapshot/entity_corrections.h"
#include "server/snapshot/entity_names.h"

namespace dateline::snapshot {

// Changes value columns and dictionaries of entities to what `corrections` say, and tells them what
// the columns know: display names, split rows, former names. Rows stay ascending, each value once;
// where two become one, an article is about it when it was about either. Values that no article has
// any more leave the dictionary. `source` is asked about touched entities alone, and may throw.
// REQUIRES: `corrections` were planned for these dictionaries.
void CorrectColumns(const NameSource& source, Columns* columns, EntityCorrections* corrections);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_CORRECTED_COLUMNS_H_
