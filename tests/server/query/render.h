// A query tree as one line, so that tests can compare trees: "(and Zvisit (phrase arms deal))".

#ifndef DATELINE_TESTS_SERVER_QUERY_RENDER_H_
#define DATELINE_TESTS_SERVER_QUERY_RENDER_H_

#include <string>

#include "server/query/query_tree.h"

namespace dateline::query {

std::string Render(const Node& node);

}  // namespace dateline::query

#endif  // DATELINE_TESTS_SERVER_QUERY_RENDER_H_
