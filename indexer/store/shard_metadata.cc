#include "indexer/store/shard_metadata.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "indexer/format/schema.h"
#include "indexer/format/xapian_status.h"

namespace dateline::store {
namespace {

absl::Status CheckVersion(const std::string& found, const std::string& path) {
  if (found.empty()) {
    return absl::DataLossError(absl::StrCat(path, ": a Xapian database, but not Dateline's"));
  }
  int version = 0;
  if (absl::SimpleAtoi(found, &version) && version >= format::kMinFormatVersion &&
      version <= format::kFormatVersion) {
    return absl::OkStatus();
  }
  return absl::FailedPreconditionError(
      absl::StrCat(path, ": index format version ", found, " found; this program supports ",
                   format::kMinFormatVersion, " to ", format::kFormatVersion));
}

}  // namespace

void WriteShardMetadata(uint32_t shard, uint32_t shard_count, uint64_t revision,
                        Xapian::WritableDatabase* database) {
  const auto set = [database](absl::string_view key, uint64_t value) {
    database->set_metadata(std::string(key), absl::StrCat(value));
  };
  set(format::kMetaFormatVersion, format::kFormatVersion);
  set(format::kMetaShardCount, shard_count);
  set(format::kMetaShard, shard);
  set(format::kMetaRevision, revision);
}

absl::Status CheckShardMetadata(const Xapian::Database& database, const std::string& path,
                                uint32_t shard, uint32_t shard_count, uint64_t revision) {
  return format::CatchXapian(path, [&]() -> absl::Status {
    absl::Status status =
        CheckVersion(database.get_metadata(std::string(format::kMetaFormatVersion)), path);
    if (!status.ok()) return status;
    const auto check = [&](absl::string_view key, uint64_t expected) -> absl::Status {
      const std::string found = database.get_metadata(std::string(key));
      if (found == absl::StrCat(expected)) return absl::OkStatus();
      return absl::DataLossError(
          absl::StrCat(path, ": ", key, " is \"", found, "\" and should be ", expected));
    };
    status.Update(check(format::kMetaShardCount, shard_count));
    status.Update(check(format::kMetaShard, shard));
    status.Update(check(format::kMetaRevision, revision));
    return status;
  });
}

bool IsOfEarlierFormat(const Xapian::Database& database) {
  return database.get_metadata(std::string(format::kMetaFormatVersion)) !=
         absl::StrCat(format::kFormatVersion);
}

}  // namespace dateline::store
