#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <functional>
#include <set>
#include <system_error>
#include <tuple>
#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/source/reader.h"

namespace dateline::source {
namespace {

namespace fs = std::filesystem;

std::string StablePath(const std::string& path) {
  std::error_code error;
  const fs::path absolute = fs::absolute(path, error);
  std::string stable = (error ? fs::path(path) : absolute).lexically_normal().string();
  if (stable.size() > 1 && stable.back() == '/') stable.pop_back();
  return stable;
}

// Walks folders without recursion. Real folders come first and links to folders after all of them,
// so that a folder reachable both ways is listed under its own name.
class FolderWalk {
 public:
  FolderWalk(std::vector<InputFile>* files, std::vector<Reject>* rejects)
      : files_(files), rejects_(rejects) {}

  void Add(const std::string& folder) { folders_.push_back(folder); }

  void Run() {
    while (!folders_.empty() || !links_.empty()) {
      std::vector<std::string>& from = folders_.empty() ? links_ : folders_;
      // Links in order, so that which of two links to one folder wins does not depend on the disk.
      if (&from == &links_) std::sort(links_.begin(), links_.end(), std::greater<>());
      const std::string folder = std::move(from.back());
      from.pop_back();
      List(folder);
    }
  }

 private:
  void List(const std::string& folder) {
    struct stat info;
    if (stat(folder.c_str(), &info) != 0) return RejectPath(folder, "cannot be read");
    if (!seen_.insert({info.st_dev, info.st_ino}).second) return;
    std::error_code error;
    fs::directory_iterator entries(folder, error);
    if (error)
      return RejectPath(folder, absl::StrCat("folder cannot be listed: ", error.message()));
    std::string stable_prefix = StablePath(folder);
    if (stable_prefix.back() != '/') stable_prefix += '/';
    while (entries != fs::directory_iterator()) {
      AddEntry(*entries, stable_prefix);
      entries.increment(error);
      if (error) return RejectPath(folder, absl::StrCat("folder ends early: ", error.message()));
    }
  }

  // `stable_prefix` is the stable path of the folder, with a slash behind it.
  void AddEntry(const fs::directory_entry& entry, const std::string& stable_prefix) {
    const std::string path = entry.path().string();
    const std::string name = entry.path().filename().string();
    if (name[0] == '.') return;
    std::error_code error;
    const bool link = entry.is_symlink(error);
    struct stat info;
    if (stat(path.c_str(), &info) != 0) return RejectPath(path, link ? "link to nothing" : "gone");
    if (S_ISDIR(info.st_mode)) {
      (link ? links_ : folders_).push_back(path);
    } else if (S_ISREG(info.st_mode)) {
      files_->push_back({path, stable_prefix + name, static_cast<uint64_t>(info.st_size)});
    }
    // Sockets, devices and pipes found below a folder are not documents.
  }

  void RejectPath(const std::string& path, const std::string& detail) {
    rejects_->push_back({path, 0, std::string(kRejectUnreadable), detail});
  }

  std::vector<InputFile>* files_;
  std::vector<Reject>* rejects_;
  std::vector<std::string> folders_;
  std::vector<std::string> links_;
  std::set<std::pair<dev_t, ino_t>> seen_;
};

}  // namespace

absl::StatusOr<std::vector<InputFile>> ListInputs(const std::vector<std::string>& paths,
                                                  std::vector<Reject>* rejects) {
  std::vector<InputFile> files;
  bool standard_input = false;
  std::vector<std::pair<std::string, std::string>> folders;  // stable path, path as given
  for (const std::string& path : paths) {
    if (path == "-") {
      standard_input = true;
      continue;
    }
    struct stat info;
    if (stat(path.c_str(), &info) != 0) {
      if (errno == EACCES)
        return absl::PermissionDeniedError(absl::StrCat(path, ": permission denied"));
      return absl::NotFoundError(absl::StrCat(path, ": no such file or folder"));
    }
    if (S_ISDIR(info.st_mode)) {
      std::error_code error;
      fs::directory_iterator probe(path, error);
      if (error) {
        return absl::PermissionDeniedError(
            absl::StrCat(path, ": folder cannot be listed: ", error.message()));
      }
      folders.emplace_back(StablePath(path), path);
    } else {
      const uint64_t bytes = S_ISREG(info.st_mode) ? static_cast<uint64_t>(info.st_size) : 0;
      files.push_back({path, StablePath(path), bytes});
    }
  }
  std::sort(folders.begin(), folders.end());
  FolderWalk walk(&files, rejects);
  for (const auto& [stable, path] : folders) {
    walk.Add(path);
    walk.Run();
  }
  std::stable_sort(files.begin(), files.end(), [](const InputFile& a, const InputFile& b) {
    return std::tie(a.stable_path, a.path) < std::tie(b.stable_path, b.path);
  });
  files.erase(std::unique(files.begin(), files.end(),
                          [](const InputFile& a, const InputFile& b) {
                            return a.stable_path == b.stable_path;
                          }),
              files.end());
  if (standard_input) files.push_back({"-", "-", 0});
  return files;
}

}  // namespace dateline::source
