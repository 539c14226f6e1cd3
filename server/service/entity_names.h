// Which entities a display name stands for. Thread-safe.

#ifndef DATELINE_SERVER_SERVICE_ENTITY_NAMES_H_
#define DATELINE_SERVER_SERVICE_ENTITY_NAMES_H_

#include <array>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "indexer/article/dimension.h"
#include "server/match/search.h"
#include "server/snapshot/snapshot.h"

namespace dateline::service {

class EntityNames {
 public:
  // The ids of all entities whose display name is `name`, or was before merges and renames, letter
  // case, accents and punctuation aside, in their order. The names of the newest snapshot asked for
  // are kept; the first question about a dimension reads them all.
  std::vector<std::string> Find(const std::shared_ptr<const snapshot::Snapshot>& snapshot,
                                article::Dimension dimension, absl::string_view name);

 private:
  struct NameMap {
    absl::flat_hash_map<std::string, std::vector<snapshot::Ordinal>> names;
    absl::flat_hash_map<std::string, std::vector<std::string>> former;  // Final ids.
  };

  std::mutex mutex_;
  // Guarded by mutex_.
  std::weak_ptr<const snapshot::Snapshot> snapshot_;
  std::array<std::shared_ptr<const NameMap>, article::kValueDimensionCount> names_;
};

// The selections with names, and ids that were merged into others, replaced by the ids they stand
// for, and each value once. `warnings` gets a sentence for every value that no article has or that
// the overlay hides, which stays as it is, for an id that has become one of another dimension, and
// for a name that stands for several where all must match.
std::vector<match::Selection> ResolveSelections(
    const std::shared_ptr<const snapshot::Snapshot>& snapshot,
    const std::vector<match::Selection>& selections, EntityNames* names,
    std::vector<std::string>* warnings);

// The values that `value` stands for in a dimension: itself when an article has it, else what it
// was merged into, else the entities of that name; empty when there are none.
std::vector<std::string> ResolveValue(const std::shared_ptr<const snapshot::Snapshot>& snapshot,
                                      article::Dimension dimension, const std::string& value,
                                      EntityNames* names);

}  // namespace dateline::service

#endif  // DATELINE_SERVER_SERVICE_ENTITY_NAMES_H_
