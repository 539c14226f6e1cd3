#include "server/snapshot/postings.h"

#include <algorithm>
#include <cmath>

#include "indexer/pace/pace.h"

namespace dateline::snapshot {
namespace {

uint8_t Highest(const uint8_t* impacts, size_t size) {
  uint8_t highest = 0;
  for (size_t i = 0; i < size; ++i) highest = std::max(highest, impacts[i]);
  return highest;
}

// Adds the blocks that `highest` does not have yet.
void AddHighestOfBlocks(absl::Span<const uint8_t> impacts, Growing<uint8_t>* highest) {
  constexpr size_t kBlock = Postings::kBlock;
  highest->reserve((impacts.size() + kBlock - 1) / kBlock);
  while (highest->size() < impacts.size() / kBlock) {
    highest->push_back(Highest(impacts.data() + highest->size() * kBlock, kBlock));
  }
  if (const size_t rest = impacts.size() % kBlock; rest > 0) {
    highest->push_back(Highest(impacts.data() + impacts.size() - rest, rest));
  }
}

// How many postings have each impact.
std::array<uint32_t, 256> CountImpacts(absl::Span<const uint8_t> impacts) {
  // Neighbours are often the same, and one counter would have to wait for itself.
  constexpr size_t kLanes = 4;
  std::array<std::array<uint32_t, 256>, kLanes> lanes = {};
  size_t i = 0;
  for (; i + kLanes <= impacts.size(); i += kLanes) {
    for (size_t lane = 0; lane < kLanes; ++lane) ++lanes[lane][impacts[i + lane]];
  }
  for (; i < impacts.size(); ++i) ++lanes[0][impacts[i]];
  for (size_t lane = 1; lane < kLanes; ++lane) {
    for (size_t impact = 0; impact < lanes[0].size(); ++impact) {
      lanes[0][impact] += lanes[lane][impact];
    }
  }
  return lanes[0];
}

}  // namespace

Postings::Postings(const Postings& earlier, uint32_t end, size_t room, uint32_t row_count) {
  const absl::Span<const uint32_t> rows = earlier.rows();
  const size_t size = rows.empty() || rows.back() < end
                          ? rows.size()
                          : std::lower_bound(rows.begin(), rows.end(), end) - rows.begin();
  room = std::max(room, size);
  rows_ = Growing<uint32_t>(earlier.rows_, size, room);
  wdfs_ = Growing<uint8_t>(earlier.wdfs_, size, room);
  for (const auto& [index, wdf] : earlier.large_) {
    if (index < size) large_.emplace_back(index, wdf);
  }
  if (!earlier.weighed_ || rows_.empty()) return;
  pace::Breathe();
  weighing_ = earlier.weighing_;
  weighed_size_ = size;
  const size_t words = row_count / 64 + 1;
  // Whole words and blocks of the earlier list.
  const size_t same = std::min<size_t>(end / 64, earlier.bits_.size());
  if (!earlier.dense()) {
    impacts_ = Growing<uint8_t>(earlier.impacts_, size, room);
    row_block_impacts_ =
        Growing<uint8_t>(earlier.row_block_impacts_,
                         std::min<size_t>(end / kBlock, earlier.row_block_impacts_.size()), words);
    return;
  }
  with_impact_ = earlier.with_impact_;
  for (size_t i = size; i < rows.size(); ++i) --with_impact_[earlier.ImpactOf(i)];
  bits_ = Growing<uint64_t>(earlier.bits_, same, words);
  impacts_by_row_ = Growing<uint8_t>(earlier.impacts_by_row_, same * 64, words * 64);
  block_impacts_ = Growing<uint8_t>(earlier.block_impacts_, same, words);
  if (same == earlier.bits_.size()) return;
  // The rest of the word that `end` is in.
  const uint64_t word = earlier.bits_[same] & ((uint64_t{1} << (end % 64)) - 1);
  bits_.push_back(word);
  impacts_by_row_.append(earlier.impacts_by_row().subspan(same * 64, end % 64));
}

void Postings::Reserve(size_t size) {
  rows_.reserve(size);
  wdfs_.reserve(size);
}

bool Postings::CanGoOn(const Weighing& weighing) const {
  const double mean = weighing.average_length;
  return WeighedBy(weighing) && mean > 0 &&
         std::abs(weighing_.average_length - mean) <= mean * kMaxDrift;
}

void Postings::Index(uint32_t row_count) {
  if (rows_.size() < row_count / kDenseShare + 1) return;
  const size_t first = bits_.empty() ? 0 : weighed_size_;
  bits_.resize(row_count / 64 + 1, 0);
  for (size_t i = first; i < rows_.size(); ++i) {
    bits_[rows_[i] / 64] |= uint64_t{1} << (rows_[i] % 64);
  }
  ranks_.reserve(row_count / kRankRows + 1);
  uint32_t rank = 0;
  for (size_t word = 0; word < bits_.size(); ++word) {
    if (word % (kRankRows / 64) == 0) ranks_.push_back(rank);
    rank += static_cast<uint32_t>(__builtin_popcountll(bits_[word]));
  }
}

std::vector<uint8_t> Postings::TakeImpacts(const std::vector<uint8_t>& added) {
  std::vector<uint8_t> all;
  all.reserve(rows_.size());
  for (size_t i = 0; i < weighed_size_; ++i) all.push_back(ImpactOf(i));
  all.insert(all.end(), added.begin(), added.end());
  bits_ = {};
  impacts_by_row_ = {};
  impacts_ = {};
  block_impacts_ = {};
  row_block_impacts_ = {};
  with_impact_.clear();
  weighed_size_ = 0;
  return all;
}

void Postings::Weigh(const Weighing& weighing, std::vector<uint8_t> impacts, uint32_t row_count) {
  const bool is_dense = rows_.size() >= row_count / kDenseShare + 1;
  if (weighed_size_ == 0) {
    weighing_ = weighing;
  } else {
    slack_ = weighing_.average_length == weighing.average_length ? 0 : 1;
    if (dense() != is_dense) impacts = TakeImpacts(impacts);
  }
  weighed_ = true;
  pace::Breathe();
  Index(row_count);
  pace::Breathe();
  std::array<uint32_t, 256> with_impact;
  if (is_dense) {
    with_impact = CountImpacts(impacts);
    for (size_t i = 0; i < with_impact_.size(); ++i) with_impact[i] += with_impact_[i];
    with_impact_.assign(with_impact.begin(), with_impact.end());
    impacts_by_row_.resize(bits_.size() * 64, 0);
    for (size_t i = 0; i < impacts.size(); ++i) {
      impacts_by_row_[rows_[weighed_size_ + i]] = impacts[i];
    }
    AddHighestOfBlocks(impacts_by_row(), &block_impacts_);
  } else {
    impacts_.append(impacts);
    with_impact = CountImpacts(this->impacts());
    AddHighestOfBlocks(this->impacts(), &block_impacts_);
    AddHighestOfRows(row_count);
  }
  weighed_size_ = rows_.size();
  pace::Breathe();
  FindBest(with_impact);
}

void Postings::AddHighestOfRows(uint32_t row_count) {
  if (!HasRowBlocks(rows_.size(), row_count)) {
    row_block_impacts_ = {};
    return;
  }
  const auto first_row = static_cast<uint32_t>(row_block_impacts_.size() * kBlock);
  const absl::Span<const uint32_t> rows = this->rows();
  const auto first = std::lower_bound(rows.begin(), rows.end(), first_row) - rows.begin();
  row_block_impacts_.resize(row_count / kBlock + 1, 0);
  for (auto i = static_cast<size_t>(first); i < rows.size(); ++i) {
    uint8_t& highest = row_block_impacts_[rows[i] / kBlock];
    highest = std::max(highest, impacts()[i]);
  }
}

void Postings::FindBest(const std::array<uint32_t, 256>& with_impact) {
  size_t better = 0;
  for (size_t impact = with_impact.size(), next = 0; impact-- > 0;) {
    better += with_impact[impact];
    for (; next < kBestImpacts && better >= size_t{1} << next; ++next) {
      best_impacts_[next] = static_cast<uint8_t>(impact);
    }
  }
}

void Postings::PickChampions(absl::FunctionRef<Worth(size_t)> worth_of) {
  champions_.clear();
  const size_t most = std::min(rows_.size() / kChampionShare, kChampions);
  if (most == 0) return;
  struct Candidate {
    Worth worth;
    uint32_t index;
  };
  const auto is_better = [](const Candidate& a, const Candidate& b) {
    if (a.worth.score != b.worth.score) return a.worth.score > b.worth.score;
    return a.worth.key != b.worth.key ? a.worth.key < b.worth.key : a.index < b.index;
  };
  std::vector<Candidate> best;
  best.reserve(2 * most);
  Candidate bar = {};  // What a candidate must be better than, once `most` are.
  bool has_bar = false;
  size_t visited = 0;
  const auto offer = [&](uint32_t i) {
    pace::BreatheAt(++visited);
    const Candidate candidate = {worth_of(i), i};
    if (has_bar && !is_better(candidate, bar)) return;
    if (best.size() == 2 * most) {
      std::nth_element(best.begin(), best.begin() + static_cast<ptrdiff_t>(most) - 1, best.end(),
                       is_better);
      best.resize(most);
      bar = best.back();
      has_bar = true;
    }
    best.push_back(candidate);
  };
  if (weighed_) {
    // Two scores may be the same though one share is barely above an impact's end and one below.
    const int least = ImpactOfBest(most) - slack_ - 1;
    ForEachFrom(static_cast<uint8_t>(std::max(0, least)), offer);
  } else {
    for (uint32_t i = 0; i < rows_.size(); ++i) offer(i);
  }
  std::sort(best.begin(), best.end(), is_better);
  best.resize(most);
  champions_.reserve(most);
  for (const Candidate& candidate : best) champions_.push_back(candidate.index);
}

template <typename Visit>
void Postings::ForEachFrom(uint8_t least, Visit visit) const {
  const absl::Span<const uint8_t> impacts = dense() ? impacts_by_row() : this->impacts();
  for (size_t block = 0; block < block_impacts_.size(); ++block) {
    if (block_impacts_[block] < least) continue;
    const size_t end = std::min((block + 1) * kBlock, impacts.size());
    for (size_t i = block * kBlock; i < end; ++i) {
      // A row of a dense list that has no posting has no impact.
      if (impacts[i] < least || impacts[i] == 0) continue;
      visit(static_cast<uint32_t>(dense() ? IndexOf(static_cast<uint32_t>(i)) : i));
    }
  }
}

uint8_t Postings::ImpactOfBest(size_t count) const {
  for (size_t i = 0; i < kBestImpacts; ++i) {
    if (count <= size_t{1} << i) return best_impacts_[i];
  }
  return 0;
}

uint32_t Postings::LargeWdf(size_t i) const {
  const auto it = std::lower_bound(large_.begin(), large_.end(), std::make_pair(i, uint32_t{0}));
  return it->second;
}

size_t Postings::byte_size() const {
  return sizeof(*this) + rows_.byte_size() + wdfs_.byte_size() +
         large_.capacity() * sizeof(large_[0]) + impacts_.byte_size() + bits_.byte_size() +
         ranks_.capacity() * sizeof(ranks_[0]) + impacts_by_row_.byte_size() +
         block_impacts_.byte_size() + row_block_impacts_.byte_size() +
         champions_.capacity() * sizeof(champions_[0]) +
         with_impact_.capacity() * sizeof(with_impact_[0]);
}

}  // namespace dateline::snapshot
