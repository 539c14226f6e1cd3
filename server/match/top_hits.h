// The best hits of a search, in order, behind the last hit of the page before.

#ifndef DATELINE_SERVER_MATCH_TOP_HITS_H_
#define DATELINE_SERVER_MATCH_TOP_HITS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "absl/functional/function_ref.h"
#include "server/match/collapsed.h"
#include "server/match/row_set.h"
#include "server/match/search.h"
#include "server/snapshot/postings.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// Borrows the snapshot.
class TopHits {
 public:
  TopHits(const snapshot::Snapshot& snapshot, Sort sort, uint32_t size,
          const std::optional<After>& after);

  // Offers an article; `score` counts for Sort::kRelevance only. `copies` becomes Hit::copies.
  void Offer(snapshot::Row row, double score, uint32_t copies = 1);
  // Takes the best of a list, which are all that is offered, from its champions. False, and nothing
  // taken, when these are not enough, or not in the order that is wanted.
  bool AppendChampions(const snapshot::Postings& postings,
                       absl::FunctionRef<double(size_t)> score_of);
  // Offers articles that score the same, all with one score; they are all that is offered.
  void OfferEqual(const RowSet& rows, double score);
  // Offers the best of a copy group. `scores` has one per row, or is null.
  void OfferBest(const Copies& group, const double* scores);

  // The best ones, best first; leaves nothing behind. Under Sort::kRelevance they have their
  // scores; otherwise 0.
  std::vector<Hit> Take();
  size_t size() const { return size_; }
  bool has_after() const { return after_.has_value(); }
  // Under Sort::kRelevance, what scores less is not among the best; 0 as long as anything is.
  double bar() const { return size_ > 0 && heap_.size() == size_ ? heap_.front().rank : 0; }

 private:
  struct Candidate {
    double rank;  // Higher is better.
    uint64_t key;
    snapshot::Row row;
    uint32_t copies;
  };
  static bool Better(const Candidate& a, const Candidate& b);
  double RankOf(double score, int32_t day) const;
  // The next best, when the best are known. REQUIRES: Sort::kRelevance, no hit that they are behind
  // of, at most size() of them, and nothing is offered.
  void Append(snapshot::Row row, double score);
  // Appends the best of articles that score the same, if those with the lowest keys are enough.
  bool AppendFirstByKey(const RowSet& rows, double score);
  // REQUIRES: there is one, and `candidate` is better.
  void ReplaceWorst(const Candidate& candidate);
  Candidate CandidateOf(snapshot::Row row, double score, uint32_t copies) const;

  const int32_t* days_;  // By row.
  const uint64_t* keys_;
  const uint64_t* lowest_keys_;  // By word of 64 rows.
  const std::vector<snapshot::Row>& first_by_key_;
  const size_t article_count_;
  const Sort sort_;
  const size_t size_;
  std::optional<Candidate> after_;
  std::vector<Candidate> heap_;  // The worst on top; or, if appended_, the best first.
  bool appended_ = false;
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_TOP_HITS_H_
