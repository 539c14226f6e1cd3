// Counts the entities of all dimensions over the articles of a search, in one pass.

#ifndef DATELINE_SERVER_MATCH_ENTITY_COUNTER_H_
#define DATELINE_SERVER_MATCH_ENTITY_COUNTER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "indexer/article/dimension.h"
#include "server/match/cancellation.h"
#include "server/match/row_set.h"
#include "server/match/spare_cores.h"
#include "server/match/value_counts.h"
#include "server/snapshot/counter_pool.h"
#include "server/snapshot/entity_records.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// Borrows all that it is given.
class EntityCounter {
 public:
  // `rows` will be counted, about: few are counted in a way that does not go through all entities,
  // many on what `cores`, which may be null, can lend.
  EntityCounter(const snapshot::Snapshot& snapshot, size_t rows, SpareCores* cores,
                Cancellation* cancellation);
  ~EntityCounter();
  EntityCounter(const EntityCounter&) = delete;
  EntityCounter& operator=(const EntityCounter&) = delete;

  // In all dimensions. To be called once, and before AddTo: other threads may begin at once, so
  // that the caller can do something else before it calls FinishAdd.
  void BeginAdd(const RowSet& set);
  void FinishAdd();
  // In one dimension. No article may be added twice.
  void AddTo(article::Dimension dimension, const RowSet& set);
  // To be called when all is added.
  void Finish() { MergeCounted(); }

  // Borrows from this counter. Anything at all once cancelled.
  ValueCounts CountsOf(article::Dimension dimension) const;

 private:
  // Rows that several threads count.
  struct Shared;

  // What is not counted is counted as absent, in one counter for each slot of a record: the
  // processor would wait where one is counted up again at once.
  uint32_t counter_count() const {
    return records_.number_count() + snapshot::EntityRecords::kSlots - 1;
  }
  // Calls (*count)(number, slot) for every number of the records of a part of a set. Breaks off
  // when tick(rows), called now and then, is true.
  template <typename Count, typename Tick>
  void Visit(const RowSet& set, size_t begin, size_t end, Count* count, Tick tick) const;
  // Counts a set with counters of a type. Where touches_, notes which were used.
  template <typename T, typename Which>
  void CountAlone(const RowSet& set, Which which);
  template <typename Which>
  void CountAlone(const RowSet& set, Which which);
  // Counts the numbers from `first` on, `size` of them; the others count as absent.
  void BeginCount(RowSet set, uint32_t first, uint32_t size);
  void FinishCount();
  template <typename T>
  void ClearUsed();
  template <typename T>
  ValueCounts CountsOf(article::Dimension dimension) const;
  // Parts of `shared` until none is left.
  template <typename Tick>
  void CountParts(Shared* shared, uint32_t* counters, Tick tick) const;
  // Adds what other threads have counted.
  void MergeCounted();
  // What was counted of the others becomes that of the set.
  void Invert();

  const snapshot::Snapshot& snapshot_;
  const snapshot::EntityRecords& records_;
  SpareCores* const cores_;
  Cancellation* const cancellation_;
  const bool touches_;  // Notes which counters are above 0.
  // No other thread helps, and counters of 2 bytes are large enough, but for what is counted as
  // absent, which nobody asks for.
  const bool is_small_;
  bool narrow_ = false;  // They have 2 bytes, else 4.
  snapshot::Counters counters_;
  std::vector<uint32_t> seen_;  // The first seen_size_ of them, when touches_.
  size_t seen_size_ = 0;
  bool all_seen_ = true;  // Unless something was thrown.
  // By the other threads.
  std::vector<snapshot::Counters> counted_;
  bool inverted_ = false;           // The articles that are not in the set are counted.
  std::unique_ptr<Shared> shared_;  // Between BeginCount and FinishCount.
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_ENTITY_COUNTER_H_
