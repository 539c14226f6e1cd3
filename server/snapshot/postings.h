// One term's decoded postings, with what finds the best of them without scoring all.

#ifndef DATELINE_SERVER_SNAPSHOT_POSTINGS_H_
#define DATELINE_SERVER_SNAPSHOT_POSTINGS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "server/snapshot/growing.h"

namespace dateline::snapshot {

// What decides what a posting adds to a score: the parameters of BM25, and the mean length of the
// articles, which == leaves out.
struct Weighing {
  double k1 = 0;
  double b = 0;
  double min_normalised_length = 0;
  double average_length = 0;
};
inline bool operator==(const Weighing& a, const Weighing& b) {
  return a.k1 == b.k1 && a.b == b.b && a.min_normalised_length == b.min_normalised_length;
}

// Postings over all shards: 5 bytes each; weighed, 6, and for a dense term 9 bits per row of the
// snapshot instead of the sixth.
class Postings {
 public:
  // A term that so many of the rows have is dense: 1 of 16.
  static constexpr uint32_t kDenseShare = 16;
  // Postings, or rows of a dense term, that have one bound in common.
  static constexpr size_t kBlock = 64;
  // The best postings are kept apart: so many at most.
  static constexpr size_t kChampions = 64;

  Postings() = default;
  // The first postings of an earlier list, of rows below `end`, with their impacts if they are
  // weighed; with room for so many postings and rows. All of them take no copying: the two lists
  // share their memory, if `end` is not in the same 64 rows as the end of the earlier ones.
  Postings(const Postings& earlier, uint32_t end, size_t room, uint32_t row_count);

  void Reserve(size_t size);
  // REQUIRES: `row` is behind all rows added before.
  void Add(uint32_t row, uint32_t wdf) {
    if (wdf >= kLarge) large_.push_back({rows_.size(), wdf});
    wdfs_.push_back(static_cast<uint8_t>(wdf < kLarge ? wdf : kLarge));
    rows_.push_back(row);
  }

  // Makes bits() of a dense list. REQUIRES: all postings are added; rows below `row_count`.
  void Index(uint32_t row_count);
  // Indexes, and tells what each posting adds to a score, as a share of the term's weight in
  // 255ths, rounded up; 1 at least. REQUIRES: one impact per posting that was added; those of an
  // earlier list stay, and the others are by the earlier average_length too, which differs from
  // `weighing` by kMaxDrift at most.
  void Weigh(const Weighing& weighing, std::vector<uint8_t> impacts, uint32_t row_count);
  // How hits of the term alone are ordered: by score, by today's mean, then lower keys first, then
  // by row.
  struct Worth {
    double score;
    uint64_t key;
  };
  // Makes champions(); of a list that is not weighed, by all postings. REQUIRES: they are all
  // added, and slack() is right for today's mean.
  void PickChampions(absl::FunctionRef<Worth(size_t)> worth_of);

  absl::Span<const uint32_t> rows() const { return rows_.view(); }
  // How often the term is in the article of rows()[i].
  uint32_t wdf(size_t i) const { return wdfs_[i] < kLarge ? wdfs_[i] : LargeWdf(i); }

