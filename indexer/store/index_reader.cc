#include "indexer/store/index_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/format/codec.h"
#include "indexer/format/schema.h"
#include "indexer/format/xapian_status.h"
#include "indexer/store/shard_metadata.h"

namespace dateline::store {

absl::StatusOr<std::unique_ptr<IndexReader>> IndexReader::Open(const std::string& index) {
  absl::StatusOr<std::unique_ptr<format::RevisionLease>> lease =
      format::RevisionLease::Acquire(index);
  if (!lease.ok()) return lease.status();
  const format::Manifest& manifest = (*lease)->manifest();
  const auto count = static_cast<uint32_t>(manifest.shard_paths.size());
  Xapian::Database all;
  for (uint32_t shard = 0; shard < count; ++shard) {
    const std::string& path = manifest.shard_paths[shard];
    absl::Status status = format::CatchXapian(path, [&]() -> absl::Status {
      const Xapian::Database database(path);
      all.add_database(database);
      return CheckShardMetadata(database, path, shard, count, manifest.revision);
    });
    if (!status.ok()) return status;
  }
  return std::unique_ptr<IndexReader>(new IndexReader(index, *std::move(lease), std::move(all)));
}

IndexReader::IndexReader(std::string index, std::unique_ptr<format::RevisionLease> lease,
                         Xapian::Database database)
    : index_(std::move(index)), lease_(std::move(lease)), database_(std::move(database)) {}

absl::Status IndexReader::ForEachArticle(
    const std::function<bool(const article::Article&, const std::string& copy_group)>& visit)
    const {
  const std::string prefix = format::IdTerm("");
  return format::CatchXapian(index_, [&]() -> absl::Status {
    for (Xapian::TermIterator term = database_.allterms_begin(prefix);
         term != database_.allterms_end(prefix); ++term) {
      for (Xapian::PostingIterator posting = database_.postlist_begin(*term);
           posting != database_.postlist_end(*term); ++posting) {
        const Xapian::Document document = database_.get_document(*posting);
        const absl::StatusOr<article::Article> article = format::DecodeArticle(document.get_data());
        if (!article.ok()) {
          return absl::DataLossError(
              absl::StrCat(index_, ": ", *term, ": ", article.status().message()));
        }
        if (!visit(*article, document.get_value(format::kSlotCopyGroup))) return absl::OkStatus();
      }
    }
    return absl::OkStatus();
  });
}

}  // namespace dateline::store
