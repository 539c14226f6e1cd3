// Whole posting lists, from the snapshot's cache or out of Xapian.

#ifndef DATELINE_SERVER_MATCH_POSTING_READER_H_
#define DATELINE_SERVER_MATCH_POSTING_READER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/match/cancellation.h"
#include "server/match/language_stems.h"
#include "server/snapshot/posting_cache.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// For one search; borrows everything it is given. All functions throw Xapian::Error when the
// revision can no longer be read, and return anything at all once cancelled.
class PostingReader {
 public:
  PostingReader(const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
                Cancellation* cancellation)
      : snapshot_(snapshot), lease_(lease), cancellation_(cancellation) {}

  // All postings of a term that about `frequency` articles have.
  std::shared_ptr<const snapshot::Postings> Read(const std::string& term, uint32_t frequency);

  // The postings of the stems of `variants`, each in the articles where it counts, as those of one
  // term. `terms` and `frequencies` are by variant: the index term, and how many articles have it.
  // Kept under `key`, which is no term of the index.
  std::shared_ptr<const snapshot::Postings> ReadVariants(const std::string& key,
                                                         const StemVariants& variants,
                                                         const std::vector<std::string>& terms,
                                                         const std::vector<uint32_t>& frequencies);

 private:
  // Calls `take` with every posting of a term: row, wdf.
  template <typename Take>
  void ForEach(const std::string& term, Take take);

  const snapshot::Snapshot& snapshot_;
  snapshot::Snapshot::Lease* lease_;
  Cancellation* cancellation_;
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_POSTING_READER_H_
