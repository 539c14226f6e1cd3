// Compressed data of members (frames, streams) one after the other, each of which can be read on
// its own: gzip, zstd, xz and bzip2.
// That is what allows going on behind damage, and what the offsets of a .warc.gz mean.

#ifndef DATELINE_INDEXER_SOURCE_MEMBER_STREAM_H_
#define DATELINE_INDEXER_SOURCE_MEMBER_STREAM_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "indexer/source/byte_stream.h"

namespace dateline::source {

// How far before the damage the next member is looked for: a member that was read past its end by
// mistake is found again within so many compressed bytes.
inline constexpr size_t kRescanBytes = 1 << 20;
// How often one file may be damaged before the rest of it is given up.
inline constexpr int kMaxRescans = 1000;
// The largest dictionary that a .warc.zst may bring.
inline constexpr size_t kMaxDictionaryBytes = 16 << 20;

// One way of compressing. Not thread-safe.
class MemberDecoder {
 public:
  enum class Step { kMore, kEnd, kDamaged };

  virtual ~MemberDecoder() = default;
  // Gets ready for the first byte of a member. False without memory.
  virtual bool Begin() = 0;
  // Takes from the front of `*in`, writes at most `room` bytes to `out`, says how many.
  virtual Step Decode(absl::string_view* in, char* out, size_t room, size_t* written) = 0;
  // True when a member may begin with these bytes.
  virtual bool MayBegin(absl::string_view bytes) const = 0;
  virtual absl::string_view name() const = 0;  // "gzip"
  virtual std::string damage() const = 0;      // What was wrong, "" when unknown.
};

// No piece reaches across the end of a member. Zeros between members are padding.
class MemberStream : public ByteStream {
 public:
  MemberStream(std::unique_ptr<ByteStream> stored, std::unique_ptr<MemberDecoder> decoder);

  absl::Status Next(absl::string_view* piece) override;
  uint64_t bytes_read() const override { return stored_->bytes_read(); }
  uint64_t piece_offset() const override { return piece_offset_; }
  bool in_members() const override { return true; }
  bool whole_before_error() const override { return between_members_; }

 private:
  // Adds stored bytes to the window, and may drop those before the offset `keep`. False at the end,
  // and after an error, which is then `status`.
  bool Fetch(uint64_t keep, absl::Status* status);
  absl::Status Fill(size_t* size);
  absl::Status BeginMember();
  bool IsJunk(absl::Status* status);
  bool FindNextMember();
  bool Readable(size_t at);

  const std::unique_ptr<ByteStream> stored_;
  const std::unique_ptr<MemberDecoder> decoder_;
  std::vector<char> output_;
  std::string window_;         // Stored bytes: those to come, and some before them.
  uint64_t window_begin_ = 0;  // Its offset in the stored file.
  size_t pos_ = 0;             // In the window, of the first byte not yet decoded.
  uint64_t member_offset_ = 0;
  uint64_t piece_offset_ = 0;
  bool in_member_ = false;
  bool member_ended_ = false;     // One that was whole was the last.
  bool between_members_ = false;  // The last error is of bytes that stand there.
  bool stored_ended_ = false;
  bool ended_ = false;
  bool lost_ = false;  // Behind damage, before the next member is found.
  int rescans_ = 0;
  absl::Status pending_;  // Told once the bytes before it are taken.
};

bool IsGzip(absl::string_view head);
bool IsZstd(absl::string_view head);
bool IsXz(absl::string_view head);
bool IsBzip2(absl::string_view head);
std::unique_ptr<ByteStream> MakeGzipStream(std::unique_ptr<ByteStream> stored);
std::unique_ptr<ByteStream> MakeXzStream(std::unique_ptr<ByteStream> stored);
std::unique_ptr<ByteStream> MakeBzip2Stream(std::unique_ptr<ByteStream> stored);
// Reads the dictionary that the first frame may hold, as .warc.zst has it.
absl::StatusOr<std::unique_ptr<ByteStream>> MakeZstdStream(std::unique_ptr<ByteStream> stored);

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_MEMBER_STREAM_H_
