// Any bytes as a file give documents and rejects, and an end.

#ifndef DATELINE_TESTS_FUZZ_FUZZ_READER_H_
#define DATELINE_TESTS_FUZZ_FUZZ_READER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "indexer/source/byte_cursor.h"
#include "indexer/source/byte_stream.h"
#include "indexer/source/input.h"
#include "tests/fuzz/check_article.h"

namespace dateline::fuzz {

// Bytes in memory, in pieces of a size that does not divide anything.
class MemoryStream : public source::ByteStream {
 public:
  explicit MemoryStream(absl::string_view bytes) : rest_(bytes) {}

  absl::Status Next(absl::string_view* piece) override {
    piece_offset_ = read_;
    *piece = rest_.substr(0, 1021);
    rest_.remove_prefix(piece->size());
    read_ += piece->size();
    return absl::OkStatus();
  }
  uint64_t bytes_read() const override { return read_; }
  uint64_t piece_offset() const override { return piece_offset_; }

 private:
  absl::string_view rest_;
  uint64_t read_ = 0;
  uint64_t piece_offset_ = 0;
};

class CheckingSink : public source::DocumentSink {
 public:
  bool OnDocument(source::Document document) override {
    Require(!document.source_path.empty() && !document.stable_path.empty());
    return true;
  }
  bool OnReject(source::Reject reject) override {
    Require(!reject.reason.empty() && !reject.detail.empty());
    return true;
  }
};

// Always 0: what LLVMFuzzerTestOneInput returns. `read` is a reader of one format.
inline int FuzzReader(bool (*read)(source::Input*), const uint8_t* data, size_t size) {
  auto stream = source::Decompress(
      std::make_unique<MemoryStream>(absl::string_view(reinterpret_cast<const char*>(data), size)));
  if (!stream.ok()) return 0;
  source::Expansion expansion;
  source::ByteCursor bytes(*std::move(stream), &expansion, size);
  CheckingSink sink;
  source::Input input("/fuzz", "/fuzz", &bytes, &sink);
  Require(read(&input));
  return 0;
}

}  // namespace dateline::fuzz

#endif  // DATELINE_TESTS_FUZZ_FUZZ_READER_H_
