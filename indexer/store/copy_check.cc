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
#include "indexer/store/shard_metadata.h"
#include "indexer/store/stored_copies.h"

namespace dateline::store {
namespace {

absl::Status ForEachCopy(const format::Manifest& manifest,
                         const std::function<void(StoredCopy)>& visit) {
  for (const std::string& path : manifest.shard_paths) {
    absl::Status status = format::CatchXapian(
        path, [&] { return ForEachStoredCopy(Xapian::Database(path), path, visit); });
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

std::string Describe(const std::string& head) {
  return head.empty() ? "no copy group" : absl::StrCat("the copy group \"", head, "\"");
}

}  // namespace

absl::StatusOr<std::vector<std::string>> CheckCopyGroups(const format::Manifest& manifest) {
  for (const std::string& path : manifest.shard_paths) {
    bool earlier = false;
    absl::Status status = format::CatchXapian(path, [&] {
      earlier = IsOfEarlierFormat(Xapian::Database(path));
      return absl::OkStatus();
    });
    if (!status.ok()) return status;
    if (earlier) return std::vector<std::string>();
  }
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
  absl::Status status = ForEachCopy(manifest, [&](StoredCopy stored) {
    groups.Put(std::move(stored.record), stored.date);
    if (++count % kSettleEvery == 0) settle();
  });
  if (!status.ok()) return status;
  settle();

  std::vector<std::string> findings;
  status = ForEachCopy(manifest, [&](const StoredCopy& stored) {
    const auto found = heads.find(stored.record.id);
    const std::string head = found == heads.end() ? "" : found->second;
    if (head == stored.head || findings.size() == kMaxFindings) return;
    findings.push_back(absl::StrCat("article ", stored.record.id, ": has ", Describe(stored.head),
                                    " and should have ", Describe(head)));
  });
  if (!status.ok()) return status;
  return findings;
}

}  // namespace dateline::store
