#include "server/snapshot/postings.h"

#include <algorithm>

namespace dateline::snapshot {
namespace {

std::vector<uint8_t> HighestOfBlocks(const std::vector<uint8_t>& impacts) {
  std::vector<uint8_t> highest;
  highest.reserve(impacts.size() / Postings::kBlock + 1);
  for (size_t begin = 0; begin < impacts.size(); begin += Postings::kBlock) {
    const size_t end = std::min(begin + Postings::kBlock, impacts.size());
    highest.push_back(*std::max_element(impacts.begin() + static_cast<std::ptrdiff_t>(begin),
                                        impacts.begin() + static_cast<std::ptrdiff_t>(end)));
  }
  return highest;
}

}  // namespace

void Postings::Reserve(size_t size) {
  rows_.reserve(size);
  wdfs_.reserve(size);
}

void Postings::Index(uint32_t row_count) {
  if (rows_.size() < row_count / kDenseShare + 1) return;
  bits_.assign(row_count / 64 + 1, 0);
  ranks_.reserve(row_count / kRankRows + 1);
  for (uint32_t i = 0; i < rows_.size(); ++i) {
    bits_[rows_[i] / 64] |= uint64_t{1} << (rows_[i] % 64);
    while (ranks_.size() <= rows_[i] / kRankRows) ranks_.push_back(i);
  }
  ranks_.resize(row_count / kRankRows + 1, static_cast<uint32_t>(rows_.size()));
}

void Postings::Weigh(const Weighing& weighing, std::vector<uint8_t> impacts, uint32_t row_count) {
  weighed_ = true;
  weighing_ = weighing;
  Index(row_count);
  std::array<uint32_t, 256> with_impact = {};
  for (const uint8_t impact : impacts) ++with_impact[impact];
  size_t better = 0;
  for (size_t impact = 256, next = 0; impact-- > 0;) {
    better += with_impact[impact];
    for (; next < kBestImpacts && better >= size_t{1} << next; ++next) {
      best_impacts_[next] = static_cast<uint8_t>(impact);
    }
  }
  for (size_t best = kChampions; best >= kChampions / 4 && champions_.empty(); best /= 2) {
    const uint8_t least = ImpactOfBest(best);
    size_t champions = 0;
    for (size_t impact = least; impact < with_impact.size(); ++impact) {
      champions += with_impact[impact];
    }
    if (least == 0 || champions > std::min(rows_.size() / kChampionShare, kMaxChampions)) continue;
    for (uint32_t i = 0; i < rows_.size(); ++i) {
      if (impacts[i] >= least) champions_.push_back(i);
    }
    champion_count_ = best;
  }
  if (dense()) {
    impacts_by_row_.assign(bits_.size() * 64, 0);
    for (size_t i = 0; i < rows_.size(); ++i) impacts_by_row_[rows_[i]] = impacts[i];
    block_impacts_ = HighestOfBlocks(impacts_by_row_);
  } else {
    impacts_ = std::move(impacts);
    block_impacts_ = HighestOfBlocks(impacts_);
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
