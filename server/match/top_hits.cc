#include "server/match/top_hits.h"

#include <algorithm>
#include <cassert>
#include <limits>

namespace dateline::match {
namespace {

constexpr size_t kUsualSize = 64;

}  // namespace

using snapshot::kUnknownDay;
using snapshot::Row;

TopHits::TopHits(const snapshot::Snapshot& snapshot, Sort sort, uint32_t size,
                 const std::optional<After>& after)
    : days_(snapshot.publish().start.data()),
      keys_(snapshot.keys().data()),
      lowest_keys_(snapshot.lowest_keys().data()),
      first_by_key_(snapshot.first_by_key()),
      article_count_(snapshot.article_count()),
      sort_(sort),
      size_(size) {
  heap_.reserve(std::min(size_, kUsualSize));
  if (after) after_ = Candidate{RankOf(after->score, after->day), after->key, after->row, 1};
}

bool TopHits::Better(const Candidate& a, const Candidate& b) {
  if (a.rank != b.rank) return a.rank > b.rank;
  return a.key != b.key ? a.key < b.key : a.row < b.row;
}

double TopHits::RankOf(double score, int32_t day) const {
  if (sort_ == Sort::kRelevance) return score;
  if (day == kUnknownDay) return -std::numeric_limits<double>::infinity();
  return sort_ == Sort::kNewest ? day : -static_cast<double>(day);
}

TopHits::Candidate TopHits::CandidateOf(Row row, double score, uint32_t copies) const {
  const double rank = sort_ == Sort::kRelevance ? score : RankOf(score, days_[row]);
  return {rank, keys_[row], row, copies};
}

void TopHits::OfferBest(const Copies& group, const double* scores) {
  const auto score = [&](size_t i) { return scores != nullptr ? scores[i] : 0; };
  size_t best = 0;
  Candidate best_candidate = CandidateOf(group.rows[0], score(0), 1);
  for (size_t i = 1; i < group.size; ++i) {
    const Candidate candidate = CandidateOf(group.rows[i], score(i), 1);
    if (!Better(candidate, best_candidate)) continue;
    best = i;
    best_candidate = candidate;
  }
  Offer(group.rows[best], score(best), static_cast<uint32_t>(group.size));
}

void TopHits::Offer(Row row, double score, uint32_t copies) {
  const double rank = sort_ == Sort::kRelevance ? score : RankOf(score, days_[row]);
  const bool full = heap_.size() == size_;
  if (size_ == 0 || (full && rank < heap_.front().rank)) return;
  const Candidate candidate = {rank, keys_[row], row, copies};
  if (after_ && !Better(*after_, candidate)) return;
  if (!full) {
    heap_.push_back(candidate);
    std::push_heap(heap_.begin(), heap_.end(), Better);
  } else if (Better(candidate, heap_.front())) {
    ReplaceWorst(candidate);
  }
}

void TopHits::Append(Row row, double score) {
  assert(sort_ == Sort::kRelevance && !after_ && heap_.size() < size_);
  heap_.push_back({score, keys_[row], row, 1});
  appended_ = true;
}

bool TopHits::AppendChampions(const snapshot::Postings& postings,
                              absl::FunctionRef<double(size_t)> score_of) {
  const std::vector<uint32_t>& champions = postings.champions();
  if (sort_ != Sort::kRelevance || after_ || size_ > champions.size()) return false;
  for (size_t c = 0; c < size_; ++c) {
    Append(postings.rows()[champions[c]], score_of(champions[c]));
  }
  return true;
}

void TopHits::ReplaceWorst(const Candidate& candidate) {
  // To take one out and put another in would order the heap twice.
  size_t hole = 0;
  for (size_t child = 1; child < heap_.size(); child = 2 * hole + 1) {
    if (child + 1 < heap_.size() && Better(heap_[child], heap_[child + 1])) ++child;
    if (!Better(candidate, heap_[child])) break;
    heap_[hole] = heap_[child];
    hole = child;
  }
  heap_[hole] = candidate;
}

void TopHits::OfferEqual(const RowSet& rows, double score) {
  if (rows.bits() == nullptr || sort_ != Sort::kRelevance) {
    rows.ForEachRun([&](const Row* run, size_t size) {
      for (size_t i = 0; i < size; ++i) Offer(run[i], score);
    });
    return;
  }
  // Only keys decide.
  if (AppendFirstByKey(rows, score)) return;
  // 64 rows whose lowest one is too high are passed over at once.
  for (size_t w = 0; w < rows.word_count(); ++w) {
    uint64_t word = rows.bits()[w];
    const bool full = size_ > 0 && heap_.size() == size_ && heap_.front().rank >= score;
    if (word == 0 || (full && lowest_keys_[w] > heap_.front().key)) continue;
    for (; word != 0; word &= word - 1) {
      Offer(static_cast<Row>(w * 64 + __builtin_ctzll(word)), score);
    }
  }
}

bool TopHits::AppendFirstByKey(const RowSet& rows, double score) {
  // With fewer articles, too few are expected among the first.
  const bool enough = rows.size() * first_by_key_.size() >= 2 * size_ * article_count_;
  if (after_ || size_ == 0 || !enough) return false;
  for (const Row row : first_by_key_) {
    if (!rows.Has(row)) continue;
    Append(row, score);
    if (heap_.size() == size_) return true;
  }
  heap_.clear();
  appended_ = false;
  return false;
}

std::vector<Hit> TopHits::Take() {
  if (!appended_) std::sort(heap_.begin(), heap_.end(), Better);
  std::vector<Hit> hits;
  hits.reserve(heap_.size());
  for (const Candidate& candidate : heap_) {
    const double score = sort_ == Sort::kRelevance ? candidate.rank : 0;
    const int32_t day = days_[candidate.row];
    hits.push_back(
        {candidate.row, score, {score, day, candidate.key, candidate.row}, candidate.copies});
  }
  heap_.clear();
  appended_ = false;
  return hits;
}

}  // namespace dateline::match
