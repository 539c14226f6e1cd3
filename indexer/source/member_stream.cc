#include "indexer/source/member_stream.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "absl/strings/str_cat.h"

namespace dateline::source {
namespace {

constexpr size_t kOutputBytes = 256 << 10;
// A place is taken for the beginning of a member when so much can be decoded there, or so much has
// been read of it without an error.
constexpr size_t kTrialBytes = 512;
constexpr size_t kTrialInputBytes = 4096;

}  // namespace

MemberStream::MemberStream(std::unique_ptr<ByteStream> stored,
                           std::unique_ptr<MemberDecoder> decoder)
    : stored_(std::move(stored)), decoder_(std::move(decoder)), output_(kOutputBytes) {}

absl::Status MemberStream::Next(absl::string_view* piece) {
  *piece = absl::string_view();
  if (!pending_.ok()) return std::exchange(pending_, absl::OkStatus());
  if (std::exchange(lost_, false) && !FindNextMember()) ended_ = true;
  if (ended_) return std::exchange(pending_, absl::OkStatus());
  size_t size = 0;
  pending_ = Fill(&size);
  if (absl::IsDataLoss(pending_)) {
    lost_ = true;
  } else if (!pending_.ok()) {
    ended_ = true;
  }
  *piece = absl::string_view(output_.data(), size);
  return size > 0 ? absl::OkStatus() : std::exchange(pending_, absl::OkStatus());
}

// Decodes until the output is full or a member ends that gave something.
absl::Status MemberStream::Fill(size_t* size) {
  while (*size < output_.size() && !ended_) {
    if (pos_ == window_.size()) {
      absl::Status status;
      const uint64_t here = window_begin_ + pos_;
      const uint64_t oldest = here - std::min<uint64_t>(here, kRescanBytes);
      if (!Fetch(in_member_ ? std::max(member_offset_, oldest) : here, &status)) {
        ended_ = true;
        if (!status.ok()) return status;
        return in_member_
                   ? absl::OutOfRangeError(absl::StrCat(decoder_->name(), " data ends too early"))
                   : absl::OkStatus();
      }
    }
    if (!in_member_) {
      if (*size > 0) break;
      if (window_[pos_] == '\0') {
        ++pos_;
        continue;
      }
      const absl::Status status = BeginMember();
      if (!status.ok()) return status;
    }
    absl::string_view in = absl::string_view(window_).substr(pos_);
    size_t written = 0;
    const MemberDecoder::Step step =
        decoder_->Decode(&in, output_.data() + *size, output_.size() - *size, &written);
    pos_ = window_.size() - in.size();
    *size += written;
    piece_offset_ = member_offset_;
    if (step == MemberDecoder::Step::kDamaged) {
      const std::string damage = decoder_->damage();
      return absl::DataLossError(
          absl::StrCat(decoder_->name(), " data is damaged", damage.empty() ? "" : ": ", damage));
    }
    if (step == MemberDecoder::Step::kEnd) {
      in_member_ = false;
      member_ended_ = true;
    }
  }
  return absl::OkStatus();
}

// True when what stands behind a member is neither another nor padding.
bool MemberStream::IsJunk(absl::Status* status) {
  while (window_.size() - pos_ < kFirstPieceBytes && Fetch(window_begin_ + pos_, status)) {
  }
  return status->ok() && !decoder_->MayBegin(absl::string_view(window_).substr(pos_));
}

absl::Status MemberStream::BeginMember() {
  member_offset_ = piece_offset_ = window_begin_ + pos_;
  absl::Status status;
  between_members_ = std::exchange(member_ended_, false) && IsJunk(&status);
  if (!status.ok()) return status;
  if (between_members_) {
    return absl::DataLossError(absl::StrCat("what stands behind the ", decoder_->name(),
                                            " data, from byte ", member_offset_,
                                            " of the file on, is no part of it"));
  }
  if (!decoder_->Begin()) return absl::ResourceExhaustedError("no memory to decompress with");
  in_member_ = true;
  return absl::OkStatus();
}

bool MemberStream::Fetch(uint64_t keep, absl::Status* status) {
  if (stored_ended_) return false;
  absl::string_view block;
  *status = stored_->Next(&block);
  if (!status->ok() || block.empty()) {
    stored_ended_ = true;
    return false;
  }
  if (keep > window_begin_ + kRescanBytes) {
    const size_t dropped = keep - window_begin_;
    window_.erase(0, dropped);
    window_begin_ = keep;
    pos_ -= std::min(pos_, dropped);
  }
  window_.append(block.data(), block.size());
  return true;
}

// Looks for the next member behind the beginning of the damaged one.
bool MemberStream::FindNextMember() {
  if (++rescans_ > kMaxRescans) {
    pending_ = absl::OutOfRangeError(
        absl::StrCat("more than ", kMaxRescans, " damaged places; the rest is not read"));
    return false;
  }
  uint64_t at = std::max(member_offset_ + 1, window_begin_);
  if (at + kRescanBytes < window_begin_ + pos_) at = window_begin_ + pos_ - kRescanBytes;
  for (;; ++at) {
    while (at + kTrialInputBytes > window_begin_ + window_.size()) {
      if (!Fetch(at, &pending_)) break;
    }
    if (at >= window_begin_ + window_.size()) return false;
    if (decoder_->MayBegin(absl::string_view(window_).substr(at - window_begin_)) &&
        Readable(at - window_begin_)) {
      pos_ = at - window_begin_;
      in_member_ = false;
      return true;
    }
  }
}

// True when the bytes at `at` decode, for a while, or to their end.
bool MemberStream::Readable(size_t at) {
  char scratch[kTrialBytes];
  size_t total = 0;
  absl::string_view in = absl::string_view(window_).substr(at, kTrialInputBytes);
  if (!decoder_->Begin()) return false;
  while (total < kTrialBytes && !in.empty()) {
    size_t written = 0;
    const auto step = decoder_->Decode(&in, scratch, kTrialBytes - total, &written);
    total += written;
    if (step == MemberDecoder::Step::kDamaged) return false;
    if (step == MemberDecoder::Step::kEnd) return true;
  }
  return true;
}

}  // namespace dateline::source
