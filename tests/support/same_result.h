// Two ways to the same answer.

#ifndef DATELINE_TESTS_SUPPORT_SAME_RESULT_H_
#define DATELINE_TESTS_SUPPORT_SAME_RESULT_H_

#include "server/match/search.h"

namespace dateline::support {

// Fails the test that calls it where two results differ: in their counts, or in a hit or score, to
// the last bit. They are of snapshots of one index.
void ExpectSame(const match::SearchResult& a, const match::SearchResult& b);

}  // namespace dateline::support

#endif  // DATELINE_TESTS_SUPPORT_SAME_RESULT_H_
