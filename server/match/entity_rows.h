// Which articles have an entity: the columns the other way round, for those that are selected
// often.

#ifndef DATELINE_SERVER_MATCH_ENTITY_ROWS_H_
#define DATELINE_SERVER_MATCH_ENTITY_ROWS_H_

#include <cstdint>
#include <memory>
#include <vector>

#include "server/match/cancellation.h"
#include "server/snapshot/postings.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// The articles of each of some entities, by their numbers (snapshot::EntityRecords). They are kept
// with the posting lists. Empty when one is not there and was not asked for before: making the list
// costs a look at every article.
std::vector<std::shared_ptr<const snapshot::Postings>> FindEntityRows(
    const snapshot::Snapshot& snapshot, const std::vector<uint32_t>& numbers,
    Cancellation* cancellation);

// So many can be asked for at once.
inline constexpr size_t kMaxEntityRows = 254;

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_ENTITY_ROWS_H_
