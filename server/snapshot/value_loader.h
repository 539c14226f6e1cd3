// The values, names and homes of a revision, read from the terms of its shards.

#ifndef DATELINE_SERVER_SNAPSHOT_VALUE_LOADER_H_
#define DATELINE_SERVER_SNAPSHOT_VALUE_LOADER_H_

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "indexer/article/dimension.h"
#include "server/snapshot/columns.h"
#include "server/snapshot/shard_source.h"

namespace dateline::snapshot {

// The values of one dimension in one shard, in order.
struct ShardValues {
  struct Value {
    absl::string_view value;
    ShardSource::List list;
    size_t begin = 0;  // Into `docids`.
  };
  std::vector<Value> values;
  std::vector<uint32_t> docids;  // Of a shard that is read through Xapian; empty for others.
  TextArena texts;               // That the values view.
  // By value, the name that most articles use; empty when ShardNames tell the names.
  std::vector<absl::string_view> display_names;

  // Calls take(docid), in ascending order, for the documents of a value from `begin` to `end`.
  template <typename Take>
  absl::Status ForEachDocid(const ShardSource& shard, const Value& value, uint32_t begin,
                            uint32_t end, Take take) const {
    if (shard.postlist() != nullptr) {
      return shard.postlist()->ForEachPosting(value.list, begin, end,
                                              [&](uint32_t docid, uint32_t) {
                                                take(docid);
                                                return true;
                                              });
    }
    const auto first = docids.begin() + static_cast<std::ptrdiff_t>(value.begin);
    const auto last = first + value.list.documents;
    for (auto it = std::lower_bound(first, last, begin); it != last && *it < end; ++it) take(*it);
    return absl::OkStatus();
  }
};

// What ids of a dimension begin with, which their terms do not; "" for labels.
absl::string_view IdPrefix(article::Dimension dimension);

// Reads the filter terms of `dimension`. A value too long for a term is read from an article that
// has it. DATA_LOSS when that article does not; throws Xapian::Error.
absl::Status ReadValues(const ShardSource& shard, article::Dimension dimension, ShardValues* out);

// The same of some values, sorted, out of a shard that has a postlist. Those that no article has
// are left out.
absl::Status ReadValuesOf(const ShardSource& shard, article::Dimension dimension,
                          const std::vector<std::string>& ids, ShardValues* out);

// Reads the articles that are about an entity of `dimension`. The value of a term that may have
// been cut is the term itself. As above.
absl::Status ReadAbout(const ShardSource& shard, article::Dimension dimension, ShardValues* out);
// The same of some entities, as ReadValuesOf.
absl::Status ReadAboutOf(const ShardSource& shard, const std::vector<std::string>& ids,
                         ShardValues* out);

// By value of a shard, which of those of ReadAbout says who is about it; kNoOrdinal for none.
// DATA_LOSS for articles about a value that is not there.
absl::Status MatchAbout(const ShardValues& values, const ShardValues& about,
                        std::vector<uint32_t>* about_of);

// Reads the names of all entities, or of one, out of the name terms and of what they imply
// (format::ImpliedName); as above.
absl::Status ReadNames(const ShardSource& shard, ShardNames* out);
absl::Status ReadNamesOf(const ShardSource& shard, absl::string_view entity_id, ShardNames* out);
// Appends the rows of the articles that call the entity so, ascending; as above.
absl::Status ReadRowsNamed(const ShardSource& shard, Row first_row, absl::string_view entity_id,
                           absl::string_view name, std::vector<Row>* out);

// Reads the home terms; as above.
absl::Status ReadHomes(const ShardSource& shard, ShardHomes* out);

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_VALUE_LOADER_H_
