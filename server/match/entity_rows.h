// Which articles have an entity: the columns the other way round, for selections.

#ifndef DATELINE_SERVER_MATCH_ENTITY_ROWS_H_
#define DATELINE_SERVER_MATCH_ENTITY_ROWS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "server/match/cancellation.h"
#include "server/snapshot/postings.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// Some entities by their numbers (snapshot::EntityRecords), and the articles that have any of them.
// For one search; borrows what it is given. REQUIRES: no number is missing() or absent().
class EntityRows {
 public:
  EntityRows(const snapshot::Snapshot& snapshot, const std::vector<uint32_t>& numbers);

  // Under which the snapshot keeps it with its posting lists.
  static std::string KeyOf(const std::vector<uint32_t>& numbers);
  // Null when it has to be made. Its champions have the lowest keys.
  const std::shared_ptr<const snapshot::Postings>& kept() const { return kept_; }
  // What making it costs, in postings that are read.
  size_t cost() const { return cost_; }
  // True when it was wanted before, and would be kept.
  bool IsWorthKeeping() const;
  // Makes it, and has the snapshot keep it with its posting lists. Throws Xapian::Error when the
  // revision can no longer be read; anything at all once cancelled.
  std::shared_ptr<const snapshot::Postings> Make(snapshot::Snapshot::Lease* lease,
                                                 Cancellation* cancellation) const;

 private:
  // Sets the bits of the articles that have `numbers`, by the records of all articles.
  void CollectRows(const std::vector<uint32_t>& numbers, Cancellation* cancellation,
                   std::vector<uint64_t>* bits) const;

  const snapshot::Snapshot& snapshot_;
  std::string key_;
  std::shared_ptr<const snapshot::Postings> kept_;
  size_t cost_ = 0;
  size_t articles_ = 0;             // Of all entities, those of several counted for each.
  std::vector<std::string> terms_;  // Of entities whose posting lists in the index say it all,
  std::vector<uint32_t> others_;    // and the numbers of the others.
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_ENTITY_ROWS_H_
