// Verifies an index against itself, down to every posting.

#ifndef DATELINE_INDEXER_STORE_INDEX_CHECK_H_
#define DATELINE_INDEXER_STORE_INDEX_CHECK_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace dateline::store {

// The most findings kept per shard; what is broken is usually broken many times over.
inline constexpr size_t kMaxFindings = 20;

struct CheckReport {
  uint64_t revision = 0;
  uint32_t shards = 0;
  uint64_t articles = 0;
  std::vector<std::string> findings;  // What is wrong, by shard; empty when nothing is.
};

// Checks the committed revision, one thread per shard, `threads` at a time:
// - the structure of every table (Xapian's own check);
// - the metadata of every shard;
// - every article: that it decodes, that it is in the index once, that its document has the slots
//   that DocumentBuilder gives it, and no others, and its record in the word file the words;
// - that the posting lists are those of the documents that DocumentBuilder makes of the articles;
//   of an index of versions 1 to 6, those of their term lists;
// - when all that is right: that the copy groups are those that the articles give.
//
// `progress`, when set, gets the number of articles checked now and then, from any thread.
// Errors of opening as IndexReader::Open; ABORTED when an indexer has overwritten the revision
// meanwhile, which then tells nothing about it. Thread-safe.
absl::StatusOr<CheckReport> CheckIndex(const std::string& index, int threads,
                                       const std::function<void(uint64_t)>& progress = nullptr);

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_INDEX_CHECK_H_
