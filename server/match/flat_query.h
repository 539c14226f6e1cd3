// Queries of words alone, ANDed or ORed, whose posting lists are in memory: which articles match,
// and the best of them without scoring all.
//
// A posting's impact bounds what it adds to a score; the impacts of a block of postings have one
// bound. Once enough hits are known, what cannot reach the worst of them is passed over: block by
// block where the words are dense, else row by row. The scores of hits are exact.

#ifndef DATELINE_SERVER_MATCH_FLAT_QUERY_H_
#define DATELINE_SERVER_MATCH_FLAT_QUERY_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "server/match/bm25.h"
#include "server/match/cancellation.h"
#include "server/match/plan.h"
#include "server/match/posting_reader.h"
#include "server/match/row_set.h"
#include "server/match/top_hits.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// For one search; borrows the snapshot and the cancellation.
class FlatQuery {
 public:
  // Of a term, or an AND, OR or PHRASE of terms. Reads lists that are worth keeping. Nothing when
  // the plan is of another form, or a list is not to be in memory, or is there weighed by other
  // parameters.
  static std::optional<FlatQuery> Make(const Plan& plan, const Bm25& bm25,
                                       const snapshot::Snapshot& snapshot, PostingReader* reader,
                                       Cancellation* cancellation);

  // All that match; of a phrase, all that have its words.
  RowSet Match();

  // Offers those of `hits` that may be among the best, with their scores, which are those of
  // Executor::Run to the last bit. REQUIRES: all of them match, and when `all`, they are all that
  // match.
  void OfferBest(const RowSet& hits, bool all, TopHits* top) const;

 private:
  // Words that are bounded together; a query of more is not flat.
  static constexpr size_t kMaxWords = 16;

  struct Word {
    std::shared_ptr<const snapshot::Postings> postings;
    double weight;
    double drift;                // Mean length now, over that which the impacts are by.
    uint32_t scaled_weight = 0;  // Times an impact, a bound of what the posting adds.
  };

  FlatQuery(const Bm25& bm25, const snapshot::Snapshot& snapshot, Cancellation* cancellation);

  struct Candidate {
    uint32_t bound;
    snapshot::Row row;
  };

  class Scorer;
  struct Ranking;
  RowSet And();
  RowSet Or() const;
  void ScaleWeights();
  // A score as a bound that is not higher.
  uint32_t Scaled(double score) const;
  // The bound that a row must reach to be among the best: at first, of all that match,
  uint32_t FirstBar(const TopHits& top) const;
  // and as hits are found. It does not fall below `bar`.
  uint32_t Raise(uint32_t bar, const TopHits& top) const;
  void OfferAll(const RowSet& hits, TopHits* top) const;
  // Of one word that all hits have, from its best postings alone. False, and nothing offered, when
  // these are not surely the best hits.
  bool OfferBestOfOne(TopHits* top) const;
  // Offers the best of every word, and notes them: so the bar is high before the others are looked
  // at.
  void OfferChampions(Ranking* ranking) const;
  // Offers a row unless it has been, and raises the bar.
  void Offer(snapshot::Row row, Ranking* ranking) const;
  void OfferByPostings(Ranking* ranking) const;
  // What the rows of each block of 64 can score at most.
  std::vector<uint16_t> BoundBlocks(size_t blocks) const;
  void OfferByBlocks(Ranking* ranking) const;
  // Of an OR whose dense words together cannot reach the bar: goes through the lists of the others.
  // False, and nothing offered, when it is no such query.
  bool OfferByLists(Ranking* ranking) const;
  // What a posting of the word adds to a bound at most.
  static uint32_t HighestBound(const Word& word);
  // Offers the rows that are in several lists when these are few. They have been then, for
  // AddCandidates.
  bool OfferShared(const std::vector<uint64_t>& shared, Ranking* ranking) const;
  // Adds the rows of a word's list that may reach the bar, in order. `shared` has those that are in
  // several lists; `shared_done`: leaves them out.
  void AddCandidates(size_t own, const std::vector<uint64_t>& shared, bool shared_done,
                     const Ranking& ranking, std::vector<Candidate>* candidates) const;
  void OfferByRows(Ranking* ranking) const;
  // What each of the hits, a list, can score at most.
  void BoundHits(const Ranking& ranking, std::vector<uint16_t>* bounds) const;

  const snapshot::Snapshot* snapshot_;
  Cancellation* cancellation_;
  LengthNorm norm_;
  bool any_ = false;         // OR.
  std::vector<Word> words_;  // In the order in which scores are added up.
  double scale_ = 0;         // From a score to such a bound.
  // Of what Match found: where it is in the list of the first word. Empty when that is not known.
  std::vector<uint32_t> places_;
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_FLAT_QUERY_H_
