// More than 500 lines: every way of finding the best shares the scorer, the bounds and the bar, and
// which is taken depends on what the others cost.

#include "server/match/flat_query.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

#include "server/match/row_list.h"

namespace dateline::match {
namespace {

using snapshot::Postings;
using snapshot::Row;

constexpr size_t kBlock = Postings::kBlock;
static_assert(kBlock == 64, "a block is the rows of one word of bits");
// Rows whose bounds are found together.
constexpr size_t kChunk = 1024;

constexpr uint32_t kMaxImpact = 255;
// Bounds are numbers of 16 bits.
constexpr uint32_t kMaxBound = 65535;

// Lists of more than this share of the articles together are united as bits.
constexpr uint32_t kBitsShare = 32;
// Lists of more rows than this for every block of 64 are gone through block by block.
constexpr size_t kListedPerBlock = 8;
// So few rows of several lists are scored at once.
constexpr size_t kFewShared = 1024;
// So few hits are scored without asking whether they need be.
constexpr size_t kFewHits = 128;

// Of a block of rows. Apart, as the compiler would take two words at a time otherwise, row by row.
[[gnu::noinline]] void AddBounds(const uint8_t* impacts, uint16_t weight,
                                 std::array<uint16_t, kBlock>* bounds) {
  for (size_t i = 0; i < kBlock; ++i) {
    (*bounds)[i] = static_cast<uint16_t>((*bounds)[i] + impacts[i] * weight);
  }
}

// REQUIRES: bar <= kMaxBound.
bool AnyReaches(const std::array<uint16_t, kBlock>& bounds, uint32_t bar) {
  const auto least = static_cast<uint16_t>(bar);
  uint16_t any = 0;
  for (const uint16_t bound : bounds) any |= static_cast<uint16_t>(bound >= least ? 1 : 0);
  return any != 0;
}

}  // namespace

// Exact scores of rows that are asked about in ascending order.
class FlatQuery::Scorer {
 public:
  explicit Scorer(const FlatQuery& query)
      : query_(&query), lengths_(query.snapshot_->lengths().data()), at_(query.words_.size(), 0) {}

  double operator()(Row row) {
    const double norm = query_->norm_(lengths_[row]);
    double score = 0;
    for (size_t w = 0; w < at_.size(); ++w) {
      const Postings& postings = *query_->words_[w].postings;
      if (postings.dense()) {
        if ((postings.bits()[row / 64] >> (row % 64) & 1) == 0) continue;
        score += TermScore(query_->words_[w].weight, postings.wdf(postings.IndexOf(row)), norm);
        continue;
      }
      const absl::Span<const Row> rows = postings.rows();
      size_t& at = at_[w];
      at = FirstNotBefore(rows.data(), rows.size(), at, row);
      if (at == rows.size() || rows[at] != row) continue;
      score += TermScore(query_->words_[w].weight, postings.wdf(at), norm);
    }
    return score;
  }

