#include "server/snapshot/load_corrections.h"

#include <algorithm>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "indexer/format/schema.h"
#include "server/snapshot/corrected_columns.h"
#include "server/snapshot/correction_planner.h"
#include "server/snapshot/fuller_names.h"
#include "server/snapshot/name_source.h"
#include "server/snapshot/namesakes.h"
#include "server/snapshot/shard_source.h"
#include "server/snapshot/value_loader.h"

namespace dateline::snapshot {
namespace {

// What the server's own rules make of the columns, namesakes already split there.
absl::StatusOr<EntityRules> ApplyRules(const AliasOverlay* overlay,
                                       const std::vector<ShardHomes>& homes,
                                       const FirstRows& first_rows,
                                       const HandlePool::Handles& shards,
                                       const Postlists& postlists, Columns* columns) {
  EntityRules rules;
  const absl::flat_hash_set<std::string> kept = KeptIds(overlay);
  const auto dictionary = [&](article::Dimension dimension) {
    return &columns->dictionaries[static_cast<size_t>(dimension)];
  };
  NamesakeEvidence evidence;
  evidence.homes = &homes;
  evidence.persons = dictionary(article::Dimension::kPerson);
  evidence.places = dictionary(article::Dimension::kPlace);
  rules.merges = MergeFullerNames(*evidence.persons, kept);
  MergeFullerNamesakes(homes, kept, &rules.merges);
  evidence.merged_into = &rules.merges;
  evidence.kept = &kept;
  absl::Status damage;
  evidence.rows_of = [&](absl::string_view own_id, absl::string_view home) {
    std::vector<Row> rows;
    const std::string term = format::HomeTerm(own_id, home);
    for (size_t s = 0; s < shards.size(); ++s) {
      damage.Update(
          ShardSource(shards[s], postlists[s].get()).ForEachDocid(term, [&](uint32_t docid) {
            rows.push_back(first_rows[s] + docid - 1);
          }));
    }
    return rows;
  };
  rules.namesakes = FindNamesakes(evidence);
  if (!damage.ok()) return damage;
  const absl::Status status = SplitNamesakes(rules.namesakes, columns);
  if (!status.ok()) return status;
  return rules;
}

// Reads the names of what is touched where they were not.
absl::Status CompleteNames(const EntityCorrections& corrections, const HandlePool::Handles& shards,
                           const Postlists& postlists, RevisionNames* names) {
  const auto is_partly_read = [](const ShardNames& shard) { return shard.partly_read; };
  if (std::none_of(names->shards.begin(), names->shards.end(), is_partly_read)) {
    return absl::OkStatus();
  }
  for (const std::string& own_id : corrections.OwnIdsTouched()) {
    if (!names->read.insert(own_id).second) continue;
    for (size_t s = 0; s < names->shards.size(); ++s) {
      if (!names->shards[s].partly_read) continue;
      const absl::Status status =
          ReadNamesOf(ShardSource(shards[s], postlists[s].get()), own_id, &names->shards[s]);
      if (!status.ok()) return status;
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Correct(const LoadOptions& options, RevisionNames* names,
                     const std::vector<ShardHomes>& homes, const FirstRows& first_rows,
                     HandlePool* pool, const Postlists& postlists, Columns* columns,
                     EntityCorrections* corrections) {
  try {
    HandlePool::Handles shards = pool->Take();
    EntityRules rules;
    if (options.entity_rules) {
      absl::StatusOr<EntityRules> applied =
          ApplyRules(options.aliases.get(), homes, first_rows, shards, postlists, columns);
      if (!applied.ok()) return applied.status();
      rules = *std::move(applied);
    }
    *corrections = PlanCorrections(columns->dictionaries, std::move(rules), options.aliases.get());
    const absl::Status status = CompleteNames(*corrections, shards, postlists, names);
    if (!status.ok()) return status;
    CorrectColumns(LoadedNames(names->shards, *corrections, shards, first_rows), columns,
                   corrections);
    pool->Return(std::move(shards));
  } catch (...) {
    return StatusOfXapianException();
  }
  return absl::OkStatus();
}

}  // namespace dateline::snapshot
