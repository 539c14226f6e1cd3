#include "indexer/store/index_reader.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/format/codec.h"
#include "indexer/format/copies_file.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/format/schema.h"
#include "indexer/format/xapian_status.h"
#include "indexer/store/shard_metadata.h"

namespace dateline::store {

absl::StatusOr<HeadsByPlace> ReadCopyHeads(const std::string& index,
                                           const format::Manifest& manifest) {
  HeadsByPlace heads(manifest.shard_paths.size());
  if (manifest.of_views) return heads;
  const std::string path = format::CopiesPath(index, manifest.revision);
  absl::StatusOr<std::vector<format::CopyGroupPlaces>> groups = format::ReadCopies(path);
  if (!groups.ok()) return groups.status();
  for (const format::CopyGroupPlaces& group : *groups) {
    for (const format::ArticlePlace place : group.articles) {
      if (place.shard >= heads.size()) {
        return absl::DataLossError(
            absl::StrCat(path, ": shard ", place.shard, " of a copy group ", "is not there"));
      }
      heads[place.shard][place.docid] = group.head;
    }
  }
  return heads;
}

absl::StatusOr<std::unique_ptr<IndexReader>> IndexReader::Open(const std::string& index) {
  absl::StatusOr<std::unique_ptr<format::RevisionLease>> lease =
      format::RevisionLease::Acquire(index);
  if (!lease.ok()) return lease.status();
  std::unique_ptr<IndexReader> reader(new IndexReader(index, *std::move(lease)));
  const format::Manifest& manifest = reader->lease_->manifest();
  for (uint32_t shard = 0; shard < manifest.shard_paths.size(); ++shard) {
    const std::string& path = manifest.shard_paths[shard];
    absl::Status status = format::CatchXapian(path, [&]() -> absl::Status {
      const Xapian::Database database(path);
      reader->database_.add_database(database);
      absl::Status checked = CheckShardMetadata(database, manifest, shard);
      if (!checked.ok()) return checked;
      auto dictionary = format::ReadDataDictionary(database);
      if (!dictionary.ok()) return dictionary.status();
      reader->dictionaries_.push_back(*std::move(dictionary));
      return absl::OkStatus();
    });
    if (!status.ok()) return status;
  }
  absl::StatusOr<HeadsByPlace> heads = ReadCopyHeads(index, manifest);
  if (!heads.ok()) return heads.status();
  reader->heads_ = *std::move(heads);
  return reader;
}

IndexReader::IndexReader(std::string index, std::unique_ptr<format::RevisionLease> lease)
    : index_(std::move(index)), lease_(std::move(lease)) {}

absl::Status IndexReader::ForEachArticle(
    const std::function<bool(const article::Article&, const std::string& copy_group)>& visit)
    const {
  const std::string prefix = format::IdTerm("");
  const bool of_views = lease_->manifest().of_views;
  return format::CatchXapian(index_, [&]() -> absl::Status {
    for (Xapian::TermIterator term = database_.allterms_begin(prefix);
         term != database_.allterms_end(prefix); ++term) {
      for (Xapian::PostingIterator posting = database_.postlist_begin(*term);
           posting != database_.postlist_end(*term); ++posting) {
        // How Xapian numbers the documents of several databases.
        const auto shard_count = static_cast<uint32_t>(dictionaries_.size());
        const uint32_t shard = (*posting - 1) % shard_count;
        const uint32_t docid = (*posting - 1) / shard_count + 1;
        const Xapian::Document document = database_.get_document(*posting);
        const absl::StatusOr<article::Article> article =
            format::DecodeStoredArticle(document.get_data(), dictionaries_[shard].get());
        if (!article.ok()) {
          return absl::DataLossError(
              absl::StrCat(index_, ": ", *term, ": ", article.status().message()));
        }
        std::string group;
        if (of_views) {
          group = document.get_value(format::kSlotCopyGroup);
        } else if (const auto head = heads_[shard].find(docid); head != heads_[shard].end()) {
          group = head->second;
        }
        if (!visit(*article, group)) return absl::OkStatus();
      }
    }
    return absl::OkStatus();
  });
}

}  // namespace dateline::store
