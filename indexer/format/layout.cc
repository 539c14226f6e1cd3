#include "indexer/format/layout.h"

#include <algorithm>
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
constexpr absl::string_view kRevisionLine = "# revision ";
constexpr absl::string_view kShardLine = "auto shards/";
constexpr absl::string_view kShardLineOfRevision = "auto ../../shards/";
constexpr absl::string_view kViewLine = "auto revisions/";

std::string Join(absl::string_view index, absl::string_view name) {
  return absl::StrCat(absl::StripSuffix(index, "/"), "/", name);
}

// Adds what a line of a view says. False when it is not the next one.
bool AddView(absl::string_view index, absl::string_view line, Manifest* manifest) {
  uint64_t revision = 0;
  uint32_t shard = 0;
  const std::vector<absl::string_view> parts = absl::StrSplit(line, '/');
  if (parts.size() != 2 || !absl::SimpleAtoi(parts[0], &revision) ||
      !absl::SimpleAtoi(parts[1], &shard) || revision == 0 ||
      shard != manifest->shard_paths.size() ||
      (manifest->revision != 0 && (!manifest->of_views || manifest->revision != revision))) {
    return false;
  }
  manifest->of_views = true;
  manifest->revision = revision;
  manifest->shard_paths.push_back(ShardViewPath(index, revision, shard));
  return true;
}

bool AddShard(absl::string_view index, absl::string_view line, Manifest* manifest) {
  uint64_t shard = 0;
  if (manifest->of_views || !absl::SimpleAtoi(line, &shard) || absl::StrCat(shard) != line ||
      std::count(manifest->shards.begin(), manifest->shards.end(), shard) > 0) {
    return false;
  }
  manifest->shards.push_back(shard);
  manifest->shard_paths.push_back(ShardPath(index, shard));
  return true;
}

bool ReadRevision(absl::string_view line, Manifest* manifest) {
  return manifest->revision == 0 && absl::SimpleAtoi(line, &manifest->revision) &&
         manifest->revision > 0;
}

absl::StatusOr<Manifest> ReadStub(absl::string_view index, const std::string& path,
                                  absl::string_view shard_line) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    return absl::NotFoundError(
        absl::StrCat(index, ": holds no Dateline index (no XAPIANDB in it)"));
  }
  std::stringstream content;
  content << file.rdbuf();
  Manifest manifest;
  bool sound = true;
  for (absl::string_view line : absl::StrSplit(content.str(), '\n', absl::SkipEmpty())) {
    if (absl::ConsumePrefix(&line, kRevisionLine)) {
      sound = sound && ReadRevision(line, &manifest);
    } else if (absl::ConsumePrefix(&line, shard_line)) {
      sound = sound && AddShard(index, line, &manifest);
    } else if (absl::ConsumePrefix(&line, kViewLine)) {
      sound = sound && AddView(index, line, &manifest);
    } else {
      sound = sound && line.front() == '#';
    }
  }
  if (!sound || manifest.revision == 0 || manifest.shard_paths.empty()) {
    return absl::DataLossError(absl::StrCat(path, ": not a file that Dateline has written"));
  }
  return manifest;
}

std::string EncodeStub(uint64_t revision, absl::string_view shard_line,
                       const std::vector<uint64_t>& shards) {
  std::string text = absl::StrCat("# Dateline index: the shards of the committed revision.\n",
                                  kRevisionLine, revision, "\n");
  for (const uint64_t shard : shards) absl::StrAppend(&text, shard_line, shard, "\n");
  return text;
}

}  // namespace

std::string ManifestPath(absl::string_view index) { return Join(index, "XAPIANDB"); }
std::string LockPath(absl::string_view index) { return Join(index, "LOCK"); }
std::string RejectsPath(absl::string_view index) { return Join(index, "rejects.jsonl"); }

std::string ShardPath(absl::string_view index, uint64_t shard) {
  return Join(index, absl::StrCat("shards/", shard));
}

std::string RevisionPath(absl::string_view index, uint64_t revision) {
  return Join(index, absl::StrCat("revisions/", revision));
}

std::string RevisionManifestPath(absl::string_view index, uint64_t revision) {
  return absl::StrCat(RevisionPath(index, revision), "/XAPIANDB");
}

std::string CopiesPath(absl::string_view index, uint64_t revision) {
  return absl::StrCat(RevisionPath(index, revision), "/copies");
}

std::string ShardViewPath(absl::string_view index, uint64_t revision, uint32_t shard) {
  return absl::StrCat(RevisionPath(index, revision), "/", shard);
}

absl::StatusOr<Manifest> ReadManifest(absl::string_view index) {
  std::error_code error;
  if (!std::filesystem::is_directory(std::string(index), error)) {
    return absl::NotFoundError(absl::StrCat(index, ": no such folder"));
  }
  return ReadStub(index, ManifestPath(index), kShardLine);
}

absl::StatusOr<Manifest> ReadRevisionManifest(absl::string_view index, uint64_t revision) {
  return ReadStub(index, RevisionManifestPath(index, revision), kShardLineOfRevision);
}

std::string EncodeManifest(uint64_t revision, const std::vector<uint64_t>& shards) {
  return EncodeStub(revision, kShardLine, shards);
}

std::string EncodeRevisionManifest(uint64_t revision, const std::vector<uint64_t>& shards) {
  return EncodeStub(revision, kShardLineOfRevision, shards);
}

}  // namespace dateline::format
