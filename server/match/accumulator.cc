#include "server/match/accumulator.h"

#include <new>

namespace dateline::match {

Accumulator::Accumulator(uint32_t rows, bool scored) : touched_(rows / 64 + 1, 0) {
  if (!scored) return;
  scores_.reset(static_cast<double*>(std::calloc(size_t{rows} + 1, sizeof(double))));
  if (scores_ == nullptr) throw std::bad_alloc();
}

void Accumulator::Take(snapshot::Row first, Matches* out) {
  size_t count = out->rows.size();
  size_t end = count;
  for (const uint64_t word : touched_) end += __builtin_popcountll(word);
  out->rows.resize(end);
  if (scores_ != nullptr) out->scores.resize(end);
  for (size_t w = 0; w < touched_.size(); ++w) {
    for (uint64_t word = touched_[w]; word != 0; word &= word - 1) {
      const auto offset = static_cast<uint32_t>(w * 64 + __builtin_ctzll(word));
      out->rows[count] = first + offset;
      if (scores_ != nullptr) {
        out->scores[count] = scores_[offset];
        scores_[offset] = 0;
      }
      ++count;
    }
    touched_[w] = 0;
  }
}

}  // namespace dateline::match