 private:
  const FlatQuery* query_;
  const uint32_t* lengths_;
  std::vector<size_t> at_;  // By word: where its list has been gone through to.
};

// How far the best have been found.
struct FlatQuery::Ranking {
  const RowSet& hits;
  bool all;  // They are all that match.
  Scorer score;
  TopHits* top;
  uint32_t bar;                // What a row's bound must reach.
  std::vector<Row> champions;  // Those that have been offered at first, ascending.
};

FlatQuery::FlatQuery(const Bm25& bm25, const snapshot::Snapshot& snapshot,
                     Cancellation* cancellation)
    : snapshot_(&snapshot), cancellation_(cancellation), norm_(bm25, snapshot.average_length()) {}

std::optional<FlatQuery> FlatQuery::Make(const Plan& plan, const Bm25& bm25,
                                         const snapshot::Snapshot& snapshot, PostingReader* reader,
                                         Cancellation* cancellation) {
  if (!snapshot.postings().enabled()) return std::nullopt;
  std::vector<const Plan*> terms;
  if (plan.op == Plan::Op::kTerm) {
    terms.push_back(&plan);
  } else if (plan.op == Plan::Op::kAnd || plan.op == Plan::Op::kOr ||
             plan.op == Plan::Op::kPhrase) {
    for (const Plan& child : plan.children) terms.push_back(&child);
  }
  const auto is_term = [](const Plan* p) { return p->op == Plan::Op::kTerm; };
  if (terms.empty() || terms.size() > kMaxWords ||
      !std::all_of(terms.begin(), terms.end(), is_term)) {
    return std::nullopt;
  }
  FlatQuery query(bm25, snapshot, cancellation);
  query.any_ = plan.op == Plan::Op::kOr;
  if (!query.any_ && terms.size() > 1) terms = ByEstimate(plan.children);
  const auto is_kept = [](const Plan* p) { return p->keeps; };
  if (!std::all_of(terms.begin(), terms.end(), is_kept)) return std::nullopt;
  for (const Plan* term : terms) {
    std::shared_ptr<const Postings> postings = ReadPostings(*term, reader);
    const double mean = snapshot.average_length();
    if (!postings->WeighedBy(WeighingOf(bm25, mean))) return std::nullopt;
    const double drift = postings->slack() == 0 ? 1 : mean / postings->weighing().average_length;
    query.words_.push_back({std::move(postings), term->weight, drift});
  }
  query.ScaleWeights();
  return query;
}

void FlatQuery::ScaleWeights() {
  double sum = 0;
  for (const Word& word : words_) sum += word.weight * std::max(1.0, word.drift);
  // Rounding up adds less than 1 to every weight.
  const double limit = static_cast<double>(kMaxBound) / kMaxImpact - static_cast<double>(kMaxWords);
  const double per_weight = sum > 0 ? limit / sum : 0;
  scale_ = per_weight * kMaxImpact;
  for (Word& word : words_) {
    const double most = word.weight * std::max(1.0, word.drift);
    word.scaled_weight = static_cast<uint32_t>(most * per_weight) + 1;
  }
}

uint32_t FlatQuery::FirstBar(const TopHits& top) const {
  // What one word adds is a bound of its own where any word is enough.
  if (top.has_after() || (!any_ && words_.size() > 1)) return 0;
  double bar = 0;
  for (const Word& word : words_) {
    // Impacts are rounded up.
    const int impact = word.postings->ImpactOfBest(top.size()) - 1;
    bar = std::max(bar, word.weight * std::min(1.0, word.drift) * impact / kMaxImpact);
  }
  return Scaled(bar);
}

uint32_t FlatQuery::Raise(uint32_t bar, const TopHits& top) const {
  return std::max(bar, Scaled(top.bar()));
}

uint32_t FlatQuery::Scaled(double score) const {
  // Lower by more than what adding up a score may have lost.
  const double bound = score * scale_ * (1 - 1e-9);
  return bound <= 0 ? 0 : static_cast<uint32_t>(std::min<double>(bound, kMaxBound));
}

RowSet FlatQuery::Match() {
  if (words_.size() == 1) return RowSet::OfPostings(words_[0].postings);
  return any_ ? Or() : And();
}

RowSet FlatQuery::And() {
  // Shortest first: scores are added up in this order too.
  const Postings& shortest = *words_[0].postings;
  if (shortest.dense()) {
    std::vector<uint64_t> words(shortest.bits().begin(), shortest.bits().end());
    for (size_t w = 1; w < words_.size(); ++w) {
      const absl::Span<const uint64_t> others = words_[w].postings->bits();
      for (size_t i = 0; i < words.size(); ++i) words[i] &= others[i];
    }
    return RowSet::OfBits(std::move(words));
  }
  std::vector<Row> rows(shortest.rows().begin(), shortest.rows().end());
  std::vector<const uint64_t*> dense;
  for (size_t w = 1; w < words_.size(); ++w) {
    const Postings& other = *words_[w].postings;
    if (other.dense()) {
      dense.push_back(other.bits().data());
    } else if (!rows.empty()) {
      IntersectLists(other.rows(), &rows);
    }
  }
  if (!dense.empty() && rows.size() == shortest.rows().size()) {
    places_.resize(rows.size());
    std::iota(places_.begin(), places_.end(), 0);
  }
  for (const uint64_t* bits : dense) IntersectBits(bits, &rows, &places_);
  return RowSet::OfList(std::move(rows));
}

RowSet FlatQuery::Or() const {
  uint64_t postings = 0;
  for (const Word& word : words_) postings += word.postings->rows().size();
  if (postings < snapshot_->row_count() / kBitsShare) {
    std::vector<Row> rows(words_[0].postings->rows().begin(), words_[0].postings->rows().end());
    for (size_t w = 1; w < words_.size(); ++w) rows = UniteLists(rows, words_[w].postings->rows());
    return RowSet::OfList(std::move(rows));
  }
  std::vector<uint64_t> words(snapshot_->row_count() / 64 + 1, 0);
  for (const Word& word : words_) {
    if (word.postings->dense()) {
      const absl::Span<const uint64_t> others = word.postings->bits();
      for (size_t i = 0; i < words.size(); ++i) words[i] |= others[i];
    } else {
      for (const Row row : word.postings->rows()) words[row / 64] |= uint64_t{1} << (row % 64);
    }
  }
  return RowSet::OfBits(std::move(words));
}

void FlatQuery::OfferBest(const RowSet& hits, bool all, TopHits* top) const {
  if (all && OfferBestOfOne(top)) return;
  if (hits.size() <= kFewHits) {
    OfferAll(hits, top);
    return;
  }
  Ranking ranking{hits, all, Scorer(*this), top, all ? FirstBar(*top) : 0, {}};
  if (hits.bits() != nullptr && OfferByLists(&ranking)) return;
  // Of a few hits, hardly one is among the best of its words.
  if (hits.bits() != nullptr || words_.size() == 1) OfferChampions(&ranking);
  ranking.bar = Raise(ranking.bar, *top);
  if (words_.size() == 1 && all && !words_[0].postings->dense()) {
    OfferByPostings(&ranking);
  } else if (hits.bits() != nullptr) {
    if (!OfferByLists(&ranking)) OfferByBlocks(&ranking);
  } else {
    OfferByRows(&ranking);
  }
}

bool FlatQuery::OfferBestOfOne(TopHits* top) const {
  const Word& word = words_[0];
  const Postings& postings = *word.postings;
  if (words_.size() > 1) return false;
  const uint32_t* lengths = snapshot_->lengths().data();
  return top->AppendChampions(postings, [&](size_t i) {
    return TermScore(word.weight, postings.wdf(i), norm_(lengths[postings.rows()[i]]));
  });
}

void FlatQuery::OfferChampions(Ranking* ranking) const {
  std::vector<Row>& champions = ranking->champions;
  for (const Word& word : words_) {
    for (const uint32_t i : word.postings->champions()) {
      champions.push_back(word.postings->rows()[i]);
    }
  }
  std::sort(champions.begin(), champions.end());
  champions.erase(std::unique(champions.begin(), champions.end()), champions.end());
  Scorer score(*this);
  for (const Row row : champions) {
    if (ranking->hits.Has(row)) ranking->top->Offer(row, score(row));
  }
}

void FlatQuery::Offer(Row row, Ranking* ranking) const {
  const std::vector<Row>& champions = ranking->champions;
  if (std::binary_search(champions.begin(), champions.end(), row)) return;
  ranking->top->Offer(row, ranking->score(row));
  ranking->bar = Raise(ranking->bar, *ranking->top);
}

void FlatQuery::OfferAll(const RowSet& hits, TopHits* top) const {
  Scorer score(*this);
  hits.ForEachRun([&](const Row* rows, size_t size) {
    for (size_t i = 0; i < size; ++i) top->Offer(rows[i], score(rows[i]));
  });
}

void FlatQuery::OfferByPostings(Ranking* ranking) const {
  const Word& word = words_[0];
  const Postings& postings = *word.postings;
  const absl::Span<const uint8_t> impacts = postings.impacts();
  const uint32_t* lengths = snapshot_->lengths().data();
  double least = ranking->top->bar();
  for (size_t block = 0; block < postings.block_impacts().size(); ++block) {
    if (postings.block_impacts()[block] * word.scaled_weight < ranking->bar) continue;
    const size_t end = std::min(impacts.size(), (block + 1) * kBlock);
    for (size_t i = block * kBlock; i < end; ++i) {
      if (impacts[i] * word.scaled_weight < ranking->bar) continue;
      const Row row = postings.rows()[i];
      // Where this is quick to tell.
      if (TermScore(word.weight, postings.wdf(i), norm_(lengths[row])) < least) continue;
      Offer(row, ranking);
      least = ranking->top->bar();
    }
    if (cancellation_->Tick(kBlock)) return;
  }
}

std::vector<uint16_t> FlatQuery::BoundBlocks(size_t blocks) const {
  std::vector<uint16_t> bounds(blocks, 0);
  std::vector<uint8_t> made;
  for (const Word& word : words_) {
    absl::Span<const uint8_t> impacts = word.postings->row_block_impacts();
    if (impacts.empty()) {
      made.assign(blocks, 0);
      const absl::Span<const Row> rows = word.postings->rows();
      for (size_t i = 0; i < rows.size(); ++i) {
        uint8_t& highest = made[rows[i] / kBlock];
        highest = std::max(highest, word.postings->impacts()[i]);
      }
      impacts = made;
    }
    const auto weight = static_cast<uint16_t>(word.scaled_weight);
    const uint8_t* impact = impacts.data();
    for (size_t block = 0; block < blocks; ++block) {
      bounds[block] = static_cast<uint16_t>(bounds[block] + impact[block] * weight);
    }
  }
  return bounds;
}

void FlatQuery::OfferByBlocks(Ranking* ranking) const {
  std::vector<const Word*> dense;
  std::vector<const Word*> sparse;
  for (const Word& word : words_) (word.postings->dense() ? dense : sparse).push_back(&word);
  std::vector<size_t> next(sparse.size(), 0);  // The first posting that is not in a block before.
  std::array<uint16_t, kBlock> bounds;
  const std::vector<uint16_t> block_bounds = BoundBlocks(ranking->hits.word_count());
  for (size_t block = 0; block < block_bounds.size(); ++block) {
    if (block_bounds[block] < ranking->bar) continue;
    uint64_t left = ranking->hits.bits()[block];
    if (left == 0) continue;
    if (cancellation_->Tick(kBlock)) return;
    bounds.fill(0);
    for (const Word* word : dense) {
      AddBounds(word->postings->impacts_by_row().data() + block * kBlock,
                static_cast<uint16_t>(word->scaled_weight), &bounds);
    }
    const auto block_begin = static_cast<Row>(block * kBlock);
    for (size_t s = 0; s < sparse.size(); ++s) {
      const Postings& postings = *sparse[s]->postings;
      const absl::Span<const Row> rows = postings.rows();
      size_t& i = next[s];
      i = FirstNotBefore(rows.data(), rows.size(), i, block_begin);
      for (; i < rows.size() && rows[i] - block_begin < kBlock; ++i) {
        uint16_t& at = bounds[rows[i] % kBlock];
        at = static_cast<uint16_t>(at + postings.impacts()[i] * sparse[s]->scaled_weight);
      }
    }
    if (!AnyReaches(bounds, ranking->bar)) continue;
    for (; left != 0; left &= left - 1) {
      const size_t i = __builtin_ctzll(left);
      if (bounds[i] < ranking->bar) continue;
      Offer(block_begin + static_cast<Row>(i), ranking);
    }
  }
}

uint32_t FlatQuery::HighestBound(const Word& word) {
  const absl::Span<const uint8_t> blocks = word.postings->block_impacts();
  return blocks.empty() ? 0 : *std::max_element(blocks.begin(), blocks.end()) * word.scaled_weight;
}

bool FlatQuery::OfferShared(const std::vector<uint64_t>& shared, Ranking* ranking) const {
  std::vector<Row> rows;
  for (size_t w = 0; w < shared.size(); ++w) {
    for (uint64_t word = shared[w]; word != 0; word &= word - 1) {
      rows.push_back(static_cast<Row>(w * kBlock) + static_cast<Row>(__builtin_ctzll(word)));
    }
    if (rows.size() > kFewShared) return false;
  }
  ranking->score = Scorer(*this);
  for (const Row row : rows) {
    if (ranking->hits.Has(row)) Offer(row, ranking);
  }
  return true;
}

void FlatQuery::AddCandidates(size_t own, const std::vector<uint64_t>& shared, bool shared_done,
                              const Ranking& ranking, std::vector<Candidate>* candidates) const {
  const absl::Span<const Row> list = words_[own].postings->rows();
  std::vector<size_t> at(words_.size(), 0);  // Where the other lists have been gone through to.
  std::array<uint16_t, kChunk> bounds;
  for (size_t begin = 0; begin < list.size(); begin += kChunk) {
    const Row* rows = list.data() + begin;
    const size_t size = std::min(kChunk, list.size() - begin);
    const uint8_t* impacts = words_[own].postings->impacts().data() + begin;
    const auto own_weight = static_cast<uint16_t>(words_[own].scaled_weight);
    for (size_t i = 0; i < size; ++i) bounds[i] = static_cast<uint16_t>(impacts[i] * own_weight);
    for (const Word& word : words_) {
      if (!word.postings->dense()) continue;
      const uint8_t* by_row = word.postings->impacts_by_row().data();
      const auto weight = static_cast<uint16_t>(word.scaled_weight);
      for (size_t i = 0; i < size; ++i) {
        bounds[i] = static_cast<uint16_t>(bounds[i] + by_row[rows[i]] * weight);
      }
    }
    for (size_t i = 0; i < size; ++i) {
      const Row row = rows[i];
      const bool is_shared = (shared[row / 64] >> (row % 64) & 1) != 0;
      if (is_shared ? shared_done : bounds[i] < ranking.bar) continue;
      uint32_t bound = bounds[i];
      bool has_been = false;
      for (size_t w = 0; w < words_.size() && is_shared; ++w) {
        const Postings& postings = *words_[w].postings;
        if (w == own || postings.dense()) continue;
        const absl::Span<const Row> others = postings.rows();
        at[w] = FirstNotBefore(others.data(), others.size(), at[w], row);
        if (at[w] < others.size() && others[at[w]] == row) {
          bound += postings.impacts()[at[w]] * words_[w].scaled_weight;
          has_been |= w < own;
        }
      }
      if (bound >= ranking.bar && !has_been && ranking.hits.Has(row)) {
        candidates->push_back({bound, row});
      }
    }
    if (cancellation_->Tick(size)) return;
  }
}

bool FlatQuery::OfferByLists(Ranking* ranking) const {
  if (!any_) return false;
  uint32_t dense_bound = 0;
  size_t listed = 0;
  for (const Word& word : words_) {
    if (word.postings->dense()) {
      dense_bound += HighestBound(word);
    } else {
      listed += word.postings->rows().size();
    }
  }
  const size_t blocks = ranking->hits.word_count();
  if (dense_bound >= ranking->bar || listed > blocks * kListedPerBlock) return false;
  // The rows of one list, and of several.
  std::vector<uint64_t> any(blocks, 0);
  std::vector<uint64_t> shared(blocks, 0);
  for (const Word& word : words_) {
    if (word.postings->dense()) continue;
    for (const Row row : word.postings->rows()) {
      const uint64_t bit = uint64_t{1} << (row % 64);
      shared[row / 64] |= any[row / 64] & bit;
      any[row / 64] |= bit;
    }
  }
  // Rows of several words are better than those of one: mostly, nothing is left then.
  const bool shared_done = OfferShared(shared, ranking);
  std::vector<Candidate> candidates;
  for (size_t own = 0; own < words_.size(); ++own) {
    if (words_[own].postings->dense()) continue;
    if (shared_done && HighestBound(words_[own]) + dense_bound < ranking->bar) continue;
    AddCandidates(own, shared, shared_done, *ranking, &candidates);
    if (cancellation_->cancelled()) return true;
  }
  // The most promising first: then the bar is high.
  size_t rest = std::min(candidates.size(), 2 * ranking->top->size());
  std::nth_element(candidates.begin(), candidates.begin() + static_cast<ptrdiff_t>(rest),
                   candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.bound > b.bound; });
  for (size_t begin = 0; begin < candidates.size();
       begin = std::exchange(rest, candidates.size())) {
    const auto first = candidates.begin() + static_cast<ptrdiff_t>(begin);
    const auto last = std::partition(
        first, candidates.begin() + static_cast<ptrdiff_t>(rest),
        [ranking](const Candidate& candidate) { return candidate.bound >= ranking->bar; });
    std::sort(first, last, [](const Candidate& a, const Candidate& b) { return a.row < b.row; });
    ranking->score = Scorer(*this);
    for (auto it = first; it != last; ++it) Offer(it->row, ranking);
    if (cancellation_->Tick(last - first)) return true;
  }
  return true;
}

