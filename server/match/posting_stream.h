// One term's postings over all shards, block by block: for lists that are not kept. Blocks that are
// passed over are not decoded.

#ifndef DATELINE_SERVER_MATCH_POSTING_STREAM_H_
#define DATELINE_SERVER_MATCH_POSTING_STREAM_H_

#include <xapian.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "indexer/format/glass_postlist.h"
#include "server/snapshot/snapshot.h"

namespace dateline::match {

// Throws as Xapian does of a revision that cannot be read.
void ThrowUnlessOk(const absl::Status& status);

// Stands at a block of postings. Borrows the snapshot and its lease. All functions throw
// Xapian::Error when the revision can no longer be read.
class PostingStream {
 public:
  PostingStream(const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
                std::string term);

  // Moves to the first block that ends at `row` or behind it, at first from before all blocks;
  // never back. False when there is none, and the stream is then at its end.
  bool SkipTo(snapshot::Row row);

  // Of the block. REQUIRES: the last SkipTo was true.
  snapshot::Row first() const { return first_; }
  snapshot::Row last() const { return last_; }
  // Makes rows(), ascending, and as many wdfs(); valid until the block is left.
  void Decode();
  const snapshot::Row* rows() const { return rows_.data(); }
  const uint32_t* wdfs() const { return wdfs_.data(); }
  size_t size() const { return size_; }

  // Calls found(i, wdf) for each of `count` rows, ascending and of the block, that has a posting:
  // for rows that are few beside size_about(), faster than to decode it. REQUIRES: can_skip().
  bool can_skip() const { return chunks_.has_value(); }
  size_t size_about() const { return chunks_->max_size(); }
  template <typename Found>
  void FindEach(const snapshot::Row* rows, size_t count, Found found) {
    const uint32_t docids = chunks_->first() - first_;  // Modulo 2^32.
    const auto docid_of = [rows, docids](size_t i) { return rows[i] + docids; };
    if (!chunks_->FindEach(count, docid_of, found)) ThrowUnlessOk(chunks_->status());
  }

  // For rows that are asked about: true when the block lies in few rows, and then it can be decoded
  // so that each is found at once.
  bool has_places() const { return chunks_.has_value() && last_ - first_ < kMaxPlaces; }
  // Makes Has and WdfOf of rows from first() to last(); valid until the block is left. REQUIRES:
  // has_places().
  void DecodePlaces();
  bool Has(snapshot::Row row) const { return places_[row - first_] != 0; }
  // REQUIRES: Has(row).
  uint32_t WdfOf(snapshot::Row row) const {
    const uint8_t place = places_[row - first_];
    return place < format::GlassPostlist::Chunks::kLargePlace ? place - 1 : LargeWdf(row);
  }

 private:
  static constexpr snapshot::Row kMaxPlaces = 16384;
  // Postings of a block that is read through Xapian.
  static constexpr size_t kXapianBlock = 64;

  // Goes to the beginning of a shard's list, if it has one.
  void OpenShard(size_t shard);
  uint32_t LargeWdf(snapshot::Row row) const;
  // Moves within the shard, as SkipTo.
  bool SkipInShard(Xapian::docid docid);

  const snapshot::Snapshot& snapshot_;
  snapshot::Snapshot::Lease* const lease_;
  const std::string term_;
  size_t shard_ = 0;
  snapshot::Row first_row_ = 0;  // Of the shard.
  // Its list: either; neither when it has none.
  std::optional<format::GlassPostlist::Chunks> chunks_;
  Xapian::PostingIterator posting_;
  Xapian::PostingIterator end_;

  snapshot::Row first_ = 0;
  snapshot::Row last_ = 0;
  bool has_block_ = false;
  bool decoded_ = false;
  size_t size_ = 0;
  std::vector<snapshot::Row> rows_;
  std::vector<uint32_t> wdfs_;
  // As Chunks::FillPlaces makes them: by row from first_ on, 0 where no posting is; and by docid
  // those that do not fit.
  std::vector<uint8_t> places_;
  std::vector<std::pair<uint32_t, uint32_t>> large_;
};

}  // namespace dateline::match

#endif  // DATELINE_SERVER_MATCH_POSTING_STREAM_H_
