// The rest of a cursor's bytes as UTF-8, when they are UTF-16 or UTF-32.

#ifndef DATELINE_INDEXER_SOURCE_WIDE_TEXT_STREAM_H_
#define DATELINE_INDEXER_SOURCE_WIDE_TEXT_STREAM_H_

#include <string>

#include "indexer/source/byte_cursor.h"
#include "indexer/source/byte_stream.h"
#include "indexer/text/wide_text.h"

namespace dateline::source {

// Offsets are those of the UTF-8 form. The cursor outlives the stream.
class WideTextStream : public ByteStream {
 public:
  WideTextStream(ByteCursor* bytes, text::WideEncoding encoding)
      : bytes_(*bytes), decoder_(encoding) {}

  absl::Status Next(absl::string_view* piece) override;
  uint64_t bytes_read() const override { return bytes_.bytes_read(); }
  uint64_t piece_offset() const override { return piece_offset_; }
  bool whole_before_error() const override { return bytes_.whole_before_damage(); }

 private:
  ByteCursor& bytes_;
  text::WideDecoder decoder_;
  std::string output_;
  uint64_t piece_offset_ = 0;
  bool finished_ = false;
  bool told_ = false;
};

}  // namespace dateline::source

#endif  // DATELINE_INDEXER_SOURCE_WIDE_TEXT_STREAM_H_
