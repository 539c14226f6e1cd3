// Columns of articles that a test makes up, and what they say in the end.

#ifndef DATELINE_TESTS_SERVER_SNAPSHOT_MADE_COLUMNS_H_
#define DATELINE_TESTS_SERVER_SNAPSHOT_MADE_COLUMNS_H_

#include <string>
#include <vector>

#include "server/snapshot/columns.h"

namespace dateline::snapshot {

// Numbers the entries of the dictionaries, and fills in rows of ordinals: by row and dimension; a
// row of no dimensions holds no article.
void FillEntities(const std::vector<std::vector<std::vector<Ordinal>>>& rows, Columns* columns);

// Columns of articles, each a list of entity ids; one that ends in '!' is what the article is
// about. Their names are "name of " and the id. No source and no date.
Columns MadeColumns(const std::vector<std::vector<std::string>>& articles);

// Every row as text, "a! b", by dimension and in the order of the ids. Fails the test that calls it
// when a dictionary is not sorted or counts other articles than those of the rows.
std::vector<std::string> RowTexts(const Columns& columns);

}  // namespace dateline::snapshot

#endif  // DATELINE_TESTS_SERVER_SNAPSHOT_MADE_COLUMNS_H_
