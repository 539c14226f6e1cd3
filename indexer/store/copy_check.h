// Whether the stored copy groups are those that the stored sketches give.

#ifndef DATELINE_INDEXER_STORE_COPY_CHECK_H_
#define DATELINE_INDEXER_STORE_COPY_CHECK_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "indexer/format/layout.h"

namespace dateline::store {

// What is wrong with the copy groups of a committed revision, at most kMaxFindings articles; empty
// when nothing is, and of a revision that an earlier format version wrote: what made copies then is
// not what does now. Groups anew, from nothing: memory as CopyGroups (copy_groups.h). DATA_LOSS
// when a slot or the file of the groups cannot be decoded, and what Xapian says when a shard cannot
// be read.
absl::StatusOr<std::vector<std::string>> CheckCopyGroups(const std::string& index,
                                                         const format::Manifest& manifest);

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_COPY_CHECK_H_
