#include "server/snapshot/shard_opener.h"

#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "indexer/format/schema.h"
#include "indexer/pace/pace.h"

namespace dateline::snapshot {
namespace {

// A number that the metadata of every shard has.
absl::StatusOr<uint64_t> ReadMetadata(const Xapian::Database& shard, absl::string_view key) {
  const std::string text = shard.get_metadata(std::string(key));
  uint64_t value = 0;
  if (!absl::SimpleAtoi(text, &value)) {
    return absl::DataLossError(absl::StrCat("metadata ", key, " is '", text, "', not a number"));
  }
  return value;
}

absl::Status CheckMetadata(const Xapian::Database& shard, const format::Manifest& manifest,
                           uint64_t number) {
  const absl::StatusOr<uint64_t> version = ReadMetadata(shard, format::kMetaFormatVersion);
  if (!version.ok()) return version.status();
  if (*version < format::kMinFormatVersion || *version > format::kFormatVersion) {
    return absl::FailedPreconditionError(
        absl::StrCat("the index has format version ", *version, "; versions ",
                     format::kMinFormatVersion, " to ", format::kFormatVersion, " are read here"));
  }
  if (manifest.of_views != (*version < format::kFirstVersionOfShards)) {
    return absl::DataLossError(absl::StrCat("shard ", number, " has format version ", *version,
                                            " and the layout of another"));
  }
  if (!manifest.of_views) return absl::OkStatus();
  const absl::StatusOr<uint64_t> count = ReadMetadata(shard, format::kMetaShardCount);
  if (!count.ok()) return count.status();
  const absl::StatusOr<uint64_t> own_number = ReadMetadata(shard, format::kMetaShard);
  if (!own_number.ok()) return own_number.status();
  if (*count != manifest.shard_paths.size() || *own_number != number) {
    return absl::DataLossError(absl::StrCat("shard ", number, " of ", manifest.shard_paths.size(),
                                            " says that it is shard ", *own_number, " of ",
                                            *count));
  }
  return absl::OkStatus();
}

// The first row of the next shard: no word of bits has rows of two, nor that which is behind the
// last row, so that what an earlier snapshot has of its last shard can be gone on from in place.
uint64_t BeginOfNext(uint64_t end) { return (end / 64 + 1) * 64; }

}  // namespace

absl::StatusOr<OpenedShards> OpenShards(const format::Manifest& manifest, HandlePool* pool) {
  try {
    HandlePool::Handles shards = pool->Take();
    OpenedShards opened;
    opened.first_rows = {0};
    opened.postlists.resize(shards.size());
    for (size_t s = 0; s < shards.size(); ++s) {
      pace::Breathe();
      const absl::Status status = CheckMetadata(shards[s], manifest, s);
      if (!status.ok()) return status;
      auto dictionary = format::ReadDataDictionary(shards[s]);
      if (!dictionary.ok()) return dictionary.status();
      opened.dictionaries.push_back(*std::move(dictionary));
      if (!manifest.of_views) {
        auto postlist = format::GlassPostlist::Open(manifest.shard_paths[s]);
        if (!postlist.ok()) return postlist.status();
        opened.postlists[s] = *std::move(postlist);
      }
      opened.last_docids.push_back(shards[s].get_lastdocid());
      uint64_t end = uint64_t{opened.first_rows.back()} + opened.last_docids.back();
      if (s + 1 < shards.size()) end = BeginOfNext(end);
      if (end >= UINT32_MAX) return absl::DataLossError("more than 2^32 - 1 documents");
      opened.first_rows.push_back(static_cast<Row>(end));
    }
    pool->Return(std::move(shards));
    return opened;
  } catch (...) {
    return StatusOfXapianException();
  }
}

}  // namespace dateline::snapshot