  bool WeighedBy(const Weighing& weighing) const { return weighed_ && weighing_ == weighing; }
  // What the impacts are by. That mean may be an earlier one: then a share is higher than its
  // impact by no more than the means' ratio, and lower than one below its impact by no more than
  // that.
  const Weighing& weighing() const { return weighing_; }
  static constexpr double kMaxDrift = 1.0 / 512;
  // Postings may do with earlier impacts.
  bool CanGoOn(const Weighing& weighing) const;
  // Impacts that differ by more tell which of two postings adds more: 1 where they are by an
  // earlier mean, else 0.
  uint8_t slack() const { return slack_; }
  // Of an indexed list: whether it has a bit per row, as Snapshot::live().
  bool dense() const { return !bits_.empty(); }
  absl::Span<const uint64_t> bits() const { return bits_.view(); }
  // The index of the first posting at `row` or behind it. REQUIRES: dense().
  size_t IndexOf(uint32_t row) const {
    size_t index = ranks_[row / kRankRows];
    for (uint32_t word = row / kRankRows * (kRankRows / 64); word < row / 64; ++word) {
      index += __builtin_popcountll(bits_[word]);
    }
    return index + __builtin_popcountll(bits_[row / 64] & ((uint64_t{1} << (row % 64)) - 1));
  }
  // By posting; empty for a dense term. Here and below, REQUIRES: it is weighed.
  absl::Span<const uint8_t> impacts() const { return impacts_.view(); }
  // Of a dense term: the impact of every row, 0 where the term is not; 64 for every word of bits.
  absl::Span<const uint8_t> impacts_by_row() const { return impacts_by_row_.view(); }
  // The highest of every kBlock impacts: of postings, or of the rows of a dense term.
  absl::Span<const uint8_t> block_impacts() const { return block_impacts_.view(); }
  // The highest of every kBlock rows of the snapshot; empty for a list that is too short for them.
  absl::Span<const uint8_t> row_block_impacts() const {
    return dense() ? block_impacts_.view() : row_block_impacts_.view();
  }
  // By index: the best postings, best first.
  const std::vector<uint32_t>& champions() const { return champions_; }
  // Of one posting, dense or not.
  uint8_t ImpactOf(size_t i) const { return dense() ? impacts_by_row_[rows_[i]] : impacts_[i]; }
  // At least `count` postings have this impact or a higher one; 0 when that is not known.
  uint8_t ImpactOfBest(size_t count) const;

  size_t byte_size() const;
  // About the byte_size() of so many postings: of a list that is only indexed,
  static size_t ExpectedIndexedBytes(size_t postings, uint32_t row_count) {
    const bool dense = postings >= row_count / kDenseShare + 1;
    return sizeof(Postings) + postings * 5 + (dense ? row_count / 7 : 0);
  }
  // and of one that is weighed.
  static size_t ExpectedBytes(size_t postings, uint32_t row_count) {
    const bool dense = postings >= row_count / kDenseShare + 1;
    const bool blocks = !dense && HasRowBlocks(postings, row_count);
    return sizeof(Postings) + postings * 6 + (dense ? size_t{row_count} * 5 / 4 : 0) +
           (blocks ? row_count / kBlock : 0);
  }

 private:
  static constexpr uint8_t kLarge = 255;
  static constexpr uint32_t kRankRows = 256;
  // And of a short list, at most one posting of so many.
  static constexpr size_t kChampionShare = 2;
  // Of a list that is not dense: with at least one posting for so many rows.
  static constexpr uint32_t kRowBlockShare = 512;
  static bool HasRowBlocks(size_t postings, uint32_t row_count) {
    return postings >= row_count / kRowBlockShare + 1;
  }
  uint32_t LargeWdf(size_t i) const;
  // Makes the impacts of a list that is dense now, and was not, or the other way round.
  std::vector<uint8_t> TakeImpacts(const std::vector<uint8_t>& added);
  // Makes row_block_impacts() of a list that is not dense, from the block on that it does not have.
  void AddHighestOfRows(uint32_t row_count);
  void FindBest(const std::array<uint32_t, 256>& with_impact);
  // Calls visit(i) with the postings whose impacts are as high or higher.
  template <typename Visit>
  void ForEachFrom(uint8_t least, Visit visit) const;

  Growing<uint32_t> rows_;
  Growing<uint8_t> wdfs_;
  std::vector<std::pair<size_t, uint32_t>> large_;  // By index: those that do not fit a byte.
  bool weighed_ = false;
  size_t weighed_size_ = 0;  // Postings that have an impact.
  Weighing weighing_;
  uint8_t slack_ = 0;
  std::vector<uint32_t> with_impact_;  // Of a dense list: how many postings have each.
  static constexpr size_t kBestImpacts = 12;
  std::array<uint8_t, kBestImpacts> best_impacts_ = {};  // Of the best posting, the 2nd, 4th, ...
  Growing<uint8_t> impacts_;
  Growing<uint64_t> bits_;
  std::vector<uint32_t> ranks_;  // Of a dense list: postings before every kRankRows rows.
  Growing<uint8_t> impacts_by_row_;
  Growing<uint8_t> block_impacts_;
  Growing<uint8_t> row_block_impacts_;
  std::vector<uint32_t> champions_;
};

}  // namespace dateline::snapshot

#endif  // DATELINE_SERVER_SNAPSHOT_POSTINGS_H_
