// A place in a stream of bytes: looks ahead, takes, and knows its offsets, in bounded memory.

#ifndef DATELINE_INDEXER_SOURCE_BYTE_CURSOR_H_
#define DATELINE_INDEXER_SOURCE_BYTE_CURSOR_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "indexer/source/byte_stream.h"

namespace dateline::source {

// What compressed data may expand to before it is taken for a bomb: so many times its stored bytes,
// and so much in any case. All layers of an archive count together.
inline constexpr uint64_t kMaxExpansionRatio = 400;
inline constexpr uint64_t kFreeExpansionBytes = uint64_t{1} << 30;

// Bytes that came out of one file of the input, its archive members and their decompression
// included.
struct Expansion {
  uint64_t bytes = 0;

  bool TooLarge(uint64_t stored_bytes) const {
    return bytes > kFreeExpansionBytes &&
           bytes - kFreeExpansionBytes > kMaxExpansionRatio * stored_bytes;
  }
};

// How many members back it is remembered where they were stored.
inline constexpr size_t kMaxPastMembers = 4096;

// Not thread-safe. Views into it are valid until the next call of a method that is not const.
class ByteCursor {
 public:
  // `expansion` is shared by the cursors of one file and outlives them. `stored_bytes` is the size
  // of that file; 0 when unknown: then what has been read of it counts.
  ByteCursor(std::unique_ptr<ByteStream> stream, Expansion* expansion, uint64_t stored_bytes);

  // Everything that has been read and not taken: at least `bytes`, unless the end or damage comes
  // before.
  absl::string_view Peek(size_t bytes);
  // Reads on, whatever Peek has. False at the end and at damage.
  bool ReadMore();
  absl::string_view buffered() const { return absl::string_view(buffer_).substr(begin_); }
  // REQUIRES: that much is buffered.
  void Take(size_t bytes);
  // Takes everything that is buffered, and hands it over.
  std::string TakeAll();
  // Gives back what was taken last. REQUIRES: `bytes` is what stood
  // directly before offset().
  void GiveBack(absl::string_view bytes);

  // Of the first byte not taken, counted over everything that could be decompressed.
  uint64_t offset() const { return offset_; }
  // Of the same byte in the stored file: of the member that holds it when the stream is compressed,
  // also after GiveBack, unless that went back over kMaxPastMembers.
  // At the end, of the last byte or member.
  uint64_t stored_offset() const;
  bool in_members() const { return stream_->in_members(); }
  // Bytes buffered that come from the same member as the first of them; all when not in_members().
  size_t SameMember() const;

  // Why nothing follows what is buffered; OK while reading goes on, and at the end. Codes of
  // ByteStream::Next, and RESOURCE_EXHAUSTED when the data expands too much.
  const absl::Status& status() const { return status_; }
  // Where in the stored file the damage is: the offset of the damaged member when in_members().
  // REQUIRES: status() is not OK.
  uint64_t damage_offset() const { return damage_offset_; }
  // True when what is damaged stands behind the end of compressed data that is whole.
  // REQUIRES: status() is not OK.
  bool whole_before_damage() const { return stream_->whole_before_error(); }
  // Goes on behind damage, dropping what is buffered. False when nothing follows; status() is then
  // why, OK for the end.
  bool Resume();

  // Counts bytes that came out of the same file and that no cursor has read. False when that makes
  // them too many: then nothing more can be read, and status() says so.
  bool CountExpansion(uint64_t bytes);

  uint64_t bytes_read() const { return stream_->bytes_read(); }

 private:
  struct Segment {
    uint64_t offset;
    uint64_t stored;
  };

  void DropSegments();

  const std::unique_ptr<ByteStream> stream_;
  Expansion* const expansion_;
  const uint64_t stored_bytes_;
  std::string buffer_;
  size_t begin_ = 0;
  uint64_t offset_ = 0;
  std::deque<Segment> segments_;  // Where the buffered bytes came from; one at least, once read.
  std::deque<Segment> past_;      // Where bytes came from that were taken; of members alone.
  bool ended_ = false;
  uint64_t damage_offset_ = 0;
  absl::Status status_;
};

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_BYTE_CURSOR_H_
