#include "server/match/posting_stream.h"

#include <algorithm>
#include <utility>

namespace dateline::match {

using snapshot::Row;

void ThrowUnlessOk(const absl::Status& status) {
  if (!status.ok()) throw Xapian::DatabaseCorruptError(std::string(status.message()));
}

PostingStream::PostingStream(const snapshot::Snapshot& snapshot, snapshot::Snapshot::Lease* lease,
                             std::string term)
    : snapshot_(snapshot), lease_(lease), term_(std::move(term)) {
  OpenShard(0);
}

void PostingStream::OpenShard(size_t shard) {
  shard_ = shard;
  has_block_ = false;
  chunks_.reset();
  posting_ = end_;
  if (shard >= lease_->shards().size()) return;
  first_row_ = lease_->first_row(shard);
  const format::GlassPostlist* postlist = snapshot_.postlist(shard);
  if (postlist == nullptr) {
    posting_ = lease_->shards()[shard].postlist_begin(term_);
    return;
  }
  const absl::StatusOr<format::GlassPostlist::List> list = postlist->Find(term_);
  ThrowUnlessOk(list.status());
  if (list->documents > 0) chunks_.emplace(*postlist, *list);
}

bool PostingStream::SkipTo(Row row) {
  if (has_block_ && row <= last_) return true;
  while (shard_ < lease_->shards().size()) {
    const Row end = lease_->first_row(shard_ + 1);
    if (row < end && SkipInShard(row > first_row_ ? row - first_row_ + 1 : 1)) return true;
    OpenShard(shard_ + 1);
  }
  return false;
}

bool PostingStream::SkipInShard(Xapian::docid docid) {
  decoded_ = false;
  if (chunks_) {
    has_block_ = chunks_->SkipTo(docid);
    ThrowUnlessOk(chunks_->status());
    if (!has_block_) return false;
    first_ = first_row_ + chunks_->first() - 1;
    last_ = first_row_ + chunks_->last() - 1;
    return true;
  }
  if (posting_ == end_) return false;
  posting_.skip_to(docid);
  rows_.resize(kXapianBlock);
  wdfs_.resize(kXapianBlock);
  size_ = 0;
  for (; posting_ != end_ && size_ < kXapianBlock; ++posting_, ++size_) {
    rows_[size_] = first_row_ + *posting_ - 1;
    wdfs_[size_] = posting_.get_wdf();
  }
  has_block_ = size_ > 0;
  if (!has_block_) return false;
  first_ = rows_[0];
  last_ = rows_[size_ - 1];
  decoded_ = true;
  return true;
}

void PostingStream::Decode() {
  if (decoded_) return;
  decoded_ = true;
  size_ = 0;
  const size_t room = chunks_->max_size();
  if (rows_.size() < room) {
    rows_.resize(room);
    wdfs_.resize(room);
  }
  Row* const rows = rows_.data();
  uint32_t* const wdfs = wdfs_.data();
  const Row before = first_row_ - 1;  // Docids count from 1.
  size_t size = 0;
  if (!chunks_->ForEach([&](uint32_t docid, uint32_t wdf) {
        rows[size] = before + docid;
        wdfs[size++] = wdf;
      })) {
    ThrowUnlessOk(chunks_->status());
  }
  size_ = size;
}

void PostingStream::DecodePlaces() {
  if (places_.empty()) places_.resize(kMaxPlaces + format::GlassPostlist::Chunks::kPlacesBehind);
  std::fill_n(places_.begin(), last_ - first_ + 1, 0);
  large_.clear();
  if (!chunks_->FillPlaces(places_.data(), &large_)) ThrowUnlessOk(chunks_->status());
}

uint32_t PostingStream::LargeWdf(Row row) const {
  const uint32_t docid = chunks_->first() + (row - first_);
  return std::lower_bound(large_.begin(), large_.end(), std::make_pair(docid, uint32_t{0}))->second;
}

}  // namespace dateline::match
