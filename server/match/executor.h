// Runs a plan over the posting lists: which articles match, with which scores.

#ifndef DATELINE_SERVER_MATCH_EXECUTOR_H_
#define DATELINE_SERVER_MATCH_EXECUTOR_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "server/match/accumulator.h"
#include "server/match/bm25.h"
#include "server/match/cancellation.h"
#include "server/match/matches.h"
#include "server/match/plan.h"
#include "server/match/posting_reader.h"
#include "server/match/posting_stream.h"
#include "server/match/search.h"
#include "server/snapshot/posting_cache.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// For one search; borrows everything it is given; `cores` may be null. Every score is added up in
// an order that depends on the plan alone, so that it is the same to the last bit however the index
// is cut in shards. All functions throw Xapian::Error when the revision can no longer be read, and
// return anything at all once cancelled.
class Executor {
 public:
  Executor(const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease, const Bm25& bm25,
           SpareCores* cores, Cancellation* cancellation);

  // All articles that match.
  Matches Run(const Plan& plan, bool scored);

  // Sets (*matched)[i] to 1 where rows[i] matches and to 0 elsewhere, and adds the scores of those
  // that match to `scores` unless it is null. REQUIRES: `rows` ascends and has articles only.
  void Probe(const Plan& plan, const std::vector<snapshot::Row>& rows,
             std::vector<uint8_t>* matched, std::vector<double>* scores);

  // All articles that have a phrase, when that was found out before and is kept: where its words
  // stand is what takes the time, and the same phrase comes back with every selection and page.
  // Null otherwise.
  std::shared_ptr<const snapshot::Postings> FindPhrase(const Plan& phrase) const;
  // Keeps the matches in which the words of a phrase stand in its order. `all_candidates`: the
  // matches are all articles that have its words.
  void KeepPhrases(const Plan& phrase, bool all_candidates, Matches* matches);

  PostingReader* reader() { return &reader_; }

 private:
  // What one child of an OR has, as it is gone through.
  struct Side {
    const Plan* plan = nullptr;
    // Either of these, or `matches`.
    std::shared_ptr<const snapshot::Postings> postings;
    std::unique_ptr<PostingStream> stream;
    Matches matches;
    size_t at = 0;           // The first that has not been added.
    snapshot::Row next = 0;  // The same of a stream.
  };

  Matches RunAll(bool scored);
  Matches RunTerm(const Plan& plan, bool scored);
  // True for a term whose list would not be kept if it was read.
  bool IsStreamed(const Plan& term) const;
  Matches StreamTerm(const Plan& term, bool scored);
  Matches RunAnd(const Plan& plan, bool scored);
  Matches RunOr(const Plan& plan, bool scored);
  Matches RunAndNot(const Plan& plan, bool scored);
  // `many`: so that its list is not to be read whole.
  Side OpenSide(const Plan& child, bool scored, bool many);
  // Adds what a side has in a window. Windows follow each other.
  void AddWindow(snapshot::Row begin, snapshot::Row end, bool scored, Side* side,
                 Accumulator* sums);
  void ProbeTerm(const Plan& plan, const std::vector<snapshot::Row>& rows,
                 std::vector<uint8_t>* matched, std::vector<double>* scores);
  void ProbeOr(const Plan& plan, const std::vector<snapshot::Row>& rows,
               std::vector<uint8_t>* matched, std::vector<double>* scores);
  // Keeps the matches that `plan` matches too, and adds its scores.
  void Intersect(const Plan& plan, bool scored, Matches* matches);
  double ScoreOf(const Plan& term, snapshot::Row row, uint32_t wdf) const {
    return TermScore(term.weight, wdf, norm_(lengths_[row]));
  }

  const snapshot::Snapshot& snapshot_;
  snapshot::Snapshot::Lease* lease_;
  SpareCores* const cores_;
  PostingReader reader_;
  const uint32_t* lengths_;
  LengthNorm norm_;
  Cancellation* cancellation_;
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_EXECUTOR_H_
