// Which of the articles that have all words of a phrase have them next to each other.
//
// Xapian's matcher does it: it walks the position lists in place, where its public interface would
// open one anew for every word of every article.

#ifndef DATELINE_SERVER_MATCH_PHRASE_FILTER_H_
#define DATELINE_SERVER_MATCH_PHRASE_FILTER_H_

#include <cstdint>
#include <vector>

#include "server/match/cancellation.h"
#include "server/match/plan.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// Sets (*kept)[i] to 1 where rows[i] has the phrase, to 0 elsewhere. REQUIRES: `phrase` is one;
// `rows` ascends. Throws Xapian::Error.
void FilterPhrase(const Plan& phrase, const std::vector<snapshot::Row>& rows,
                  snapshot::Snapshot::Lease* lease, Cancellation* cancellation,
                  std::vector<uint8_t>* kept);

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_PHRASE_FILTER_H_
