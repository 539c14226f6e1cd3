// Adds up scores by row, for unions of many or of long lists.

#ifndef DATELINE_SERVER_MATCH_ACCUMULATOR_H_
#define DATELINE_SERVER_MATCH_ACCUMULATOR_H_

#include <cstdint>
#include <cstdlib>
#include <memory>
#include <vector>

#include "server/match/matches.h"

namespace dateline::match {

// One number and one bit for every row of a window.
class Accumulator {
 public:
  // So many rows stay in the processor's cache.
  static constexpr uint32_t kRows = 4096;

  Accumulator(uint32_t rows, bool scored);

  // Rows are counted from the first of the window. REQUIRES: they are in it.
  void Add(uint32_t row, double score) {
    Add(row);
    scores_[row] += score;
  }
  void Add(uint32_t row) { touched_[row / 64] |= uint64_t{1} << (row % 64); }

  // Appends every row added, once, with its sum; nothing is added then. `first` is the window's.
  void Take(snapshot::Row first, Matches* out);

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
