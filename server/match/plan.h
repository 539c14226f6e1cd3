// A query tree made ready to run on one snapshot: wildcards and stems expanded, terms weighed,
// sizes known.

#ifndef DATELINE_SERVER_MATCH_PLAN_H_
#define DATELINE_SERVER_MATCH_PLAN_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "server/match/cancellation.h"
#include "server/match/posting_reader.h"
#include "server/match/search.h"
#include "server/query/query_tree.h"
#include "server/snapshot/posting_cache.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

struct Plan {
  enum class Op : uint8_t { kAll, kNone, kTerm, kPhrase, kAnd, kOr, kAndNot };
  Op op = Op::kNone;
  std::string term;            // kTerm
  double weight = 0;           // kTerm
  uint32_t estimate = 0;       // No more articles than this match; exact for kTerm and kAll.
  std::vector<Plan> children;  // kPhrase: the words, in order.
  // kTerm: its postings where they are in memory already.
  std::shared_ptr<const snapshot::Postings> postings = nullptr;
  // kTerm: its list is read whole where it is not in memory, and kept. Reading and weighing a list
  // costs two or three times what one search needs of it, so that only a short one, or one that was
  // wanted before, is worth it.
  bool keeps = false;
  // kTerm that is one term to the query and several in the index, so that `term` is empty: what its
  // postings are read from, unless they are few and above. A query may have hundreds of such words:
  // their lists are not held all at once.
  std::shared_ptr<const StemUnion> stems = nullptr;
};

// Fewest articles first; of equals the first.
std::vector<const Plan*> ByEstimate(const std::vector<Plan>& plans);

// The postings of a kTerm: null when they are not in memory,
std::shared_ptr<const snapshot::Postings> FindPostings(const Plan& term,
                                                       const snapshot::Snapshot& snapshot);
// or read if need be.
std::shared_ptr<const snapshot::Postings> ReadPostings(const Plan& term, PostingReader* reader);

// The statistics are those of all shards together. INVALID_ARGUMENT for a wildcard that stands for
// more than query::kMaxWildcardTerms words. Throws Xapian::Error. Once cancelled, any plan at all.
absl::StatusOr<Plan> MakePlan(const query::Node& node, const Bm25& bm25,
                              const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
                              Cancellation* cancellation);

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_PLAN_H_
