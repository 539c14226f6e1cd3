// The entities that share articles with one.

#ifndef DATELINE_SERVER_MATCH_COOCCURRENCE_H_
#define DATELINE_SERVER_MATCH_COOCCURRENCE_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "indexer/article/dimension.h"
#include "server/match/entity_lookup.h"
#include "server/match/search.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

struct CooccurrenceRequest {
  EntityKey entity;
  SearchRequest filter;                   // Articles to look at, as FindRows reads it.
  std::vector<article::Dimension> kinds;  // Of entities, each once.
  uint32_t size = 10;                     // Entities per kind.
  bool by_association = false;            // Else by count. Among equals by id.
};

struct Cooccurrence {
  snapshot::Ordinal ordinal = 0;
  uint32_t article_count = 0;  // Articles looked at that mention both.
  double association = 0;
};

struct Cooccurrences {
  article::Dimension kind;
  std::vector<Cooccurrence> values;
  uint32_t distinct = 0;  // Entities that share an article, returned or not.
};

struct CooccurrenceResult {
  std::vector<Cooccurrences> lists;  // In the order of `kinds`.
  uint32_t article_count = 0;        // Articles looked at that mention the entity.
};

// Errors as FindRows.
absl::StatusOr<CooccurrenceResult> FindCooccurrences(const snapshot::Snapshot& snapshot,
                                                     snapshot::Snapshot::Lease* lease,
                                                     const CooccurrenceRequest& request);

// The signed root of the log-likelihood ratio (Dunning, 1993) of a two-by-two table: of `total`
// articles `a` have one thing, `b` another, and `both` have both. Above 0 when that is more than
// chance would give. REQUIRES: such articles can be.
double Association(uint32_t both, uint32_t a, uint32_t b, uint32_t total);

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_COOCCURRENCE_H_
