#include "indexer/store/shard_metadata.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "indexer/format/schema.h"
#include "indexer/format/xapian_status.h"

namespace dateline::store {
namespace {

absl::Status CheckVersion(const std::string& found, const std::string& path, bool of_views) {
  if (found.empty()) {
    return absl::DataLossError(absl::StrCat(path, ": a Xapian database, but not Dateline's"));
  }
  int version = 0;
  if (!absl::SimpleAtoi(found, &version) || version < format::kMinFormatVersion ||
      version > format::kFormatVersion) {
    return absl::FailedPreconditionError(
        absl::StrCat(path, ": index format version ", found, " found; this program supports ",
                     format::kMinFormatVersion, " to ", format::kFormatVersion));
  }
  if (of_views != (version < format::kFirstVersionOfShards)) {
    return absl::DataLossError(
        absl::StrCat(path, ": has format version ", version, " and the layout of another"));
  }
  return absl::OkStatus();
}

}  // namespace

std::map<std::string, std::string> ShardMetadata(const format::DataDictionary* dictionary) {
  std::map<std::string, std::string> metadata;
  metadata[std::string(format::kMetaFormatVersion)] = absl::StrCat(format::kFormatVersion);
  if (dictionary != nullptr) {
    metadata[std::string(format::kMetaDataDictionary)] = std::string(dictionary->bytes());
  }
  return metadata;
}

absl::Status CheckShardMetadata(const Xapian::Database& database, const format::Manifest& manifest,
                                uint32_t shard) {
  const std::string& path = manifest.shard_paths[shard];
  return format::CatchXapian(path, [&]() -> absl::Status {
    absl::Status status = CheckVersion(
        database.get_metadata(std::string(format::kMetaFormatVersion)), path, manifest.of_views);
    if (!status.ok() || !manifest.of_views) return status;
    const auto check = [&](absl::string_view key, uint64_t expected) -> absl::Status {
      const std::string found = database.get_metadata(std::string(key));
      if (found == absl::StrCat(expected)) return absl::OkStatus();
      return absl::DataLossError(
          absl::StrCat(path, ": ", key, " is \"", found, "\" and should be ", expected));
    };
    status.Update(check(format::kMetaShardCount, manifest.shard_paths.size()));
    status.Update(check(format::kMetaShard, shard));
    status.Update(check(format::kMetaRevision, manifest.revision));
    return status;
  });
}

absl::Status CheckShards(const format::Manifest& manifest) {
  for (uint32_t shard = 0; shard < manifest.shard_paths.size(); ++shard) {
    const std::string& path = manifest.shard_paths[shard];
    absl::Status status = format::CatchXapian(
        path, [&] { return CheckShardMetadata(Xapian::Database(path), manifest, shard); });
    if (!status.ok()) return status;
  }
  return absl::OkStatus();
}

}  // namespace dateline::store
