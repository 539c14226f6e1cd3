#include <zstd.h>

#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "indexer/source/member_stream.h"

namespace dateline::source {
namespace {

constexpr absl::string_view kMagic("\x28\xb5\x2f\xfd", 4);  // RFC 8878, section 3.1.1.
// RFC 8878, section 3.1.2: the first byte of a skippable frame is 0x50 to 0x5f.
constexpr absl::string_view kSkippableTail("\x2a\x4d\x18", 3);
constexpr char kDictionaryFrame = '\x5d';  // Of the WARC-zstd specification of the IIPC.
constexpr size_t kSkippableHeaderBytes = 8;

bool IsSkippable(absl::string_view head) {
  return head.size() >= 4 && (head[0] & 0xf0) == 0x50 && head.substr(1, 3) == kSkippableTail;
}

class ZstdDecoder : public MemberDecoder {
 public:
  ZstdDecoder() : context_(ZSTD_createDCtx()) {}
  ~ZstdDecoder() override { ZSTD_freeDCtx(context_); }

  bool Load(absl::string_view dictionary) {
    return context_ != nullptr &&
           !ZSTD_isError(ZSTD_DCtx_loadDictionary(context_, dictionary.data(), dictionary.size()));
  }

  bool Begin() override {
    return context_ != nullptr && !ZSTD_isError(ZSTD_DCtx_reset(context_, ZSTD_reset_session_only));
  }

  Step Decode(absl::string_view* in, char* out, size_t room, size_t* written) override {
    ZSTD_inBuffer input = {in->data(), in->size(), 0};
    ZSTD_outBuffer output = {out, room, 0};
    const size_t result = ZSTD_decompressStream(context_, &output, &input);
    in->remove_prefix(input.pos);
    *written = output.pos;
    if (ZSTD_isError(result)) {
      damage_ = ZSTD_getErrorName(result);
      return Step::kDamaged;
    }
    return result == 0 ? Step::kEnd : Step::kMore;
  }

  bool MayBegin(absl::string_view bytes) const override {
    return absl::StartsWith(bytes, kMagic) || IsSkippable(bytes);
  }
  absl::string_view name() const override { return "zstd"; }
  std::string damage() const override { return damage_; }

 private:
  ZSTD_DCtx* const context_;
  std::string damage_;
};

// A dictionary may itself be one zstd frame.
absl::StatusOr<std::string> PlainDictionary(absl::string_view stored) {
  if (!absl::StartsWith(stored, kMagic)) return std::string(stored);
  std::string plain(kMaxDictionaryBytes, '\0');
  const size_t size = ZSTD_decompress(&plain[0], plain.size(), stored.data(), stored.size());
  if (ZSTD_isError(size))
    return absl::DataLossError(absl::StrCat("zstd dictionary: ", ZSTD_getErrorName(size)));
  plain.resize(size);
  return plain;
}

// Bytes already taken from a stream, then the rest of it.
class PrefixedStream : public ByteStream {
 public:
  PrefixedStream(std::string prefix, std::unique_ptr<ByteStream> rest)
      : prefix_(std::move(prefix)), rest_(std::move(rest)) {}

  absl::Status Next(absl::string_view* piece) override {
    if (std::exchange(given_, true)) return rest_->Next(piece);
    *piece = prefix_;
    return absl::OkStatus();
  }
  uint64_t bytes_read() const override { return rest_->bytes_read(); }
  uint64_t piece_offset() const override { return rest_->piece_offset(); }

 private:
  const std::string prefix_;
  const std::unique_ptr<ByteStream> rest_;
  bool given_ = false;
};

}  // namespace

bool IsZstd(absl::string_view head) { return absl::StartsWith(head, kMagic) || IsSkippable(head); }

absl::StatusOr<std::unique_ptr<ByteStream>> MakeZstdStream(std::unique_ptr<ByteStream> stored) {
  std::string head;
  const auto read_up_to = [&](size_t bytes) -> absl::Status {
    while (head.size() < bytes) {
      absl::string_view piece;
      const absl::Status status = stored->Next(&piece);
      if (!status.ok()) return status;
      if (piece.empty()) return absl::OutOfRangeError("zstd data ends too early");
      head.append(piece.data(), piece.size());
    }
    return absl::OkStatus();
  };
  auto decoder = std::make_unique<ZstdDecoder>();
  absl::Status status = read_up_to(1);
  if (!status.ok()) return status;
  if (IsSkippable(head) && head[0] == kDictionaryFrame) {
    status = read_up_to(kSkippableHeaderBytes);
    if (!status.ok()) return status;
    uint32_t size = 0;
    for (int i = 3; i >= 0; --i) size = size << 8 | static_cast<unsigned char>(head[4 + i]);
    if (size > kMaxDictionaryBytes) {
      return absl::DataLossError(
          absl::StrCat("zstd dictionary of ", size, " bytes; the most is ", kMaxDictionaryBytes));
    }
    status = read_up_to(kSkippableHeaderBytes + size);
    if (!status.ok()) return status;
    const absl::StatusOr<std::string> dictionary =
        PlainDictionary(absl::string_view(head).substr(kSkippableHeaderBytes, size));
    if (!dictionary.ok()) return dictionary.status();
    if (!decoder->Load(*dictionary)) return absl::DataLossError("zstd dictionary is damaged");
  }
  return std::make_unique<MemberStream>(
      std::make_unique<PrefixedStream>(std::move(head), std::move(stored)), std::move(decoder));
}

}  // namespace dateline::source
