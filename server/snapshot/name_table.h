// All names that articles and the overlay give the entities of a snapshot, to be searched by the
// beginnings of their words.

#ifndef DATELINE_SERVER_SNAPSHOT_NAME_TABLE_H_
#define DATELINE_SERVER_SNAPSHOT_NAME_TABLE_H_

#include <xapian.h>

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/article/dimension.h"
#include "server/snapshot/snapshot.h"

namespace dateline::snapshot {

// Immutable. One allocation of text per dimension, whatever the number of names.
class NameTable {
 public:
  // Reads the name terms of the shards. DATA_LOSS for one of another form; throws Xapian::Error.
  static absl::StatusOr<NameTable> Read(const Snapshot& snapshot,
                                        const std::vector<Xapian::Database>& shards,
                                        const std::vector<Row>& first_rows);

  // The entities of a dimension one of whose names has, for every word of `query`, a word that
  // begins so, letter case and accents aside; ascending. All entities when `query` is empty, and
  // none when it has no word but other characters.
  std::vector<Ordinal> Find(article::Dimension dimension, absl::string_view query) const;

 private:
  // The words of all names, folded; a space before each, a line break behind a name.
  struct Names {
    std::string text;
    std::vector<std::pair<uint64_t, Ordinal>> owners;  // Where each name begins.
    size_t entity_count = 0;
  };
  std::array<Names, article::kValueDimensionCount> names_;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_NAME_TABLE_H_
