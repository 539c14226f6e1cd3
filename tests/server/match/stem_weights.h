// The first oracle for words that have other stems in other languages.

#ifndef DATELINE_TESTS_SERVER_MATCH_STEM_WEIGHTS_H_
#define DATELINE_TESTS_SERVER_MATCH_STEM_WEIGHTS_H_

#include <xapian.h>

#include <vector>

#include "server/match/search.h"
#include "server/query/query_tree.h"
#include "tests/server/match/found_source.h"

namespace dateline::match {

// The documents with a query::Op::kStem node and their weights, by Xapian alone: per language, one
// of its queries finds the stem among the articles in that language; then it weighs an index of the
// same document lengths in which all of these are one term. (Its OP_SYNONYM only estimates how many
// documents have one of several terms.)
Weights WeighStems(const std::vector<Xapian::Database>& shards, const query::Node& node,
                   const Bm25& bm25);

// The same documents as one OP_SYNONYM query.
Xapian::Query SynonymQuery(const std::vector<Xapian::Database>& shards, const query::Node& node);

}  // namespace dateline::match

#endif  // DATELINE_TESTS_SERVER_MATCH_STEM_WEIGHTS_H_
