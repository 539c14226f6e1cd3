// BM25 as Xapian 1.4 computes it: the weight of a term, and its part of an article's score.

#ifndef DATELINE_SERVER_MATCH_BM25_H_
#define DATELINE_SERVER_MATCH_BM25_H_

#include <algorithm>
#include <cstdint>
#include <limits>

#include "server/match/search.h"
#include "server/snapshot/postings.h"

namespace dateline::match {

// The part that depends on the article alone: how long it is, against the average.
class LengthNorm {
 public:
  // `average_length` is 0 when all articles are empty.
  LengthNorm(const Bm25& bm25, double average_length)
      : factor_(bm25.b == 0 || bm25.k1 == 0 || average_length == 0 ? 0 : 1 / average_length),
        floor_(bm25.min_normalised_length),
        slope_(bm25.k1 * bm25.b),
        // Above 0 by less than any sum can show: no occurrence among nothing is nothing, not NaN.
        base_(std::max(bm25.k1 * (1 - bm25.b), std::numeric_limits<double>::min())) {}

  // k1 * ((1 - b) + b * max(length / average, floor)).
  double operator()(uint32_t length) const {
    return base_ + slope_ * std::max(length * factor_, floor_);
  }

 private:
  double factor_;
  double floor_;
  double slope_;
  double base_;
};

inline snapshot::Weighing WeighingOf(const Bm25& bm25, double average_length) {
  return {bm25.k1, bm25.b, bm25.min_normalised_length, average_length};
}

// The part that depends on the term alone: how rare it is (Robertson/Sparck Jones without relevance
// feedback; a term in more than a third of the articles keeps a small positive weight), for a term
// that stands once in the query. REQUIRES: article_frequency <= article_count.
double TermWeight(const Bm25& bm25, uint32_t article_frequency, uint32_t article_count);

// A term's part of the score of an article that has it `wdf` times.
inline double TermScore(double weight, uint32_t wdf, double length_norm) {
  return weight * (wdf / (length_norm + wdf));
}

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_BM25_H_
