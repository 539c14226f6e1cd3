#include "server/match/bm25.h"

#include <cmath>

namespace dateline::match {

double TermWeight(const Bm25& bm25, uint32_t article_frequency, uint32_t article_count) {
  const double with = article_frequency + 0.5;
  const double without = article_count - article_frequency + 0.5;
  double odds = without / with;
  // As in Xapian: keeps the logarithm positive for words that most articles have.
  if (odds < 2) odds = odds * 0.5 + 1;
  // (k3 + 1) * wqf / (k3 + wqf) is 1 for a wqf of 1, whatever k3 is.
  return std::log(odds) * (bm25.k1 + 1);
}

}  // namespace dateline::match
