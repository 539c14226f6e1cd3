// How many articles have each value of a dimension.

#ifndef DATELINE_SERVER_MATCH_VALUE_COUNTS_H_
#define DATELINE_SERVER_MATCH_VALUE_COUNTS_H_

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "server/snapshot/snapshot.h"

namespace dateline::match {

class FirstCounts;

// Counts of articles, or copy groups, by ordinal. May borrow from the snapshot, or from what
// counted.
class ValueCounts {
 public:
  using Count = std::pair<snapshot::Ordinal, uint32_t>;

  ValueCounts() = default;  // None.
  // `counts` ascend by ordinal, and are above 0.
  static ValueCounts Few(std::vector<Count> counts);
  // One count per ordinal, of which the first `size` are of values.
  static ValueCounts Many(std::vector<uint32_t> counters, size_t size);
  // Ordinals under other numbers, as snapshot::EntityRecords has them. Borrowed.
  struct Numbering {
    const std::vector<uint32_t>* numbers = nullptr;  // By ordinal; null when both are the same.
    const snapshot::Ordinal* ordinals = nullptr;     // Not all numbers have one.
  };
  // Borrowed counters, of either type.
  struct Borrowed {
    Borrowed() = default;
    Borrowed(const uint32_t* counters) : wide(counters) {}    // NOLINT: meant to convert.
    Borrowed(const uint16_t* counters) : narrow(counters) {}  // NOLINT: meant to convert.
    const uint32_t* wide = nullptr;
    const uint16_t* narrow = nullptr;
  };
  // The same as Many, borrowed, and by number; those without an ordinal have 0.
  static ValueCounts Many(Borrowed counters, size_t size, const Numbering& numbering);
  // The same, when the only counts above 0 are those of the numbers `seen`, each once, in any
  // order.
  static ValueCounts Some(Borrowed counters, size_t size, const Numbering& numbering,
                          std::vector<uint32_t> seen);
  static ValueCounts OfAllArticles(const snapshot::DimensionTotals& totals);

  uint32_t Of(snapshot::Ordinal ordinal) const;

  // Calls visit(ordinal, count) for all above 0, ascending by ordinal.
  template <typename Visit>
  void ForEach(Visit visit) const {
    for (const Count& count : few_) visit(count.first, count.second);
    if (some_) {
      for (const snapshot::Ordinal o : InOrder()) visit(o, Of(o));
      return;
    }
    for (snapshot::Ordinal o = 0; o < ordinal_count(); ++o) {
      if (const uint32_t count = Of(o); count > 0) visit(o, count);
    }
  }
  // The `size` most frequent, of equals those of lower ordinals; by falling count, then ordinal.
  // `*distinct` becomes the number of all that are above 0.
  std::vector<Count> First(size_t size, uint32_t* distinct) const;

  uint32_t missing = 0;  // Articles or groups without any value.

 private:
  uint32_t At(size_t number) const {
    return borrowed_.narrow != nullptr ? borrowed_.narrow[number] : wide()[number];
  }
  const uint32_t* wide() const {
    return borrowed_.wide != nullptr ? borrowed_.wide : owned_.data();
  }
  // Offers those of many counters that may be among the first, and returns how many are above 0.
  template <typename T>
  uint32_t OfferMany(const T* counters, FirstCounts* first) const;
  size_t ordinal_count() const {
    return numbering_.numbers == nullptr ? many_size_ : numbering_.numbers->size();
  }
  std::vector<snapshot::Ordinal> InOrder() const;
  snapshot::Ordinal OrdinalOf(size_t number) const {
    return numbering_.ordinals == nullptr ? static_cast<snapshot::Ordinal>(number)
                                          : numbering_.ordinals[number];
  }

  std::vector<Count> few_;
  std::vector<uint32_t> owned_;
  Borrowed borrowed_;
  size_t many_size_ = 0;
  Numbering numbering_;
  bool some_ = false;
  std::vector<uint32_t> seen_;  // When some_.
};

// Keeps the most frequent of counts that come in any order.
class FirstCounts {
 public:
  using Count = ValueCounts::Count;

  // REQUIRES: size > 0, or nothing is kept.
  explicit FirstCounts(size_t size) : size_(size) {}

  void Offer(const Count& count) {
    if (count.second < least_ || (count.second == least_ && !Ahead(count, last_))) return;
    counts_.push_back(count);
    if (counts_.size() >= 2 * size_ + kSlack) Shrink();
  }
  // By falling count, then ordinal; leaves nothing behind.
  std::vector<Count> Take();

  // Counts below this one are not among the first.
  uint32_t least() const { return least_; }

 private:
  static constexpr size_t kSlack = 64;

  // More frequent first, then in the order of the values.
  static bool Ahead(const Count& a, const Count& b) {
    return a.second != b.second ? a.second > b.second : a.first < b.first;
  }
  void Shrink();

  const size_t size_;
  std::vector<Count> counts_;
  // The last of the first ones so far. Counts of 0 are never kept.
  uint32_t least_ = 1;
  Count last_ = {UINT32_MAX, 1};
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_VALUE_COUNTS_H_
