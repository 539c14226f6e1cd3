// Which shards of an index a commit joins.

#ifndef DATELINE_INDEXER_STORE_JOIN_PLAN_H_
#define DATELINE_INDEXER_STORE_JOIN_PLAN_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dateline::store {

struct ShardSize {
  uint32_t articles = 0;  // That stay.
  bool rewrite = false;   // Others have to be taken out of it.
};

// Groups of shards, by their places in `shards`; each group becomes one shard, and the order within
// it is theirs. Shards in no group stay as they are. A shard that is to be rewritten is in a group,
// if need be alone; one without articles in none.
//
// Shards of about one size (within a factor of 8) are joined when there are 8 of them: so an
// article is written once for every factor of 8 that the index grows, and the shards are at most 7
// of every size. None is joined beyond `max_articles`; one of more than half of that is full, and
// joined no more.
std::vector<std::vector<size_t>> PlanJoins(const std::vector<ShardSize>& shards,
                                           uint32_t max_articles);

// The same after much has been written at once: all shards into as few as `max_articles` allows,
// but not fewer than `least` if those have kMinShardArticles, all of about the same size (so one
// may be some larger than `max_articles`). As PlanJoins when there are no more shards than that.
std::vector<std::vector<size_t>> PlanCompaction(const std::vector<ShardSize>& shards,
                                                uint32_t least, uint32_t max_articles);
inline constexpr uint32_t kMinShardArticles = 20000;

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_JOIN_PLAN_H_
