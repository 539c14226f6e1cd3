#include "server/snapshot/postings.h"

#include <algorithm>

namespace dateline::snapshot {
namespace {

uint8_t Highest(const uint8_t* impacts, size_t size) {
  uint8_t highest = 0;
  for (size_t i = 0; i < size; ++i) highest = std::max(highest, impacts[i]);
  return highest;
}

std::vector<uint8_t> HighestOfBlocks(const std::vector<uint8_t>& impacts) {
  constexpr size_t kBlock = Postings::kBlock;
  std::vector<uint8_t> highest(impacts.size() / kBlock);
  for (size_t block = 0; block < highest.size(); ++block) {
    highest[block] = Highest(impacts.data() + block * kBlock, kBlock);
  }
  if (const size_t rest = impacts.size() % kBlock; rest > 0) {
    highest.push_back(Highest(impacts.data() + impacts.size() - rest, rest));
  }
  return highest;
}

// How many postings have each impact.
std::array<uint32_t, 256> CountImpacts(const std::vector<uint8_t>& impacts) {
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

void Postings::Reserve(size_t size) {
  rows_.reserve(size);
  wdfs_.reserve(size);
}

void Postings::Index(uint32_t row_count) {
  if (rows_.size() < row_count / kDenseShare + 1) return;
  bits_.assign(row_count / 64 + 1, 0);
  for (const uint32_t row : rows_) bits_[row / 64] |= uint64_t{1} << (row % 64);
  ranks_.reserve(row_count / kRankRows + 1);
  uint32_t rank = 0;
  for (size_t word = 0; word < bits_.size(); ++word) {
    if (word % (kRankRows / 64) == 0) ranks_.push_back(rank);
    rank += static_cast<uint32_t>(__builtin_popcountll(bits_[word]));
  }
}

void Postings::Weigh(const Weighing& weighing, std::vector<uint8_t> impacts, uint32_t row_count) {
  weighed_ = true;
  weighing_ = weighing;
  Index(row_count);
  const std::array<uint32_t, 256> with_impact = CountImpacts(impacts);
  size_t better = 0;
  for (size_t impact = 256, next = 0; impact-- > 0;) {
    better += with_impact[impact];
    for (; next < kBestImpacts && better >= size_t{1} << next; ++next) {
      best_impacts_[next] = static_cast<uint8_t>(impact);
    }
  }
  std::vector<uint8_t> blocks = HighestOfBlocks(impacts);
  for (size_t best = kChampions; best >= kChampions / 4 && champions_.empty(); best /= 2) {
    const uint8_t least = ImpactOfBest(best);
    size_t champions = 0;
    for (size_t impact = least; impact < with_impact.size(); ++impact) {
      champions += with_impact[impact];
    }
    if (least == 0 || champions > std::min(rows_.size() / kChampionShare, kMaxChampions)) continue;
    for (size_t block = 0; block < blocks.size(); ++block) {
      if (blocks[block] < least) continue;
      const size_t end = std::min((block + 1) * kBlock, rows_.size());
      for (size_t i = block * kBlock; i < end; ++i) {
        if (impacts[i] >= least) champions_.push_back(static_cast<uint32_t>(i));
      }
    }
    champion_count_ = best;
  }
  if (dense()) {
    impacts_by_row_.assign(bits_.size() * 64, 0);
    for (size_t i = 0; i < rows_.size(); ++i) impacts_by_row_[rows_[i]] = impacts[i];
    block_impacts_ = HighestOfBlocks(impacts_by_row_);
  } else {
    impacts_ = std::move(impacts);
    block_impacts_ = std::move(blocks);
    if (HasRowBlocks(rows_.size(), row_count)) {
      row_block_impacts_.assign(row_count / 64 + 1, 0);
      for (size_t i = 0; i < rows_.size(); ++i) {
        uint8_t& highest = row_block_impacts_[rows_[i] / kBlock];
        highest = std::max(highest, impacts_[i]);
      }
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
  return sizeof(*this) + rows_.capacity() * sizeof(rows_[0]) + wdfs_.capacity() +
         large_.capacity() * sizeof(large_[0]) + impacts_.capacity() +
         bits_.capacity() * sizeof(bits_[0]) + ranks_.capacity() * sizeof(ranks_[0]) +
         impacts_by_row_.capacity() + block_impacts_.capacity() + row_block_impacts_.capacity() +
         champions_.capacity() * sizeof(champions_[0]);
}

}  // namespace dateline::snapshot
