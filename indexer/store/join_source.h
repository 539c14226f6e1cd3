// Shards that are to be joined into one, and how their documents are numbered there.

#ifndef DATELINE_INDEXER_STORE_JOIN_SOURCE_H_
#define DATELINE_INDEXER_STORE_JOIN_SOURCE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "indexer/format/glass_format.h"

namespace dateline::store {

// A shard, or the database of one. Its docids are dense: 1 to their number. Document d becomes
// (documents of the sources before that stay) + d - (dropped ones of this source below d), so that
// the docids of what is joined are dense too, and in the order of the sources.
struct JoinSource {
  std::string path;               // The folder.
  std::vector<uint32_t> dropped;  // Docids that are left out, ascending.
};

// A source as it is read.
class SourceDocids {
 public:
  // REQUIRES: `dropped` is ascending and at most the number of documents; it outlives this.
  // `base` is how many documents stay in the sources before.
  SourceDocids(const format::GlassStatistics& statistics, const std::vector<uint32_t>* dropped,
               uint32_t base);

  // With the dropped documents.
  const format::GlassStatistics& statistics() const { return statistics_; }
  uint32_t count() const { return statistics_.doc_count; }
  uint32_t live_count() const { return count() - static_cast<uint32_t>(dropped_->size()); }
  bool drops() const { return !dropped_->empty(); }

  // How many dropped documents are below `docid`. REQUIRES: docid <= count().
  uint32_t DroppedBelow(uint32_t docid) const {
    if (!drops()) return 0;
    const Word& word = words_[docid / 64];
    return word.before + static_cast<uint32_t>(
                             __builtin_popcountll(word.bits & ((uint64_t{1} << docid % 64) - 1)));
  }
  // The dropped document number `i`, from 0 on; UINT64_MAX behind the last.
  uint64_t Dropped(uint32_t i) const { return i < dropped_->size() ? (*dropped_)[i] : UINT64_MAX; }
  // The number in what is joined of a document that has so many dropped ones below it.
  uint32_t NewDocid(uint32_t docid, uint32_t dropped_below) const {
    return base_ + docid - dropped_below;
  }

 private:
  // Of 64 docids: which are dropped, and how many before them.
  struct Word {
    uint64_t bits = 0;
    uint32_t before = 0;
  };

  format::GlassStatistics statistics_;
  const std::vector<uint32_t>* dropped_;
  uint32_t base_;
  std::vector<Word> words_;  // None when nothing is dropped.
};

// Reads how many documents every source has. NOT_FOUND: there is none. FAILED_PRECONDITION: one
// that is none of BulkDatabaseWriter or JoinBulkDatabases, was changed since, or has docids that
// are not dense. INVALID_ARGUMENT: dropped docids that the source does not have, or not ascending.
absl::StatusOr<std::vector<SourceDocids>> NumberSources(const std::vector<JoinSource>& sources);

}  // namespace dateline::store

#endif  // DATELINE_INDEXER_STORE_JOIN_SOURCE_H_
