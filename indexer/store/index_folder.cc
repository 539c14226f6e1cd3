#include "indexer/store/index_folder.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "indexer/format/layout.h"

namespace dateline::store {
namespace {

namespace fs = std::filesystem;

// What an indexer may have made before its first commit.
constexpr std::array<absl::string_view, 5> kUncommittedNames = {
    "LOCK", "XAPIANDB.tmp", "rejects.jsonl", "revisions", "shards"};

absl::Status SystemStatus(const std::string& path, absl::string_view what,
                          const std::error_code& error) {
  const std::string message = absl::StrCat(path, ": ", what, ": ", error.message());
  if (error == std::errc::permission_denied) return absl::PermissionDeniedError(message);
  if (error == std::errc::no_space_on_device) return absl::ResourceExhaustedError(message);
  return absl::UnavailableError(message);
}

}  // namespace

absl::Status PrepareFolder(const std::string& index) {
  std::error_code error;
  const fs::file_status found = fs::status(index, error);
  if (!fs::exists(found)) {
    fs::create_directories(index, error);
    if (error) return SystemStatus(index, "cannot create the folder", error);
    return absl::OkStatus();
  }
  if (!fs::is_directory(found)) {
    return absl::FailedPreconditionError(absl::StrCat(index, ": is not a folder"));
  }
  if (fs::exists(format::ManifestPath(index), error)) return absl::OkStatus();
  fs::directory_iterator entries(index, error);
  if (error) return SystemStatus(index, "cannot list the folder", error);
  bool empty = true;
  bool locked = false;
  for (const fs::directory_iterator end; entries != end; entries.increment(error)) {
    if (error) return SystemStatus(index, "cannot list the folder", error);
    const std::string name = entries->path().filename().string();
    empty = false;
    locked = locked || name == "LOCK";
    if (std::find(kUncommittedNames.begin(), kUncommittedNames.end(), name) ==
        kUncommittedNames.end()) {
      return absl::FailedPreconditionError(absl::StrCat(
          index, ": holds \"", name, "\" and no Dateline index; give a new or an empty folder"));
    }
  }
  if (!empty && !locked) {
    return absl::FailedPreconditionError(
        absl::StrCat(index, ": is not empty and holds no Dateline index"));
  }
  return absl::OkStatus();
}

absl::Status ClearUncommitted(const std::string& index) {
  for (const absl::string_view name : {"shards", "revisions"}) {
    std::error_code error;
    fs::remove_all(absl::StrCat(index, "/", name), error);
    if (error) return SystemStatus(index, absl::StrCat("cannot remove ", name), error);
  }
  return absl::OkStatus();
}

}  // namespace dateline::store
