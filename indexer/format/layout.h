// Where the files of an index are, and which revision of it is committed.
//
//   DIR/XAPIANDB               a Xapian stub file: the shards of the committed revision, so that
//                              `xapian-delve DIR` and `quest -d DIR` read the whole index
//   DIR/LOCK                   flock()ed by the one indexer that writes; says who
//   DIR/shards/0, 1, ...       the Xapian (glass) databases, and beside the tables of each its word
//                              file, words.1, or of a later generation (word_file.h)
//   DIR/revisions/N/0, 1, ...  the shards as of revision N: a copy of the version file `iamglass`,
//                              and links to the tables and to the word file; readers of N hold a
//                              shared flock() on N
//   DIR/rejects.jsonl          what the last run could not use
//
// Commit, atomic over all shards: (1) every shard syncs its word file, then commits; (2)
// revisions/N is built under a temporary name and renamed; (3) XAPIANDB is replaced by rename: the
// one moment when the revision begins to exist. The next batch begins after that. Xapian never
// overwrites a block of its latest committed revision, so until every shard has committed and the
// next batch begins to flush, the views of revision N - 1 are whole. A writer that finds a shard's
// version file different from the committed view puts the view's copy back: that undoes a commit
// that only some shards had made when the process died. What a word file has behind the bytes that
// the shard's metadata name is cut off; one that no revision links to is removed.

#ifndef DATELINE_INDEXER_FORMAT_LAYOUT_H_
#define DATELINE_INDEXER_FORMAT_LAYOUT_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace dateline::format {

// A committed revision as XAPIANDB names it.
struct Manifest {
  uint64_t revision = 0;                 // Grows by one with every commit; the first is 1.
  std::vector<std::string> shard_paths;  // Xapian databases to open, below the index as given.
};

std::string ManifestPath(absl::string_view index);
std::string LockPath(absl::string_view index);
std::string ShardPath(absl::string_view index, uint32_t shard);
std::string RevisionPath(absl::string_view index, uint64_t revision);
std::string ShardViewPath(absl::string_view index, uint64_t revision, uint32_t shard);
std::string RejectsPath(absl::string_view index);

// Reads the committed revision. NOT_FOUND when `index` is no directory or holds no committed index
// (it says which), DATA_LOSS when XAPIANDB is not what Dateline writes.
absl::StatusOr<Manifest> ReadManifest(absl::string_view index);

// The text of XAPIANDB.
std::string EncodeManifest(uint64_t revision, uint32_t shard_count);

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_LAYOUT_H_
