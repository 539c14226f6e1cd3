#include "indexer/store/copy_check.h"

#include <xapian.h>

#include <cstdint>
#include <functional>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "indexer/format/xapian_status.h"
#include "indexer/store/copy_groups.h"
#include "indexer/store/index_check.h"
#include "indexer/store/index_reader.h"
#include "indexer/store/stored_copies.h"

namespace dateline::store {
namespace {

// Calls `visit` with every article that has a copy record, and the number of its shard.
absl::Status ForEachCopy(const format::Manifest& manifest,
                         const std::function<void(size_t shard, StoredCopy)>& visit) {
  for (size_t shard = 0; shard < manifest.shard_paths.size(); ++shard) {
    const std::string& path = manifest.shard_paths[shard];
    absl::Status status = format::CatchXapian(path, [&] {
      return ForEachStoredCopy(Xapian::Database(path), path,
                               [&](StoredCopy stored) { visit(shard, std::move(stored)); });
    });
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

std::string Describe(const std::string& head) {
  return head.empty() ? "no copy group" : absl::StrCat("the copy group \"", head, "\"");
}

}  // namespace

absl::StatusOr<std::vector<std::string>> CheckCopyGroups(const std::string& index,
                                                         const format::Manifest& manifest) {
  if (manifest.of_views) return std::vector<std::string>();
  const absl::StatusOr<HeadsByPlace> stored_heads = ReadCopyHeads(index, manifest);
  if (!stored_heads.ok()) return stored_heads.status();
  CopyGroups groups;
  absl::flat_hash_map<std::string, std::string> heads;
  const auto settle = [&] {
    for (CopyGroups::Change& change : groups.Settle()) {
      heads[change.id] = std::move(change.head);
    }
  };
  // Settling needs memory by what is new, the groups do not depend on how often it is done.
  constexpr uint64_t kSettleEvery = 50000;
  uint64_t count = 0;
  absl::Status status = ForEachCopy(manifest, [&](size_t, StoredCopy stored) {
    groups.Put(std::move(stored.record), stored.date);
    if (++count % kSettleEvery == 0) settle();
  });
  if (!status.ok()) return status;
  settle();

  std::vector<std::string> findings;
  size_t grouped = 0;
  status = ForEachCopy(manifest, [&](size_t shard, const StoredCopy& stored) {
    const auto found = heads.find(stored.record.id);
    const std::string head = found == heads.end() ? "" : found->second;
    const auto stored_head = (*stored_heads)[shard].find(stored.docid);
    const bool is_grouped = stored_head != (*stored_heads)[shard].end();
    grouped += is_grouped ? 1 : 0;
    const std::string has = is_grouped ? stored_head->second : "";
    if (head == has || findings.size() == kMaxFindings) return;
    findings.push_back(absl::StrCat("article ", stored.record.id, ": has ", Describe(has),
                                    " and should have ", Describe(head)));
  });
  if (!status.ok()) return status;
  for (const auto& of_shard : *stored_heads) grouped -= of_shard.size();
  if (grouped != 0) findings.push_back("copy groups have articles that have no copies");
  return findings;
}

}  // namespace dateline::store
