#include "indexer/store/document_ids.h"

#include <memory>
#include <utility>

#include "absl/strings/str_cat.h"
#include "indexer/format/codec.h"
#include "indexer/format/data_dictionary.h"
#include "indexer/format/schema.h"
#include "indexer/pace/pace.h"

namespace dateline::store {
namespace {

absl::StatusOr<std::string> StoredId(const Xapian::Database& shard, Xapian::docid docid) {
  const auto dictionary = format::ReadDataDictionary(shard);
  if (!dictionary.ok()) return dictionary.status();
  absl::StatusOr<article::Article> article =
      format::DecodeStoredArticle(shard.get_document(docid).get_data(), dictionary->get());
  if (!article.ok()) return article.status();
  return std::move(article->id);
}

}  // namespace

absl::StatusOr<std::vector<std::string>> ReadDocumentIds(const Xapian::Database& shard) {
  std::vector<std::string> ids(shard.get_lastdocid());
  const std::string prefix = format::IdTerm("");
  for (auto term = shard.allterms_begin(prefix); term != shard.allterms_end(prefix); ++term) {
    pace::Breathe();
    const std::string bytes = *term;
    for (auto it = shard.postlist_begin(bytes); it != shard.postlist_end(bytes); ++it) {
      if (*it > ids.size()) {
        return absl::DataLossError(absl::StrCat("document ", *it, " is behind the last one"));
      }
      std::string& id = ids[*it - 1];
      if (bytes.size() < format::kMaxTermBytes) {
        id = bytes.substr(prefix.size());
        continue;
      }
      absl::StatusOr<std::string> stored = StoredId(shard, *it);
      if (!stored.ok()) return stored.status();
      id = *std::move(stored);
    }
  }
  return ids;
}

}  // namespace dateline::store
