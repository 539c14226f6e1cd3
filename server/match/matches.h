// The articles that match, and the plain set operations on them.

#ifndef DATELINE_SERVER_MATCH_MATCHES_H_
#define DATELINE_SERVER_MATCH_MATCHES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/snapshot/snapshot.h"

namespace dateline::match {

struct Matches {
  std::vector<snapshot::Row> rows;  // Ascending.
  std::vector<double> scores;       // One per row; empty when nobody asked for scores.
};

// Either, scores of articles in both added up. REQUIRES: both have scores or neither has.
Matches Union(const Matches& a, const Matches& b);

// Sets (*matched)[i] to 1 for every row that `matches` has, and adds its score to (*scores)[i]
// unless `scores` is null. Leaves the others alone. REQUIRES: `rows` ascends.
void Mark(const Matches& matches, const std::vector<snapshot::Row>& rows,
          std::vector<uint8_t>* matched, std::vector<double>* scores);

// Keeps the elements whose `kept` is `keep`. An empty vector stays so.
template <typename T>
void Compact(const std::vector<uint8_t>& kept, uint8_t keep, std::vector<T>* values) {
  if (values->empty()) return;
  size_t size = 0;
  for (size_t i = 0; i < values->size(); ++i) {
    (*values)[size] = (*values)[i];
    size += kept[i] == keep;
  }
  values->resize(size);
}

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_MATCHES_H_
