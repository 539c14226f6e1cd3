#include "indexer/store/join_plan.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace dateline::store {
namespace {

constexpr uint32_t kFactor = 8;
constexpr uint32_t kSmallest = 1000;  // Articles; shards below are of one size.

int SizeClass(uint32_t articles) {
  int size_class = 0;
  for (uint32_t size = articles / kSmallest; size > 0; size /= kFactor) ++size_class;
  return size_class;
}

// Joins the shards of a class while there are enough of them, and goes on with what comes out.
void AddGroups(const std::vector<ShardSize>& shards, uint32_t max_articles,
               std::vector<std::vector<size_t>>* groups) {
  struct Part {
    uint64_t articles;
    std::vector<size_t> places;
  };
  std::map<int, std::vector<Part>> classes;
  const auto is_full = [&](uint64_t articles) { return articles > max_articles / 2; };
  for (size_t i = 0; i < shards.size(); ++i) {
    if (shards[i].articles == 0) continue;
    if (is_full(shards[i].articles)) {
      if (shards[i].rewrite) groups->push_back({i});
      continue;
    }
    classes[SizeClass(shards[i].articles)].push_back({shards[i].articles, {i}});
  }
  for (auto at = classes.begin(); at != classes.end(); ++at) {
    std::vector<Part>& parts = at->second;
    while (parts.size() >= kFactor) {
      Part joined = {0, {}};
      size_t taken = 0;
      for (; taken < parts.size() && joined.articles + parts[taken].articles <= max_articles;
           ++taken) {
        joined.articles += parts[taken].articles;
        joined.places.insert(joined.places.end(), parts[taken].places.begin(),
                             parts[taken].places.end());
      }
      parts.erase(parts.begin(), parts.begin() + static_cast<ptrdiff_t>(taken));
      const int size_class = SizeClass(static_cast<uint32_t>(joined.articles));
      if (size_class == at->first || is_full(joined.articles)) {
        groups->push_back(std::move(joined.places));
      } else {
        classes[size_class].push_back(std::move(joined));
      }
    }
    for (Part& part : parts) {
      if (part.places.size() > 1 || shards[part.places[0]].rewrite) {
        groups->push_back(std::move(part.places));
      }
    }
  }
  for (std::vector<size_t>& group : *groups) std::sort(group.begin(), group.end());
}

}  // namespace

std::vector<std::vector<size_t>> PlanJoins(const std::vector<ShardSize>& shards,
                                           uint32_t max_articles) {
  std::vector<std::vector<size_t>> groups;
  AddGroups(shards, max_articles, &groups);
  return groups;
}

std::vector<std::vector<size_t>> PlanCompaction(const std::vector<ShardSize>& shards,
                                                uint32_t least, uint32_t max_articles) {
  std::vector<size_t> order;
  uint64_t total = 0;
  for (size_t i = 0; i < shards.size(); ++i) {
    if (shards[i].articles == 0) continue;
    order.push_back(i);
    total += shards[i].articles;
  }
  const uint64_t most = std::max<uint64_t>(1, total / kMinShardArticles);
  const uint64_t needed = (total + max_articles - 1) / max_articles;
  const uint64_t count = std::max(std::min<uint64_t>(least, most), needed);
  if (order.size() <= count) return PlanJoins(shards, max_articles);
  // The largest first, each to the group that has the least.
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return shards[a].articles > shards[b].articles; });
  std::vector<std::vector<size_t>> groups(count);
  std::vector<uint64_t> sizes(count, 0);
  for (const size_t place : order) {
    const size_t least_full =
        static_cast<size_t>(std::min_element(sizes.begin(), sizes.end()) - sizes.begin());
    sizes[least_full] += shards[place].articles;
    groups[least_full].push_back(place);
  }
  for (std::vector<size_t>& group : groups) std::sort(group.begin(), group.end());
  // What is one shard already stays.
  groups.erase(std::remove_if(groups.begin(), groups.end(),
                              [&](const std::vector<size_t>& group) {
                                return group.empty() ||
                                       (group.size() == 1 && !shards[group[0]].rewrite);
                              }),
               groups.end());
  return groups;
}

}  // namespace dateline::store
