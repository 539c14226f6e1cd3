// Matches put together by copy group, so that each group counts as one.

#ifndef DATELINE_SERVER_MATCH_COLLAPSED_H_
#define DATELINE_SERVER_MATCH_COLLAPSED_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "server/match/cancellation.h"
#include "server/match/matches.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// Articles that are counted as one: of a copy group, two or more.
struct Copies {
  const snapshot::Row* rows;  // Ascending.
  size_t size;
};

struct Collapsed {
  // One article each: those without copies, and those none of whose copies match.
  Matches alone;
  // All others, copy group after copy group: group g from offsets[g] up to offsets[g + 1], where
  // its rows ascend.
  Matches together;
  std::vector<uint32_t> offsets = {0};

  uint32_t group_count() const { return static_cast<uint32_t>(offsets.size() - 1); }
  Copies group(uint32_t g) const {
    return {together.rows.data() + offsets[g], offsets[g + 1] - offsets[g]};
  }
  // What is counted: articles alone, and groups.
  uint32_t size() const { return static_cast<uint32_t>(alone.rows.size()) + group_count(); }
};

// Linear in the matches, or nearly: neither the articles nor the groups of the snapshot are gone
// through. Anything at all once cancelled.
Collapsed Collapse(const snapshot::CopyColumn& copies, const Matches& matches,
                   Cancellation* cancellation);

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_COLLAPSED_H_
