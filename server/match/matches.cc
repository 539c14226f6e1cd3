#include "server/match/matches.h"

namespace dateline::match {

Matches Union(const Matches& a, const Matches& b) {
  const bool scored = !a.scores.empty() || !b.scores.empty();
  Matches out;
  out.rows.reserve(a.rows.size() + b.rows.size());
  if (scored) out.scores.reserve(a.rows.size() + b.rows.size());
  size_t i = 0;
  size_t j = 0;
  while (i < a.rows.size() || j < b.rows.size()) {
    const bool in_a = j == b.rows.size() || (i < a.rows.size() && a.rows[i] <= b.rows[j]);
    const bool in_b = i == a.rows.size() || (j < b.rows.size() && b.rows[j] <= a.rows[i]);
    out.rows.push_back(in_a ? a.rows[i] : b.rows[j]);
    if (scored) {
      double score = 0;
      if (in_a) score += a.scores[i];
      if (in_b) score += b.scores[j];
      out.scores.push_back(score);
    }
    i += in_a;
    j += in_b;
  }
  return out;
}

void Mark(const Matches& matches, const std::vector<snapshot::Row>& rows,
          std::vector<uint8_t>* matched, std::vector<double>* scores) {
  size_t i = 0;
  size_t j = 0;
  while (i < rows.size() && j < matches.rows.size()) {
    if (rows[i] < matches.rows[j]) {
      ++i;
    } else if (matches.rows[j] < rows[i]) {
      ++j;
    } else {
      (*matched)[i] = 1;
      if (scores != nullptr) (*scores)[i] += matches.scores[j];
      ++i;
      ++j;
    }
  }
}

}  // namespace dateline::match
