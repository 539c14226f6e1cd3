#include "server/snapshot/word_records.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace dateline::snapshot {

void WordRecords::OpenFiles(WordLocations locations, const std::vector<std::string>& paths,
                            const std::vector<uint32_t>& first_rows,
                            const std::vector<Xapian::Database>& shards, OnDamage on_damage) {
  locations_ = std::move(locations);
  on_damage_ = std::move(on_damage);
  checked_size_ = locations_.row_count() / 64 + 1;
  checked_.reset(new std::atomic<uint64_t>[checked_size_]());
  for (size_t s = 0; s < shards.size(); ++s) {
    files_.emplace_back();
    bool needed = false;
    for (uint32_t row = first_rows[s]; row < first_rows[s + 1] && !needed; ++row) {
      needed = !locations_.HasPositions(row) && locations_.At(row).size > 0;
    }
    if (!needed) continue;
    const format::WordFileState state = format::ReadWordFileState(shards[s]);
    auto file = format::WordFile::Open(
        absl::StrCat(paths[s], "/", format::WordFileName(state.generation)), state.bytes);
    if (file.ok()) {
      files_.back() = *std::move(file);
    } else if (on_damage_ != nullptr) {
      on_damage_(absl::StrCat(file.status().message(),
                              "; phrases are looked for in the stored articles, which is slow"));
    }
  }
}

std::optional<format::WordRecord> WordRecords::Read(size_t shard, uint32_t row,
                                                    uint64_t key) const {
  const absl::string_view bytes = files_[shard]->At(locations_.At(row));
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
