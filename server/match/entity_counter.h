// Counts the entities of all dimensions over the articles of a search, in one pass.

#ifndef DATELINE_SERVER_MATCH_ENTITY_COUNTER_H_
#define DATELINE_SERVER_MATCH_ENTITY_COUNTER_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "indexer/article/dimension.h"
#include "server/match/cancellation.h"
#include "server/match/row_set.h"
#include "server/match/value_counts.h"
#include "server/snapshot/entity_records.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// Borrows the snapshot and the cancellation.
class EntityCounter {
 public:
  // `rows` will be counted, about: few are counted in a way that does not go through all entities.
  EntityCounter(const snapshot::Snapshot& snapshot, size_t rows, Cancellation* cancellation);
  ~EntityCounter();
  EntityCounter(const EntityCounter&) = delete;
  EntityCounter& operator=(const EntityCounter&) = delete;

  // In all dimensions. To be called once, and before AddTo.
  void Add(const RowSet& set);
  // In one dimension. No article may be added twice.
  void AddTo(article::Dimension dimension, const RowSet& set);

  // Borrows from this counter. Anything at all once cancelled.
  ValueCounts CountsOf(article::Dimension dimension) const;

 private:
  // Calls count(number) for every number of every row's record.
  template <typename Count>
  void Visit(const RowSet& set, Count count);
  // Counts one, and notes it when it is the first.
  void Bump(uint32_t number) {
    if (seen_size_ == seen_.size()) seen_.resize(2 * seen_.size() + 64);
    seen_[seen_size_] = number;
    seen_size_ += counters_[number]++ == 0;
  }

  const snapshot::Snapshot& snapshot_;
  const snapshot::EntityRecords& records_;
  Cancellation* const cancellation_;
  const bool touches_;  // Notes which counters are above 0.
  std::vector<uint32_t> counters_;
  std::vector<uint32_t> seen_;  // The first seen_size_ of them, when touches_.
  size_t seen_size_ = 0;
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_ENTITY_COUNTER_H_
