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
// costs a look at every article. REQUIRES: fewer
// than 255 numbers, none of which is missing() or absent().
std::vector<std::shared_ptr<const snapshot::Postings>> FindEntityRows(
    const snapshot::Snapshot& snapshot, const std::vector<uint32_t>& numbers,
    Cancellation* cancellation);

// How many articles have the entity of a number.
uint32_t ArticlesOf(const snapshot::Snapshot& snapshot, uint32_t number);

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_ENTITY_ROWS_H_
