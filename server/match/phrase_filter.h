// Which of the articles that have all words of a phrase have them next to each other.
//
// The records of the articles' words tell (indexer/format/word_record.h). Articles of earlier
// formats have positions in Xapian instead, whose own matcher walks them in place, where its public
// interface would open a list anew for every word of every article. Where a record is missing or
// damaged, the stored text is cut into words again.

#ifndef DATELINE_SERVER_MATCH_PHRASE_FILTER_H_
#define DATELINE_SERVER_MATCH_PHRASE_FILTER_H_

#include <cstdint>
#include <vector>

#include "server/match/cancellation.h"
#include "server/match/plan.h"
#include "server/match/spare_cores.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// Sets (*kept)[i] to 1 where rows[i] has the phrase, to 0 elsewhere; on `cores` too, which may be
// null. REQUIRES: `phrase` is one; `rows` ascends, and all of them have every word. Throws
// Xapian::Error.
void FilterPhrase(const Plan& phrase, const std::vector<snapshot::Row>& rows,
                  const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
                  SpareCores* cores, Cancellation* cancellation, std::vector<uint8_t>* kept);

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_PHRASE_FILTER_H_