void FlatQuery::BoundHits(const Ranking& ranking, std::vector<uint16_t>* bounds) const {
  const Row* rows = ranking.hits.list();
  const size_t size = ranking.hits.size();
  bounds->assign(size, 0);
  uint16_t* const out = bounds->data();
  for (const Word& word : words_) {
    const Postings& postings = *word.postings;
    const auto weight = static_cast<uint16_t>(word.scaled_weight);
    if (postings.dense()) {
      const uint8_t* impacts = postings.impacts_by_row().data();
      for (size_t i = 0; i < size; ++i) {
        out[i] = static_cast<uint16_t>(out[i] + impacts[rows[i]] * weight);
      }
      continue;
    }
    const uint8_t* impacts = postings.impacts().data();
    if (&word == words_.data() && ranking.all && places_.size() == size) {
      for (size_t i = 0; i < size; ++i) {
        out[i] = static_cast<uint16_t>(out[i] + impacts[places_[i]] * weight);
      }
      continue;
    }
    const absl::Span<const Row> has = postings.rows();
    size_t at = 0;
    for (size_t i = 0; i < size; ++i) {
      at = FirstNotBefore(has.data(), has.size(), at, rows[i]);
      if (at == has.size()) break;
      if (has[at] != rows[i]) continue;
      out[i] = static_cast<uint16_t>(out[i] + impacts[at] * weight);
    }
  }
}

