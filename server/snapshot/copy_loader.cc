#include "server/snapshot/copy_loader.h"

#include <algorithm>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "indexer/format/copies_file.h"
#include "indexer/format/schema.h"

namespace dateline::snapshot {

absl::Status ReadCopies(const ShardSource& shard, Row first_row, ShardCopies* out) {
  absl::flat_hash_map<std::string, uint32_t> numbers;
  return shard.ForEachValue(format::kSlotCopyGroup, [&](uint32_t docid, absl::string_view head) {
    const auto [number, added] =
        numbers.try_emplace(std::string(head), static_cast<uint32_t>(out->heads.size()));
    if (added) out->heads.push_back(number->first);
    out->places.push_back({first_row + docid - 1, number->second});
    return true;
  });
}

absl::Status ReadCopiesFile(const std::string& path, const std::vector<Row>& first_rows,
                            const std::vector<uint32_t>& last_docids,
                            std::vector<ShardCopies>* out) {
  const absl::StatusOr<std::vector<format::CopyGroupPlaces>> groups = format::ReadCopies(path);
  if (!groups.ok()) return absl::DataLossError(groups.status().message());
  out->assign(last_docids.size(), {});
  for (const format::CopyGroupPlaces& group : *groups) {
    for (const format::ArticlePlace place : group.articles) {
      if (place.shard >= out->size() || place.docid > last_docids[place.shard]) {
        return absl::DataLossError(absl::StrCat(path, ": names an article that is not there"));
      }
      ShardCopies& shard = (*out)[place.shard];
      if (shard.heads.empty() || shard.heads.back() != group.head) {
        shard.heads.push_back(group.head);
      }
      shard.places.push_back({first_rows[place.shard] + place.docid - 1,
                              static_cast<uint32_t>(shard.heads.size() - 1)});
    }
  }
  for (ShardCopies& shard : *out) std::sort(shard.places.begin(), shard.places.end());
  return absl::OkStatus();
}

void BuildCopies(uint32_t row_count, const std::vector<ShardCopies>& shards, CopyColumn* column) {
  absl::flat_hash_map<absl::string_view, uint32_t> numbers;
  std::vector<std::vector<uint32_t>> number_of(shards.size());  // By shard and head.
  for (size_t s = 0; s < shards.size(); ++s) {
    for (const std::string& head : shards[s].heads) {
      const auto number = static_cast<uint32_t>(numbers.size());
      number_of[s].push_back(numbers.try_emplace(head, number).first->second);
    }
  }
  std::vector<uint32_t> sizes(numbers.size(), 0);
  for (size_t s = 0; s < shards.size(); ++s) {
    for (const auto& [row, head] : shards[s].places) ++sizes[number_of[s][head]];
  }
  // Heads of several articles are numbered anew; sizes become where the next row of each goes.
  std::vector<uint32_t> groups(sizes.size(), kNoGroup);
  uint32_t end = 0;
  for (size_t h = 0; h < sizes.size(); ++h) {
    if (sizes[h] < 2) continue;
    groups[h] = static_cast<uint32_t>(column->offsets.size());
    column->offsets.push_back(end);
    const uint32_t size = sizes[h];
    sizes[h] = end;
    end += size;
  }
  if (end == 0) return;
  column->offsets.push_back(end);
  std::vector<absl::string_view> heads(column->offsets.size() - 1);
  for (const auto& [head, number] : numbers) {
    if (groups[number] != kNoGroup) heads[groups[number]] = head;
  }
  for (const absl::string_view head : heads) {
    column->head_ids.append(head.data(), head.size());
    column->head_ends.push_back(static_cast<uint32_t>(column->head_ids.size()));
  }
  column->head_ids.shrink_to_fit();
  column->rows.resize(end);
  column->groups.assign(row_count, kNoGroup);
  for (size_t s = 0; s < shards.size(); ++s) {
    for (const auto& [row, head] : shards[s].places) {
      const uint32_t number = number_of[s][head];
      if (groups[number] == kNoGroup) continue;
      column->groups[row] = groups[number];
      column->rows[sizes[number]++] = row;
    }
  }
}

}  // namespace dateline::snapshot
