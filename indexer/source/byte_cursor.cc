#include "indexer/source/byte_cursor.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"

namespace dateline::source {
namespace {

// So much room that is not used may stay.
constexpr size_t kMaxIdleBytes = 8 << 20;

}  // namespace

ByteCursor::ByteCursor(std::unique_ptr<ByteStream> stream, Expansion* expansion,
                       uint64_t stored_bytes)
    : stream_(std::move(stream)), expansion_(expansion), stored_bytes_(stored_bytes) {}

absl::string_view ByteCursor::Peek(size_t bytes) {
  while (buffer_.size() - begin_ < bytes && ReadMore()) {
  }
  return buffered();
}

bool ByteCursor::ReadMore() {
  if (ended_ || !status_.ok()) return false;
  absl::string_view piece;
  status_ = stream_->Next(&piece);
  if (!status_.ok()) {
    damage_offset_ = stream_->piece_offset();
    return false;
  }
  if (piece.empty()) {
    ended_ = true;
    return false;
  }
  if (!CountExpansion(piece.size())) return false;
  if (begin_ > 0 && begin_ >= buffer_.size() / 2) {
    buffer_.erase(0, begin_);
    begin_ = 0;
    // Much may have been looked at, or given back, and never again.
    if (buffer_.capacity() > kMaxIdleBytes && buffer_.size() < buffer_.capacity() / 4)
      buffer_.shrink_to_fit();
  }
  const uint64_t stored = stream_->piece_offset();
  if (segments_.empty() || !in_members() || segments_.back().stored != stored)
    segments_.push_back({offset_ + (buffer_.size() - begin_), stored});
  buffer_.append(piece.data(), piece.size());
  DropSegments();
  return true;
}

bool ByteCursor::CountExpansion(uint64_t bytes) {
  expansion_->bytes += bytes;
  const uint64_t stored = stored_bytes_ > 0 ? stored_bytes_ : stream_->bytes_read();
  if (!expansion_->TooLarge(stored)) return true;
  ended_ = true;
  status_ = absl::ResourceExhaustedError(
      absl::StrCat("expands to more than ", kMaxExpansionRatio, " times its size"));
  return false;
}

void ByteCursor::Take(size_t bytes) {
  begin_ += bytes;
  offset_ += bytes;
  DropSegments();
}

std::string ByteCursor::TakeAll() {
  std::string all = begin_ == 0 ? std::move(buffer_) : buffer_.substr(begin_);
  all.shrink_to_fit();  // What came in several pieces may have room for as much again.
  buffer_.clear();
  begin_ = 0;
  offset_ += all.size();
  DropSegments();
  return all;
}

void ByteCursor::DropSegments() {
  while (segments_.size() > 1 && segments_[1].offset <= offset_) {
    if (in_members()) past_.push_back(segments_.front());
    if (past_.size() > kMaxPastMembers) past_.pop_front();
    segments_.pop_front();
  }
}

void ByteCursor::GiveBack(absl::string_view bytes) {
  if (bytes.size() <= begin_) {
    begin_ -= bytes.size();
  } else {
    std::string buffer;
    buffer.reserve(bytes.size() + (buffer_.size() - begin_));
    buffer.append(bytes.data(), bytes.size());
    buffer.append(buffer_, begin_, std::string::npos);
    buffer_ = std::move(buffer);
    begin_ = 0;
  }
  offset_ -= bytes.size();
  while (!past_.empty() && segments_.front().offset > offset_) {
    segments_.push_front(past_.back());
    past_.pop_back();
  }
  // What came from further back counts to the first that is known.
  if (!segments_.empty() && segments_.front().offset > offset_) {
    if (!in_members()) segments_.front().stored -= segments_.front().offset - offset_;
    segments_.front().offset = offset_;
  }
}

uint64_t ByteCursor::stored_offset() const {
  if (segments_.empty()) return 0;
  const Segment& segment = segments_.front();
  return in_members() ? segment.stored : segment.stored + (offset_ - segment.offset);
}

size_t ByteCursor::SameMember() const {
  const size_t all = buffer_.size() - begin_;
  if (!in_members() || segments_.empty()) return all;
  for (const Segment& segment : segments_) {
    if (segment.stored != segments_.front().stored)
      return std::min<uint64_t>(all, segment.offset - offset_);
  }
  return all;
}

bool ByteCursor::Resume() {
  Take(buffer_.size() - begin_);
  if (!absl::IsDataLoss(status_) || ended_) return false;
  status_ = absl::OkStatus();
  return ReadMore();
}

}  // namespace dateline::source
