// Counts the values of one dimension over the articles of a search, and picks those to return.

#ifndef DATELINE_SERVER_MATCH_FACET_COUNTER_H_
#define DATELINE_SERVER_MATCH_FACET_COUNTER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "server/match/cancellation.h"
#include "server/match/collapsed.h"
#include "server/match/row_set.h"
#include "server/match/search.h"
#include "server/match/value_counts.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// What counts as having a value: to mention it, or to be about it (dimensions of entities).
enum class Having { kMentions, kAbout };

// Counts over the articles of all sets together; no article may be in two of them.
ValueCounts CountValues(const snapshot::Snapshot& snapshot, article::Dimension dimension,
                        Having having, const std::vector<RowSet>& sets, Cancellation* cancellation);

// Counts articles alone and copy groups; a group has the values that any of its articles has.
ValueCounts CountCollapsedValues(const snapshot::Snapshot& snapshot, article::Dimension dimension,
                                 Having having, const Collapsed& collapsed,
                                 Cancellation* cancellation);

// Picks what a facet request asks for. `selected` are the values of the dimension's selection, if
// it has one; `count_other` counts another dimension over the same articles, and is asked only for
// one that selected or included ids are of. Result as in Facet.
Facet PickValues(const snapshot::Snapshot& snapshot, const FacetRequest& request,
                 const std::vector<std::string>& selected, const ValueCounts& counts,
                 const std::function<ValueCounts(article::Dimension)>& count_other);

// True when a word of the name or of the id begins with `prefix` (folded): "jong" and "kim j" for
// Kim Jong Un. What stands before the slash of an entity id is no word of it, unless `prefix` has a
// slash itself.
bool HasWordPrefix(const snapshot::Dictionary::Entry& entry, absl::string_view prefix);

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_FACET_COUNTER_H_
