// The value columns and dictionaries, transposed from the posting lists of the filter terms.

#ifndef DATELINE_SERVER_SNAPSHOT_VALUE_LOADER_H_
#define DATELINE_SERVER_SNAPSHOT_VALUE_LOADER_H_

#include <xapian.h>

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "indexer/article/dimension.h"
#include "server/snapshot/column_loader.h"

namespace dateline::snapshot {

// The posting lists of one dimension in one shard, ordered by value.
struct ShardPostings {
  struct Value {
    std::string value;
    uint32_t begin = 0;  // Into `rows`.
    uint32_t end = 0;
  };
  std::vector<Value> values;
  std::vector<Row> rows;  // Ascending within a value.
};

// Reads the filter terms of `dimension`. `first_row` is the row of docid 1. A value too long for a
// term is read from an article that has it. DATA_LOSS when that article does not; throws
// Xapian::Error.
absl::Status ReadPostings(const Xapian::Database& shard, Row first_row,
                          article::Dimension dimension, ShardPostings* out);

// Reads the name terms, or those of one entity; as above.
absl::Status ReadNames(const Xapian::Database& shard, ShardNames* out);
absl::Status ReadNamesOf(const Xapian::Database& shard, absl::string_view entity_id,
                         ShardNames* out);

// Reads the home terms; as ReadPostings.
absl::Status ReadHomes(const Xapian::Database& shard, ShardHomes* out);

// Reads the articles that are about an entity of `dimension`. The value of a term that may have
// been cut is the term itself. Throws Xapian::Error.
absl::Status ReadAbout(const Xapian::Database& shard, Row first_row, article::Dimension dimension,
                       ShardPostings* out);

// Sets the bits of what `shards`, as read by ReadAbout, say. DATA_LOSS for an article that is about
// an entity which it does not have.
absl::Status MarkAbout(const std::vector<ShardPostings>& shards, const Dictionary& dictionary,
                       ValueColumn* column);

// Puts the shards of one dimension together. `shards` and `names` are in the order of the rows;
// the posting lists are given up. DATA_LOSS when there are more values than an offset can count.
absl::Status BuildValues(article::Dimension dimension, uint32_t row_count,
                         std::vector<ShardPostings>* shards, const std::vector<ShardNames>& names,
                         ValueColumn* column, Dictionary* dictionary);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_VALUE_LOADER_H_
