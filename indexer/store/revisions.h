// Committed revisions on disk: publishing the next, undoing an unfinished one, dropping old ones.
// The protocol is told in indexer/format/layout.h.
//
// Why the links are sound: within one commit Xapian writes only into blocks that its latest
// committed version does not use, and into the unused end of the free list. So as long as no shard
// has begun to write for revision N + 2, everything that a version file of revision N points to is
// still there: a view of N can be read, and N can be put back.
//
// REQUIRES, for all functions: the caller holds the IndexLock.

#ifndef DATELINE_INDEXER_STORE_REVISIONS_H_
#define DATELINE_INDEXER_STORE_REVISIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace dateline::store {

// Makes the shards as they are now the committed revision; `word_files` has the name of every
// shard's word file. The revision exists when this returns OK, and may or may not exist when it
// fails.
// REQUIRES: every shard has committed and is not being written.
absl::Status PublishRevision(const std::string& index, uint64_t revision,
                             const std::vector<std::string>& word_files);

// Puts every shard back to the committed revision, and removes what later ones left.
// DATA_LOSS when the revision's own view is not whole.
absl::Status RestoreRevision(const std::string& index, uint64_t revision, uint32_t shard_count);

// Removes revisions older than the two before `current`, but none that is being read, and the word
// files that no revision left links to. What cannot be removed now is left for the next time.
// REQUIRES: `current` is committed, and no shard has begun a word file since.
void RemoveOldRevisions(const std::string& index, uint64_t current, uint32_t shard_count);

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_REVISIONS_H_
