// The request for one whole answer of the server, as a results page shows it.

#ifndef DATELINE_TESTS_BENCH_ANSWER_REQUEST_H_
#define DATELINE_TESTS_BENCH_ANSWER_REQUEST_H_

#include <string>

#include "dateline/v1/search.pb.h"

namespace dateline::bench {

// Ten hits, the ten most frequent persons, organizations and places, a histogram of publish dates
// by month; with a snippet of every hit, or with none.
v1::SearchRequest AnswerRequest(const std::string& query, bool snippets);

}  // namespace dateline::bench

#endif  // DATELINE_TESTS_BENCH_ANSWER_REQUEST_H_
