// A set of articles: a list of rows, or one bit per row, whichever is there.

#ifndef DATELINE_SERVER_MATCH_ROW_SET_H_
#define DATELINE_SERVER_MATCH_ROW_SET_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "server/snapshot/postings.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// Immutable, and cheap to copy. What is borrowed must outlive all copies.
class RowSet {
 public:
  RowSet() = default;  // Empty.
  // REQUIRES: `rows` ascends.
  static RowSet OfList(std::vector<snapshot::Row> rows);
  // Row r is bit r % 64 of words[r / 64].
  static RowSet OfBits(std::vector<uint64_t> words);
  // Shares the lists; both forms when the postings are dense.
  static RowSet OfPostings(std::shared_ptr<const snapshot::Postings> postings);
  // All articles. Borrows the snapshot.
  static RowSet OfAll(const snapshot::Snapshot& snapshot);
  // All articles that are not in the set.
  static RowSet OfOthers(const snapshot::Snapshot& snapshot, const RowSet& set);
  // True when they are to be counted instead of those in the set: it has more than two thirds of
  // all articles.
  static bool OthersAreFew(const snapshot::Snapshot& snapshot, const RowSet& set);

  size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  // The rows, ascending; null when there are only bits.
  const snapshot::Row* list() const { return list_; }
  // The words; null when there is only a list.
  const uint64_t* bits() const { return bits_; }
  size_t word_count() const { return word_count_; }

  bool Has(snapshot::Row row) const {
    if (bits_ != nullptr) return (bits_[row / 64] >> (row % 64) & 1) != 0;
    return std::binary_search(list_, list_ + size_, row);
  }

  // Calls visit(const Row* rows, size_t size) with all rows, in ascending runs.
  template <typename Visit>
  void ForEachRun(Visit visit) const {
    ForEachRun(0, unit_count(), visit);
  }
  // The set in parts: rows of a list, or words.
  size_t unit_count() const { return list_ != nullptr ? size_ : word_count_; }
  template <typename Visit>
  void ForEachRun(size_t begin, size_t end, Visit visit) const;

  std::vector<snapshot::Row> ToList() const;

 private:
  // Rows of a run that is made of bits.
  static constexpr size_t kRun = 2048;
  // Words that are taken at a time.
  static constexpr size_t kTaken = 16;
  // Writes the rows of at most kTaken words, with anything at all in the kBehind places behind
  // them, and returns how many they are.
  static constexpr size_t kBehind = 8;
  size_t Take(size_t begin, size_t end, snapshot::Row* rows) const;

  size_t size_ = 0;
  const snapshot::Row* list_ = nullptr;
  const uint64_t* bits_ = nullptr;
  size_t word_count_ = 0;
  std::shared_ptr<const void> owner_;
};

template <typename Visit>
void RowSet::ForEachRun(size_t begin, size_t end, Visit visit) const {
  if (size_ == 0 || begin >= end) return;
  if (list_ != nullptr) {
    visit(list_ + begin, end - begin);
    return;
  }
  std::array<snapshot::Row, kRun + kTaken * 64 + kBehind> run;
  size_t size = 0;
  for (size_t w = begin; w < end; w += kTaken) {
    size += Take(w, std::min(w + kTaken, end), run.data() + size);
    if (size < kRun) continue;
    visit(run.data(), size);
    size = 0;
  }
  if (size > 0) visit(run.data(), size);
}

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_ROW_SET_H_
