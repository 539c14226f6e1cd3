#include "server/snapshot/copy_loader.h"

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "indexer/format/schema.h"

namespace dateline::snapshot {

absl::Status ReadCopies(const Xapian::Database& shard, Row first_row, ShardCopies* out) {
  const Xapian::docid last = shard.get_lastdocid();
  absl::flat_hash_map<std::string, uint32_t> numbers;
  for (auto it = shard.valuestream_begin(format::kSlotCopyGroup);
       it != shard.valuestream_end(format::kSlotCopyGroup); ++it) {
    if (it.get_docid() > last) {
      return absl::DataLossError(
          absl::StrCat("document ", it.get_docid(), " is behind the last one"));
    }
    const auto [number, added] = numbers.try_emplace(*it, static_cast<uint32_t>(out->heads.size()));
    if (added) out->heads.push_back(number->first);
    out->places.push_back({first_row + it.get_docid() - 1, number->second});
  }
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
