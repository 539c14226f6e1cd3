// Random searches over a made-up corpus: every kind of query, filter, facet and order.

#ifndef DATELINE_TESTS_SUPPORT_REQUEST_GENERATOR_H_
#define DATELINE_TESTS_SUPPORT_REQUEST_GENERATOR_H_

#include <memory>
#include <string>
#include <vector>

#include "indexer/article/article.h"
#include "server/match/search.h"
#include "server/query/query_tree.h"
#include "tests/support/random.h"

namespace dateline::support {

// A request that owns its query.
struct RandomRequest {
  std::unique_ptr<query::Node> query;
  match::SearchRequest request;
};

// `articles` are where phrases are taken from. REQUIRES: not empty.
query::Node RandomQuery(const std::vector<article::Article>& articles, int depth, Random* random);
RandomRequest MakeRequest(const std::vector<article::Article>& articles, Random* random);

// A request for a person to read, when a test has failed.
std::string Describe(const match::SearchRequest& request);
std::string Describe(const query::Node& node);

}  // namespace dateline::support

#endif  // DATELINE_TESTS_SUPPORT_REQUEST_GENERATOR_H_
