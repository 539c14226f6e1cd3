#include "server/snapshot/entity_names.h"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

namespace dateline::snapshot {
namespace {

// Leaves the rows whose article counts for `final_id` by that name.
std::vector<Row> CutRows(const EntityCorrections& corrections, const EntityName& name,
                         absl::string_view final_id, std::vector<Row> rows) {
  const Namesakes& namesakes = corrections.namesakes();
  if (namesakes.GroupOf(name.own_id) != nullptr) {
    rows.erase(std::remove_if(
                   rows.begin(), rows.end(),
                   [&](Row row) { return namesakes.RuledIn(row, name.own_id) != name.ruled_id; }),
               rows.end());
  }
  const absl::string_view merged_id = corrections.Merged(name.ruled_id);
  const std::vector<EntitySplit>* splits = corrections.SplitsOf(merged_id);
  if (splits == nullptr) return rows;
  const EntityCorrections::SplitRows* met = corrections.SplitRowsOf(merged_id);
  rows.erase(std::remove_if(rows.begin(), rows.end(),
                            [&](Row row) {
                              absl::string_view id = merged_id;
                              if (met != nullptr) {
                                const auto it = std::lower_bound(met->begin(), met->end(),
                                                                 std::make_pair(row, uint32_t{0}));
                                if (it != met->end() && it->first == row) {
                                  id = (*splits)[it->second].target;
                                }
                              }
                              return id != final_id;
                            }),
             rows.end());
  return rows;
}

}  // namespace

std::vector<EntityName> CountNames(const EntityCorrections& corrections, const NameSource& source,
                                   absl::string_view final_id) {
  std::vector<EntityName> names;
  for (const std::string& merged_id : corrections.SourcesOf(final_id)) {
    const bool split = corrections.SplitsOf(merged_id) != nullptr;
    for (const std::string& ruled_id : corrections.MembersOf(merged_id)) {
      for (const std::string& own_id : corrections.namesakes().OwnIdsOf(ruled_id)) {
        for (EntityName& name : source.names_of(own_id)) {
          name.ruled_id = ruled_id;
          if (split || corrections.namesakes().GroupOf(own_id) != nullptr) {
            name.article_count = static_cast<uint32_t>(
                CutRows(corrections, name, final_id, source.rows_of(name)).size());
          }
          if (name.article_count > 0) names.push_back(std::move(name));
        }
      }
    }
  }
  std::sort(names.begin(), names.end(), [](const EntityName& a, const EntityName& b) {
    return std::tie(a.name, a.own_id, a.ruled_id) < std::tie(b.name, b.own_id, b.ruled_id);
  });
  return names;
}

std::string MostUsedName(const EntityCorrections& corrections, const NameSource& source,
                         absl::string_view final_id, const std::vector<EntityName>& names) {
  const EntityName* best = nullptr;
  size_t best_count = 0;
  for (size_t i = 0; i < names.size();) {
    size_t end = i + 1;
    while (end < names.size() && names[end].name == names[i].name) ++end;
    size_t count = names[i].article_count;
    if (end > i + 1) {
      // An article may mention several of the ids, and call all of them so.
      std::vector<Row> all;
      for (size_t j = i; j < end; ++j) {
        const std::vector<Row> rows =
            CutRows(corrections, names[j], final_id, source.rows_of(names[j]));
        std::vector<Row> both;
        std::set_union(all.begin(), all.end(), rows.begin(), rows.end(), std::back_inserter(both));
        all = std::move(both);
      }
      count = all.size();
    }
    if (count > best_count) {
      best = &names[i];
      best_count = count;
    }
    i = end;
  }
  return best == nullptr ? std::string() : best->name;
}

}  // namespace dateline::snapshot
