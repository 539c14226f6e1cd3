#include "indexer/store/revisions.h"

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "indexer/format/layout.h"
#include "indexer/format/revision_lease.h"
#include "indexer/store/durable_file.h"

namespace dateline::store {
namespace {

namespace fs = std::filesystem;

// Xapian's glass backend: the file that names a version's root blocks, and the ending of tables.
constexpr absl::string_view kVersionFile = "iamglass";
constexpr absl::string_view kTableEnding = ".glass";
constexpr absl::string_view kWordFileName = "words";  // Behind it the generation.
constexpr size_t kMaxVersionFileBytes = 64 << 10;
constexpr uint64_t kKeptRevisions = 2;  // Before the current one.

std::string VersionFile(const std::string& folder) {
  return absl::StrCat(folder, "/", kVersionFile);
}

absl::Status SystemStatus(const std::string& path, absl::string_view what,
                          const std::error_code& error) {
  errno = error.value();
  return ErrnoStatus(path, what);
}

// Builds the view of one shard in the folder `view`, which does not exist yet.
absl::Status BuildView(const std::string& index, uint32_t shard, const std::string& word_file,
                       const std::string& view) {
  std::error_code error;
  fs::create_directory(view, error);
  if (error) return SystemStatus(view, "cannot create", error);
  const std::string folder = format::ShardPath(index, shard);
  const absl::StatusOr<std::string> version = ReadFile(VersionFile(folder), kMaxVersionFileBytes);
  if (!version.ok()) return version.status();
  absl::Status status = WriteFile(VersionFile(view), *version);
  if (!status.ok()) return status;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const fs::path name = entry->path().filename();
    if (name.extension() != std::string(kTableEnding) && name != word_file) continue;
    fs::create_symlink(fs::path(absl::StrCat("../../../shards/", shard)) / name,
                       fs::path(view) / name, error);
    if (error) return SystemStatus(view, "cannot link a table", error);
  }
  if (error) return SystemStatus(folder, "cannot list", error);
  // The shard's folder too: a table that Xapian created in this commit is a new entry in it.
  status = SyncFolder(folder);
  return status.ok() ? SyncFolder(view) : status;
}

// The revisions that have a folder; unfinished ones go to `unfinished`, by their full paths.
std::vector<uint64_t> ListRevisions(const std::string& index, std::vector<fs::path>* unfinished) {
  std::vector<uint64_t> revisions;
  std::error_code error;
  for (fs::directory_iterator entry(absl::StrCat(index, "/revisions"), error), end;
       !error && entry != end; entry.increment(error)) {
    uint64_t revision = 0;
    if (absl::SimpleAtoi(entry->path().filename().string(), &revision)) {
      revisions.push_back(revision);
    } else if (unfinished != nullptr && entry->path().extension() == ".tmp") {
      unfinished->push_back(entry->path());
    }
  }
  return revisions;
}

absl::Status RestoreShard(const std::string& index, uint64_t revision, uint32_t shard) {
  const std::string view = format::ShardViewPath(index, revision, shard);
  const absl::StatusOr<std::string> committed = ReadFile(VersionFile(view), kMaxVersionFileBytes);
  if (!committed.ok()) {
    return absl::DataLossError(
        absl::StrCat("the committed revision is not whole: ", committed.status().message()));
  }
  const std::string path = VersionFile(format::ShardPath(index, shard));
  const absl::StatusOr<std::string> current = ReadFile(path, kMaxVersionFileBytes);
  if (current.ok() && *current == *committed) return absl::OkStatus();
  if (!current.ok() && !absl::IsNotFound(current.status())) return current.status();
  return ReplaceFile(path, *committed);
}

void RemoveUnusedWordFiles(const std::string& index, uint32_t shard_count) {
  const std::vector<uint64_t> revisions = ListRevisions(index, nullptr);
  for (uint32_t shard = 0; shard < shard_count; ++shard) {
    std::error_code error;
    for (fs::directory_iterator entry(format::ShardPath(index, shard), error), end;
         !error && entry != end; entry.increment(error)) {
      const fs::path name = entry->path().filename();
      if (name.stem() != std::string(kWordFileName)) continue;
      const bool used = std::any_of(revisions.begin(), revisions.end(), [&](uint64_t revision) {
        std::error_code ignored;
        return fs::is_symlink(fs::path(format::ShardViewPath(index, revision, shard)) / name,
                              ignored);
      });
      std::error_code ignored;
      if (!used) fs::remove(entry->path(), ignored);
    }
  }
}

}  // namespace

absl::Status PublishRevision(const std::string& index, uint64_t revision,
                             const std::vector<std::string>& word_files) {
  const auto shard_count = static_cast<uint32_t>(word_files.size());
  const std::string path = format::RevisionPath(index, revision);
  const std::string temporary = absl::StrCat(path, ".tmp");
  std::error_code error;
  fs::remove_all(temporary, error);
  if (!error) fs::create_directories(temporary, error);
  if (error) return SystemStatus(temporary, "cannot create", error);
  for (uint32_t shard = 0; shard < shard_count; ++shard) {
    absl::Status status =
        BuildView(index, shard, word_files[shard], absl::StrCat(temporary, "/", shard));
    if (!status.ok()) return status;
  }
  absl::Status status = SyncFolder(temporary);
  if (!status.ok()) return status;
  fs::rename(temporary, path, error);
  if (error) return SystemStatus(path, "cannot rename", error);
  status = SyncFolder(absl::StrCat(index, "/revisions"));
  if (!status.ok()) return status;
  return ReplaceFile(format::ManifestPath(index), format::EncodeManifest(revision, shard_count));
}

absl::Status RestoreRevision(const std::string& index, uint64_t revision, uint32_t shard_count) {
  for (uint32_t shard = 0; shard < shard_count; ++shard) {
    absl::Status status = RestoreShard(index, revision, shard);
    if (!status.ok()) return status;
  }
  std::vector<fs::path> leftovers;
  for (uint64_t found : ListRevisions(index, &leftovers)) {
    if (found > revision) leftovers.push_back(format::RevisionPath(index, found));
  }
  for (const fs::path& path : leftovers) {
    std::error_code error;
    fs::remove_all(path, error);
    if (error) return SystemStatus(path.string(), "cannot remove", error);
  }
  return absl::OkStatus();
}

void RemoveOldRevisions(const std::string& index, uint64_t current, uint32_t shard_count) {
  for (uint64_t revision : ListRevisions(index, nullptr)) {
    if (revision + kKeptRevisions >= current || format::RevisionHasReaders(index, revision))
      continue;
    std::error_code ignored;
    fs::remove_all(format::RevisionPath(index, revision), ignored);
  }
  RemoveUnusedWordFiles(index, shard_count);
}

}  // namespace dateline::store
