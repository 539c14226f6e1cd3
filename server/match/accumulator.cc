#include "server/match/accumulator.h"

#include <new>

namespace dateline::match {

Accumulator::Accumulator(uint32_t row_count, bool scored) : touched_(row_count / 64 + 1, 0) {
  if (!scored) return;
  scores_.reset(static_cast<double*>(std::calloc(size_t{row_count} + 1, sizeof(double))));
  if (scores_ == nullptr) throw std::bad_alloc();
}

void Accumulator::Add(const Matches& matches) {
  for (size_t i = 0; i < matches.rows.size(); ++i) {
    if (scores_ != nullptr) {
      Add(matches.rows[i], matches.scores[i]);
    } else {
      Add(matches.rows[i]);
    }
  }
}

Matches Accumulator::Take() const {
  size_t count = 0;
  for (const uint64_t word : touched_) count += __builtin_popcountll(word);
  Matches out;
  out.rows.reserve(count);
  if (scores_ != nullptr) out.scores.reserve(count);
  for (size_t w = 0; w < touched_.size(); ++w) {
    for (uint64_t word = touched_[w]; word != 0; word &= word - 1) {
      const auto row = static_cast<snapshot::Row>(w * 64 + __builtin_ctzll(word));
      out.rows.push_back(row);
      if (scores_ != nullptr) out.scores.push_back(scores_[row]);
    }
  }
  return out;
}

}  // namespace dateline::match
