// The first oracle: the same query, run by Xapian's own matcher.

#ifndef DATELINE_TESTS_SERVER_MATCH_XAPIAN_SEARCH_H_
#define DATELINE_TESTS_SERVER_MATCH_XAPIAN_SEARCH_H_

#include <xapian.h>

#include <map>
#include <vector>

#include "server/match/search.h"
#include "server/snapshot/entity_corrections.h"
#include "server/snapshot/snapshot.h"
#include "tests/server/match/positioned_index.h"

namespace dateline::match {

// The query and the selections as one Xapian query. `corrections` may be null; what they split by
// publish date is not translated.
Xapian::Query XapianQuery(const std::vector<Xapian::Database>& shards, const SearchRequest& request,
                          const snapshot::EntityCorrections* corrections = nullptr);

// Every article that Xapian finds, and its BM25 score. Windows are checked on the stored slots.
std::map<snapshot::Row, double> XapianSearch(
    const PositionedIndex& index, const SearchRequest& request,
    const snapshot::EntityCorrections* corrections = nullptr);

}  // namespace dateline::match

#endif  // DATELINE_TESTS_SERVER_MATCH_XAPIAN_SEARCH_H_
