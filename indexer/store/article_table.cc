#include "indexer/store/article_table.h"

#include <xxhash.h>

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "indexer/format/schema.h"
#include "indexer/pace/pace.h"

namespace dateline::store {

IdHash HashOfIdTerm(absl::string_view term) {
  const XXH128_hash_t hash = XXH3_128bits(term.data(), term.size());
  return {hash.high64, hash.low64};
}

IdHash HashOfId(absl::string_view id) { return HashOfIdTerm(format::IdTerm(id)); }

const KnownArticle* ArticleTable::Find(IdHash id) const {
  const auto found = articles_.find(id);
  return found == articles_.end() ? nullptr : &found->second;
}

absl::Status ArticleTable::AddShard(const Xapian::Database& database, const std::string& path,
                                    uint32_t shard) {
  const auto damaged = [&](absl::string_view what, Xapian::docid docid) {
    return absl::DataLossError(absl::StrCat(path, ": document ", docid, ": ", what));
  };
  std::vector<uint64_t> fingerprints(database.get_lastdocid());
  const Xapian::ValueIterator end = database.valuestream_end(format::kSlotFingerprint);
  for (auto value = database.valuestream_begin(format::kSlotFingerprint); value != end; ++value) {
    const std::optional<uint64_t> fingerprint = format::DecodeKey(*value);
    if (!fingerprint || value.get_docid() > fingerprints.size()) {
      return damaged("its fingerprint is damaged", value.get_docid());
    }
    fingerprints[value.get_docid() - 1] = *fingerprint;
  }
  articles_.reserve(articles_.size() + database.get_doccount());
  const std::string prefix = format::IdTerm("");
  for (auto term = database.allterms_begin(prefix); term != database.allterms_end(prefix); ++term) {
    pace::Breathe();
    const std::string id_term = *term;
    const auto posting = database.postlist_begin(id_term);
    if (posting == database.postlist_end(id_term)) continue;
    const Xapian::docid docid = *posting;
    if (docid > fingerprints.size()) return damaged("is behind the last one", docid);
    const bool added = articles_
                           .try_emplace(HashOfIdTerm(id_term),
                                        KnownArticle{{shard, docid}, fingerprints[docid - 1]})
                           .second;
    if (!added) return damaged("its id is there twice", docid);
  }
  return absl::OkStatus();
}

void ArticleTable::Move(const std::vector<ShardMove>& moves) {
  bool moved = false;
  for (size_t shard = 0; shard < moves.size(); ++shard) {
    const ShardMove& move = moves[shard];
    moved = moved || move.shard != shard || move.before != 0 || !move.dropped.empty();
  }
  if (!moved) return;
  uint64_t step = 0;
  for (auto& [id, article] : articles_) {
    pace::BreatheAt(++step);
    const ShardMove& move = moves[article.place.shard];
    const auto less =
        std::lower_bound(move.dropped.begin(), move.dropped.end(), article.place.docid);
    article.place.shard = move.shard;
    article.place.docid += move.before - static_cast<uint32_t>(less - move.dropped.begin());
  }
}

}  // namespace dateline::store
