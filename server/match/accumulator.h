// Adds up scores by row, for unions of many or of long lists.

#ifndef DATELINE_SERVER_MATCH_ACCUMULATOR_H_
#define DATELINE_SERVER_MATCH_ACCUMULATOR_H_

#include <array>
#include <cstdint>
#include <vector>

#include "server/match/matches.h"

namespace dateline::match {

// One number and one bit for every row of a window, which stays in the processor's cache.
class Accumulator {
 public:
  static constexpr uint32_t kRows = 4096;

  explicit Accumulator(bool scored) : scores_(scored ? kRows : 0, 0) {}

  // REQUIRES: the row is one of kRows, of which the first is a multiple of kRows; those of Take
  // too.
  void Add(snapshot::Row row, double score) {
    Add(row);
    scores_[row % kRows] += score;
  }
  void Add(snapshot::Row row) { touched_[row % kRows / 64] |= uint64_t{1} << (row % 64); }

  // Appends every row added, once, with its sum; nothing is added then. `first` is the window's.
  void Take(snapshot::Row first, Matches* out);

 private:
  std::array<uint64_t, kRows / 64> touched_ = {};
  std::vector<double> scores_;  // Empty when not scored.
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_ACCUMULATOR_H_
