// Whole posting lists, from the snapshot's cache or out of Xapian.

#ifndef DATELINE_SERVER_MATCH_POSTING_READER_H_
#define DATELINE_SERVER_MATCH_POSTING_READER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/match/cancellation.h"
#include "server/match/language_stems.h"
#include "server/match/search.h"
#include "server/snapshot/posting_cache.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// The stems of one word as index terms.
struct StemUnion {
  StemVariants variants;
  std::vector<std::string> terms;     // By variant.
  std::vector<uint32_t> frequencies;  // By variant: articles that have the term.
  std::string key;                    // Under which the cache keeps it; no term of the index.
};

// For one search; borrows everything it is given. Postings come weighed, unless the snapshot keeps
// none; those that were kept, by the parameters of the search that they were read for. All
// functions throw Xapian::Error when the revision can no longer be read, and return anything at all
// once cancelled.
class PostingReader {
 public:
  PostingReader(const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
                const Bm25& bm25, Cancellation* cancellation)
      : snapshot_(snapshot), lease_(lease), bm25_(bm25), cancellation_(cancellation) {}

  // How many articles have a term.
  uint32_t Frequency(const std::string& term);

  // All postings of a term that about `frequency` articles have.
  std::shared_ptr<const snapshot::Postings> Read(const std::string& term, uint32_t frequency);

  // The postings of a word's stems, each in the articles where it counts, as those of one term.
  std::shared_ptr<const snapshot::Postings> Read(const StemUnion& stems);

 private:
  // Calls `take` with every posting of a term from a row on: row, wdf.
  template <typename Take>
  void ForEach(const std::string& term, snapshot::Row begin, Take take);
  // What an earlier snapshot kept under a key, as far as it is still right: of rows below `*begin`.
  std::shared_ptr<snapshot::Postings> Begin(const std::string& key, size_t room,
                                            snapshot::Row* begin);
  // Weighs the postings, those from a row on being new, and keeps them. Neither when nothing is
  // kept.
  void Keep(const std::string& key, snapshot::Row begin,
            const std::shared_ptr<snapshot::Postings>& postings);

  const snapshot::Snapshot& snapshot_;
  snapshot::Snapshot::Lease* lease_;
  const Bm25& bm25_;
  Cancellation* cancellation_;
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_POSTING_READER_H_
