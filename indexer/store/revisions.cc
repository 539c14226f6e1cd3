#include "indexer/store/revisions.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>
#include <system_error>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "indexer/format/layout.h"
#include "indexer/format/revision_lease.h"
#include "indexer/store/durable_file.h"

namespace dateline::store {
namespace {

namespace fs = std::filesystem;

absl::Status SystemStatus(const std::string& path, absl::string_view what,
                          const std::error_code& error) {
  errno = error.value();
  return ErrnoStatus(path, what);
}

std::vector<fs::path> List(const std::string& folder) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    paths.push_back(entry->path());
  }
  return paths;
}

void Remove(const fs::path& path) {
  std::error_code ignored;
  fs::remove_all(path, ignored);
}

// The shards that a revision names, by their folders' names: those of the layout of versions 1 to 6
// are linked to, all of them. False when it cannot be told.
bool AddShardsOf(const std::string& index, uint64_t revision, std::set<std::string>* names) {
  const absl::StatusOr<format::Manifest> manifest = format::ReadRevisionManifest(index, revision);
  if (manifest.ok()) {
    for (const uint64_t shard : manifest->shards) names->insert(absl::StrCat(shard));
    return true;
  }
  bool of_views = false;
  for (const fs::path& view : List(format::RevisionPath(index, revision))) {
    std::error_code error;
    if (!fs::is_directory(view, error)) continue;
    of_views = true;
    names->insert(view.filename().string());
  }
  return of_views;
}

}  // namespace

absl::Status PublishRevision(const std::string& index, uint64_t revision,
                             const std::vector<uint64_t>& shards, absl::string_view copies) {
  // The entries of new shards.
  absl::Status status = SyncFolder(absl::StrCat(index, "/shards"));
  if (!status.ok()) return status;
  const std::string path = format::RevisionPath(index, revision);
  const std::string temporary = absl::StrCat(path, ".tmp");
  std::error_code error;
  fs::remove_all(temporary, error);
  if (!error) fs::create_directories(temporary, error);
  if (error) return SystemStatus(temporary, "cannot create", error);
  status = WriteFile(temporary + "/XAPIANDB", format::EncodeRevisionManifest(revision, shards));
  if (status.ok()) status = WriteFile(temporary + "/copies", copies);
  if (status.ok()) status = SyncFolder(temporary);
  if (!status.ok()) return status;
  // Of a commit that was not finished.
  fs::remove_all(path, error);
  if (!error) fs::rename(temporary, path, error);
  if (error) return SystemStatus(path, "cannot rename", error);
  status = SyncFolder(absl::StrCat(index, "/revisions"));
  if (!status.ok()) return status;
  return ReplaceFile(format::ManifestPath(index), format::EncodeManifest(revision, shards));
}

void RemoveUnused(const std::string& index, uint64_t current) {
  std::set<std::string> used;
  for (const fs::path& path : List(absl::StrCat(index, "/revisions"))) {
    uint64_t revision = 0;
    if (!absl::SimpleAtoi(path.filename().string(), &revision) ||
        (revision != current && !format::RevisionHasReaders(index, revision))) {
      Remove(path);
    } else if (!AddShardsOf(index, revision, &used)) {
      return;
    }
  }
  for (const fs::path& path : List(absl::StrCat(index, "/shards"))) {
    if (used.count(path.filename().string()) == 0) Remove(path);
  }
}

uint64_t FirstFreeShard(const std::string& index) {
  uint64_t first = 0;
  for (const fs::path& path : List(absl::StrCat(index, "/shards"))) {
    uint64_t number = 0;
    if (absl::SimpleAtoi(path.filename().string(), &number)) first = std::max(first, number + 1);
  }
  return first;
}

}  // namespace dateline::store