// The highest bound of a bucket such that so many rows, or all, reach it; 1 at least.
uint32_t BoundOfBest(const std::vector<uint16_t>& bounds, size_t count) {
  std::array<uint32_t, 256> buckets = {};
  for (const uint16_t bound : bounds) ++buckets[bound >> 8];
  size_t reach = 0;
  size_t bucket = buckets.size();
  while (bucket > 0 && reach < count) reach += buckets[--bucket];
  return std::max<uint32_t>(1, static_cast<uint32_t>(bucket << 8));
}

void FlatQuery::OfferByRows(Ranking* ranking) const {
  const Row* rows = ranking->hits.list();
  const size_t size = ranking->hits.size();
  std::vector<uint16_t> bounds;
  BoundHits(*ranking, &bounds);
  if (cancellation_->Tick(size)) return;
  // The most promising first: then the bar is high.
  const uint32_t best = BoundOfBest(bounds, 2 * ranking->top->size());
  for (const bool first : {true, false}) {
    ranking->score = Scorer(*this);
    for (size_t i = 0; i < size; ++i) {
      if (bounds[i] == 0 || (bounds[i] >= best) != first || bounds[i] < ranking->bar) continue;
      Offer(rows[i], ranking);
    }
    if (cancellation_->Tick(size)) return;
  }
}

}  // namespace dateline::match
