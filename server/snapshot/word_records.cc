#include "server/snapshot/word_records.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace dateline::snapshot {

bool WordRecords::NeedsLocatedFile(const WordShard& shard) const {
  for (uint32_t row = shard.first_row; row < shard.first_row + shard.row_count; ++row) {
    if (!locations_.HasPositions(row) && locations_.At(row).size > 0) return true;
  }
  return false;
}

void WordRecords::OpenFiles(WordLocations locations, const std::vector<WordShard>& shards,
                            OnDamage on_damage) {
  locations_ = std::move(locations);
  on_damage_ = std::move(on_damage);
  uint32_t row_count = 0;
  for (const WordShard& shard : shards) {
    row_count = std::max(row_count, shard.first_row + shard.row_count);
    File& file = files_.emplace_back();
    file.first_row = shard.first_row;
    file.has_table = shard.has_table;
    absl::Status status;
    if (shard.has_table) {
      auto opened = format::WordTableFile::Open(shard.path);
      status = opened.status();
      if (opened.ok()) file.table = *std::move(opened);
    } else if (NeedsLocatedFile(shard)) {
      auto opened = format::WordFile::Open(
          absl::StrCat(shard.path, "/", format::WordFileName(shard.committed.generation)),
          shard.committed.bytes);
      status = opened.status();
      if (opened.ok()) file.located = *std::move(opened);
    }
    if (!status.ok() && on_damage_ != nullptr) {
      on_damage_(absl::StrCat(status.message(),
                              "; phrases are looked for in the stored articles, which is slow"));
    }
  }
  checked_size_ = row_count / 64 + 1;
  checked_.reset(new std::atomic<uint64_t>[checked_size_]());
}

std::optional<format::WordRecord> WordRecords::Read(size_t shard, uint32_t row,
                                                    absl::string_view bytes, uint64_t key) const {
  std::atomic<uint64_t>& checked = checked_[row / 64];
  const uint64_t bit = uint64_t{1} << (row % 64);
  if ((checked.load(std::memory_order_relaxed) & bit) != 0) return format::WordRecord::Parse(bytes);
  if (format::WordRecord::HasChecksum(bytes, key)) {
    if (auto record = format::WordRecord::Parse(bytes)) {
      checked.fetch_or(bit, std::memory_order_relaxed);
      return record;
    }
  }
  if (on_damage_ != nullptr && !damage_told_.exchange(true)) {
    on_damage_(absl::StrCat("the word file of shard ", shard,
                            " has damaged records; phrases are looked for in these stored articles,"
                            " which is slow"));
  }
  return std::nullopt;
}

}  // namespace dateline::snapshot
