// Adds up scores by row, for unions of many or of long lists.

#ifndef DATELINE_SERVER_MATCH_ACCUMULATOR_H_
#define DATELINE_SERVER_MATCH_ACCUMULATOR_H_

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include "server/match/matches.h"

namespace dateline::match {

// One number and one bit per row of the snapshot, however many lists are added.
class Accumulator {
 public:
  Accumulator(uint32_t row_count, bool scored);

  void Add(snapshot::Row row, double score) {
    touched_[row / 64] |= uint64_t{1} << (row % 64);
    scores_[row] += score;
  }
  void Add(snapshot::Row row) { touched_[row / 64] |= uint64_t{1} << (row % 64); }
  void Add(const Matches& matches);

  // Every row added, once, with its sum.
  Matches Take() const;

 private:
  struct Free {
    void operator()(double* p) const { std::free(p); }
  };
  std::vector<uint64_t> touched_;
  // From calloc: pages of rows that are never added to are never touched. Null when not scored.
  std::unique_ptr<double[], Free> scores_;
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_ACCUMULATOR_H_
