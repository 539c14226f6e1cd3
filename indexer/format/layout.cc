#include "indexer/format/layout.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace dateline::format {
namespace {

// A Xapian stub line names a database's type and path; paths are relative to the stub's folder.
constexpr absl::string_view kStubLine = "auto revisions/";

std::string Join(absl::string_view index, absl::string_view name) {
  return absl::StrCat(absl::StripSuffix(index, "/"), "/", name);
}

}  // namespace

std::string ManifestPath(absl::string_view index) { return Join(index, "XAPIANDB"); }
std::string LockPath(absl::string_view index) { return Join(index, "LOCK"); }
std::string RejectsPath(absl::string_view index) { return Join(index, "rejects.jsonl"); }

std::string ShardPath(absl::string_view index, uint32_t shard) {
  return Join(index, absl::StrCat("shards/", shard));
}

std::string RevisionPath(absl::string_view index, uint64_t revision) {
  return Join(index, absl::StrCat("revisions/", revision));
}

std::string ShardViewPath(absl::string_view index, uint64_t revision, uint32_t shard) {
  return absl::StrCat(RevisionPath(index, revision), "/", shard);
}

absl::StatusOr<Manifest> ReadManifest(absl::string_view index) {
  std::error_code error;
  if (!std::filesystem::is_directory(std::string(index), error)) {
    return absl::NotFoundError(absl::StrCat(index, ": no such folder"));
  }
  const std::string path = ManifestPath(index);
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return absl::NotFoundError(
        absl::StrCat(index, ": holds no Dateline index (no XAPIANDB in it)"));
  }
  std::stringstream content;
  content << file.rdbuf();
  const absl::Status damaged =
      absl::DataLossError(absl::StrCat(path, ": not a file that Dateline has written"));
  Manifest manifest;
  for (absl::string_view line : absl::StrSplit(content.str(), '\n', absl::SkipEmpty())) {
    if (line.front() == '#') continue;
    uint64_t revision = 0;
    uint32_t shard = 0;
    if (!absl::ConsumePrefix(&line, kStubLine)) return damaged;
    const std::vector<absl::string_view> parts = absl::StrSplit(line, '/');
    if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &revision) ||
        !absl::SimpleAtoi(parts[1], &shard) || revision == 0 ||
        shard != manifest.shard_paths.size() ||
        (manifest.revision != 0 && manifest.revision != revision)) {
      return damaged;
    }
    manifest.revision = revision;
    manifest.shard_paths.push_back(ShardViewPath(index, revision, shard));
  }
  if (manifest.shard_paths.empty()) return damaged;
  return manifest;
}

std::string EncodeManifest(uint64_t revision, uint32_t shard_count) {
  std::string text = "# Dateline index: the shards of the committed revision.\n";
  for (uint32_t shard = 0; shard < shard_count; ++shard) {
    absl::StrAppend(&text, kStubLine, revision, "/", shard, "\n");
  }
  return text;
}

}  // namespace dateline::format
