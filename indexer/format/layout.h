// Where the files of an index are, and which revision of it is committed.
//
//   DIR/XAPIANDB            a Xapian stub file: the shards of the committed revision, so that
//                           `xapian-delve DIR` and `quest -d DIR` read the whole index
//   DIR/LOCK                flock()ed by the one indexer that writes; says who
//   DIR/shards/K/           a shard: a Xapian (glass) database and its word file (word_file.h)
//   DIR/revisions/N/        what belongs to revision N: a stub file XAPIANDB with its shards, and
//                           its copy groups (copies_file.h). Readers of N hold a shared flock() on
//                           the folder
//   DIR/rejects.jsonl       what the last run could not use
//
// A shard is never changed once a revision names it: a commit adds shards, and puts others in the
// place of those that it joins or takes articles from, under numbers above all that there are.
//
// Commit, atomic over all shards: (1) new shards are written and synced; (2) revisions/N is built
// under a temporary name and renamed; (3) XAPIANDB is replaced by rename: the one moment when the
// revision begins to exist. What a process that dies before leaves behind no revision names; the
// next writer removes it. Then revisions and shards that nobody reads any more are removed.
//
// Indexes of format versions 1 to 6 have a fixed number of shards, which Xapian changed in place:
// DIR/shards/0, 1, ..., and views of a revision made of links to them, DIR/revisions/N/0, 1, ...,
// which XAPIANDB names. They are read as they are; a writer builds them anew.

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
  std::vector<uint64_t> shards;          // Their numbers; empty when `of_views`.
  bool of_views = false;                 // In the layout of format versions 1 to 6.
};

std::string ManifestPath(absl::string_view index);
std::string LockPath(absl::string_view index);
std::string ShardPath(absl::string_view index, uint64_t shard);
std::string RevisionPath(absl::string_view index, uint64_t revision);
// The stub file, and the copy groups, of a revision.
std::string RevisionManifestPath(absl::string_view index, uint64_t revision);
std::string CopiesPath(absl::string_view index, uint64_t revision);
// The view of a shard in the layout of format versions 1 to 6.
std::string ShardViewPath(absl::string_view index, uint64_t revision, uint32_t shard);
std::string RejectsPath(absl::string_view index);

// Reads the committed revision. NOT_FOUND when `index` is no directory or holds no committed index
// (it says which), DATA_LOSS when XAPIANDB is not what Dateline writes.
absl::StatusOr<Manifest> ReadManifest(absl::string_view index);
// Reads that of a revision that may not be the committed one. Errors as ReadManifest.
absl::StatusOr<Manifest> ReadRevisionManifest(absl::string_view index, uint64_t revision);

// The text of XAPIANDB, and of the stub file of the revision. REQUIRES: there is a shard.
std::string EncodeManifest(uint64_t revision, const std::vector<uint64_t>& shards);
std::string EncodeRevisionManifest(uint64_t revision, const std::vector<uint64_t>& shards);

}  // namespace dateline::format

#endif  // DATELINE_INDEXER_FORMAT_LAYOUT_H_
